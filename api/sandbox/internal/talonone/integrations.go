package talonone

import (
	"net/http"
	"strings"
)

// cleverTapPolicy is where the account's own CleverTap integration sends, and as
// whom (Account › Integrations › CleverTap). Its members are those of the SDK's
// schema OutgoingIntegrationCleverTapPolicy; no call that reads or changes one
// was ever published.
type cleverTapPolicy struct {
	BaseURL   string `json:"baseUrl"`
	AccountID string `json:"accountId"`
	Passcode  string `json:"passcode"`
}

// templateWebhook is what an admin fills in to have a webhook made from the
// integration's template (the SDK's schema NewOutgoingIntegrationWebhook).
type templateWebhook struct {
	Title          string `json:"title"`
	Description    string `json:"description"`
	ApplicationIDs []int  `json:"applicationIds"`
}

// listedWebhook is a webhook as the list alone shows it: with the integration
// that it belongs to (schema WebhookWithOutgoingIntegrationDetails).
type listedWebhook struct {
	webhook
	TemplateID int    `json:"outgoingIntegrationTemplateId,omitempty"`
	TypeID     int    `json:"outgoingIntegrationTypeId,omitempty"`
	TypeName   string `json:"outgoingIntegrationTypeName,omitempty"`
}

func (w webhook) listed() listedWebhook {
	if !w.ofTemplate {
		return listedWebhook{webhook: w}
	}
	// modelled: the numbers of the integration's type and template, and its name.
	return listedWebhook{webhook: w, TemplateID: 1, TypeID: 12, TypeName: "CleverTap"}
}

// getIntegration shows the policy. modelled: its passcode is never shown again.
func (a *Account) getIntegration(*call) (answer, error) {
	shown := a.cleverTap
	if shown.Passcode != "" {
		shown.Passcode = hidden
	}
	return okay(shown), nil
}

// putIntegration replaces the policy; a passcode given back hidden stays.
func (a *Account) putIntegration(c *call, wanted cleverTapPolicy) (answer, error) {
	if wanted.Passcode == hidden {
		wanted.Passcode = a.cleverTap.Passcode
	}
	a.cleverTap = wanted
	return a.getIntegration(c)
}

// createTemplateWebhook makes a webhook from the integration's template.
// modelled: the template is the tutorial's webhook, its URL relative to the
// policy's base, and neither project nor passcode in its headers.
func (a *Account) createTemplateWebhook(c *call, wanted templateWebhook) (answer, error) {
	filled := couponWebhook(wanted.Title, "Coupon Generated")
	filled.Description, filled.ApplicationIDs = wanted.Description, wanted.ApplicationIDs
	filled.URL, filled.Headers = "/1/upload", []string{"Content-Type: application/json; charset=utf-8"}
	if err := filled.problems().refusal(); err != nil {
		return answer{}, err
	}
	if err := a.accept(&filled); err != nil {
		return answer{}, err
	}
	return created(a.addWebhook(filled, true, c.at).listed()), nil
}

// by is the webhook's address and the headers that are added to its own.
func (p cleverTapPolicy) by(hook webhook) (address string, added http.Header) {
	added = http.Header{}
	added.Set("X-CleverTap-Account-Id", p.AccountID)
	added.Set("X-CleverTap-Passcode", p.Passcode)
	return strings.TrimSuffix(p.BaseURL, "/") + hook.URL, added
}
