package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Render fills a webhook, as Talon.One stores it, with a customer and a code,
// ready to be sent. The error says what in the webhook keeps it from being a
// CleverTap upload. hidden reports that the credential is not in the webhook
// itself but in a Talon.One Credential, which nobody can read; then the wanted
// one is used. So is all of the wanted webhook where Talon.One's own CleverTap
// integration sends: what it makes of its template, nobody can read.
func Render(stored talonone.Webhook, w setup.Wanted, code string) (d clevertap.Delivery, hidden bool, err error) {
	if hidden = stored.OfCleverTap(); hidden {
		stored = w.Webhook
	}
	fill := filler(w.Parameters, w.Test.Identity, code)
	d = clevertap.Delivery{URL: fill.Replace(stored.URL), Body: []byte(fill.Replace(stored.Payload))}
	for _, h := range stored.Headers {
		if has(d.Headers, h.Name) {
			continue // which of several is sent is not published; that they are there is said of the webhook
		}
		d.Headers = append(d.Headers, clevertap.Header{Name: h.Name, Value: h.Value})
	}
	kept := []clevertap.Header{ // that a Talon.One Credential may keep to itself
		{Name: setup.HeaderProject, Value: secret.New(w.Project.ID)},
		{Name: setup.HeaderPasscode, Value: w.Passcode},
	}
	for _, h := range kept {
		if stored.CredentialID != 0 && !has(d.Headers, h.Name) {
			hidden = true
			d.Headers = append(d.Headers, h)
		}
	}
	return d, hidden, renderable(stored, w.Parameters, d)
}

func has(headers []clevertap.Header, name string) bool {
	return slices.ContainsFunc(headers, func(h clevertap.Header) bool { return strings.EqualFold(h.Name, name) })
}

func filler(p setup.Parameters, identity, code string) *strings.Replacer {
	return strings.NewReplacer(setup.Template(p.Profile), identity, setup.Template(p.Coupon), code)
}

func renderable(stored talonone.Webhook, p setup.Parameters, d clevertap.Delivery) error {
	left := filler(p, "", "") // what the customer's ID and the code hold is no template
	switch {
	case stored.Verb != "POST":
		return fmt.Errorf(words.LiveVerb, stored.Verb)
	case strings.Contains(left.Replace(stored.URL), "${"):
		return errors.New(words.LiveURLParameter)
	case strings.Contains(left.Replace(stored.Payload), "${"):
		return errors.New(words.LivePayloadParameter)
	case !json.Valid(d.Body):
		return errors.New(words.LivePayloadJSON)
	}
	return nil
}
