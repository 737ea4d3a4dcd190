package guide

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/steps/setup"
)

// body is the payload as far as its mistakes are told apart. What is in it
// beside these fields makes it another payload all the same.
type body struct {
	D []record `json:"d"`
}

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
	m := compared(payload, have, w.Webhook.Payload, "the payload is empty")
	m.Mend = "paste the payload of this card over it"
	if m.State == Wrong {
		m.Says = payloadSays(have, w)
	}
	return m
}

// payloadSays names the first mistake that a person would look for.
func payloadSays(have string, w setup.Wanted) string {
	var b body
	if err := json.Unmarshal([]byte(have), &b); err != nil {
		if strings.ContainsAny(have, "“”„") {
			return "its quotes are round ones, as a word processor makes them; JSON wants straight ones"
		}
		return "it is not valid JSON: a quote, comma or bracket is missing or too many"
	}
	if len(b.D) != 1 {
		return fmt.Sprintf(`it holds %d records under "d", where one is wanted`, len(b.D))
	}
	r := b.D[0]
	for _, says := range []string{r.bindings(w), r.code(w), r.frame(w)} {
		if says != "" {
			return says
		}
	}
	return "it holds something more or something less than the wanted one"
}

// bindings are the two places that Talon.One fills.
func (r record) bindings(w setup.Wanted) string {
	customer, code := setup.Template(w.Parameters.Profile), setup.Template(w.Parameters.Coupon)
	given, _ := r.Data[w.Event.Property].(string)
	switch {
	case r.Identity == nil:
		return `the customer does not stand under "identity", so CleverTap does not know whose event it is`
	case *r.Identity == code && given == customer:
		return "customer and code are swapped: the code stands as the identity, the customer's ID as the code"
	case *r.Identity == code:
		return "the code stands as the identity"
	case *r.Identity == unmarked(customer):
		return fmt.Sprintf("it says %s; Talon.One fills in %s, with a dollar sign inside the braces", *r.Identity, customer)
	case *r.Identity != customer:
		return fmt.Sprintf("the identity is %q, not %s", *r.Identity, customer)
	}
	return ""
}

// unmarked is a template as some pages misprint it.
func unmarked(template string) string { return strings.Replace(template, "${$", "${", 1) }

// code is the property.
func (r record) code(w setup.Wanted) string {
	wanted := setup.Template(w.Parameters.Coupon)
	value, there := r.Data[w.Event.Property]
	given, _ := value.(string)
	switch {
	case !there && len(r.Data) == 0:
		return "no code is in it: evtData is empty"
	case !there:
		other := slices.Sorted(maps.Keys(r.Data))[0]
		says := fmt.Sprintf("the code stands under %q, and the email shows %q: its default text would be sent, without any error", other, w.Event.Property)
		if other == "CouponGenerated" {
			says += "; CleverTap's own page calls it so, Talon.One's does not"
		}
		return says
	case given == unmarked(wanted):
		return fmt.Sprintf("it says %s; Talon.One fills in %s, with a dollar sign inside the braces", given, wanted)
	case given != wanted:
		return fmt.Sprintf("under %s stands %q, not %s", w.Event.Property, given, wanted)
	case len(r.Data) > 1:
		return "evtData holds a further property"
	}
	return ""
}

// frame is everything around the two places.
func (r record) frame(w setup.Wanted) string {
	switch {
	case r.Event != w.Event.Name && strings.EqualFold(r.Event, w.Event.Name):
		return fmt.Sprintf("the event is written %q; CleverTap folds capitals, but this and the email campaign should agree", r.Event)
	case r.Event != w.Event.Name:
		return fmt.Sprintf("it sends the event %q, and the email campaign answers to %q", r.Event, w.Event.Name)
	case r.Type != "event":
		return fmt.Sprintf(`its type is %q, not "event"`, r.Type)
	case r.Source == "":
		return `"$source" is missing, by which CleverTap shows where the event came from`
	}
	return ""
}
