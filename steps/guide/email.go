package guide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Labels of the CleverTap campaign's card, as the tutorial and the console have them.
const (
	PlaceholderField = "Placeholder for the code"
	defaultText      = "Default text"
	asSoonAs         = "As soon as the user does"
)

// Email is the card for the campaign in CleverTap, in the tutorial's order and words,
// with a body to paste. SMS and push are its variants.
func Email(w setup.Wanted) Card {
	c := message(w, "Email")
	c.Fields = slices.Insert(c.Fields, slices.IndexFunc(c.Fields, func(f Field) bool { return f.Label == defaultText })+1,
		Field{Under: "What", Label: "Body, HTML", Value: "<p>" + fmt.Sprintf(words.CardBody, w.Email.Placeholder(w.Event)) + "</p>", Why: words.CardBodyWhy},
		Field{Under: "What", Label: "Body, text", Value: fmt.Sprintf(words.CardBody, w.Email.Placeholder(w.Event))})
	c.Variants = []Card{sms(w), push(w)}
	return c
}

func message(w setup.Wanted, channel string) Card {
	word := strings.ToLower(channel)
	return Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: fmt.Sprintf(words.CardMessage, w.Email.Campaign, word), Minutes: Minutes(emailCampaign),
		Where: fmt.Sprintf(words.CardMessageWhere, channel), Address: w.Consoles.CleverTap,
		Fields: []Field{
			{Under: "Qualification", Label: "Qualification criteria", Value: "Live behavior", Why: words.CardLiveWhy},
			{Under: "Provider", Label: "Service provider", Value: words.CardProvider},
			{Under: "Goal", Label: "Conversion goal", Value: "none"},
			{Under: "Who", Label: asSoonAs, Value: w.Event.Name, Why: words.CardEventWhy},
			{Under: "What", Label: "Campaign name", Value: w.Email.Campaign, Why: words.CardCampaignNameWhy},
			{Under: "What", Label: "Message", Value: "Single Message"},
			{Under: "What", Label: "Go To Editor", Value: words.CardTemplate},
			placeholderField(w),
			{Under: "What", Label: defaultText, Value: w.Email.DefaultText, Why: words.CardDefaultTextWhy},
			{Under: "What", Label: "Sender", Value: w.Email.Sender},
			{Under: "What", Label: "Subject", Value: w.Email.Subject},
			{Under: "When", Label: "Start", Value: fmt.Sprintf(words.CardStart, w.Rule.Day.Words()), Why: words.CardStartWhy},
		},
		After: words.CardMessageAfter,
	}
}

func placeholderField(w setup.Wanted) Field {
	return Field{Under: "What", Label: PlaceholderField, Value: w.Email.Placeholder(w.Event),
		Why: fmt.Sprintf(words.CardPlaceholderWhy, w.Event.Name, w.Event.Property, w.Email.Liquid(w.Event))}
}

// sms differs where a text message does: no subject, and a number is needed.
func sms(w setup.Wanted) Card {
	c := message(w, "SMS")
	c.Why = words.CardSMSWhy
	c.Fields = without(c.Fields, "Subject")
	change(c.Fields, "Sender", Field{Under: "What", Label: "Sender", Value: words.CardSMSSender})
	return c
}

// push differs where a notification does: a title in place of the subject, and
// no provider or sender.
func push(w setup.Wanted) Card {
	c := message(w, words.CardPush)
	c.Why = words.CardPushWhy
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
		Resource: emailCampaign, Name: w.Email.Campaign, Title: fmt.Sprintf(words.CardPublish, w.Email.Campaign), Minutes: 1,
		Where: fmt.Sprintf(words.CardPublishWhere, w.Email.Campaign), Address: w.Consoles.CleverTap,
		Fields: []Field{{Label: "Status", Value: "running", Seen: status}},
	}
}

// Retexting is the card for a campaign that takes the code from another event or
// property than the webhook sends.
func Retexting(w setup.Wanted, was setup.Event) Card {
	text := placeholderField(w)
	text.Seen = w.Email.Placeholder(was)
	c := Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: fmt.Sprintf(words.CardRetext, w.Email.Campaign), Minutes: 3,
		Where: fmt.Sprintf(words.CardRetextWhere, w.Email.Campaign), Address: w.Consoles.CleverTap,
		Fields: []Field{text},
		After:  words.CardRetextAfter,
	}
	if !setup.SameEvent(was.Name, w.Event.Name) {
		c.Fields = []Field{{Under: "Who", Label: asSoonAs, Value: w.Event.Name, Seen: was.Name}, text}
	}
	return c
}

// Restoring is the card for an event that was discarded.
func Restoring(w setup.Wanted, spelt string) Card {
	return Card{
		Resource: event, Name: w.Event.Name, Title: fmt.Sprintf(words.CardRestore, spelt), Minutes: 1,
		Where: fmt.Sprintf(words.CardRestoreWhere, spelt), Address: w.Consoles.CleverTap,
		Before: words.CardRestoreBefore,
	}
}
