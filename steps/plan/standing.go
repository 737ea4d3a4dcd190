package plan

import (
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// Standing is what exists in Talon.One for this setup: the objects that a live
// check follows and that enabling is about. The zero Standing is nothing yet.
type Standing struct {
	Webhook   talonone.Webhook
	Campaign  talonone.Campaign
	RulesetID int
	Rule      *talonone.RulesetV2 // the active rule, typed; nil: not there, or not shown
	Differs   []Field             // what differs in the rule
	Unread    string              // why the rule, or a part of it, can't be read in the typed form
	Talang    *talonone.Ruleset   // the rule in the other form; nil: not there, or not shown
	Customers int                 // of the Application; 0: not known

	Fingerprint string // of the ruleset, as it was read

	EmailStale bool // the email campaign was last known to take the code from elsewhere
}

// Complete reports whether webhook, campaign and rule are all there.
func (s Standing) Complete() bool {
	return s.Webhook.ID != 0 && s.Campaign.ID != 0 && s.RulesetID != 0
}

// Enabled reports whether the campaign runs.
func (s Standing) Enabled() bool { return s.Campaign.State == "enabled" }

// StandingOf picks out of what was seen what this setup consists of. Where only
// the admin knows which of several objects is meant, it picks none, and none that
// had its day where another day is wanted.
func StandingOf(w setup.Wanted, seen Seen) Standing {
	s := Standing{EmailStale: EmailStale(w, seen)}
	if hook, _, found := OurWebhook(w, seen); found {
		s.Webhook = hook
	}
	c := seen.Campaign.Campaign
	_, another := anotherDay(w, seen)
	if c == nil || another || len(seen.Campaign.rivals(w)) > 0 {
		return s
	}
	s.Campaign, s.RulesetID = *c, c.ActiveRulesetID
	s.Rule, s.Unread, s.Talang = seen.Campaign.Active, seen.Campaign.Unread, seen.Campaign.Talang
	s.Customers = seen.Campaign.Customers
	s.Fingerprint = seen.Campaign.Fingerprint
	s.Judge(w, seen)
	return s
}

// Judge compares the rule with the wanted one. What Talon.One shows of it only
// as an expression is not different but unread: a person has to compare it.
func (s *Standing) Judge(w setup.Wanted, seen Seen) {
	if s.Rule == nil {
		return
	}
	if s.Unread = hidden(w, seen); s.Unread == "" {
		s.Differs = RuleFields(w, seen)
	}
}
