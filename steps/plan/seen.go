package plan

import (
	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
)

// Seen is what the two accounts hold of the setup. The zero Seen is two empty
// accounts in which nothing may be created.
type Seen struct {
	Event    EventSeen
	Webhooks []talonone.Webhook // those that carry the wanted name or our mark
	Campaign CampaignSeen
	Sample   SampleSeen
	Email    EmailSeen
	SignedIn bool // a session is at hand, so unpublished calls may be tried
}

// EventSeen is what CleverTap's schema says about the event.
type EventSeen struct {
	Read      bool // the schema could be read; plans exist on which it can't
	Known     bool
	Property  bool
	Discarded bool
	Name      string // as CleverTap spells it
}

// CampaignSeen is the campaign with the wanted name or our mark, and its rule.
type CampaignSeen struct {
	Campaign *talonone.Campaign
	Ours     bool                // it carries our mark
	Others   []talonone.Campaign // further ones of the same name
	Rulesets []talonone.Ruleset
	Active   *talonone.RulesetV2 // the active ruleset in the typed form; nil: none
	Unread   string              // why the active ruleset can't be read in the typed form
}

// SampleSeen is the rule that a new one is made after.
type SampleSeen struct {
	Name   string // the sample campaign's name; "" where none was named or found
	Rule   *sample.Sample
	Unfit  string // why it can't be used, in words
	Others []string
}

// EmailSeen is what the message report says about the email campaign.
type EmailSeen struct {
	Looked bool
	Row    *clevertap.MessageRow // nil: not found
	Why    string                // why it was not looked up
}
