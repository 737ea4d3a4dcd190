package talonone

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ruleset is a stored ruleset. Its members are kept as they came, so that what
// the sandbox does not know is given back untouched.
type ruleset struct {
	id          int
	campaignID  int
	created     time.Time
	activatedAt time.Time // zero: never
	members     map[string]json.RawMessage
}

// rule is the part of a rule that is evaluated.
type rule struct {
	Title     string    `json:"title"`
	Condition any       `json:"condition"`
	Effects   []any     `json:"effects"`
	Bindings  []binding `json:"bindings"`
}

// binding is a named expression of a ruleset or a rule.
type binding struct {
	Name       string `json:"name"`
	Type       string `json:"type,omitempty"`
	Expression any    `json:"expression"`
}

// ownMembers are set by the account and not by who writes a ruleset.
var ownMembers = []string{"id", "created", "userId", "campaignId", "templateId", "activatedAt", "activate"}

// MarshalJSON gives the stored members and those that the account sets.
func (r ruleset) MarshalJSON() ([]byte, error) {
	all := map[string]any{}
	for name, raw := range r.members {
		all[name] = raw
	}
	all["id"], all["created"], all["userId"], all["campaignId"] = r.id, r.created.UTC(), adminID, r.campaignID
	if !r.activatedAt.IsZero() {
		all["activatedAt"] = r.activatedAt.UTC()
	}
	return encode(all)
}

// rules reads the rules as far as they can be evaluated. What is stored passed
// checkRuleset, so there is nothing left to fail.
func (r ruleset) rules() (list []rule) {
	_ = json.Unmarshal(r.members["rules"], &list)
	return list
}

func (r ruleset) bindings() (list []binding) {
	_ = json.Unmarshal(r.members["bindings"], &list)
	return list
}

func (a *Account) listRulesets(c *call) (answer, error) {
	found := chosen(a.rulesets, func(one ruleset) bool { return one.campaignID == c.campaign.ID })
	return okay(pageOf(c, found).counted()), nil
}

func (a *Account) getRuleset(c *call) (answer, error) {
	return okay(*c.ruleset), nil
}

// createRuleset was published until 2021-22 (201). With activate it becomes the
// campaign's active ruleset.
func (a *Account) createRuleset(c *call, wanted newRuleset) (answer, error) {
	made := a.addRuleset(c.campaign.ID, c.members(), c.at)
	if wanted.Activate {
		a.activate(c.campaign, made.id, c.at)
	}
	return created(*made), nil
}

// updateRuleset was published until 2021-22.
func (a *Account) updateRuleset(c *call, wanted newRuleset) (answer, error) {
	c.ruleset.members = c.members()
	if wanted.Activate {
		a.activate(c.campaign, c.ruleset.id, c.at)
	}
	return okay(*c.ruleset), nil
}

func (a *Account) addRuleset(campaignID int, members map[string]json.RawMessage, at time.Time) *ruleset {
	a.rulesets = append(a.rulesets, ruleset{id: a.nextID("ruleset"), campaignID: campaignID, created: at, members: members})
	return &a.rulesets[len(a.rulesets)-1]
}

func (a *Account) activate(parent *campaign, rulesetID int, at time.Time) {
	parent.ActiveRulesetID = rulesetID
	parent.Updated = at.UTC()
	a.markActive(parent.ID, rulesetID, at)
}

func (a *Account) markActive(campaignID, rulesetID int, at time.Time) {
	if found, err := a.ruleset(campaignID, rulesetID); err == nil {
		found.activatedAt = at
	}
}

func (a *Account) ruleset(campaignID, id int) (*ruleset, error) {
	if found := first(a.rulesets, func(one ruleset) bool { return one.id == id && one.campaignID == campaignID }); found != nil {
		return found, nil
	}
	return nil, missing("ruleset", id)
}

// members are those of the body to keep, as they came.
func (c *call) members() (members map[string]json.RawMessage) {
	_ = json.Unmarshal(c.body, &members) // it was decoded before
	maps.DeleteFunc(members, func(name string, _ json.RawMessage) bool { return slices.Contains(ownMembers, name) })
	return members
}

// newRuleset is what the published schema of a ruleset binds. What the expressions
// say is not looked at: an unknown function is found out when the rule runs.
type newRuleset struct {
	Activate bool
	Rules    json.RawMessage
	Bindings json.RawMessage
}

func (n *newRuleset) problems() (found problems) {
	var rules []struct {
		Title     string
		Condition []any
		Effects   [][]any
	}
	found.when(json.Unmarshal(n.Rules, &rules) != nil, "Invalid type",
		"rules must be a list of rules, each with a title, a condition (a list) and effects (a list of lists)", "/rules")
	var bindings []struct {
		Name       string
		Expression []any
	}
	found.when(json.Unmarshal(n.Bindings, &bindings) != nil, "Invalid type",
		"bindings must be a list, each with a name and an expression (a list)", "/bindings")
	if len(found) > 0 {
		return found
	}
	for i, one := range rules {
		pointer := fmt.Sprintf("/rules/%d", i)
		found.when(one.Title == "", "required", "a rule has a title", pointer+"/title")
		found.when(len(one.Condition) == 0, "minItems", "a condition is not empty", pointer+"/condition")
		found.when(one.Effects == nil, "required", "effects is required", pointer+"/effects")
	}
	return found
}
