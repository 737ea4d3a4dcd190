package trace

import (
	"github.com/talontap/talontap/api/transport"
)

// Sent is what a logged request was about: whom, and which code.
type Sent struct {
	Identity string
	Code     string
}

// SentIn reads the upload in a logged request's body: the events of one name in
// it. readable is false where the log does not show what was sent.
func SentIn(body []byte, sameEvent func(name string) bool, property string) (all []Sent, readable bool) {
	var upload struct {
		Records []struct {
			Identity any            `json:"identity"`
			Event    string         `json:"evtName"`
			Data     map[string]any `json:"evtData"`
		} `json:"d"`
	}
	if len(body) == 0 || transport.Decode(body, &upload) != nil {
		return nil, false
	}
	for _, r := range upload.Records {
		if sameEvent(r.Event) && r.Data[property] != nil {
			all = append(all, Sent{Identity: Value(r.Identity), Code: Value(r.Data[property])})
		}
	}
	return all, true
}

// Values reads all that a logged upload says of anybody, whatever the event and the
// property: a code may be sent under another name than is looked for.
func Values(body []byte) (all []Sent) {
	var upload struct {
		Records []struct {
			Identity any            `json:"identity"`
			Data     map[string]any `json:"evtData"`
		} `json:"d"`
	}
	if transport.Decode(body, &upload) != nil {
		return nil
	}
	for _, r := range upload.Records {
		for _, v := range r.Data {
			all = append(all, Sent{Identity: Value(r.Identity), Code: Value(v)})
		}
	}
	return all
}
