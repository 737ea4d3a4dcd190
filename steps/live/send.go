package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (r *check) compareWebhook(ctx context.Context) Hop {
	stored, err := r.TalonOne.Webhook(ctx, r.standing.Webhook.ID)
	if err != nil {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	stored.Integration = r.standing.Webhook.Integration // the list alone shows it
	r.stored, r.standing.Webhook = stored, stored
	if fields := plan.WebhookFields(r.w, stored); len(fields) > 0 {
		return r.blame(ByTalonOne, evidence{fields: fields, payload: stored.Payload})
	}
	doubtful := whole.Of(whole.Unknown, whole.Webhook(r.w, stored))
	unknown := slices.DeleteFunc(slices.Clone(doubtful), func(d whole.Difference) bool {
		return r.Judged[r.standing.Judging(plan.Webhook, d).ID] != "" || r.tries(d)
	})
	if len(unknown) > 0 {
		hop := Hop{Status: Warn, By: ByTalonOne, Detail: fmt.Sprintf(words.LiveUnjudged, stored.Title),
			Fix: words.LiveUnjudgedFix}
		if stored.OfCleverTap() {
			hop.Fix = words.IntegrationConfirm
		}
		for _, d := range unknown {
			hop.Detail += "; " + d.String()
		}
		r.found = append(r.found, Diagnosis{Cause: Unproven, Hop: Webhook, Status: Warn, Sentence: phrase.Sentence(hop.Detail), Fix: hop.Fix})
		return hop
	}
	says := words.LiveAsWanted
	switch {
	case stored.OfCleverTap() && r.result.Depth == DepthFire:
		says = words.LiveIntegrationTried
	case len(doubtful) > 0:
		says = words.LiveAsWantedBut
	}
	return Hop{Status: Pass, By: ByTalonOne, Detail: fmt.Sprintf(says, stored.Title)}
}

// tries reports whether this very check shows if a difference is right: what the
// CleverTap integration adds is in what Talon.One itself sends.
func (r *check) tries(d whole.Difference) bool {
	return d.Field == whole.Integration && r.result.Depth == DepthFire
}

// send sends the webhook as Talon.One would. Where the answer does not come
// whole, it may have been taken all the same: then the customer's profile says.
func (r *check) send(ctx context.Context) Hop {
	d, hidden, err := Render(r.stored, r.w, r.coupon.Value)
	if err != nil {
		return r.blame(ByTalontap, evidence{render: err})
	}
	began := r.Now()
	receipt, err := r.CleverTap.Deliver(ctx, d)
	f, _ := errors.AsType[*transport.Failure](err)
	if err != nil && f == nil {
		return r.blame(ByTalontap, evidence{render: err}) // nothing was sent
	}
	if err == nil || f.Sent {
		r.sentAt = began
	}
	switch {
	case err != nil && f.Sent && !errors.Is(err, context.Canceled):
		r.unanswered = err
		return r.doubt(ByTalontap, words.LiveShowsOnCustomer, evidence{err: err})
	case err != nil:
		return r.blame(ByCleverTap, evidence{err: err})
	}
	r.answer = &receipt
	hop := Hop{Status: Pass, By: ByTalontap, Detail: words.LiveSentByTalontap}
	if hidden {
		hop.Status, hop.Fix = Warn, r.diagnosis(evidence{hidden: true}).Fix
		if r.stored.OfCleverTap() {
			hop.Detail = words.LiveSentInstead
		} else {
			hop.Detail += words.LiveOwnPasscode
		}
	}
	return hop
}

// doubt is blame as a warning: whether the coupon arrives decides what it means.
func (r *check) doubt(by, format string, e evidence) Hop {
	d := r.diagnosis(e)
	r.found[len(r.found)-1].Status = Warn
	return Hop{Status: Warn, By: by, Detail: fmt.Sprintf(format, strings.TrimSuffix(d.Sentence, ".")), Fix: d.Fix}
}

// but adds a warning to a hop that went well.
func (r *check) but(h Hop, e evidence) Hop {
	d := r.diagnosis(e)
	h.Status, h.Detail, h.Fix = Warn, h.Detail+"; "+strings.TrimSuffix(d.Sentence, "."), d.Fix
	return h
}

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
