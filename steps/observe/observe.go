// Package observe reads what the two accounts hold of a setup, and nothing
// else: it is the eyes of the plan.
//
// It reads side by side what does not depend on each other, and gives back one
// value. What a vendor does not show (a schema that a plan lacks, a typed
// ruleset that is still experimental) is part of that value, with the reason;
// only a service that fails is an error.
//
// It must never change anything anywhere, and never read more than the setup
// needs: no customers, no other campaigns' contents but the named sample's.
package observe

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// CleverTap is what is read there.
type CleverTap interface {
	Schema(ctx context.Context) ([]clevertap.SchemaEvent, error)
	MessageReport(ctx context.Context, q clevertap.ReportQuery) ([]clevertap.MessageRow, error)
}

// TalonOne is what is read there.
type TalonOne interface {
	Webhooks(ctx context.Context, application int) ([]talonone.Webhook, error)
	Campaigns(ctx context.Context, application int, name string) ([]talonone.Campaign, error)
	Rulesets(ctx context.Context, application, campaign int) ([]talonone.Ruleset, error)
	RulesetV2(ctx context.Context, application, campaign, ruleset int) (talonone.RulesetV2, error)
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
	// Sample is the sample as an earlier look of the same run read it; the zero
	// value reads it anew.
	Sample plan.SampleSeen
}

// Look reads what there is of the wanted setup.
func (o Observer) Look(ctx context.Context, w setup.Wanted) (plan.Seen, error) {
	seen := plan.Seen{SignedIn: o.SignedIn}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return o.event(ctx, w, &seen.Event) })
	g.Go(func() error { return o.webhooks(ctx, w, &seen.Webhooks) })
	g.Go(func() error { seen.Email = o.Email(ctx, w); return nil })
	g.Go(func() error { return o.campaigns(ctx, w, &seen) })
	if err := g.Wait(); err != nil {
		return plan.Seen{}, err
	}
	return seen, nil
}

func (o Observer) event(ctx context.Context, w setup.Wanted, into *plan.EventSeen) error {
	events, err := o.CleverTap.Schema(ctx)
	switch transport.KindOf(err) {
	case transport.Refused, transport.NotFound, transport.Rejected, transport.Garbled:
		return nil // not every plan shows its schema, and its form is not documented in full
	}
	if err != nil {
		return fmt.Errorf("reading CleverTap's events: %w", err)
	}
	into.Read = true
	for _, e := range events {
		if !setup.SameEvent(e.Name, w.Event.Name) {
			continue
		}
		// Of several spellings the discarded one decides: CleverTap refuses them all.
		discarded := strings.EqualFold(e.Status, "discarded")
		if !into.Known || discarded {
			into.Known, into.Name = true, e.Name
		}
		into.Discarded = into.Discarded || discarded
		for _, p := range e.Properties {
			into.Property = into.Property || p == w.Event.Property
		}
	}
	return nil
}

func (o Observer) webhooks(ctx context.Context, w setup.Wanted, into *[]talonone.Webhook) error {
	hooks, err := o.TalonOne.Webhooks(ctx, 0)
	if err != nil {
		return fmt.Errorf("reading Talon.One's webhooks: %w", err)
	}
	for _, h := range hooks {
		if strings.EqualFold(h.Title, w.Webhook.Title) || setup.Marked(h.Description, w.Profile) {
			*into = append(*into, h)
		}
	}
	return nil
}

func (o Observer) campaigns(ctx context.Context, w setup.Wanted, seen *plan.Seen) error {
	all, err := o.TalonOne.Campaigns(ctx, w.Application.ID, "")
	if err != nil {
		return fmt.Errorf("reading Talon.One's campaigns: %w", err)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return o.campaign(ctx, w, all, &seen.Campaign) })
	g.Go(func() error { return o.sample(ctx, w, all, &seen.Sample) })
	return g.Wait()
}

