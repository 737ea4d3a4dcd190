package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// Seen is what the two accounts hold of the setup. The zero Seen is two empty
// accounts in which nothing may be created.
type Seen struct {
	Event    EventSeen
	Webhooks []talonone.Webhook // those that carry the wanted name or our mark, or belong to the CleverTap integration
	Campaign CampaignSeen
	Sample   SampleSeen
	Email    EmailSeen
	Failed   Failed
	SignedIn bool // a session is at hand, so unpublished calls may be tried
	At       time.Time

	// Judged are the days on which a person judged a difference that nobody else
	// can, by the ID of the judgement.
	Judged map[string]string

	// Why webhooks or campaigns are hidden: a credential that lacks the right.
	WebhooksUnread, CampaignsUnread string
}

// EventSeen is what CleverTap's schema says about the event or, where a plan hides
// its schema, the events that were raised.
type EventSeen struct {
	Read      bool // the schema could be read; plans exist on which it can't
	Known     bool
	Property  bool
	Discarded bool
	Name      string // as CleverTap spells it
	Raised    bool   // without a schema: a past event carried the property
	Unraised  string // why none that did was seen
	Sent      string // the day on which an earlier run made it known; "": none did, or another event
}

// Add takes one of the schema's events into account, if it is the wanted one. Of several
// spellings a discarded one decides: CleverTap refuses them all.
func (s *EventSeen) Add(e clevertap.SchemaEvent, wanted setup.Event) {
	if !setup.SameEvent(e.Name, wanted.Name) {
		return
	}
	discarded := strings.EqualFold(e.Status, "discarded")
	if !s.Known || discarded {
		s.Known, s.Name = true, e.Name
	}
	s.Discarded = s.Discarded || discarded
	s.Property = s.Property || slices.Contains(e.Properties, wanted.Property)
}

// CampaignSeen is the campaign with the wanted name or our mark, and its rule.
type CampaignSeen struct {
	Campaign *talonone.Campaign
	Ours     bool                // it carries our mark
	Others   []talonone.Campaign // further ones of the same name
	Rulesets []talonone.Ruleset
	Active   *talonone.RulesetV2 // the active ruleset in the typed form; nil: none
	Unread   string              // why the active ruleset can't be read in the typed form
	Talang   *talonone.Ruleset   // the active ruleset in the other form; nil: none, or not shown

	Customers int           // of the Application
	Counted   bool          // Talon.One said how many; else Customers is 0
	Uncounted error         // why it did not; nil: it did, or was not asked
	Before    *CampaignSeen // the last one that had its day, or the origin's, where this one is its copy
	// Zone is where the day of its rule is counted, of a campaign in another Application.
	Zone *time.Location

	// Fingerprint stands for the active ruleset as it was read, so that a later
	// change is known for one; "" where nothing of it could be read.
	Fingerprint string
	Compared    string // the day on which a person compared that very ruleset, in words; "": not
	Paused      string // the day on which the admin paused the campaign, in words; "": not
}

// rivals are the campaigns among which none can be picked: several with our mark
// or, without any, several of the wanted name. Else there are none.
func (c CampaignSeen) rivals(w setup.Wanted) []talonone.Campaign {
	if c.Campaign == nil {
		return nil
	}
	all := []talonone.Campaign{*c.Campaign}
	for _, other := range c.Others {
		if !c.Ours || slices.Contains(other.Tags, setup.MarkOf(w.Profile)) {
			all = append(all, other)
		}
	}
	if len(all) == 1 {
		return nil
	}
	return all
}

// Copyable reports whether a campaign serves to be copied into another Application:
// which one is meant is certain, and its rule is read and of our kind. Any other rule
// would come along unread.
func (c CampaignSeen) Copyable(w setup.Wanted) bool {
	if c.Campaign == nil || c.Active == nil || c.Unread != "" || len(c.rivals(w)) > 0 {
		return false
	}
	_, err := sample.ReadNamed(*c.Active, w.Rule.Name, w.Rule.Day.Zone())
	return err == nil
}

// SampleSeen is the rule that a new one is copied from.
type SampleSeen struct {
	Name   string // the sample campaign's name; "" where none was named or found
	Rule   *sample.Sample
	Unfit  string   // why it can't be used, in words
	Others []string // campaigns that could be, where none was named and there are several
}

// EmailSeen is what the message report says about the email campaign.
type EmailSeen struct {
	Looked bool
	Row    *clevertap.MessageRow // nil: not found
	Days   Days                  // where it was found
	Was    Days                  // where an earlier look found it; zero: none did
	Since  time.Time             // the first day that was looked through
	Why    string                // why it was not looked up, or not further back

	TakesFrom setup.Event // where its text takes the code from, as it was last known; zero: not known
	Read      bool        // a person saw that it is the wanted one
}

// NotFound says in words among which campaigns the email campaign is not.
func (s EmailSeen) NotFound(e setup.Email) string {
	text := fmt.Sprintf(e.Channel.Say(words.EmailNotFound), e.Campaign, s.Since.Format("2 January 2006"))
	if s.Why != "" {
		text += fmt.Sprintf(words.EmailNotFurtherBack, s.Why)
	}
	return text
}

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

// ID is that of a thing in Talon.One; 0: it is not there, or is no thing of its own.
func (s Standing) ID(r Resource) int {
	return map[Resource]int{Webhook: s.Webhook.ID, Campaign: s.Campaign.ID, Rule: s.RulesetID}[r]
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
