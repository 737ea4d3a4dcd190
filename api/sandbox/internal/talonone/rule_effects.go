package talonone

import (
	"math"
	"strconv"
	"strings"
)

// The functions of the product that a rule can call. The names couponValid,
// setDiscount, "!" and callApi<ID> are seen in public rulesets.
//
// modelled: createCoupon, by name and arguments.
const (
	functionCreateCoupon = "createCoupon"
	functionCouponValid  = "couponValid"
	functionSetDiscount  = "setDiscount"
	functionTemplate     = "!"
	callAPIPrefix        = "callApi"
)

// What counts towards limits (published).
const (
	actionCreateCoupon   = "createCoupon"
	actionRedeemCoupon   = "redeemCoupon"
	actionCallAPI        = "callApi"
	actionDiscount       = "setDiscount"
	actionDiscountEffect = "setDiscountEffect"
)

// do runs a function of the product. It is collected, not carried out.
func (t *turn) do(function string, arguments []any) (value any, known bool, err error) {
	switch function {
	case functionCreateCoupon:
		value, err = t.createCoupon(arguments)
	case functionTemplate:
		err = t.callWebhook(arguments)
	case functionCouponValid:
		value = t.couponValid()
	case functionSetDiscount:
		err = t.setDiscount(arguments)
	default:
		return nil, false, nil
	}
	return value, true, err
}

// createCoupon takes the campaign's ID, the recipient, the redemption limit and
// whether the code is kept for later effects.
func (t *turn) createCoupon(arguments []any) (any, error) {
	if len(arguments) != 4 {
		return nil, beyond("createCoupon takes a campaign, a recipient, a limit and whether to store the code")
	}
	owner, err := t.campaignNamed(arguments[0])
	if err != nil {
		return nil, err
	}
	recipient, isText := arguments[1].(string)
	limit, isNumber := arguments[2].(float64)
	store, isBool := arguments[3].(bool)
	if !isText || recipient == "" || !isNumber || !isBool || !usageLimitFits(limit) {
		return nil, failed("createCoupon: the recipient, the limit or the last argument is not right")
	}
	taken := t.run.account.usedCodes()
	for _, each := range t.run.result.created {
		taken[each.Value] = true
	}
	code, err := freeCode(owner.codes(), taken)
	if err != nil {
		return nil, err
	}
	if err := t.spend(owner, actionCreateCoupon, 1, code); err != nil {
		return nil, err
	}
	t.run.result.created = append(t.run.result.created, t.newCoupon(owner, code, recipient, int(limit)))
	t.add("couponCreated", map[string]any{"value": code, "profileId": recipient})
	if store {
		t.generated = code
	}
	return code, nil
}

// newCoupon has no ID in a dry run: nothing is stored. modelled: 0 stands for
// that.
func (t *turn) newCoupon(owner campaign, code, recipient string, usageLimit int) coupon {
	made := coupon{
		Created: t.run.on.at.UTC(), CampaignID: owner.ID, Value: code,
		UsageLimit: usageLimit, RecipientIntegrationID: recipient, Attributes: map[string]any{},
	}
	if !t.run.on.dry {
		made.ID = t.run.account.nextID("coupon")
	}
	return made
}

// campaignNamed finds the campaign that a coupon is made in. modelled: it must
// be of the same Application and have the coupons feature.
func (t *turn) campaignNamed(argument any) (campaign, error) {
	number, isNumber := argument.(float64)
	if !isNumber {
		return campaign{}, beyond("createCoupon: the campaign is not a number")
	}
	found := t.run.account.campaign(int(number))
	if found == nil || found.ApplicationID != t.run.on.shop.ID {
		return campaign{}, beyond("createCoupon: there is no campaign %s in this Application", text(number))
	}
	if !found.has("coupons") {
		return campaign{}, beyond("createCoupon: campaign %d does not have the coupons feature", found.ID)
	}
	return *found, nil
}

func usageLimitFits(limit float64) bool {
	return limit >= 0 && limit <= mostUsage && limit == math.Trunc(limit)
}

// callWebhook resolves ["!", "callApi7", …], the arguments standing for the
// webhook's parameters in their order.
func (t *turn) callWebhook(arguments []any) error {
	if len(arguments) == 0 {
		return beyond("a template is called without a name")
	}
	id, named := webhookNumber(arguments[0])
	if !named {
		return beyond("unknown template %q", shorten(text(arguments[0])))
	}
	hook, err := t.run.account.webhook(id)
	if err != nil {
		return beyond("unknown template %q: there is no such webhook", callAPIPrefix+strconv.Itoa(id))
	}
	// modelled: a webhook that the Application is not connected to is no function
	// of its rules.
	if !hook.connectedTo(t.run.on.shop.ID) {
		return beyond("webhook %d is not connected to this Application", id)
	}
	// modelled: a draft is no function of rules either.
	if hook.Draft {
		return beyond("webhook %d is a draft", id)
	}
	if err := hook.takes(arguments[1:]); err != nil {
		return err
	}
	if err := t.spend(t.campaign, actionCallAPI, 1, ""); err != nil {
		return err
	}
	t.add("triggerWebhook", map[string]any{"webhookId": hook.ID, "webhookName": hook.Title})
	if !t.run.on.dry {
		t.run.result.deliveries = append(t.run.result.deliveries, t.delivery(*hook, arguments[1:]))
	}
	return nil
}

// takes refuses arguments that are not of the parameters' types. modelled: that
// it is refused, and that a generated code is on no picklist.
func (w webhook) takes(arguments []any) error {
	for i, param := range w.Params[:min(len(w.Params), len(arguments))] {
		_, isText := arguments[i].(string)
		switch {
		case isText != (param.Type == "string"):
			return failed("the parameter %s takes a %s", param.Title, param.Type)
		case param.PicklistID != 0 || param.RestrictedByPicklist:
			return failed("the value of the parameter %s is not on its picklist", param.Title)
		}
	}
	return nil
}

// webhookNumber reads the 7 of callApi7.
func webhookNumber(name any) (id int, named bool) {
	word, _ := name.(string)
	digits, named := strings.CutPrefix(word, callAPIPrefix)
	id, err := strconv.Atoi(digits)
	return id, named && err == nil && id > 0
}

func (t *turn) setDiscount(arguments []any) error {
	if len(arguments) != 2 {
		return beyond("setDiscount takes a name and a value")
	}
	name, isText := arguments[0].(string)
	value, isNumber := arguments[1].(float64)
	if !isText || !isNumber {
		return failed("setDiscount takes a name and a value")
	}
	if err := t.spend(t.campaign, actionDiscountEffect, 1, ""); err != nil {
		return err
	}
	if err := t.spend(t.campaign, actionDiscount, value, ""); err != nil {
		return err
	}
	t.add("setDiscount", map[string]any{"name": name, "value": value})
	return nil
}
