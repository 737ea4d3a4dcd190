package observe

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// mostCandidates bounds how many campaigns are looked into for a sample: at three
// requests a second the newest twenty take some seven seconds.
const mostCandidates = 20

// candidates looks for a sample where one is needed and none is named. The only
// one that fits is taken; of several, the admin names one.
func (o Observer) candidates(ctx context.Context, w setup.Wanted, all []talonone.Campaign, seen *plan.Seen) error {
	if w.Campaign.Sample != "" || w.Campaign.NoSample || !w.Unpublished || !o.SignedIn || seen.Campaign.Before != nil || ruleStands(w, *seen) {
		return nil
	}
	if o.Sample.Rule != nil {
		seen.Sample = o.Sample
		return nil
	}
	names, err := o.Samples(ctx, w.Rule.Day.Zone(), all, seen.Campaign.Campaign)
	if err != nil || len(names) == 0 {
		return err
	}
	if len(names) > 1 {
		seen.Sample.Others = names
		return nil
	}
	w.Campaign.Sample = names[0]
	return o.sample(ctx, w, all, &seen.Sample)
}

func ruleStands(w setup.Wanted, seen plan.Seen) bool {
	c := seen.Campaign
	return c.Unread != "" || c.Active != nil && len(plan.RuleFields(w, seen)) == 0
}

// errRightless ends the search where the credential may not read rulesets at all.
var errRightless = errors.New(words.SampleRulesetsForbidden)

// Samples names the campaigns of an Application that have a rule of our kind,
// among the newest twenty with an active ruleset; except leaves one out. It reads
// the typed form alone: whether the other one fits too shows when one is chosen.
func (o Observer) Samples(ctx context.Context, zone *time.Location, all []talonone.Campaign, except *talonone.Campaign) ([]string, error) {
	newest := slices.DeleteFunc(slices.Clone(all), func(c talonone.Campaign) bool {
		return c.ActiveRulesetID == 0 || c.State == "archived" || except != nil && c.ID == except.ID
	})
	slices.SortStableFunc(newest, func(a, b talonone.Campaign) int { return b.ID - a.ID })
	newest = newest[:min(len(newest), mostCandidates)]
	fits := make([]bool, len(newest))
	g, ctx := crash.WithContext(ctx)
	g.SetLimit(3)
	for i, c := range newest {
		g.Go(func() error {
			typed, err := o.TalonOne.RulesetV2(ctx, c.ApplicationID, c.ID, c.ActiveRulesetID)
			if o.rightless(err) {
				return errRightless
			}
			switch transport.KindOf(err) {
			case transport.NotFound, transport.Garbled:
				return nil
			}
			if err != nil {
				return wrap("looking for a sample campaign", err)
			}
			rule, err := sample.Read(typed, zone)
			fits[i] = err == nil && rule.LimitSet && rule.Pattern == ""
			return nil
		})
	}
	if err := g.Wait(); err != nil && !errors.Is(err, errRightless) {
		return nil, err
	}
	var names []string
	for i, c := range newest {
		if fits[i] && !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names, nil
}
