package talonone

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// campaignCopy is the body of POST …/campaigns/{campaignId}/copy.
type campaignCopy struct {
	Name           string     `json:"name"`
	ApplicationIDs []int      `json:"applicationIds"`
	Description    *string    `json:"description"`
	StartTime      *time.Time `json:"startTime"`
	EndTime        *time.Time `json:"endTime"`
	Tags           []string   `json:"tags"`
}

// copyCampaign copies settings and the active ruleset into Applications.
//
// modelled: a copy begins disabled, has its source's name if none is given, and
// a rule that made coupons in the source makes them in the copy.
func (a *Account) copyCampaign(c *call) (answer, error) {
	source, err := a.campaignOf(c)
	if err != nil {
		return answer{}, err
	}
	var wanted campaignCopy
	if err := c.decode(&wanted, "applicationIds"); err != nil {
		return answer{}, err
	}
	problems := append(a.unknownApplications(wanted.ApplicationIDs), tagProblems(wanted.Tags)...)
	if len(wanted.ApplicationIDs) == 0 {
		problems = append(problems, problem("minItems", "applicationIds is not empty", "/applicationIds"))
	}
	if len(problems) > 0 {
		return answer{}, invalid(problems...)
	}
	from := *source
	views := []campaignView{}
	for _, id := range wanted.ApplicationIDs {
		views = append(views, a.view(a.copied(c, from, id, wanted), c.at))
	}
	return okay(page[campaignView]{items: views, total: len(views)}.counted()), nil
}

func (a *Account) copied(c *call, from campaign, applicationID int, wanted campaignCopy) campaign {
	settings := from.campaignSettings
	settings.State, settings.ActiveRulesetID = "disabled", 0
	settings.Limits, settings.Tags = slices.Clone(settings.Limits), slices.Clone(settings.Tags)
	if wanted.Name != "" {
		settings.Name = wanted.Name
	}
	if wanted.Description != nil {
		settings.Description = *wanted.Description
	}
	if wanted.Tags != nil {
		settings.Tags = wanted.Tags
	}
	if wanted.StartTime != nil {
		settings.StartTime = wanted.StartTime
	}
	if wanted.EndTime != nil {
		settings.EndTime = wanted.EndTime
	}
	made := a.addCampaign(c, applicationID, settings)
	active, err := a.ruleset(from.ID, from.ActiveRulesetID)
	if err != nil {
		return made // the source has no rules to copy
	}
	copied := a.addRuleset(made.ID, movedTo(active.members, from.ID, made.ID), c.at)
	owner := a.campaign(made.ID)
	a.activate(owner, copied.id, c.at)
	return *owner
}

// movedTo is a ruleset whose coupons are made in another campaign.
func movedTo(members map[string]json.RawMessage, from, to int) map[string]json.RawMessage {
	moved := maps.Clone(members)
	for _, name := range []string{"rules", "bindings", "strikethroughRules"} {
		var content any
		if json.Unmarshal(members[name], &content) != nil {
			continue // the member is not there
		}
		moveCoupons(content, float64(from), float64(to))
		if raw, err := encode(content); err == nil {
			moved[name] = raw
		}
	}
	return moved
}

func moveCoupons(part any, from, to float64) {
	switch known := part.(type) {
	case map[string]any:
		for _, each := range known {
			moveCoupons(each, from, to)
		}
	case []any:
		if len(known) > 1 && known[0] == functionCreateCoupon && known[1] == from {
			known[1] = to
		}
		for _, each := range known {
			moveCoupons(each, from, to)
		}
	}
}

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
	state, tag := c.query("state"), c.query("tags")
	found := []campaignTemplate{}
	for _, each := range a.templates {
		if (state == "" || state == each.State) && containsFold(each.Name, c.query("name")) &&
			(tag == "" || slices.Contains(each.Tags, tag)) {
			found = append(found, each)
		}
	}
	list, err := pageOf(c, found)
	if err != nil {
		return answer{}, err
	}
	return okay(list.uncounted()), nil
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
