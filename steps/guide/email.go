package guide

import (
	"strings"

	"github.com/talontap/talontap/steps/setup"
)

// Labels of the CleverTap campaign's card.
const (
	placeholder = "Placeholder for the code"
	defaultText = "Default text"
	published   = "Publish"
)

// Email is the card for the campaign in CleverTap, with the tutorial's thirteen
// steps: the way there, eleven fields, and the last click. SMS and push are its
// variants.
func Email(w setup.Wanted) Card {
	c := message(w, "Email")
	c.Variants = []Card{sms(w), push(w)}
	return c
}

func message(w setup.Wanted, channel string) Card {
	word := strings.ToLower(channel)
	return Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: "Make the CleverTap campaign " + w.Email.Campaign + " (" + word + ")", Minutes: 8,
		Where: "CleverTap: Messages › Campaigns › + Campaign › " + channel, Address: w.Consoles.CleverTap,
		Fields: []Field{
			{Under: "Qualification", Label: "Behavior", Value: "Live behavior", Why: "not past behavior, and not an API campaign: only a live one answers to an event and can show its code"},
			{Under: "Provider", Label: "Service provider", Value: "the one that is set up and tested"},
			{Under: "Goal", Label: "Conversion goal", Value: "none"},
			{Under: "Who", Label: "Segment", Value: "Single action"},
			{Under: "Who", Label: "When users do", Value: w.Event.Name, Why: "spelt like this; CleverTap knows it from one test event"},
			{Under: "What", Label: "Campaign name", Value: w.Email.Campaign, Why: "by it talontap looks for the campaign in the message report"},
			{Under: "What", Label: "Sender", Value: w.Email.Sender},
			{Under: "What", Label: "Subject", Value: w.Email.Subject},
			placeholderField(w),
			{Under: "What", Label: defaultText, Value: w.Email.DefaultText, Why: "stands there, silently, where an event has no such property"},
			{Under: "When", Label: "Start", Value: "now; no end before the day after " + w.Rule.Day.Words(), Why: "sent to everyone who does it, every time"},
		},
		After: published + "; it sends only when the event comes",
	}
}

func placeholderField(w setup.Wanted) Field {
	return Field{Under: "What", Label: placeholder, Value: w.Email.Placeholder(w.Event),
		Why: "where the code shall stand; or type @ and choose " + w.Event.Name + " - " + w.Event.Property + ", whose other form is " + w.Email.Liquid(w.Event)}
}

// sms differs where a text message does: no subject, and a number is needed.
func sms(w setup.Wanted) Card {
	c := message(w, "SMS")
	c.Why = "the same event can send a text message; the customer needs a Phone in CleverTap, with its country code"
	c.Fields = without(c.Fields, "Subject")
	change(c.Fields, "Sender", Field{Under: "What", Label: "Sender", Value: "the sender ID that your provider registered"})
	return c
}

// push differs where a notification does: a title in place of the subject, and
// no provider or sender.
func push(w setup.Wanted) Card {
	c := message(w, "Mobile Push")
	c.Why = "the same event can send a notification; the customer needs your app, with CleverTap's SDK in it"
	c.Fields = without(c.Fields, "Service provider", "Sender")
	change(c.Fields, "Subject", Field{Under: "What", Label: "Title", Value: w.Email.Subject})
	return c
}

func without(fields []Field, labels ...string) []Field {
	var out []Field
	for _, f := range fields {
		keep := true
		for _, l := range labels {
			keep = keep && f.Label != l
		}
		if keep {
			out = append(out, f)
		}
	}
	return out
}

func change(fields []Field, label string, to Field) {
	for i := range fields {
		if fields[i].Label == label {
			fields[i] = to
		}
	}
}

// Publishing is the card for a campaign that is there but does not run.
func Publishing(w setup.Wanted, status string) Card {
	return Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: "Publish the CleverTap campaign " + w.Email.Campaign, Minutes: 1,
		Where: "CleverTap: Messages › Campaigns › " + w.Email.Campaign + " › " + published, Address: w.Consoles.CleverTap,
		Fields: []Field{{Label: "Status", Value: "running", Seen: status}},
	}
}

// Retexting is the card for a campaign that takes the code from another event or
// property than the webhook sends.
func Retexting(w setup.Wanted, was setup.Event) Card {
	text := placeholderField(w)
	text.Seen = w.Email.Placeholder(was)
	c := Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: "Change what the CleverTap campaign " + w.Email.Campaign + " answers to and shows", Minutes: 3,
		Where: "CleverTap: Messages › Campaigns › " + w.Email.Campaign + " › Edit", Address: w.Consoles.CleverTap,
		Fields: []Field{text},
		After:  published + " it anew; then paste its placeholder where talontap asks for it, or read the code out of a test email",
	}
	if !setup.SameEvent(was.Name, w.Event.Name) {
		c.Fields = []Field{{Under: "Who", Label: "When users do", Value: w.Event.Name, Seen: was.Name}, text}
	}
	return c
}

// Restoring is the card for an event that was discarded.
func Restoring(w setup.Wanted, spelt string) Card {
	return Card{
		Resource: event, Name: w.Event.Name, Title: "Restore the event " + spelt, Minutes: 1,
		Where: "CleverTap: Settings › Schema › Events › " + spelt + " › Restore", Address: w.Consoles.CleverTap,
		Before: "Or choose another event name; restoring is possible 24 hours after the discarding at the earliest, and not on every plan",
	}
}
