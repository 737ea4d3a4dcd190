package talonone

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The V2 form of a ruleset is the typed, read-only view that Talon.One publishes
// as experimental. It is made from the Talang form each time it is read: what is
// recognised becomes a typed block, everything else a passthrough that holds the
// expression.

type rulesetV2 struct {
	ID                 int       `json:"id"`
	Created            time.Time `json:"created"`
	UserID             int       `json:"userId"`
	CampaignID         int       `json:"campaignId"`
	ActivatedAt        time.Time `json:"activatedAt,omitzero"`
	PromotionRules     []ruleV2  `json:"promotionRules"`
	StrikethroughRules []any     `json:"strikethroughRules"`
}

// ruleV2 is one rule; conditions and effects stand in one list of blocks.
type ruleV2 struct {
	ID          string `json:"id,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Blocks      []any  `json:"blocks"`
}

type checkAttributeBlock struct {
	ID                  string `json:"id"`
	Type                string `json:"type"`
	Operator            string `json:"operator"`
	Attribute           string `json:"attribute"`
	Start               string `json:"start"`
	End                 string `json:"end"`
	StartInclusive      bool   `json:"startInclusive"`
	EndInclusive        bool   `json:"endInclusive"`
	TimezoneInsensitive bool   `json:"timezoneInsensitive"`
}

type createCouponBlock struct {
	ID             string `json:"id"`
	Type           string `json:"type"`
	CampaignID     any    `json:"campaignId"` // a number or a template
	RecipientID    string `json:"recipientId"`
	StoreInSession bool   `json:"storeInSession"`
	UsageLimit     any    `json:"usageLimit"` // a number or a template
}

// triggerWebhookBlock is the effect of a webhook. The names in params are the
// parameters' titles in lower case with _ for spaces (published).
type triggerWebhookBlock struct {
	ID      string         `json:"id"`
	Type    string         `json:"type"`
	Webhook webhookName    `json:"webhook"`
	Params  map[string]any `json:"params"`
}

type webhookName struct {
	ID    int    `json:"id"`
	Title string `json:"title"`
}

// passthroughBlock is what the typed form has no block for.
type passthroughBlock struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Expression []any  `json:"expression"`
}

func (a *Account) getRulesetV2(c *call) (answer, error) {
	return okay(rulesetV2{
		ID: c.ruleset.id, Created: c.ruleset.created.UTC(), UserID: adminID, CampaignID: c.ruleset.campaignID,
		ActivatedAt: c.ruleset.activatedAt.UTC(), PromotionRules: a.typedRules(*c.ruleset), StrikethroughRules: []any{},
	}), nil
}

func (a *Account) typedRules(from ruleset) []ruleV2 {
	var names []struct{ ID, Description string }
	_ = json.Unmarshal(from.members["rules"], &names) // the rules passed checkRuleset; an odd id is left out
	typed := []ruleV2{}
	for i, one := range from.rules() {
		made := typing{account: a, prefix: fmt.Sprintf("rule-%d", i)}
		made.condition(one.Condition)
		for _, effect := range one.Effects {
			made.effect(effect)
		}
		next := ruleV2{Title: one.Title, Blocks: made.blocks}
		if i < len(names) {
			next.ID, next.Description = names[i].ID, names[i].Description
		}
		typed = append(typed, next)
	}
	return typed
}

type typing struct {
	account *Account
	prefix  string
	blocks  []any
}

func (t *typing) nextID() string { return fmt.Sprintf("%s-block-%d", t.prefix, len(t.blocks)) }

// condition types the parts of an "and". Two that bound the current time from
// both sides are one day.
func (t *typing) condition(expression any) {
	parts := []any{expression}
	if list, isList := expression.([]any); isList && len(list) > 1 && list[0] == "and" {
		parts = list[1:]
	}
	for len(parts) > 0 {
		if start, end, found := withinTimes(parts); found {
			t.blocks = append(t.blocks, checkAttributeBlock{
				ID: t.nextID(), Type: "checkAttribute", Operator: "within",
				Attribute: "$Now", // modelled: the attribute's name is not public
				Start:     start, End: end, StartInclusive: true,
			})
			parts = parts[2:]
			continue
		}
		t.passthrough(parts[0])
		parts = parts[1:]
	}
}

// withinTimes recognises what exactDay writes.
func withinTimes(parts []any) (start, end string, found bool) {
	if len(parts) < 2 {
		return "", "", false
	}
	start, isStart := boundOfNow(parts[0], ">=")
	end, isEnd := boundOfNow(parts[1], "<")
	return start, end, isStart && isEnd
}

func boundOfNow(expression any, operator string) (moment string, found bool) {
	list, _ := expression.([]any)
	if len(list) != 3 || list[0] != operator {
		return "", false
	}
	current, _ := list[1].([]any)
	parsed, _ := list[2].([]any)
	if len(current) != 1 || current[0] != "now" || len(parsed) != 2 || parsed[0] != "parseTime" {
		return "", false
	}
	moment, found = parsed[1].(string)
	return moment, found
}

func (t *typing) effect(expression any) {
	list := uncaught(expression)
	if list == nil {
		list, _ = expression.([]any)
	}
	if t.createCoupon(list) || t.triggerWebhook(list) {
		return
	}
	t.passthrough(expression)
}

func (t *typing) createCoupon(list []any) bool {
	if len(list) != 5 || list[0] != functionCreateCoupon {
		return false
	}
	recipient, isText := template(list[2]).(string)
	store, isBool := list[4].(bool)
	campaignID, usageLimit := template(list[1]), template(list[3])
	if !isText || !isBool || !numberOrText(campaignID) || !numberOrText(usageLimit) {
		return false
	}
	t.blocks = append(t.blocks, createCouponBlock{
		ID: t.nextID(), Type: "createCoupon", CampaignID: campaignID,
		RecipientID: recipient, StoreInSession: store, UsageLimit: usageLimit,
	})
	return true
}

func (t *typing) triggerWebhook(list []any) bool {
	if len(list) < 2 || list[0] != functionTemplate {
		return false
	}
	id, named := webhookNumber(list[1])
	if !named {
		return false
	}
	// modelled: the title of a webhook that is gone.
	called := webhook{ID: id, newWebhook: newWebhook{Title: "deleted"}}
	if found, err := t.account.webhook(id); err == nil {
		called = *found
	}
	params := map[string]any{}
	for i, argument := range list[2:] {
		params[called.paramName(i)] = template(argument)
	}
	t.blocks = append(t.blocks, triggerWebhookBlock{
		ID: t.nextID(), Type: "triggerWebhook", Webhook: webhookName{id, called.Title}, Params: params,
	})
	return true
}

// paramName is the published key of a parameter in the V2 form.
func (w webhook) paramName(index int) string {
	if index >= len(w.Params) {
		return fmt.Sprintf("param_%d", index)
	}
	return strings.ReplaceAll(strings.ToLower(w.Params[index].Title), " ", "_")
}

func (t *typing) passthrough(expression any) {
	list, isList := expression.([]any)
	if !isList {
		list = []any{expression} // a bare literal is written as a list of one (published)
	}
	t.blocks = append(t.blocks, passthroughBlock{ID: t.nextID(), Type: "passthrough", Expression: list})
}

// template writes a path as the V2 form does, {{$Profile.IntegrationId}}; a
// literal is itself, and so is what is neither.
func template(expression any) any {
	if attribute, isPath := attributeOf(expression); isPath {
		return "{{$" + attribute + "}}"
	}
	return expression
}

func numberOrText(value any) bool {
	switch value.(type) {
	case float64, string:
		return true
	default:
		return false
	}
}
