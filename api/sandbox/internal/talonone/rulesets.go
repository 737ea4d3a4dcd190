package talonone

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
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
	members := maps.Clone(r.members)
	for name, value := range r.own() {
		raw, err := encode(value)
		if err != nil {
			return nil, err
		}
		members[name] = raw
	}
	return encode(members)
}

func (r ruleset) own() map[string]any {
	own := map[string]any{"id": r.id, "created": r.created.UTC(), "userId": adminID, "campaignId": r.campaignID}
	if !r.activatedAt.IsZero() {
		own["activatedAt"] = r.activatedAt.UTC()
	}
	return own
}

// rules reads the rules as far as they can be evaluated. What is stored passed
// checkRuleset, so there is nothing left to fail.
func (r ruleset) rules() []rule {
	var list []rule
	_ = json.Unmarshal(r.members["rules"], &list)
	return list
}

func (r ruleset) bindings() []binding {
	var list []binding
	_ = json.Unmarshal(r.members["bindings"], &list)
	return list
}

func (a *Account) listRulesets(c *call) (answer, error) {
	found := []ruleset{}
	for _, one := range a.rulesets {
		if one.campaignID == c.campaign.ID {
			found = append(found, one)
		}
	}
	return okay(pageOf(c, found).counted()), nil
}

func (a *Account) getRuleset(c *call) (answer, error) {
	return okay(*c.ruleset), nil
}

// createRuleset was published until 2021-22 (201). With activate it becomes the
// campaign's active ruleset.
func (a *Account) createRuleset(c *call) (answer, error) {
	members, activate, err := readRuleset(c)
	if err != nil {
		return answer{}, err
	}
	made := a.addRuleset(c.campaign.ID, members, c.at)
	if activate {
		a.activate(c.campaign, made.id, c.at)
	}
	stored, err := a.ruleset(c.campaign.ID, made.id)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: *stored}, nil
}

// updateRuleset was published until 2021-22.
func (a *Account) updateRuleset(c *call) (answer, error) {
	members, activate, err := readRuleset(c)
	if err != nil {
		return answer{}, err
	}
	c.ruleset.members = members
	if activate {
		a.activate(c.campaign, c.ruleset.id, c.at)
	}
	return okay(*c.ruleset), nil
}

func (a *Account) addRuleset(campaignID int, members map[string]json.RawMessage, at time.Time) ruleset {
	made := ruleset{id: a.nextID("ruleset"), campaignID: campaignID, created: at, members: members}
	a.rulesets = append(a.rulesets, made)
	return made
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

// readRuleset takes a body apart into the members to keep and whether it asks to
// be activated.
func readRuleset(c *call) (members map[string]json.RawMessage, activate bool, err error) {
	var form struct{ Activate bool }
	if err := c.decode(&form, "rules", "bindings"); err != nil {
		return nil, false, err
	}
	if err := json.Unmarshal(c.body, &members); err != nil {
		return nil, false, wrongType(err)
	}
	maps.DeleteFunc(members, func(name string, _ json.RawMessage) bool { return slices.Contains(ownMembers, name) })
	return members, form.Activate, checkRuleset(members)
}

// checkRuleset refuses what the published schema of a ruleset does not allow.
// What the expressions say is not looked at: an unknown function is found out
// when the rule runs.
func checkRuleset(members map[string]json.RawMessage) error {
	var rules []struct {
		Title     string
		Condition []any
		Effects   [][]any
	}
	if err := json.Unmarshal(members["rules"], &rules); err != nil {
		return invalid(problem("Invalid type", "rules must be a list of rules, each with a title, a condition (a list) and effects (a list of lists)", "/rules"))
	}
	var bindings []struct {
		Name       string
		Expression []any
	}
	if err := json.Unmarshal(members["bindings"], &bindings); err != nil {
		return invalid(problem("Invalid type", "bindings must be a list, each with a name and an expression (a list)", "/bindings"))
	}
	var found problems
	for i, one := range rules {
		pointer := fmt.Sprintf("/rules/%d", i)
		found.when(one.Title == "", "required", "a rule has a title", pointer+"/title")
		found.when(len(one.Condition) == 0, "minItems", "a condition is not empty", pointer+"/condition")
		found.when(one.Effects == nil, "required", "effects is required", pointer+"/effects")
	}
	return found.refusal()
}
