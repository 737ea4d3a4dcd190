// Package observe reads what the two accounts hold of a setup, and nothing
// else: it is the eyes of the plan.
//
// It reads side by side what does not depend on each other, and gives back one
// value. What a vendor does not show (a schema that a plan lacks, a typed
// ruleset that is still experimental) is part of that value, with the reason. A
// look that fails is part of it too, beside what the others saw, and the error.
//
// It must never change anything anywhere, and never read more than the setup
// needs: no customers, no other campaigns' contents but the named sample's or,
// where none is named, those that could be one.
package observe

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// CleverTap is what is read there.
type CleverTap interface {
	Schema(ctx context.Context) ([]clevertap.SchemaEvent, error)
	MessageReport(ctx context.Context, q clevertap.ReportQuery) ([]clevertap.MessageRow, error)
	trace.CleverTap
}

// TalonOne is what is read there.
type TalonOne interface {
	Webhooks(ctx context.Context, application int) ([]talonone.Webhook, error)
	Campaigns(ctx context.Context, application int, name string) ([]talonone.Campaign, error)
	Rulesets(ctx context.Context, application, campaign int) ([]talonone.Ruleset, error)
	RulesetV2(ctx context.Context, application, campaign, ruleset int) (talonone.RulesetV2, error)
	CustomerCount(ctx context.Context, application int) (int, error)
}

// Observer reads both accounts.
type Observer struct {
	CleverTap CleverTap
	TalonOne  TalonOne
	Now       time.Time
	SignedIn  bool
	// EmailWait bounds the look into CleverTap's message report, which takes
	// seconds to minutes; 0 leaves it out.
	EmailWait time.Duration
	// EmailDays is where an earlier look found the email campaign; zero: unknown.
	EmailDays plan.Days
	// Accepted says that the credential was accepted just before, so that a 401 is
	// about the right to one call (likely: no other status is documented for it).
	Accepted bool
	// Sample is the sample as an earlier look of the same run read it; the zero
	// value reads it again.
	Sample plan.SampleSeen
}

// Look reads what there is of the wanted setup. A look that fails leaves the
// others alone: what they saw is there, and the error is in Seen.Failed too.
func (o Observer) Look(ctx context.Context, w setup.Wanted) (plan.Seen, error) {
	seen := plan.Seen{SignedIn: o.SignedIn, At: o.Now}
	var all []talonone.Campaign
	var event, hooks error
	var campaigns plan.Failed
	g, side := crash.WithContext(ctx)
	g.Go(func() error { event = o.event(side, w, &seen.Event); return nil })
	g.Go(func() error { hooks = o.Webhooks(side, w, &seen); return nil })
	g.Go(func() error { seen.Email = o.Email(side, w); return nil })
	g.Go(func() (err error) { all, campaigns, err = o.campaigns(side, w, &seen); return err })
	if err := g.Wait(); err != nil {
		return plan.Seen{}, err // a fault of our own
	}
	seen.Failed = campaigns
	seen.Failed.Note(plan.ReadEvents, event)
	seen.Failed.Note(plan.ReadWebhooks, hooks)
	if len(campaigns) == 0 {
		seen.Failed.Note(plan.ReadCampaigns, o.before(ctx, w, all, &seen))
	}
	if len(campaigns) == 0 {
		seen.Failed.Note(plan.ReadSample, o.candidates(ctx, w, all, &seen))
	}
	return seen, seen.Failed.Err()
}

func (o Observer) event(ctx context.Context, w setup.Wanted, into *plan.EventSeen) error {
	events, err := o.CleverTap.Schema(ctx)
	if transport.KindOf(err) == transport.Refused {
		o.raised(ctx, w.Event, into) // not every plan shows its schema
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading CleverTap's events: %w", err)
	}
	into.Read = true
	for _, e := range events {
		into.Add(e, w.Event)
	}
	return nil
}

// rightless tells a credential that lacks the right to a call from a service
// that fails.
func (o Observer) rightless(err error) bool {
	kind := transport.KindOf(err)
	return kind == transport.Refused || kind == transport.Unauthorised && o.Accepted
}

