package live

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// ofWebhook reads a stored webhook that is not the wanted one: the difference
// that would do most harm is the cause.
func ofWebhook(e evidence) Diagnosis {
	if e.render != nil {
		return fails(WrongWebhook, phrase.Sentence(e.render.Error()), words.LiveChangeWebhook)
	}
	for _, f := range e.fields {
		if d, found := ofField(e, f); found {
			return d
		}
	}
	f := e.fields[0]
	return fails(WrongWebhook, fmt.Sprintf(words.LiveWebhookField, f.Name, f.From, f.To), words.LiveChangeWebhook)
}

func ofField(e evidence, f plan.Field) (Diagnosis, bool) {
	switch {
	case f.Name == "URL" && e.w.OtherRegion(f.From) != "":
		return fails(WrongRegion, fmt.Sprintf(words.LiveWebhookRegion, e.w.OtherRegion(f.From), f.To), words.LiveChangeWebhook), true
	case f.Name == "URL":
		return fails(WrongWebhook, fmt.Sprintf(words.LiveWebhookURL, f.From, f.To), words.LiveChangeWebhook), true
	case strings.EqualFold(f.Name, words.LiveHeaderAccount):
		return fails(WrongProject, fmt.Sprintf(words.LiveWebhookProject, f.From, f.To), words.LiveChangeWebhook), true
	case strings.EqualFold(f.Name, words.LiveHeaderPasscode):
		return fails(WrongWebhook, words.LiveWebhookPasscode, words.LiveChangeWebhook), true
	case f.Name == "Payload":
		return ofPayload(e)
	}
	return Diagnosis{}, false
}

// ofPayload reads the part of a webhook's payload that decides what arrives where.
func ofPayload(e evidence) (Diagnosis, bool) {
	var u struct {
		Records []struct {
			Event    string                     `json:"evtName"`
			Identity string                     `json:"identity"`
			Time     json.RawMessage            `json:"ts"`
			Data     map[string]json.RawMessage `json:"evtData"`
		} `json:"d"`
	}
	if json.Unmarshal([]byte(e.payload), &u) != nil || len(u.Records) == 0 {
		return Diagnosis{}, false
	}
	r, p := u.Records[0], e.w.Parameters
	code, has := r.Data[e.w.Event.Property]
	switch identity := setup.Template(p.Profile); {
	case r.Identity != identity:
		return fails(WrongIdentity, fmt.Sprintf(words.LiveWebhookIdentity, r.Identity, identity), words.LiveChangeWebhook), true
	case !has || string(code) != quoted(setup.Template(p.Coupon)):
		return fails(WrongProperty, fmt.Sprintf(e.w.Email.Channel.Say(words.LiveWebhookProperty), e.w.Event.Property), words.LiveChangeWebhook), true
	case len(r.Time) > 0:
		return fails(TooOld, words.LiveWebhookTime, words.LiveChangeWebhook), true
	}
	return Diagnosis{}, false
}

func quoted(s string) string {
	raw, _ := json.Marshal(s) // a string always encodes
	return string(raw)
}
