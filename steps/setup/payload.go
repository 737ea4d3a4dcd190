package setup

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets"
	"github.com/talontap/talontap/steps/internal/trace"
)

// partner is the ID that both vendors' pages name as the source of such events.
const partner = "Talon.One"

// Payload is the body of the webhook: CleverTap's upload of one event, with
// Talon.One's two parameters left open as ${$ProfileID} and ${$CouponCode}.
// Names are escaped, so that the payload stays valid JSON whatever they hold.
func Payload(event, property, profileParameter, couponParameter string) string {
	return strings.NewReplacer(
		"EVENT", quoted(event),
		"SOURCE", quoted(partner),
		"PROFILE", quoted(Template(profileParameter)),
		"PROPERTY", quoted(property),
		"COUPON", quoted(Template(couponParameter)),
	).Replace(strings.TrimSpace(assets.Payload))
}

// Template is how a webhook's payload refers to one of its parameters.
func Template(parameter string) string { return "${$" + parameter + "}" }

func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}

// SamePayload reports whether two payloads say the same, whatever the white
// space and order in which a person pasted them. What is no JSON is the same
// only to the letter.
func SamePayload(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a == b
	}
	return reflect.DeepEqual(x, y)
}

// SendsOther reports whether a webhook's payload can be read, and gives the code to
// the customer in another way than is wanted. What else is in it does not matter.
func (w Wanted) SendsOther(payload string) bool {
	sent, readable := w.Sent([]byte(payload))
	wanted := trace.Sent{Identity: Template(w.Parameters.Profile), Code: Template(w.Parameters.Coupon)}
	return readable && !slices.Equal(sent, []trace.Sent{wanted})
}

// Sent reads whom an upload is about, and which code it holds for them.
func (w Wanted) Sent(upload []byte) (all []trace.Sent, readable bool) {
	return trace.SentIn(upload, func(event string) bool { return SameEvent(event, w.Event.Name) }, w.Event.Property)
}
