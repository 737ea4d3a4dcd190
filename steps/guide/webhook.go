package guide

import (
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// The resources of cards, as a plan names them.
const (
	event         = "event"
	webhook       = "webhook"
	campaign      = "campaign"
	rule          = "rule"
	emailCampaign = "email-campaign"
	enable        = "enable"
)

// Labels that cards and marks share.
const (
	name         = "Name"
	description  = "Description"
	applications = "Applications"
	verb         = "Verb"
	url          = "URL"
	payload      = "Payload"
	inBuilder    = "Display in Rule Builder"
	draft        = "Draft"
)

func header(named string) string { return "Header " + named }

func paramName(i int) string { return fmt.Sprintf(words.CardParameterName, i+1) }
func paramType(i int) string { return fmt.Sprintf(words.CardParameterType, i+1) }

// Webhook is the card for the webhook. Its variant keeps the passcode in a
// Talon.One Credential, which nobody can read.
func Webhook(w setup.Wanted) Card {
	c := Card{
		Resource: webhook, Name: w.Webhook.Title, Title: fmt.Sprintf(words.CardWebhook, w.Webhook.Title), Minutes: Minutes(webhook),
		Where: words.CardWebhookWhere, at: fmt.Sprintf(words.CardWebhookAt, w.Webhook.Title), Address: w.Consoles.TalonOne,
		Before: words.CardWebhookBefore,
		After:  words.CardWebhookAfter,
	}
	for _, h := range w.Webhook.Headers {
		c.Fields = append(c.Fields, headerField(h))
	}
	c.Fields = webhookForm(w, c.Fields)
	c.Variants = []Card{withCredential(w, c)}
	return c
}

// webhookForm puts some header fields where they stand in the form.
func webhookForm(w setup.Wanted, headers []Field) []Field {
	fields := []Field{
		{Under: "Properties", Label: name, Value: w.Webhook.Title},
		{Under: "Properties", Label: description, Value: w.Webhook.Description,
			Why: words.CardDescriptionWhy},
		{Under: "Properties", Label: applications, Value: w.Application.Name,
			Why: words.CardApplicationsWhy},
		{Under: "Properties", Label: inBuilder, Value: "yes", Why: words.CardInBuilderWhy},
	}
	for i, p := range w.Webhook.Params {
		fields = append(fields,
			Field{Under: "Parameters", Label: paramType(i), Value: p.Type},
			Field{Under: "Parameters", Label: paramName(i), Value: p.Title, Why: fmt.Sprintf(words.CardParameterWhy, setup.Template(p.Title))})
	}
	fields = append(fields,
		Field{Under: "Request", Label: verb, Value: w.Webhook.Verb},
		Field{Under: "Request", Label: url, Value: w.Webhook.URL, Why: words.CardURLWhy})
	fields = append(fields, headers...)
	return append(fields,
		Field{Under: "Request", Label: payload, Value: w.Webhook.Payload, Why: fmt.Sprintf(words.CardPayloadWhy, w.Event.Property)})
}

func headerField(h talonone.Header) Field {
	f := Field{Under: "Request", Label: header(h.Name), Value: h.Shown()}
	if f.Value == secret.Redacted {
		f.Secret, f.Why = true, words.CardPasscodeWhy
	}
	return f
}

// withCredential is the same webhook with project ID and passcode in a
// Credential of the kind "Custom HTTP authentication".
func withCredential(w setup.Wanted, plain Card) Card {
	c := plain
	c.Title = words.CardCredential
	c.Why = words.CardCredentialWhy
	c.Where = words.CardCredentialWhere
	c.Minutes++
	fields := []Field{{Under: "Credential", Label: "Credential, name", Value: "CleverTap " + w.Project.ID}}
	var open []Field
	for _, h := range w.Webhook.Headers {
		f := headerField(h)
		if h.Name != setup.HeaderProject && h.Name != setup.HeaderPasscode {
			open = append(open, f)
			continue
		}
		f.Under = "Credential"
		fields = append(fields, f)
	}
	open = append(open, Field{Under: "Request", Label: "Credential", Value: "CleverTap " + w.Project.ID, Why: words.CardCredentialChoose})
	c.Fields = append(fields, webhookForm(w, open)...)
	return c
}
