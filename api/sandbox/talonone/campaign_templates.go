package talonone

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// campaignTemplate is a campaign template in its wire form. The published schema
// requires applicationIds and describes applicationsIds; both are given.
type campaignTemplate struct {
	ID                  int             `json:"id"`
	Created             time.Time       `json:"created"`
	AccountID           int             `json:"accountId"`
	UserID              int             `json:"userId"`
	Name                string          `json:"name"`
	Description         string          `json:"description"`
	Instructions        string          `json:"instructions"`
	State               string          `json:"state"`
	CampaignType        string          `json:"campaignType"`
	ReevaluateOnReturn  bool            `json:"reevaluateOnReturn"`
	ActiveRulesetID     int             `json:"activeRulesetId"`
	ApplicationIDs      []int           `json:"applicationIds"`
	ApplicationsIDs     []int           `json:"applicationsIds"`
	ValidApplicationIDs []int           `json:"validApplicationIds"`
	Tags                []string        `json:"tags"`
	Features            []string        `json:"features"`
	Limits              []limit         `json:"limits"`
	CouponSettings      *codeSettings   `json:"couponSettings,omitempty"`
	TemplateParams      []templateParam `json:"templateParams"`
	CampaignsCount      int             `json:"campaignsCount"`

	members map[string]json.RawMessage
}

type templateParam struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// fromTemplate is the body of POST …/create_campaign_from_template.
type fromTemplate struct {
	Name                string          `json:"name"`
	TemplateID          int             `json:"templateId"`
	Description         *string         `json:"description"`
	TemplateParamValues []templateValue `json:"templateParamValues"`
	LimitOverrides      []limit         `json:"limitOverrides"`
	Tags                []string        `json:"tags"`
}

// templateValue gives one parameter a value, as a binding.
type templateValue struct {
	Name       string `json:"name"`
	Expression []any  `json:"expression"`
}

func (a *Account) listCampaignTemplates(c *call) (answer, error) {
	state := c.query("state")
	found := []campaignTemplate{}
	for _, each := range a.templates {
		if (state == "" || state == each.State) && each.called(c.query("name"), c.query("tags")) {
			found = append(found, each)
		}
	}
	list, err := pageOf(c, found)
	if err != nil {
		return answer{}, err
	}
	return okay(list.uncounted()), nil
}

// called reads the filters name and tags, which are alternatives where both are
// given (published).
func (t campaignTemplate) called(name, tag string) bool {
	byTag := tag != "" && containsAll(t.Tags, []string{tag})
	if name == "" {
		return tag == "" || byTag
	}
	return byTag || containsFold(t.Name, name)
}

// createCampaignFromTemplate wants a value for every parameter of the template
// (published: 201). modelled: the campaign begins disabled.
func (a *Account) createCampaignFromTemplate(c *call) (answer, error) {
	shop, err := a.applicationOf(c)
	if err != nil {
		return answer{}, err
	}
	var wanted fromTemplate
	if err := c.decode(&wanted, "name", "templateId"); err != nil {
		return answer{}, err
	}
	at := slices.IndexFunc(a.templates, func(each campaignTemplate) bool { return each.ID == wanted.TemplateID })
	if at < 0 || !slices.Contains(a.templates[at].ValidApplicationIDs, shop.ID) {
		return answer{}, missing("campaign template", wanted.TemplateID)
	}
	source := &a.templates[at]
	if problems := append(source.missingValues(wanted), limitProblems(wanted.LimitOverrides)...); len(problems) > 0 {
		return answer{}, invalid(problems...)
	}
	made := a.addCampaign(c, shop.ID, source.settings(wanted))
	members, err := source.filled(wanted)
	if err != nil {
		return answer{}, err
	}
	rules := a.addRuleset(made.ID, members, c.at)
	owner := a.campaign(made.ID)
	owner.TemplateID = source.ID
	source.CampaignsCount++
	a.activate(owner, rules.id, c.at)
	stored, err := a.ruleset(made.ID, rules.id)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: map[string]any{
		"campaign": a.view(*owner, c.at), "ruleset": *stored,
	}}, nil
}

func (t *campaignTemplate) missingValues(wanted fromTemplate) []apiError {
	var found []apiError
	for _, param := range t.TemplateParams {
		given := slices.ContainsFunc(wanted.TemplateParamValues, func(each templateValue) bool { return each.Name == param.Name })
		if !given {
			found = append(found, problem("required", "Values for all Template Parameters must be provided: "+param.Name, "/templateParamValues"))
		}
	}
	return found
}

func (t *campaignTemplate) settings(wanted fromTemplate) campaignSettings {
	settings := campaignSettings{
		Name: wanted.Name, Description: t.Description, State: "disabled", Type: t.CampaignType,
		Tags: t.Tags, Features: t.Features, Limits: t.Limits, CouponSettings: t.CouponSettings,
	}
	if wanted.Description != nil {
		settings.Description = *wanted.Description
	}
	if wanted.Tags != nil {
		settings.Tags = wanted.Tags
	}
	if wanted.LimitOverrides != nil {
		settings.Limits = wanted.LimitOverrides
	}
	return settings
}

// filled is the template's ruleset with the values in its bindings.
func (t *campaignTemplate) filled(wanted fromTemplate) (map[string]json.RawMessage, error) {
	bindings := []map[string]any{}
	for _, each := range wanted.TemplateParamValues {
		bindings = append(bindings, map[string]any{
			"name": each.Name, "type": "templateParameter", "expression": listed(each.Expression),
		})
	}
	raw, err := encode(bindings)
	if err != nil {
		return nil, err
	}
	members := maps.Clone(t.members)
	members["bindings"] = raw
	return members, nil
}
