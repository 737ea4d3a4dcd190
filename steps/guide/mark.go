package guide

import (
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

// State is what is to be said of one field.
type State string

// The states of a field.
const (
	Right   State = "right"
	Wrong   State = "wrong"
	Missing State = "missing"
	Unseen  State = "cannot be seen"
)

// Mark is one field of a card, compared with what was seen. Secrets are masked
// on both sides.
type Mark struct {
	Field  string `json:"field"` // the label on the card; a further one where something is there that no card asks for
	State  State  `json:"state"`
	Seen   string `json:"seen,omitempty"`
	Wanted string `json:"wanted"`
	Says   string `json:"says,omitempty"` // what is not right, in a sentence
	Mend   string `json:"mend,omitempty"` // what to do
}

// Seen is what the accounts hold of a setup, as far as cards are about it. The
// zero Seen is two accounts that show everything and hold nothing.
type Seen struct {
	Webhook        *talonone.Webhook // nil: there is none of the name
	Others         []int             // webhooks of the name that are other setups'
	WebhookHidden  string            // why webhooks can't be read
	Campaign       *talonone.Campaign
	CampaignHidden string
	Running        bool                // the campaign was enabled before the card was made
	Rule           *talonone.RulesetV2 // nil: there is none
	RuleHidden     string              // why the rule can't be read in the typed form
	Email          *clevertap.MessageRow
	EmailHidden    string // why the message report was not read

	// Beside is what the card's thing holds that the setup does not ask for.
	Beside []whole.Difference
}

// Marks compares a card with what was seen, field by field in the card's order;
// what is wrong beyond its fields comes last.
func Marks(c Card, w setup.Wanted, s Seen) []Mark {
	switch c.Resource {
	case webhook:
		return withBeside(webhookMarks(c, w, s), s.Beside)
	case campaign:
		return withBeside(campaignMarks(c, w, s), s.Beside)
	case rule:
		return withBeside(ruleMarks(c, w, s), s.Beside)
	case emailCampaign:
		return emailMarks(c, s)
	case enable:
		return enableMarks(c, s)
	}
	return all(c, Unseen, words.MarkUnseen)
}

// withBeside adds what is there that no card asks for, save what is harmless.
func withBeside(marks []Mark, beside []whole.Difference) []Mark {
	for _, d := range beside {
		if d.Field == whole.Integration {
			continue // its card asks for no more than that
		}
		m := Mark{Field: d.Field, Seen: d.Seen, Wanted: d.Wanted, Says: d.Says, Mend: words.MarkTakeOut}
		switch d.Weight {
		case whole.Wrong:
			m.State = Wrong
		case whole.Unknown:
			m.State = Unseen
		default:
			continue
		}
		marks = append(marks, m)
	}
	return marks
}

// all marks every field of a card alike.
func all(c Card, state State, says string) []Mark {
	out := make([]Mark, 0, len(c.Fields))
	for _, f := range c.Fields {
		out = append(out, Mark{Field: f.Label, State: state, Wanted: f.Value, Says: says})
	}
	return out
}

// Done reports whether all that can be seen is right. Marks of which nothing can
// be seen are not done: that is for the person to say.
func Done(marks []Mark) bool {
	return len(Amiss(marks)) == 0 && !Hidden(marks)
}

// Amiss lists the marks that are wrong or missing.
func Amiss(marks []Mark) []Mark {
	return slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool { return m.State != Wrong && m.State != Missing })
}

// Hidden reports whether nothing of a card can be seen.
func Hidden(marks []Mark) bool {
	return !slices.ContainsFunc(marks, func(m Mark) bool { return m.State != Unseen })
}

func right(field, value string) Mark {
	return Mark{Field: field, State: Right, Seen: value, Wanted: value}
}

// compared is the plain case: two texts that must be the same.
func compared(field, seen, wanted, says string) Mark {
	switch {
	case seen == wanted:
		return right(field, wanted)
	case seen == "":
		return Mark{Field: field, State: Missing, Wanted: wanted, Says: says, Mend: fmt.Sprintf(words.MarkEnter, wanted)}
	}
	return Mark{Field: field, State: Wrong, Seen: seen, Wanted: wanted, Says: says, Mend: fmt.Sprintf(words.MarkChangeTo, wanted)}
}

func emailMarks(c Card, s Seen) []Mark {
	row := s.Email
	if row == nil {
		says := words.MarkEmailNotYet
		if s.EmailHidden != "" {
			says = fmt.Sprintf(words.MarkEmailNotLookedUp, s.EmailHidden)
		}
		return all(c, Unseen, says)
	}
	marks := all(c, Unseen, words.MarkEmailUnseen)
	for i, m := range marks {
		if m.Field == "Campaign name" {
			marks[i] = right(m.Field, m.Wanted)
		}
	}
	if row.Status != "" && row.Status != "running" {
		marks = append(marks, Mark{Field: "Status", State: Wrong, Seen: row.Status, Wanted: "running",
			Says: fmt.Sprintf(words.MarkEmailStatus, row.Status), Mend: words.MarkEmailPublish})
	}
	return marks
}

func enableMarks(c Card, s Seen) []Mark {
	if s.Campaign == nil {
		return all(c, Unseen, words.MarkCampaignUnseen)
	}
	f, _ := c.Field(StateField)
	return []Mark{compared(StateField, s.Campaign.State, f.Value, fmt.Sprintf(words.MarkCampaignIs, s.Campaign.State))}
}
