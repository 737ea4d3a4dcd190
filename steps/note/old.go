package note

import (
	"strings"
	"time"

	"github.com/talontap/talontap/steps/live"
)

// renewed gives the topics of this version to what an older one kept, which told
// its notes apart by how their texts began. A topic of this version stays.
func renewed(kept map[string]string) texts {
	t := texts{}
	for topic, text := range kept {
		kind, about, _ := strings.Cut(topic, ".")
		day, rest, _ := strings.Cut(text, ": ")
		switch {
		case topic == "email-campaign":
			t.put("email.days", day)
			t.put("email.campaign", rest)
		case topic == "event":
			name, property := cutLast(rest)
			t.put("event.on", fromWords(day))
			t.put("event.name", name)
			t.put("event.property", property)
		case topic == "inbox":
			campaign, placeholder, _ := strings.Cut(rest, ", {{")
			t.put("received.on", fromWords(day))
			t.put("received.campaign", campaign)
			t.put("received.placeholder", "{{"+placeholder)
		case kind == "compared" && !strings.Contains(about, "."):
			t.compared(about, day, rest)
		case fromWords(text) != text && !strings.HasPrefix(topic, "ticked."):
			t.put("ticked."+topic, fromWords(text))
		}
	}
	for topic, text := range kept {
		t.put(topic, text)
	}
	return t
}

// compared takes an older comparison over: it was noted under the fingerprint or
// the number of the ruleset, with the sentences, as they were then, that told what
// was compared.
func (t texts) compared(about, day, sentences string) {
	for id, said := range map[live.ItemID]string{
		live.RuleUnread:  "the rule, which Talon.One does not show in a form that can be read",
		live.EmailText:   "the email's placeholder, which was another one when the email campaign was last known",
		live.RuleHolders: "that customers who had a coupon of this campaign before get another one",
		live.RuleWebhook: "the rule's webhook effect, which the dry run did not list",
	} {
		if !strings.Contains(sentences, said) {
			continue
		}
		topic := "compared." + string(id)
		t.put(topic+".on", fromWords(day))
		if number, found := strings.CutPrefix(about, "ruleset-"); found {
			t.put(topic+".object", "ruleset "+number)
		} else {
			t.put(topic+".as", about)
		}
	}
}

// cutLast cuts an event's name from its property: the name may hold the comma.
func cutLast(text string) (name, property string) {
	at := strings.LastIndex(text, ", ")
	if at < 0 {
		return text, ""
	}
	return text[:at], text[at+len(", "):]
}

// fromWords is a day that was written in words; anything else stays as it is.
func fromWords(day string) string {
	t, err := time.Parse(inWords, day)
	if err != nil {
		return day
	}
	return string(On(t))
}