// Webhooks reads those that carry the wanted name or our mark, and those of
// Talon.One's own CleverTap integration: the rule may call one by any name.
func (o Observer) Webhooks(ctx context.Context, w setup.Wanted, into *plan.Seen) error {
	into.Webhooks, into.WebhooksUnread = nil, ""
	hooks, err := o.TalonOne.Webhooks(ctx, 0)
	if o.rightless(err) {
		into.WebhooksUnread = err.Error()
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading Talon.One's webhooks: %w", err)
	}
	for _, h := range hooks {
		if strings.EqualFold(h.Title, w.Webhook.Title) || setup.Marked(h.Description, w.Profile) || h.OfCleverTap() {
			into.Webhooks = append(into.Webhooks, h)
		}
	}
	return nil
}

// listed reads the Application's campaigns; none where they may not be read.
func (o Observer) listed(ctx context.Context, w setup.Wanted, seen *plan.Seen) ([]talonone.Campaign, error) {
	seen.CampaignsUnread = ""
	all, err := o.TalonOne.Campaigns(ctx, w.Application.ID, "")
	if o.rightless(err) {
		seen.CampaignsUnread = err.Error()
		return nil, nil
	}
	return all, wrap("reading Talon.One's campaigns", err)
}

// Campaign reads the setup's campaign and the rule in it, and nothing else.
func (o Observer) Campaign(ctx context.Context, w setup.Wanted, into *plan.Seen) error {
	all, err := o.listed(ctx, w, into)
	if err != nil {
		return err
	}
	was := into.Campaign
	into.At, into.Campaign = o.Now, plan.CampaignSeen{Compared: was.Compared, Before: was.Before}
	return o.campaign(ctx, w, all, &into.Campaign)
}

// campaigns reads the setup's campaign with its rule, and the sample, each for
// itself. An error is a fault of our own.
func (o Observer) campaigns(ctx context.Context, w setup.Wanted, seen *plan.Seen) (all []talonone.Campaign, failed plan.Failed, err error) {
	all, err = o.listed(ctx, w, seen)
	if err != nil {
		failed.Note(plan.ReadCampaigns, err)
		return nil, failed, nil
	}
	var rule, sample error
	g, side := crash.WithContext(ctx)
	g.Go(func() error { rule = o.campaign(side, w, all, &seen.Campaign); return nil })
	g.Go(func() error { sample = o.sample(side, w, all, &seen.Sample); return nil })
	err = g.Wait()
	failed.Note(plan.ReadRule, rule)
	failed.Note(plan.ReadSample, sample)
	return all, failed, err
}

func (o Observer) campaign(ctx context.Context, w setup.Wanted, all []talonone.Campaign, into *plan.CampaignSeen) error {
	all = meant(all, w)
	for i, c := range all {
		if c.State == "archived" {
			continue
		}
		ours := marked(c, w.Profile)
		switch {
		case !ours && !strings.EqualFold(strings.TrimSpace(c.Name), w.Campaign.Name):
		case into.Campaign == nil, ours && !into.Ours:
			if into.Campaign != nil {
				into.Others = append(into.Others, *into.Campaign)
			}
			into.Campaign, into.Ours = &all[i], ours
		default:
			into.Others = append(into.Others, c)
		}
	}
	g, side := crash.WithContext(ctx)
	if into.Campaign != nil {
		g.Go(func() error { return o.rules(side, w.Application.ID, into) })
	}
	if into.Customers = w.Customers; w.Customers == 0 {
		g.Go(func() error {
			// Where it cannot be counted, what hangs on the number is for a person.
			into.Customers, into.Uncounted = o.TalonOne.CustomerCount(side, w.Application.ID)
			into.Counted = into.Uncounted == nil
			return nil
		})
	}
	return g.Wait()
}

func marked(c talonone.Campaign, profile string) bool {
	return slices.Contains(c.Tags, setup.MarkOf(profile))
}

func (o Observer) rules(ctx context.Context, application int, into *plan.CampaignSeen) error {
	c := into.Campaign
	if c.ActiveRulesetID == 0 {
		sets, err := o.TalonOne.Rulesets(ctx, application, c.ID)
		if o.rightless(err) {
			return nil // without an active one there is no rule, whatever else lies there
		}
		into.Rulesets = sets
		return wrap("reading the campaign's rulesets", err)
	}
	g, side := crash.WithContext(ctx)
	g.Go(func() error {
		typed, err := o.TalonOne.RulesetV2(side, application, c.ID, c.ActiveRulesetID)
		if o.notShown(err) {
			into.Unread = err.Error()
			return nil
		}
		if err == nil {
			into.Active = &typed
		}
		return wrap("reading the campaign's rule", err)
	})
	g.Go(func() error { into.Talang = o.talang(side, *c); return nil })
	if err := g.Wait(); err != nil {
		return err
	}
	switch {
	case into.Unread == "":
		into.Fingerprint = plan.Fingerprint(*into.Active)
	case into.Talang != nil:
		into.Fingerprint = plan.Fingerprint(*into.Talang)
	}
	return nil
}

