package clevertap

import "strconv"

// refusal is why one record was not taken. Its text ends where the number of
// the record follows; the recorded texts differ in whether a space stands
// before "Skipped", so each brings its own.
type refusal struct {
	code int
	text string
}

// say writes the sentence for record number n, counted from 1.
func (r refusal) say(n int) string {
	return r.text + "Skipped record number : " + strconv.Itoa(n)
}

// aboutName is the captured pattern of the refusals that concern an event's name
// (509 and 513 are recorded).
func aboutName(code int, what string) *refusal {
	return &refusal{code, "Event Name is incorrect. ErrorCode: " + strconv.Itoa(code) + " - " + what + ". "}
}

// aboutEvent is used for 512 and 522. modelled: their words are not known.
func aboutEvent(code int, what string) *refusal {
	return &refusal{code, "Event data is incorrect. ErrorCode: " + strconv.Itoa(code) + " - " + what + ". "}
}

// aboutProfile is the captured pattern of profile refusals, which has no space
// before "Skipped" (515 and 516 are recorded).
func aboutProfile(code int, what string) *refusal {
	return &refusal{code, "Profile data is incorrect. " + what + "."}
}

// discardedEvent is code 528. A live use saw a text that starts with "Trying";
// how it goes on is likely.
func discardedEvent() *refusal {
	return &refusal{528, "Trying to raise a discarded event. "}
}

// missingIdentity is code 523. modelled: the words.
func missingIdentity() *refusal { return &refusal{523, "Identity is missing. "} }

// invalidObjectID is code 526. modelled: the words.
func invalidObjectID() *refusal { return &refusal{526, "Object ID is not valid. "} }

// neither is code 524. modelled: the words.
func neither() *refusal { return &refusal{524, "Record is neither an event nor a profile. "} }
