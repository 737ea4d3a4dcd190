package runbook

import (
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Source is what a Book is made of.
type Source struct {
	Now    time.Time
	Wanted setup.Wanted
	Seen   plan.Seen
	Plan   plan.Plan
	Checks check.List
	Known  bool // the Application was seen, so its name and time zone are known
}

// Book is the whole page.
type Book struct {
	Profile string
	On      string   // when it was made, in words
	Intro   []string // what the setup does, and how it stands
	Roles   []Role
	There   []Thing
	Tasks   []Task
	Day     []Moment
	Cases   []Case
	Terms   []check.Check // how long each credential is good for
	Renew   []Do
	Needs   []check.Check // the prerequisites, most of which only a person sees
	Checks  []check.Check // the rest of the checklist
	Summary check.Summary // of all three
}

// Do is one thing to do: a sentence and, where a command does it, the command.
type Do struct{ Says, Run string }

// Role is somebody whom the setup concerns, and with what.
type Role struct {
	Who  string
	Does []string
}

// Thing is one object of the setup.
type Thing struct {
	What, Name string
	ID         string // in words: "number 12"; "": it has none, or none was seen
	State      string
	Address    string // of the console; "": not known
}

// Moment is one point of the timeline.
type Moment struct {
	At   time.Time // in the Application's time zone
	What Do
}

// Case is something that may go wrong, and what to do then.
type Case struct {
	If   string
	Then []Do
}

// Of works out the page.
func Of(s Source) Book {
	needs, terms, checks := parted(s.Checks.Checks, s.Wanted.Email.Channel)
	return Book{
		Profile: s.Wanted.Profile, On: moment(s.Now.In(s.Wanted.Rule.Day.Zone())), Intro: s.intro(),
		Roles: s.roles(), There: s.there(), Tasks: s.tasks(), Day: s.day(), Cases: s.cases(),
		Renew: s.renew(), Needs: needs, Terms: terms, Checks: checks, Summary: s.Checks.Summary,
	}
}

// parted takes out of the checklist what has a part of its own on the page.
func parted(all []check.Check, channel phrase.Channel) (needs, terms, rest []check.Check) {
	for _, c := range all {
		switch {
		case slices.ContainsFunc(check.Prerequisites(channel), func(p check.Prerequisite) bool { return p.ID == c.ID }):
			needs = append(needs, c)
		case c.Term():
			terms = append(terms, c)
		default:
			rest = append(rest, c)
		}
	}
	return needs, terms, rest
}

func (s Source) say(sentence string) string { return s.Wanted.Email.Channel.Say(sentence) }

func (s Source) intro() []string {
	w := s.Wanted
	out := []string{
		fmt.Sprintf(s.say(words.BookStory), w.Rule.Day.Words(), w.Application.Name, w.Rule.Day.Zone()),
		fmt.Sprintf(s.say(words.BookWay), w.Rule.Name, w.Webhook.Title, w.Event.Name, w.Email.Campaign),
	}
	if !s.Known {
		out = append(out, words.BookZoneUnknown)
	}
	return append(out, s.days())
}

func (s Source) days() string {
	d := s.Wanted.Rule.Day
	switch n := d.DaysAfter(setup.DayOf(s.Now.In(d.Zone()))); {
	case n < 0:
		return words.BookDayOver
	case n == 0:
		return words.BookDayToday
	case n == 1:
		return words.BookDayTomorrow
	default:
		return fmt.Sprintf(words.BookDaysLeft, n)
	}
}

// command is talontap's for this setup.
func (s Source) command(rest string) string {
	out := "talontap " + rest
	if p := s.Wanted.Profile; p != "" && p != "default" {
		out += " --profile " + p
	}
	return out
}

// moment says a time with its zone, and in UTC where that is another.
func moment(t time.Time) string {
	const day, hour = "2 January 2006", "15:04"
	said := t.Format(day+", "+hour) + " " + t.Location().String()
	if _, off := t.Zone(); off == 0 {
		return said
	}
	utc := t.UTC()
	if utc.Day() == t.Day() {
		return said + fmt.Sprintf(words.BookInUTC, utc.Format(hour))
	}
	return said + fmt.Sprintf(words.BookInUTC, utc.Format(day+", "+hour))
}

// When says the moment in words.
func (m Moment) When() string { return moment(m.At) }
