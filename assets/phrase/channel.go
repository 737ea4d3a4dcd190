package phrase

import (
	"cmp"
	"strings"
)

// Channel is the kind of message that CleverTap sends. Sentences are written for
// email, the usual one; Say turns one into the words of another channel. It takes a
// sentence before names are filled into it: a campaign that is called "Coupon email"
// stays what it is called.
type Channel string

// The channels. The zero Channel speaks of email.
const (
	Email    Channel = "email"
	SMS      Channel = "sms"
	Push     Channel = "push"
	WhatsApp Channel = "whatsapp"
)

// Channels lists them, the usual one first.
func Channels() []Channel { return []Channel{Email, SMS, Push, WhatsApp} }

// Title is how CleverTap's menu calls a channel.
func (c Channel) Title() string {
	return cmp.Or(map[Channel]string{SMS: "SMS", Push: "Mobile Push", WhatsApp: "WhatsApp"}[c], "Email")
}

// Name is what it is called within a sentence, and in names.
func (c Channel) Name() string {
	return cmp.Or(map[Channel]string{SMS: "SMS", Push: "push", WhatsApp: "WhatsApp"}[c], "email")
}

// ToPhone reports whether a phone number receives it.
func (c Channel) ToPhone() bool { return c == SMS || c == WhatsApp }

// Say is a sentence in the words of the channel.
func (c Channel) Say(sentence string) string {
	switch c {
	case SMS:
		return c.toPhone("an SMS", "SMS messages").Replace(sentence)
	case WhatsApp:
		return c.toPhone("a WhatsApp message", "WhatsApp messages").Replace(sentence)
	case Push:
		return c.toDevice().Replace(sentence)
	}
	return sentence
}

// toPhone is for what a phone number receives.
func (c Channel) toPhone(one, many string) *strings.Replacer {
	article, noun, _ := strings.Cut(one, " ")
	return c.replacer(noun, one, many,
		"an email provider", article+" "+c.Name()+" provider",
		"Address for a test email", "Phone number for a test "+noun,
		"has an address that accepts marketing mail", "has a phone number that accepts marketing messages",
		"without an address", "without a phone number",
		"has an address", "has a phone number",
		"test address", "test number",
		"an address of yours", "a phone number of yours",
		"an email address", "a phone number",
		"email address", "phone number",
		"In the inbox", "On the phone",
		"in a customer's inbox", "on a customer's phone",
	)
}

// toDevice is for what an app shows on a device.
func (c Channel) toDevice() *strings.Replacer {
	return c.replacer("push notification", "a push notification", "push notifications",
		" Where a test message goes is yours to add.", "",
		"an email provider, and it was tested", "the push settings of your app, and they were tested",
		"has an address that accepts marketing mail", "has a device that accepts push notifications",
		"without an address", "without a device",
		"has an address", "has a device",
		"test address", "test device",
		"no email address", "no device that has your app",
		"an email address", "a device that has your app",
		"In the inbox", "On the device",
		"in a customer's inbox", "on a customer's device",
		"Subject", "Title",
	)
}

// replacer replaces what is special about a channel, then what all share. Of two that
// fit, the first one counts.
func (c Channel) replacer(noun, one, many string, special ...string) *strings.Replacer {
	campaign := c.Name() + " campaign"
	shared := []string{
		"Talon.One email", "Talon.One email", // with which a person signs in
		"email and password", "email and password",
		"email-campaign", campaign,
		"email campaign", campaign,
		"Email campaign", Capital(campaign),
		"email editor", "campaign's editor",
		"look in the spam folder and give it", "give it",
		"in the mail of", "in the messages of",
		"Open the mail of", "Open the messages of",
		"an email", one,
		"An email", Capital(one),
		"emails", many,
		"email", noun,
		"Email", Capital(noun),
	}
	return strings.NewReplacer(append(special, shared...)...)
}
