package guide

import (
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
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

func paramName(i int) string { return fmt.Sprintf("Parameter %d, name", i+1) }
func paramType(i int) string { return fmt.Sprintf("Parameter %d, type", i+1) }

// Webhook is the card for the webhook. Its variant keeps the passcode in a
// Talon.One Credential, which nobody can read.
func Webhook(w setup.Wanted) Card {
	c := Card{
		Resource: webhook, Name: w.Webhook.Title, Title: "Make the webhook " + w.Webhook.Title, Minutes: 4,
		Where: "Talon.One: Account › Tools › Webhooks › Create Webhook", Address: w.Consoles.TalonOne,
		Before: "Do not save it as a draft, which no rule can send",
		After:  "Save; nothing goes live by that",
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
			Why: "by it talontap knows the webhook for its own, on another machine too"},
		{Under: "Properties", Label: applications, Value: w.Application.Name,
			Why: "only this one: under all Applications every shop's rules could send it"},
		{Under: "Properties", Label: inBuilder, Value: "yes", Why: "else the Rule Builder does not offer it"},
	}
	for i, p := range w.Webhook.Params {
		fields = append(fields,
			Field{Under: "Parameters", Label: paramType(i), Value: p.Type},
			Field{Under: "Parameters", Label: paramName(i), Value: p.Title, Why: "in this order, spelt like this: the payload calls it " + setup.Template(p.Title)})
	}
	fields = append(fields,
		Field{Under: "Request", Label: verb, Value: w.Webhook.Verb},
		Field{Under: "Request", Label: url, Value: w.Webhook.URL, Why: "the host is the project's region; a wrong one looks like a wrong passcode"})
	fields = append(fields, headers...)
	return append(fields,
		Field{Under: "Request", Label: payload, Value: w.Webhook.Payload, Why: "paste it whole: the code must stand under " + w.Event.Property})
}

func headerField(h talonone.Header) Field {
	f := Field{Under: "Request", Label: header(h.Name), Value: h.Shown()}
	if f.Value == secret.Redacted {
		f.Secret, f.Why = true, "the passcode you gave talontap; it is never shown here"
	}
	return f
}

// The names of CleverTap's two headers that tell who sends.
const (
	headerProject  = "X-CleverTap-Account-Id"
	headerPasscode = "X-CleverTap-Passcode"
)

// withCredential is the same webhook with project ID and passcode in a
// Credential of the kind "Custom HTTP authentication".
func withCredential(w setup.Wanted, plain Card) Card {
	c := plain
	c.Title = "Make a Credential, and the webhook with it"
	c.Why = "in the webhook itself everybody who may read webhooks reads the passcode; in a Credential nobody does, and it is changed in one place. In return talontap cannot compare it: that it is right shows at the first delivery"
	c.Where = "Talon.One: Account › Credentials › Create Credential › Custom HTTP authentication, then Account › Tools › Webhooks › Create Webhook"
	c.Minutes++
	fields := []Field{{Under: "Credential", Label: "Credential, name", Value: "CleverTap " + w.Project.ID}}
	var open []Field
	for _, h := range w.Webhook.Headers {
		f := headerField(h)
		if h.Name != headerProject && h.Name != headerPasscode {
			open = append(open, f)
			continue
		}
		f.Under = "Credential"
		fields = append(fields, f)
	}
	open = append(open, Field{Under: "Request", Label: "Credential", Value: "CleverTap " + w.Project.ID, Why: "choose the one just made; leave the two X-CleverTap headers out of the webhook"})
	c.Fields = append(fields, webhookForm(w, open)...)
	return c
}
