package guide

import (
	"fmt"

	"github.com/talontap/talontap/assets/phrase"
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
// with a text to paste. What is entered depends on the channel.
func Email(w setup.Wanted) Card {
	c := w.Email.Channel
	fields := []Field{{Under: "Qualification", Label: "Qualification criteria", Value: "Live behavior", Why: words.CardLiveWhy}}
	if c != phrase.Push {
		fields = append(fields, Field{Under: "Provider", Label: "Service provider", Value: words.CardProvider})
	}
	fields = append(fields,
		Field{Under: "Goal", Label: "Conversion goal", Value: "none"},
		Field{Under: "Who", Label: asSoonAs, Value: w.Event.Name, Why: words.CardEventWhy},
		Field{Under: "What", Label: "Campaign name", Value: w.Email.Campaign, Why: words.CardCampaignNameWhy},
		Field{Under: "What", Label: "Message", Value: "Single Message"})
	fields = append(fields, content(w)...)
	return Card{
		Resource: emailCampaign, Name: w.Email.Campaign, Title: fmt.Sprintf(words.CardMessage, w.Email.Campaign, c.Name()), Minutes: Minutes(emailCampaign),
		Where: fmt.Sprintf(words.CardMessageWhere, c.Title()), Address: w.Consoles.CleverTap,
		Fields: append(fields, Field{Under: "When", Label: "Start", Value: fmt.Sprintf(words.CardStart, w.Rule.Day.Words()), Why: words.CardStartWhy}),
		Before: channelNeeds(c),
		After:  words.CardMessageAfter,
	}
}

// content is what the message says. The order of an email's fields is the tutorial's;
// of the other channels' forms it is not known, and the card says so (channelNeeds).
func content(w setup.Wanted) []Field {
	body := fmt.Sprintf(words.CardBody, w.Email.Placeholder(w.Event))
	fallback := Field{Under: "What", Label: defaultText, Value: w.Email.DefaultText, Why: w.Email.Channel.Say(words.CardDefaultTextWhy)}
	switch w.Email.Channel {
	case phrase.SMS:
		return []Field{{Under: "What", Label: "Text", Value: body, Why: words.CardTextWhy}, placeholderField(w), fallback}
	case phrase.Push:
		return []Field{{Under: "What", Label: "Title", Value: w.Email.Subject},
			{Under: "What", Label: "Text", Value: body, Why: words.CardTextWhy}, placeholderField(w), fallback}
	case phrase.WhatsApp:
		return []Field{{Under: "What", Label: "Template", Value: fmt.Sprintf(words.CardBody, "{{1}}"), Why: words.CardWhatsAppTemplateWhy},
			placeholderField(w), fallback}
	}
	return []Field{{Under: "What", Label: "Go To Editor", Value: words.CardTemplate}, placeholderField(w), fallback,
		{Under: "What", Label: "Body, HTML", Value: "<p>" + body + "</p>", Why: words.CardBodyWhy},
		{Under: "What", Label: "Body, text", Value: body},
		{Under: "What", Label: "Sender", Value: w.Email.Sender},
		{Under: "What", Label: "Subject", Value: w.Email.Subject}}
}

func placeholderField(w setup.Wanted) Field {
	why := words.CardPlaceholderWhy
	if w.Email.Channel == phrase.WhatsApp {
		why = words.CardWhatsAppPlaceholderWhy
	}
	return Field{Under: "What", Label: PlaceholderField, Value: w.Email.Placeholder(w.Event),
		Why: fmt.Sprintf(w.Email.Channel.Say(why), w.Event.Name, w.Event.Property, w.Email.Liquid(w.Event))}
}

// channelNeeds says what a customer needs for a channel, and what of its form nobody
// documents; the tutorial itself is about email.
func channelNeeds(c phrase.Channel) string {
	return map[phrase.Channel]string{phrase.SMS: words.CardSMSWhy, phrase.Push: words.CardPushWhy, phrase.WhatsApp: words.CardWhatsAppWhy}[c]
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
		After:  w.Email.Channel.Say(words.CardRetextAfter),
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
