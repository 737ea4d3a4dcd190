package talonone

import (
	"slices"
	"strings"
	"time"
)

// The Rule Builder shows a rule again by reading it out of the Talang that is
// stored, whoever wrote that. What its form has no field for is not shown at
// all, so that saving the form never loses a part of a rule unseen.

// dayRule reads the campaign's active rule; found is false where there is none,
// or where it is not of this form.
func (a *Account) dayRule(of campaign) (rule DayRule, found bool) {
	active, err := a.ruleset(of.ID, of.ActiveRulesetID)
	if err != nil {
		return DayRule{}, false
	}
	rules := active.rules()
	if len(rules) != 1 || len(active.bindings())+len(rules[0].Bindings) > 0 {
		return DayRule{}, false
	}
	only := rules[0]
	rule.Title = only.Title
	dated := a.readDay(&rule, of, only.Condition)
	switch len(only.Effects) {
	case 1:
		return rule, dated && rule.readCoupon(of, only.Effects[0])
	case 2:
		return rule, dated && rule.readCoupon(of, only.Effects[0]) && a.readWebhookEffect(&rule, only.Effects[1])
	default:
		return DayRule{}, false
	}
}

// readDay finds the zone in which the condition is one whole day, the
// Application's first: an instant alone does not tell.
func (a *Account) readDay(into *DayRule, of campaign, condition any) bool {
	list, _ := condition.([]any)
	if len(list) != 3 || list[0] != "and" {
		return false
	}
	first, last, found := withinTimes(list[1:])
	start, startErr := time.Parse(time.RFC3339, first)
	end, endErr := time.Parse(time.RFC3339, last)
	if !found || startErr != nil || endErr != nil {
		return false
	}
	for i, zone := range a.zones(of.ApplicationID) {
		local := start.In(zone)
		if local.Equal(midnight(local)) && local.AddDate(0, 0, 1).Equal(end) {
			into.Day = local.Format(time.DateOnly)
			if i > 0 {
				into.Zone = zone.String()
			}
			return true
		}
	}
	return false
}

func midnight(at time.Time) time.Time {
	year, month, day := at.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, at.Location())
}

// zones are those that the form offers: the Application's, then the others.
func (a *Account) zones(applicationID int) []*time.Location {
	list := []*time.Location{time.UTC}
	for _, shop := range a.applications {
		if shop.ID == applicationID {
			list = slices.Insert(list, 0, shop.zone)
			continue
		}
		list = append(list, shop.zone)
	}
	return list
}

func (r *DayRule) readCoupon(of campaign, effect any) bool {
	call := uncaught(effect)
	if len(call) != 5 || call[0] != functionCreateCoupon {
		return false
	}
	campaignID, isNumber := call[1].(float64)
	recipient, isPath := attributeOf(call[2])
	limit, isLimit := call[3].(float64)
	store, isBool := call[4].(bool)
	if int(campaignID) != of.ID {
		r.CampaignID = int(campaignID)
	}
	if recipient != profileAttribute {
		r.Recipient = recipient
	}
	r.RedemptionLimit, r.StoreInSession = int(limit), store
	return isNumber && isPath && isLimit && isBool
}

func (a *Account) readWebhookEffect(into *DayRule, effect any) bool {
	call := uncaught(effect)
	if len(call) < 2 || call[0] != functionTemplate {
		return false
	}
	id, named := webhookNumber(call[1])
	hook, err := a.webhook(id)
	if !named || err != nil || len(call)-2 > len(hook.Params) {
		return false
	}
	into.WebhookID, into.Bindings = id, map[string]string{}
	for i, argument := range call[2:] {
		attribute, isPath := attributeOf(argument)
		if !isPath && argument != "" {
			return false
		}
		into.Bindings[hook.Params[i].Title] = attribute
	}
	return true
}

// uncaught is the effect without the catch around it; nil where there is none.
func uncaught(effect any) []any {
	list, _ := effect.([]any)
	if len(list) != 3 || list[0] != "catch" {
		return nil
	}
	inner, _ := list[2].([]any)
	return inner
}

// attributeOf reads [".", "Profile", "IntegrationId"] as Profile.IntegrationId.
func attributeOf(expression any) (attribute string, isPath bool) {
	list, _ := expression.([]any)
	if len(list) < 2 || list[0] != "." {
		return "", false
	}
	names := []string{}
	for _, each := range list[1:] {
		name, isText := each.(string)
		if !isText {
			return "", false
		}
		names = append(names, name)
	}
	return strings.Join(names, "."), true
}
