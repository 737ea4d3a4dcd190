package live

import (
	"encoding/json"
	"fmt"
	"github.com/talontap/talontap/assets/words"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

const changeWebhook = words.LiveChangeWebhook

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
		Sentence: fmt.Sprintf(words.LiveWebhookField, f.Name, f.From, f.To)}
}

func ofField(e evidence, f plan.Field) (Diagnosis, bool) {
	d := Diagnosis{Fix: changeWebhook}
	switch {
	case f.Name == "URL" && e.w.OtherRegion(f.From) != "":
		d.Cause = WrongRegion
		d.Sentence = fmt.Sprintf(words.LiveWebhookRegion, e.w.OtherRegion(f.From), f.To)
	case f.Name == "URL":
		d.Cause = WrongWebhook
		d.Sentence = fmt.Sprintf(words.LiveWebhookURL, f.From, f.To)
	case strings.EqualFold(f.Name, words.LiveHeaderAccount):
		d.Cause = WrongProject
		d.Sentence = fmt.Sprintf(words.LiveWebhookProject, f.From, f.To)
	case strings.EqualFold(f.Name, words.LiveHeaderPasscode):
		d.Cause = WrongWebhook
		d.Sentence = words.LiveWebhookPasscode
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
		d.Sentence = fmt.Sprintf(words.LiveWebhookIdentity, r.Identity, setup.Template(p.Profile))
	case !has || string(code) != quoted(setup.Template(p.Coupon)):
		d.Cause = WrongProperty
		d.Sentence = fmt.Sprintf(words.LiveWebhookProperty, e.w.Event.Property)
	case len(r.Time) > 0:
		d.Cause = TooOld
		d.Sentence = words.LiveWebhookTime
	default:
		return Diagnosis{}, false
	}
	return d, true
}

func quoted(s string) string {
	raw, _ := json.Marshal(s) // a string always encodes
	return string(raw)
}
