package clevertap

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"time"
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
func (a *Account) check(raw json.RawMessage, now time.Time) (record, *refusal) {
	fields, ok := object(raw)
	if !ok {
		return record{}, neither()
	}
	switch text(fields["type"]) {
	case "event":
		return a.checkEvent(fields, now)
	case "profile":
		return checkProfile(fields, now)
	}
	return record{}, neither()
}

// envelope reads what events and profiles share: who, and when.
func envelope(fields map[string]any, now time.Time) (record, *refusal) {
	who := text(fields["identity"])
	if who == "" {
		return record{}, &refusal{523, "Identity is missing; the sandbox models no FBID, GPID and objectId. "} // modelled: the words
	}
	at, refused := readTime(fields["ts"], now)
	return record{who: who, at: at}, refused
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

// object decodes a JSON object, keeping numbers as they were written.
func object(raw []byte) (map[string]any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var fields map[string]any
	err := decoder.Decode(&fields)
	return fields, err == nil && fields != nil
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
