package guide

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// record is the payload's event as far as its mistakes are told apart. What is in it
// beside these fields makes it another payload all the same.
type record struct {
	Type     string         `json:"type"`
	Event    string         `json:"evtName"`
	Source   string         `json:"$source"`
	Identity *string        `json:"identity"`
	Data     map[string]any `json:"evtData"`
}

func payloadMark(have string, w setup.Wanted) Mark {
	if setup.SamePayload(have, w.Webhook.Payload) {
		return right(payload, have)
	}
	m := compared(payload, have, w.Webhook.Payload, words.MarkPayloadEmpty)
	m.Mend = words.MarkPayloadPaste
	if m.State == Wrong {
		m.Says = payloadSays(have, w)
	}
	return m
}

// payloadSays names the first mistake that a person would look for.
func payloadSays(have string, w setup.Wanted) string {
	var upload struct {
		Records []record `json:"d"`
	}
	if err := json.Unmarshal([]byte(have), &upload); err != nil {
		if strings.ContainsAny(have, "“”„") {
			return words.MarkPayloadQuotes
		}
		return words.MarkPayloadJSON
	}
	if len(upload.Records) != 1 {
		return fmt.Sprintf(words.MarkPayloadRecords, len(upload.Records))
	}
	r := upload.Records[0]
	for _, says := range []string{r.bindings(w), r.code(w), r.frame(w)} {
		if says != "" {
			return says
		}
	}
	return words.MarkPayloadMore
}

// bindings are the two places that Talon.One fills.
func (r record) bindings(w setup.Wanted) string {
	customer, code := setup.Template(w.Parameters.Profile), setup.Template(w.Parameters.Coupon)
	given, _ := r.Data[w.Event.Property].(string)
	switch {
	case r.Identity == nil:
		return words.MarkPayloadNoIdentity
	case *r.Identity == code && given == customer:
		return words.MarkPayloadSwapped
	case *r.Identity == code:
		return words.MarkPayloadCodeAsIdentity
	case *r.Identity == unmarked(customer):
		return fmt.Sprintf(words.MarkPayloadDollar, *r.Identity, customer)
	case *r.Identity != customer:
		return fmt.Sprintf(words.MarkPayloadIdentity, *r.Identity, customer)
	}
	return ""
}

// unmarked is a template as some pages misprint it.
func unmarked(template string) string { return strings.Replace(template, "${$", "${", 1) }

func (r record) code(w setup.Wanted) string {
	wanted := setup.Template(w.Parameters.Coupon)
	value, there := r.Data[w.Event.Property]
	given, _ := value.(string)
	switch {
	case !there && len(r.Data) == 0:
		return words.MarkPayloadNoCode
	case !there:
		other := slices.Sorted(maps.Keys(r.Data))[0]
		says := fmt.Sprintf(w.Email.Channel.Say(words.MarkPayloadOtherProperty), other, w.Event.Property)
		if other == "CouponGenerated" {
			says += words.PlaceholderCleverTapName
		}
		return says
	case given == unmarked(wanted):
		return fmt.Sprintf(words.MarkPayloadDollar, given, wanted)
	case given != wanted:
		return fmt.Sprintf(words.MarkPayloadCode, w.Event.Property, given, wanted)
	case len(r.Data) > 1:
		return words.MarkPayloadFurther
	}
	return ""
}

// frame is everything around the two places.
func (r record) frame(w setup.Wanted) string {
	switch {
	case r.Event != w.Event.Name && strings.EqualFold(r.Event, w.Event.Name):
		return fmt.Sprintf(w.Email.Channel.Say(words.MarkPayloadEventCase), r.Event)
	case r.Event != w.Event.Name:
		return fmt.Sprintf(w.Email.Channel.Say(words.MarkPayloadEvent), r.Event, w.Event.Name)
	case r.Type != "event":
		return fmt.Sprintf(words.MarkPayloadType, r.Type)
	case r.Source == "":
		return words.MarkPayloadSource
	}
	return ""
}
