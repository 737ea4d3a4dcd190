package observe

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// meant leaves out the campaigns of this setup that are another day's: those that
// are known to have had theirs, and those whose mark says so while there is one
// without such a mark, or with that of the wanted day.
func meant(all []talonone.Campaign, w setup.Wanted) []talonone.Campaign {
	left := slices.DeleteFunc(slices.Clone(all), func(c talonone.Campaign) bool { return had(w.Past, c) })
	ours := slices.DeleteFunc(slices.Clone(left), func(c talonone.Campaign) bool { return !marked(c, w.Profile) || c.State == "archived" })
	for _, better := range []func(talonone.Campaign) bool{
		func(c talonone.Campaign) bool { return slices.Contains(c.Tags, setup.DayMark(w.Rule.Day)) },
		func(c talonone.Campaign) bool { return !dayMarked(c) },
	} {
		if slices.ContainsFunc(ours, better) {
			return slices.DeleteFunc(left, func(c talonone.Campaign) bool { return marked(c, w.Profile) && !better(c) })
		}
	}
	return left
}

// had reports whether a campaign is one of those that had their day.
func had(past []setup.Past, c talonone.Campaign) bool {
	return slices.ContainsFunc(past, func(p setup.Past) bool {
		return p.ID == c.ID || p.ID == 0 && strings.EqualFold(strings.TrimSpace(c.Name), p.Name)
	})
}

func dayMarked(c talonone.Campaign) bool {
	return slices.ContainsFunc(c.Tags, func(tag string) bool {
		day, is := strings.CutPrefix(tag, setup.Mark+" ")
		_, err := setup.ParseDay(day, nil)
		return is && err == nil
	})
}

// before reads the last campaign that had its day, where one for another day is
// still to be made or fixed as its copy.
func (o Observer) before(ctx context.Context, w setup.Wanted, all []talonone.Campaign, seen *plan.Seen) error {
	if ruleStands(w, *seen) {
		return nil
	}
	for _, past := range slices.Backward(w.Past) {
		i := slices.IndexFunc(all, func(c talonone.Campaign) bool { return had([]setup.Past{past}, c) })
		if i < 0 {
			continue
		}
		was := plan.CampaignSeen{Campaign: &all[i], Ours: marked(all[i], w.Profile)}
		if err := o.rules(ctx, w.Application.ID, &was); err != nil {
			return err
		}
		seen.Campaign.Before = &was
		return o.sampleOf(ctx, w, all[i], w.Rule.Day.Zone(), &seen.Sample)
	}
	return o.origin(ctx, w, seen)
}

// origin reads the campaign of the setup that this one began with, where it is in
// another Application of the deployment and can be copied from there. A sample that
// the admin named goes first; a key that may not read there has none.
func (o Observer) origin(ctx context.Context, w setup.Wanted, seen *plan.Seen) error {
	theirs, there := w.Theirs()
	if !there || len(w.Past) > 0 || w.Campaign.Sample != "" {
		return nil
	}
	all, err := o.listed(ctx, theirs, &plan.Seen{})
	if err != nil {
		return err
	}
	var was plan.CampaignSeen
	if err := o.campaign(ctx, theirs, all, &was); err != nil || !was.Copyable(theirs) {
		return err
	}
	was.Zone = theirs.Rule.Day.Zone()
	seen.Campaign.Before = &was
	return o.sampleOf(ctx, w, *was.Campaign, was.Zone, &seen.Sample)
}

// sampleOf takes a campaign's own rule for the sample, where it can be one.
func (o Observer) sampleOf(ctx context.Context, w setup.Wanted, c talonone.Campaign, zone *time.Location, into *plan.SampleSeen) error {
	if !w.Unpublished || !o.SignedIn {
		return nil
	}
	rule, err := o.readSample(ctx, c, zone)
	if unfit := (unfitError{}); errors.As(err, &unfit) {
		return nil
	}
	if err == nil {
		*into = plan.SampleSeen{Name: c.Name, Rule: rule}
	}
	return err
}
