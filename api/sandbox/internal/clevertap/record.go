package clevertap

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// record is one checked record of an upload: an event or a profile.
type record struct {
	profile bool
	who     string    // the identity
	at      time.Time // zero: the time of receipt
	event   string
	source  string
	data    map[string]any // evtData or profileData; numbers are json.Number
}

// check reads one raw record and says why it is refused, if it is.
// modelled: the order in which several wrongs are found.
func (a *Account) check(raw json.RawMessage, now time.Time) (rec record, refused *refusal) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var fields map[string]any
	_ = decoder.Decode(&fields) // what is no object has no type
	kind := text(fields["type"])
	if kind != "event" && kind != "profile" {
		return record{}, neither()
	}
	rec.who, rec.profile = text(fields["identity"]), kind == "profile"
	if rec.who == "" {
		return record{}, &refusal{523, "Identity is missing; the sandbox models no FBID, GPID and objectId. "} // modelled: the words
	}
	rec.at, refused = readTime(fields["ts"], now)
	switch {
	case refused != nil:
	case rec.profile:
		refused = rec.takeProfile(fields)
	default:
		refused = a.takeEvent(&rec, fields)
	}
	return rec, refused
}

// The ingestion window. modelled: that there is one is likely, its size unknown.
const (
	oldest    = 3 * 365 * 24 * time.Hour
	mostAhead = 24 * time.Hour
)

// readTime reads ts: whole seconds since 1970, optional. Milliseconds lie
// thousands of years ahead and fall out of the window.
func readTime(ts any, now time.Time) (time.Time, *refusal) {
	if ts == nil {
		return time.Time{}, nil
	}
	number, _ := ts.(json.Number)
	seconds, err := number.Int64()
	if err != nil || seconds <= 0 {
		return time.Time{}, &refusal{525, "Timestamp should be present in the Unix Epoch format. "}
	}
	at := time.Unix(min(seconds, math.MaxInt32*1000), 0)
	if at.Before(now.Add(-oldest)) || at.After(now.Add(mostAhead)) {
		return time.Time{}, &refusal{527, "Timestamp is outside of the allowed window. "} // modelled: the words
	}
	return at, nil
}

// text is a value as a string: strings as they are, numbers as written.
// modelled: an identity that is a number is taken for its digits.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// The published limits of a profile: 256 custom keys beside the standard ones.
const mostProfileKeys = 256

var phoneShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) }) // E.164

func (r *record) takeProfile(fields map[string]any) *refusal {
	data, ok := fields["profileData"].(map[string]any)
	if !ok {
		return neither()
	}
	r.data = data
	if email, there := data["Email"]; there && !validEmail(email) {
		return aboutProfile(515, "Email is not valid")
	}
	if phone, there := data["Phone"]; there && !phoneShape().MatchString(text(phone)) {
		return aboutProfile(516, "Phone number is not valid")
	}
	if len(data) > mostProfileKeys {
		return aboutProfile(512, "Too many profile properties")
	}
	for _, value := range data {
		if _, operation := value.(map[string]any); operation {
			return aboutProfile(512, "The sandbox does not model operations on a property")
		}
	}
	return checkKeys(data, forbidden+"#", aboutProfile) // for a profile "#" is forbidden as well
}

func validEmail(value any) bool {
	address, err := mail.ParseAddress(text(value))
	return err == nil && address.Address == text(value)
}

// The published limits of one event. For the number of properties the newest
// page says 100 and an older one 256.
const (
	mostProperties = 100
	mostKey        = 120
	mostValue      = 512
	mostEventTypes = 512
)

// takeEvent reads what an event has of its own.
// modelled: names with forbidden characters and oversized keys and values are
// refused; that they are not allowed is certain, what happens to them is not.
func (a *Account) takeEvent(r *record, fields map[string]any) *refusal {
	r.event, r.source = text(fields["evtName"]), cmp.Or(text(fields["$source"]), "API")
	if refused := a.checkEventName(r.event); refused != nil {
		return refused
	}
	data, ok := fields["evtData"].(map[string]any)
	switch {
	case !ok:
		return aboutEvent(512, "Invalid event structure")
	case len(data) > mostProperties:
		return aboutEvent(522, "Too many event properties")
	}
	r.data = data
	for key, value := range data {
		// Lists are taken only as the Items of the event Charged (certain).
		if _, list := value.([]any); list && (fold(r.event) != "charged" || key != "Items") {
			return aboutEvent(512, "Wrong data type")
		}
	}
	return checkKeys(data, forbidden, aboutEvent)
}

func (a *Account) checkEventName(name string) *refusal {
	known := a.schema.find(name)
	switch {
	case strings.TrimSpace(name) == "":
		return aboutName(509, "Event name is mandatory")
	case spelt(name, systemEvents()):
		return aboutName(513, "Trying to raise a restricted system event")
	case known != nil && known.discarded():
		return &refusal{528, "Trying to raise a discarded event. "} // its beginning was seen, the rest is likely
	case strings.ContainsAny(name, forbidden):
		return aboutName(512, "Event name has a character that is not allowed")
	case known == nil && len(a.schema.events) >= mostEventTypes:
		return aboutName(512, "Too many event types") // modelled: the limit is certain, the code not
	}
	return nil
}

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
