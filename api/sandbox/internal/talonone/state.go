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
	return map[string]any{
		"account":      AccountName,
		"applications": slices.Clone(a.applications),
		"campaigns":    a.views(a.now(), func(campaign) bool { return true }),
		"rulesets":     slices.Clone(listed(a.rulesets)),
		"webhooks":     mapped(a.webhooks, webhook.withoutValues),
		"credentials":  mapped(a.credentials, a.credentialView),
		"customers":    slices.Clone(listed(a.customers)),
		"coupons":      slices.Clone(listed(a.coupons)),
		"deliveries":   mapped(a.messages, message.outline),
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

func (m message) outline() sentWebhook {
	return sentWebhook{m.CreatedAt.Format("2006-01-02T15:04:05.000Z"), m.WebhookID, m.WebhookName, m.Response.Status}
}

func (w webhook) withoutValues() webhook {
	w.Headers = mapped(w.Headers, func(header string) string {
		name, _, _ := strings.Cut(header, ":")
		return name + ": " + hidden
	})
	return w
}
