package talonone

import (
	"slices"
	"strings"
)

// State is a snapshot of the account that JSON can hold: what is there, and
// which webhooks were sent. No header value of a webhook, no credential's
// value and no key is in it.
func (a *Account) State() any {
	a.mu.Lock()
	defer a.mu.Unlock()
	campaigns := []campaignView{}
	for _, each := range a.campaigns {
		campaigns = append(campaigns, a.view(each, a.now()))
	}
	hooks := []webhook{}
	for _, each := range a.webhooks {
		each.Headers = withoutValues(each.Headers)
		hooks = append(hooks, each)
	}
	sent := []sentWebhook{}
	for _, each := range a.messages {
		at := each.CreatedAt.Format("2006-01-02T15:04:05.000Z")
		sent = append(sent, sentWebhook{at, each.WebhookID, each.WebhookName, each.Response.Status})
	}
	return map[string]any{
		"account":      AccountName,
		"applications": slices.Clone(a.applications),
		"campaigns":    campaigns,
		"rulesets":     slices.Clone(listed(a.rulesets)),
		"webhooks":     hooks,
		"credentials":  a.credentialViews(),
		"customers":    slices.Clone(listed(a.customers)),
		"coupons":      slices.Clone(listed(a.coupons)),
		"deliveries":   sent,
		"keys":         slices.Clone(listed(a.keys)),
	}
}

// hidden stands for the value of every webhook header: one of them is a
// passcode, and which is not for the sandbox to guess.
const hidden = "[hidden]"

// sentWebhook is one attempt to deliver, without the bytes that were sent.
type sentWebhook struct {
	At        string `json:"at"`
	WebhookID int    `json:"webhookId"`
	Webhook   string `json:"webhook"`
	Status    int    `json:"status"`
}

func withoutValues(headers []string) []string {
	names := make([]string, 0, len(headers))
	for _, header := range headers {
		name, _, _ := strings.Cut(header, ":")
		names = append(names, name+": "+hidden)
	}
	return names
}