func (o Observer) campaign(ctx context.Context, w setup.Wanted, all []talonone.Campaign, into *plan.CampaignSeen) error {
	for i, c := range all {
		if c.State == "archived" {
			continue
		}
		ours := marked(c, w.Profile)
		switch {
		case !ours && c.Name != w.Campaign.Name:
		case into.Campaign == nil, ours && !into.Ours:
			if into.Campaign != nil {
				into.Others = append(into.Others, *into.Campaign)
			}
			into.Campaign, into.Ours = &all[i], ours
		default:
			into.Others = append(into.Others, c)
		}
	}
	if into.Campaign == nil {
		return nil
	}
	return o.rules(ctx, w.Application.ID, into)
}

func marked(c talonone.Campaign, profile string) bool {
	for _, tag := range c.Tags {
		if tag == setup.MarkOf(profile) {
			return true
		}
	}
	return false
}

func (o Observer) rules(ctx context.Context, application int, into *plan.CampaignSeen) error {
	c := into.Campaign
	if c.ActiveRulesetID == 0 {
		sets, err := o.TalonOne.Rulesets(ctx, application, c.ID)
		into.Rulesets = sets
		return wrap("reading the campaign's rulesets", err)
	}
	typed, err := o.TalonOne.RulesetV2(ctx, application, c.ID, c.ActiveRulesetID)
	if reason, hidden := notShown(err); hidden {
		into.Unread = reason
		return nil
	}
	if err != nil {
		return wrap("reading the campaign's rule", err)
	}
	into.Active = &typed
	return nil
}

// notShown tells an account that does not show typed rulesets (they are
// experimental) from a service that fails.
func notShown(err error) (string, bool) {
	switch transport.KindOf(err) {
	case transport.Refused, transport.NotFound, transport.Garbled:
		return err.Error(), true
	}
	return "", false
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
		var unfit unfitError
		if errors.As(err, &unfit) {
			into.Unfit = unfit.Error()
			return nil
		}
		into.Rule = rule
		return err
	}
	into.Unfit = "there is no campaign of that name in this Application"
	return nil
}

// unfitError marks a sample that was read and can't be used.
type unfitError struct{ error }

func (o Observer) readSample(ctx context.Context, c talonone.Campaign, zone *time.Location) (*sample.Sample, error) {
	if c.ActiveRulesetID == 0 {
		return nil, unfitError{errors.New("it has no active rule")}
	}
	var sets []talonone.Ruleset
	var typed talonone.RulesetV2
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) { sets, err = o.TalonOne.Rulesets(ctx, c.ApplicationID, c.ID); return err })
	g.Go(func() (err error) {
		typed, err = o.TalonOne.RulesetV2(ctx, c.ApplicationID, c.ID, c.ActiveRulesetID)
		if reason, hidden := notShown(err); hidden {
			return unfitError{errors.New(reason)}
		}
		return err
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
	return nil, unfitError{errors.New("its active ruleset is not in the list of its rulesets")}
}

// reportBack is how far back the message report is read: rows are found by the
// campaign's start, and the report slows down with the days.
const reportBack = 30 * 24 * time.Hour

// Email looks for the email campaign in CleverTap's message report.
func (o Observer) Email(ctx context.Context, w setup.Wanted) plan.EmailSeen {
	if o.EmailWait <= 0 {
		return plan.EmailSeen{Why: "it is slow, and is looked up by verify"}
	}
	ctx, cancel := context.WithTimeout(ctx, o.EmailWait)
	defer cancel()
	rows, err := o.CleverTap.MessageReport(ctx, clevertap.ReportQuery{
		From: o.Now.Add(-reportBack), To: o.Now, Channels: []string{"email"}, Delivery: []string{"action"},
	})
	if err != nil {
		return plan.EmailSeen{Why: err.Error()}
	}
	seen := plan.EmailSeen{Looked: true}
	for i, r := range rows {
		if strings.EqualFold(strings.TrimSpace(r.Name), w.Email.Campaign) && (seen.Row == nil || plan.EmailRunning(&rows[i])) {
			seen.Row = &rows[i]
		}
	}
	return seen
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
