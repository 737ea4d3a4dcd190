package note

import (
	"strconv"
	"strings"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Texts is how a profile keeps the notes: each under its topic, nothing for what
// is not noted.
func (n Notes) Texts() map[string]string {
	t := texts{}
	for id, on := range n.Ticked {
		t.put("ticked."+id, string(on))
	}
	for what, c := range n.Compared {
		topic := "compared." + string(what)
		t.put(topic+".on", string(c.On))
		t.put(topic+".object", c.Object)
		t.put(topic+".as", c.As)
		t.put(topic+".with", c.With)
	}
	for k, on := range n.Since {
		t.put("since."+string(k), string(on))
	}
	for k, word := range n.Vouched {
		t.put("rotated."+string(k), word)
	}
	for on, c := range n.Past {
		t.put("past."+string(on), strconv.Itoa(c.ID)+" "+c.Name)
	}
	for id, a := range n.Accepted {
		topic := "acknowledged." + id
		t.put(topic+".by", a.By)
		t.put(topic+".why", a.Why)
		t.put(topic+".on", string(a.On))
		t.put(topic+".until", string(a.Until))
	}
	if n.Pending.Code != "" {
		t.put("pending", n.Pending.String())
	}
	if !n.Email.Days.IsZero() {
		t.put("email.campaign", n.Email.Campaign)
		t.put("email.days", n.Email.Days.String())
		t.put("email.event", n.Email.TakesFrom.Name)
		t.put("email.property", n.Email.TakesFrom.Property)
	}
	t.put("event.name", n.Event.Name)
	t.put("event.property", n.Event.Property)
	t.put("event.on", string(n.Event.On))
	t.put("received.on", string(n.Received.On))
	t.put("received.campaign", n.Received.Campaign)
	t.put("received.placeholder", n.Received.Placeholder)
	t.put("origin", n.Origin)
	t.put("secrets", string(n.Secrets))
	t.put("enabled.on", string(n.Enabled.On))
	t.number("enabled.campaign", n.Enabled.Campaign)
	t.put("paused.on", string(n.Paused.On))
	t.number("paused.campaign", n.Paused.Campaign)
	t.put("refused.on", string(n.Refused.On))
	t.number("refused.campaign", n.Refused.Campaign)
	t.put("refused.why", n.Refused.Why)
	return t
}

// Read reads what Texts, or an older version, wrote. What is under no topic of
// theirs is left out.
func Read(kept map[string]string) Notes {
	t := renewed(kept)
	n := Notes{
		Ticked: map[string]Day{}, Compared: map[live.ItemID]Comparison{}, Since: map[setup.Key]Day{}, Vouched: map[setup.Key]string{}, Past: map[Day]Campaign{}, Accepted: map[string]Acknowledgement{},
		Email:    Email{t["email.campaign"], plan.ParseDays(t["email.days"]), setup.Event{Name: t["email.event"], Property: t["email.property"]}},
		Event:    Event{setup.Event{Name: t["event.name"], Property: t["event.property"]}, Day(t["event.on"])},
		Received: Received{Day(t["received.on"]), t["received.campaign"], t["received.placeholder"]},
		Origin:   t["origin"],
		Secrets:  Place(t["secrets"]),
		Enabled:  Enabled{Day(t["enabled.on"]), t.id("enabled.campaign")},
		Paused:   Enabled{Day(t["paused.on"]), t.id("paused.campaign")},
		Refused:  Refused{Day(t["refused.on"]), t.id("refused.campaign"), t["refused.why"]},
	}
	n.Pending, _ = live.ParsePending(t["pending"])
	for topic, text := range t {
		kind, about, _ := strings.Cut(topic, ".")
		switch kind {
		case "ticked":
			n.Ticked[about] = Day(text)
		case "since":
			n.Since[setup.Key(about)] = Day(text)
		case "rotated":
			n.Vouched[setup.Key(about)] = text
		case "past":
			id, name, _ := strings.Cut(text, " ")
			number, _ := strconv.Atoi(id) // another version's is known by its name
			n.Past[Day(about)] = Campaign{number, name}
		case "acknowledged":
			if id, found := strings.CutSuffix(about, ".until"); found {
				of := "acknowledged." + id
				n.Accepted[id] = Acknowledgement{By: t[of+".by"], Why: t[of+".why"], On: Day(t[of+".on"]), Until: Day(text)}
			}
		case "compared":
			if what, found := strings.CutSuffix(about, ".on"); found {
				n.Compared[live.ItemID(what)] = t.comparison("compared." + what)
			}
		}
	}
	return n
}

// texts are the notes by topic.
type texts map[string]string

func (t texts) put(topic, text string) {
	if text != "" {
		t[topic] = text
	}
}

func (t texts) number(topic string, n int) {
	if n != 0 {
		t[topic] = strconv.Itoa(n)
	}
}

// id is the number under a topic; 0 where there is none.
func (t texts) id(topic string) int {
	n, _ := strconv.Atoi(t[topic])
	return n
}

func (t texts) comparison(topic string) Comparison {
	return Comparison{On: Day(t[topic+".on"]), Object: t[topic+".object"], As: t[topic+".as"], With: t[topic+".with"]}
}
