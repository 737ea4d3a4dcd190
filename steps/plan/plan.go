package plan

import (
	"cmp"
	"slices"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

// Resource is one of the things a setup consists of.
type Resource string

// The resources, in the order in which they are made.
const (
	Event         Resource = "event"
	Webhook       Resource = "webhook"
	Campaign      Resource = "campaign"
	Rule          Resource = "rule"
	EmailCampaign Resource = "email-campaign"
	Enable        Resource = "enable"
)

// Action is what is done with a resource.
type Action string

// The actions.
const (
	Keep   Action = "keep"
	Create Action = "create"
	Update Action = "update"
	Adopt  Action = "adopt"  // somebody else made it; it is changed only on the admin's word
	Manual Action = "manual" // a person does it, in the vendor's console
	Unread Action = "unread" // it could not be looked at, so nothing is said of it
)

// Route is how it is done.
type Route string

// The routes.
const (
	Found  Route = "found"
	API    Route = "api"
	Guided Route = "guided"
)

// Published says whether the vendor publishes the way that is taken.
type Published string

// Whether the vendor publishes it.
const (
	Yes      Published = "yes"
	Formerly Published = "formerly" // until 2021-22
	No       Published = "no"       // never
)

// Field is one difference. Secrets are masked on both sides.
type Field struct {
	Name string `json:"name"`
	From string `json:"from"`
	To   string `json:"to"`
}

// differing are those of some fields that are not as they should be.
func differing(all ...Field) []Field {
	return slices.DeleteFunc(all, func(f Field) bool { return f.From == f.To })
}

// Change is one row of a plan.
type Change struct {
	Resource  Resource  `json:"resource"`
	Name      string    `json:"name"`
	Action    Action    `json:"action"`
	Route     Route     `json:"route"`
	Published Published `json:"published"`
	Fields    []Field   `json:"fields"`
	Why       string    `json:"why,omitempty"`   // in words, where the action is not plain
	Steps     []string  `json:"steps,omitempty"` // the card's lines

	// Card is what a person does; zero where nobody has to.
	Card guide.Card `json:"card,omitzero"`
	// Adoptable says that talontap could do it, once the admin lets it take over
	// what it did not make.
	Adoptable bool `json:"adoptable,omitempty"`
	// Compare says that the thing stands, and only has to be compared by a person:
	// it can be followed by a live check.
	Compare bool `json:"compare,omitempty"`
	// Err is why an unread one could not be looked at.
	Err error `json:"-"`
	// Beside is what the thing holds that the setup does not ask for, with what
	// that means.
	Beside []whole.Difference `json:"beside,omitempty"`

	// NotMade says who made a thing that is there and not this setup's.
	NotMade string `json:"-"`

	// Channel is what the campaign in CleverTap sends; "" for all others.
	Channel phrase.Channel `json:"-"`

	object int // the ID of the thing, where it is there
}

// ByHand reports whether a person has to do it.
func (c Change) ByHand() bool { return c.Action == Manual || c.Action == Adopt && c.Route == Guided }

// Made reports whether talontap does it.
func (c Change) Made() bool {
	return c.Action == Create || c.Action == Update || c.Action == Adopt && c.Route == API
}

// Title is what the row is about, in a person's words: "webhook", "SMS campaign".
func (c Change) Title() string { return c.Channel.Say(string(c.Resource)) }

// leave gives a change to a person.
func (c *Change) leave(a Action, why string, card guide.Card) {
	card.Why = why
	c.Action, c.Route, c.Why, c.Card, c.Steps = a, Guided, why, card, card.Lines()
}

// mayAdopt says that the admin's word would do instead.
func (c *Change) mayAdopt(possible bool) {
	c.NotMade = cmp.Or(c.NotMade, setup.NotMade())
	if c.Adoptable = possible; possible {
		c.Why += words.PlanMayAdopt
		c.Card.Why = c.Why
	}
}

// Plan is every change, kept things too.
type Plan struct {
	Changes  []Change `json:"changes"`
	Capacity Capacity `json:"capacity"`
}

// Of finds the row of a resource.
func (p Plan) Of(r Resource) Change {
	i := slices.IndexFunc(p.Changes, func(c Change) bool { return c.Resource == r })
	if i < 0 {
		return Change{Resource: r, Action: Keep}
	}
	return p.Changes[i]
}

// NoChanges reports whether everything is as it should be.
func (p Plan) NoChanges() bool {
	return !slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Action != Keep })
}

// ByHand lists what a person has to do.
func (p Plan) ByHand() []Change { return p.those(Change.ByHand) }

// Automatic lists what talontap would do by itself.
func (p Plan) Automatic() []Change { return p.those(Change.Made) }

// Adoptable lists what waits for the admin's word that talontap may take it over.
func (p Plan) Adoptable() []Change { return p.those(func(c Change) bool { return c.Adoptable }) }

func (p Plan) those(hold func(Change) bool) []Change {
	return slices.DeleteFunc(slices.Clone(p.Changes), func(c Change) bool { return !hold(c) })
}

// Count says how many rows have an action.
func (p Plan) Count(a Action) int {
	return len(p.those(func(c Change) bool { return c.Action == a }))
}

// Make works out the plan.
func Make(w setup.Wanted, s Seen) Plan {
	hook := webhookChange(w, s)
	campaign := campaignChange(w, s)
	rule := ruleChange(w, s, hook, campaign)
	changes := []Change{eventChange(w, s), hook, campaign, rule, emailChange(w, s), enableChange(w, s, hook, campaign, rule)}
	for i := range changes {
		if changes[i].Fields == nil {
			changes[i].Fields = []Field{}
		}
	}
	return Plan{Changes: changes, Capacity: CapacityOf(w, s)}
}

// ByHandInstead turns a change that an account refused into one that a person
// makes, with the console's steps.
func ByHandInstead(c Change, w setup.Wanted, s Seen, why string) Change {
	card, before := CardOf(c.Resource, w), s.Campaign.Before
	switch {
	case (c.Action == Update || c.Action == Adopt) && c.Resource != Enable:
		card = fixing(c.Resource, w, s, c.Fields)
	case before != nil && !before.Elsewhere(w) && c.Resource == Campaign:
		card = guide.Copying(w, before.Campaign.Name)
	}
	c.leave(Manual, why, card)
	return c
}
