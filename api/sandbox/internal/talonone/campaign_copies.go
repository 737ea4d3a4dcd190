package talonone

import (
	"cmp"
	"encoding/json"
	"maps"
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
// Without a name it is called "Copy of" its source (published).
//
// modelled: a copy begins disabled; every setting comes along, coupons, counters
// and what was used up of the limits do not; and a rule that made coupons in the
// source makes them in the copy. It goes on naming the webhook of the source, whether
// the copy's Application shows that or not.
func (a *Account) copyCampaign(c *call, wanted campaignCopy) (answer, error) {
	found := append(a.unknownApplications(wanted.ApplicationIDs), tagProblems(wanted.Tags)...)
	found.when(len(wanted.ApplicationIDs) == 0, "minItems", "applicationIds is not empty", "/applicationIds")
	if err := found.refusal(); err != nil {
		return answer{}, err
	}
	from := *c.campaign
	views := mapped(wanted.ApplicationIDs, func(id int) campaignView { return a.view(a.copied(c, from, id, wanted), c.at) })
	return okay(page[campaignView]{items: views, total: len(views)}.counted()), nil
}

func (a *Account) copied(c *call, from campaign, applicationID int, wanted campaignCopy) campaign {
	settings := from.campaignSettings
	settings.State, settings.ActiveRulesetID = "disabled", 0
	settings.Limits, settings.Tags = slices.Clone(settings.Limits), slices.Clone(settings.Tags)
	settings.Name = cmp.Or(wanted.Name, "Copy of "+settings.Name)
	if wanted.Description != nil {
		settings.Description = *wanted.Description
	}
	if wanted.Tags != nil {
		settings.Tags = wanted.Tags
	}
	settings.StartTime = cmp.Or(wanted.StartTime, settings.StartTime)
	settings.EndTime = cmp.Or(wanted.EndTime, settings.EndTime)
	made := a.addCampaign(applicationID, settings, c.at)
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
		moved[name], _ = encode(content) // as it was read from JSON
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
