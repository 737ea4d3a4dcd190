package talonone

import (
	"slices"
	"strings"
	"time"
)

// The Rule Builder shows a rule again by reading it out of the Talang that is
// stored, whoever wrote that. What its form has no field for is not shown at
// all, so that saving the form never loses a part of a rule unseen.

// dayRule reads the campaign's active rule out of its typed form; found is false where
// there is none, or where it is not of this form.
func (a *Account) dayRule(of campaign) (rule DayRule, found bool) {
	active, err := a.ruleset(of.ID, of.ActiveRulesetID)
	if err != nil {
		return DayRule{}, false
	}
	rules := active.rules()
	if len(rules) != 1 || len(active.bindings())+len(rules[0].Bindings) > 0 ||
		slices.ContainsFunc(rules[0].Effects, func(each any) bool { return uncaught(each) == nil }) {
		return DayRule{}, false
	}
	rule.Title = rules[0].Title
	blocks := a.typedRules(*active)[0].Blocks
	found = (len(blocks) == 2 || len(blocks) == 3) && a.readDay(&rule, of, blocks[0]) && rule.readCoupon(of, blocks[1])
	if found && len(blocks) == 3 {
		found = a.readWebhookEffect(&rule, blocks[2])
	}
	return rule, found
}

// readDay finds the zone in which the condition is one whole day, the
// Application's first: an instant alone does not tell.
func (a *Account) readDay(into *DayRule, of campaign, block any) bool {
	within, _ := block.(checkAttributeBlock)
	start, startErr := time.Parse(time.RFC3339, within.Start)
	end, endErr := time.Parse(time.RFC3339, within.End)
	if startErr != nil || endErr != nil {
		return false
	}
	for i, zone := range a.zones(of.ApplicationID) {
		into.Day = start.In(zone).Format(time.DateOnly)
		if i > 0 {
			into.Zone = zone.String()
		}
		if first, err := into.start(zone); err == nil && first.Equal(start) && first.AddDate(0, 0, 1).Equal(end) {
			return true
		}
	}
	return false
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

func (r *DayRule) readCoupon(of campaign, block any) bool {
	coupon, _ := block.(createCouponBlock)
	campaignID, isNumber := coupon.CampaignID.(float64)
	recipient, isPath := fromTemplate(coupon.RecipientID)
	limit, isLimit := coupon.UsageLimit.(float64)
	if int(campaignID) != of.ID {
		r.CampaignID = int(campaignID)
	}
	if recipient != profileAttribute {
		r.Recipient = recipient
	}
	r.RedemptionLimit, r.StoreInSession = int(limit), coupon.StoreInSession
	return isNumber && isPath && isLimit
}

func (a *Account) readWebhookEffect(into *DayRule, block any) bool {
	effect, _ := block.(triggerWebhookBlock)
	hook, err := a.webhook(effect.Webhook.ID)
	if err != nil || len(effect.Params) > len(hook.Params) {
		return false
	}
	into.WebhookID, into.Bindings = hook.ID, map[string]string{}
	for i, param := range hook.Params {
		value, given := effect.Params[hook.paramName(i)]
		attribute, isPath := fromTemplate(value)
		if given && !isPath && value != "" {
			return false
		}
		if given {
			into.Bindings[param.Title] = attribute
		}
	}
	return true
}

// fromTemplate reads {{$Profile.IntegrationId}} as Profile.IntegrationId.
func fromTemplate(value any) (attribute string, isPath bool) {
	text, _ := value.(string)
	attribute, opened := strings.CutPrefix(text, "{{$")
	attribute, closed := strings.CutSuffix(attribute, "}}")
	return attribute, opened && closed
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
	names, isPath := texts(list[1:])
	return strings.Join(names, "."), isPath
}
