package clevertap

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

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

// neither is code 524. modelled: the words.
func neither() *refusal { return &refusal{524, "Record is neither an event nor a profile. "} }

// checkKeys holds the published lengths and characters of properties' names and
// values. about words a refusal; what it says is not known (modelled).
func checkKeys(data map[string]any, forbidden string, about func(code int, what string) *refusal) *refusal {
	for key, value := range data {
		if strings.ContainsAny(key, forbidden) || utf8.RuneCountInString(key) > mostKey {
			return about(512, "Property name is not allowed")
		}
		if utf8.RuneCountInString(text(value)) > mostValue {
			return about(512, "Property value is too long")
		}
	}
	return nil
}