// talang is the active ruleset in the other form; nil where it is not shown. The
// typed form is what is judged, and what only this one holds comes on top.
func (o Observer) talang(ctx context.Context, c talonone.Campaign) *talonone.Ruleset {
	sets, err := o.TalonOne.Rulesets(ctx, c.ApplicationID, c.ID)
	if err != nil {
		return nil
	}
	for _, set := range sets {
		if set.ID == c.ActiveRulesetID {
			return &set
		}
	}
	return nil
}

// notShown tells an account that does not show typed rulesets (they are
// experimental), or shows them in a form that is not understood, from a service
// that fails.
func (o Observer) notShown(err error) bool {
	var form *json.UnmarshalTypeError
	return transport.KindOf(err) == transport.NotFound || errors.As(err, &form) || o.rightless(err)
}

// sample reads the named sample, where rules could be made from it at all.
func (o Observer) sample(ctx context.Context, w setup.Wanted, all []talonone.Campaign, into *plan.SampleSeen) error {
	if w.Campaign.Sample == "" || !w.Unpublished || !o.SignedIn {
		return nil
	}
	if o.Sample.Rule != nil && o.Sample.Name == w.Campaign.Sample {
		*into = o.Sample
		return nil
	}
	into.Name = w.Campaign.Sample
	for _, c := range all {
		if c.Name != w.Campaign.Sample {
			continue
		}
		rule, err := o.readSample(ctx, c, w.Rule.Day.Zone())
		if unfit, ok := errors.AsType[unfitError](err); ok {
			into.Unfit = unfit.Error()
			return nil
		}
		into.Rule = rule
		return err
	}
	into.Unfit = words.SampleNoCampaign
	return nil
}

// unfitError marks a sample that was read and can't be used.
type unfitError struct{ error }

func (o Observer) readSample(ctx context.Context, c talonone.Campaign, zone *time.Location) (*sample.Sample, error) {
	if c.ActiveRulesetID == 0 {
		return nil, unfitError{errors.New(words.SampleNoActiveRule)}
	}
	var sets []talonone.Ruleset
	var typed talonone.RulesetV2
	g, ctx := crash.WithContext(ctx)
	g.Go(func() (err error) {
		sets, err = o.TalonOne.Rulesets(ctx, c.ApplicationID, c.ID)
		return o.unfitWhereHidden(err)
	})
	g.Go(func() (err error) {
		typed, err = o.TalonOne.RulesetV2(ctx, c.ApplicationID, c.ID, c.ActiveRulesetID)
		return o.unfitWhereHidden(err)
	})
	if err := g.Wait(); err != nil {
		return nil, wrap("reading the sample campaign's rule", err)
	}
	for _, set := range sets {
		if set.ID == c.ActiveRulesetID {
			s, err := sample.From(set, typed, zone)
			if err != nil {
				return nil, unfitError{err}
			}
			return &s, nil
		}
	}
	return nil, unfitError{errors.New(words.SampleNotListed)}
}

func (o Observer) unfitWhereHidden(err error) error {
	if o.notShown(err) {
		return unfitError{err}
	}
	return err
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// TalonOneOnly reads webhooks and campaign and asks CleverTap nothing, for when
// its passcode is what is in question.
func (o Observer) TalonOneOnly(ctx context.Context, w setup.Wanted) (plan.Seen, error) {
	var seen plan.Seen
	g, ctx := crash.WithContext(ctx)
	g.Go(func() error { return o.Webhooks(ctx, w, &seen) })
	g.Go(func() error {
		_, failed, err := o.campaigns(ctx, w, &seen)
		return cmp.Or(err, failed.Err())
	})
	if err := g.Wait(); err != nil {
		return plan.Seen{}, err
	}
	return seen, nil
}
