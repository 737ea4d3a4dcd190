package plan

import (
	"slices"

	"github.com/talontap/talontap/api/talonone"
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

// Change is one row of a plan.
type Change struct {
	Resource  Resource  `json:"resource"`
	Name      string    `json:"name"`
	Action    Action    `json:"action"`
	Route     Route     `json:"route"`
	Published Published `json:"published"`
	Fields    []Field   `json:"fields"`
	Why       string    `json:"why,omitempty"` // in words, where the action is not plain
	Steps     []string  `json:"steps,omitempty"`
}

// Plan is every change, kept things too.
type Plan struct {
	Changes []Change `json:"changes"`
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
func (p Plan) ByHand() []Change { return p.with(Manual, Adopt) }

// Automatic lists what talontap would do by itself.
func (p Plan) Automatic() []Change { return p.with(Create, Update) }

func (p Plan) with(actions ...Action) []Change {
	var out []Change
	for _, c := range p.Changes {
		if slices.Contains(actions, c.Action) {
			out = append(out, c)
		}
	}
	return out
}

// Count says how many rows have an action.
func (p Plan) Count(a Action) int { return len(p.with(a)) }

// Make works out the plan.
func Make(w setup.Wanted, s Seen) Plan {
	hook := webhookChange(w, s)
	campaign := campaignChange(w, s)
	rule := ruleChange(w, s, hook, campaign)
	changes := []Change{eventChange(w, s), hook, campaign, rule, emailChange(w, s), enableChange(s, campaign, rule)}
	for i := range changes {
		if changes[i].Fields == nil {
			changes[i].Fields = []Field{}
		}
	}
	return Plan{Changes: changes}
}

// ByHandInstead turns a change that an account refused into one that a person
// makes, with the console's steps.
func ByHandInstead(c Change, w setup.Wanted, why string) Change {
	c.Action, c.Route, c.Why = Manual, Guided, why
	switch c.Resource {
	case Webhook:
		c.Steps = webhookSteps(w)
	case Campaign:
		c.Steps = campaignSteps(w)
	case Rule:
		c.Steps = ruleSteps(w)
	case EmailCampaign:
		c.Steps = emailSteps(w)
	}
	return c
}

// WebhookFields lists what differs between the wanted webhook and a stored one.
func WebhookFields(w setup.Wanted, have talonone.Webhook) []Field {
	return webhookFields(w.Webhook, have)
}
