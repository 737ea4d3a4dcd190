package setup

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
)

// ChannelOf is what CleverTap's campaign sends.
func ChannelOf(a Answers) phrase.Channel {
	return cmp.Or(phrase.Channel(a.Text(EmailChannel)), phrase.Email)
}

// CheckChannel accepts the channels that there are cards for.
func CheckChannel(s string) error {
	if slices.Contains(phrase.Channels(), phrase.Channel(s)) {
		return nil
	}
	var all []string
	for _, c := range phrase.Channels() {
		all = append(all, string(c))
	}
	return fmt.Errorf(words.ChannelUnknown, strings.Join(all, ", "))
}

// HasSender reports whether a campaign names its sender.
func HasSender(c phrase.Channel) bool { return !c.ToPhone() && c != phrase.Push }

// HasSubject reports whether it has a subject; that of a push notification is its title.
func HasSubject(c phrase.Channel) bool { return !c.ToPhone() }

// HasAddress reports whether a test message can be sent to an address or number. A
// push notification goes to a device, which only the shop's app makes known.
func HasAddress(c phrase.Channel) bool { return c != phrase.Push }

// AddressField is the field of a customer's profile that has the address or number.
func (e Email) AddressField() string {
	if e.Channel.ToPhone() {
		return "Phone"
	}
	return "Email"
}

// Noted is under which name notes about a campaign are kept: one of the same name on
// another channel is another campaign.
func (e Email) Noted() string {
	if e.Channel == "" || e.Channel == phrase.Email {
		return e.Campaign
	}
	return e.Channel.Name() + ": " + e.Campaign
}

func email(a Answers) Email {
	e := Email{Channel: ChannelOf(a), Campaign: a.Text(EmailCampaign), DefaultText: a.Text(EmailDefaultText)}
	if HasSender(e.Channel) {
		e.Sender = a.Text(EmailSender)
	}
	if HasSubject(e.Channel) {
		e.Subject = a.Text(EmailSubject)
	}
	return e
}

// reach is where a test message goes.
func reach(a Answers) string {
	if !HasAddress(ChannelOf(a)) {
		return ""
	}
	return a.Text(TestAddress)
}

// phone is how CleverTap takes a number: with its country code (E.164).
var phone = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) })

// cleanReach takes out of a phone number what is only there to be read.
func cleanReach(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "+") {
		return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "").Replace(s)
	}
	return s
}

// checkReach accepts what some channel can reach; CheckReach what this one can.
func checkReach(s string) error {
	switch {
	case phone().MatchString(s):
		return nil
	case strings.ContainsAny(s[:1], "+0123456789") && !strings.Contains(s, "@"):
		return errors.New(words.PhoneIsNot)
	}
	return CheckAddress(s)
}

// CheckReach accepts an address to which the channel of these answers can send, or none.
func CheckReach(a Answers, s string) error {
	switch c := ChannelOf(a); {
	case s == "" || !HasAddress(c):
		return nil
	case c.ToPhone():
		return unless(phone().MatchString(s), words.PhoneIsNot)
	}
	return CheckAddress(s)
}

// Rechannelled gives these answers for another channel: names that were only the
// defaults of the old one become those of the new one, and a test address that the new
// one cannot reach is forgotten.
func (a Answers) Rechannelled(c phrase.Channel, s Surroundings) Answers {
	to := a.put(EmailChannel, string(c), Typed)
	for _, k := range []Key{CampaignName, WebhookName, EmailCampaign} {
		if a.Text(k) == Default(k, s, a) {
			to = to.put(k, "", Typed)
		}
	}
	if CheckReach(to, a.Text(TestAddress)) != nil {
		to = to.put(TestAddress, "", Typed)
	}
	return to
}
