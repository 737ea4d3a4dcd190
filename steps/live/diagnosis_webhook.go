package live

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

const changeWebhook = "change it in Talon.One under Account › Tools › Webhooks, or run talontap apply"

// ofWebhook reads a stored webhook that is not the wanted one: the difference
// that would do most harm is the cause.
func ofWebhook(e evidence) Diagnosis {
	if e.render != nil {
		return Diagnosis{Cause: WrongWebhook, Sentence: phrase.Sentence(e.render.Error()), Fix: changeWebhook}
	}
	for _, f := range e.fields {
		if d, found := ofField(e, f); found {
			return d
		}
	}
	f := e.fields[0]
	return Diagnosis{Cause: WrongWebhook, Fix: changeWebhook,
		Sentence: fmt.Sprintf("The webhook's %s is %q, wanted %q.", f.Name, f.From, f.To)}
}

func ofField(e evidence, f plan.Field) (Diagnosis, bool) {
	d := Diagnosis{Fix: changeWebhook}
	switch {
	case f.Name == "URL" && e.w.OtherRegion(f.From) != "":
		d.Cause = WrongRegion
		d.Sentence = fmt.Sprintf("The webhook goes to the region %s and not to this project's: %q is wanted.", e.w.OtherRegion(f.From), f.To)
	case f.Name == "URL":
		d.Cause = WrongWebhook
		d.Sentence = fmt.Sprintf("The webhook goes to %q, which is not CleverTap's upload: %q is wanted.", f.From, f.To)
	case strings.EqualFold(f.Name, "Header X-CleverTap-Account-Id"):
		d.Cause = WrongProject
		d.Sentence = fmt.Sprintf("The webhook goes to the project %q and not to %q.", f.From, f.To)
	case strings.EqualFold(f.Name, "Header X-CleverTap-Passcode"):
		d.Cause = WrongWebhook
		d.Sentence = "The webhook holds another passcode than the one that was just accepted."
	case f.Name == "Payload":
		return ofPayload(e)
	default:
		return Diagnosis{}, false
	}
	return d, true
}

// upload is the part of a webhook's payload that decides what arrives where.
type upload struct {
	Records []struct {
		Event    string                     `json:"evtName"`
		Identity string                     `json:"identity"`
		Time     json.RawMessage            `json:"ts"`
		Data     map[string]json.RawMessage `json:"evtData"`
	} `json:"d"`
}

// ofPayload finds which part of the payload would go wrong.
func ofPayload(e evidence) (Diagnosis, bool) {
	var u upload
	if json.Unmarshal([]byte(e.payload), &u) != nil || len(u.Records) == 0 {
		return Diagnosis{}, false
	}
	r, p := u.Records[0], e.w.Parameters
	code, has := r.Data[e.w.Event.Property]
	d := Diagnosis{Fix: changeWebhook}
	switch {
	case r.Identity != setup.Template(p.Profile):
		d.Cause = WrongIdentity
		d.Sentence = fmt.Sprintf("The webhook names the customer by %q, so the event would go to another one: %q is wanted.", r.Identity, setup.Template(p.Profile))
	case !has || string(code) != quoted(setup.Template(p.Coupon)):
		d.Cause = WrongProperty
		d.Sentence = fmt.Sprintf("The webhook does not put the code under the property %q, so the email would show its default text.", e.w.Event.Property)
	case len(r.Time) > 0:
		d.Cause = TooOld
		d.Sentence = "The webhook gives the event a time of its own; one older than 2 hours or more than 2 minutes ahead starts no campaign."
	default:
		return Diagnosis{}, false
	}
	return d, true
}

func quoted(s string) string {
	raw, _ := json.Marshal(s) // a string always encodes
	return string(raw)
}
