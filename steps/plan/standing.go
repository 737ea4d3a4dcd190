package plan

import (
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// Standing is what stands in Talon.One for this setup: the objects that a live
// check follows and that enabling is about. The zero Standing is nothing yet.
type Standing struct {
	Webhook   talonone.Webhook
	Campaign  talonone.Campaign
	RulesetID int
	Rule      *talonone.RulesetV2 // the active rule, typed; nil: not there, or not shown
	Differs   []Field             // what the rule shows otherwise than wanted
	Unread    string              // why the rule can't be read in the typed form
}

// Complete reports whether webhook, campaign and rule are all there.
func (s Standing) Complete() bool {
	return s.Webhook.ID != 0 && s.Campaign.ID != 0 && s.RulesetID != 0
}

// Enabled reports whether the campaign runs.
func (s Standing) Enabled() bool { return s.Campaign.State == "enabled" }

// StandingOf picks out of what was seen what this setup consists of.
func StandingOf(w setup.Wanted, seen Seen) Standing {
	var s Standing
	if hook, _, found := OurWebhook(w, seen); found {
		s.Webhook = hook
	}
	c := seen.Campaign.Campaign
	if c == nil {
		return s
	}
	s.Campaign, s.RulesetID = *c, c.ActiveRulesetID
	s.Rule, s.Unread = seen.Campaign.Active, seen.Campaign.Unread
	if s.Rule != nil {
		s.Differs = RuleFields(w, seen)
	}
	return s
}
