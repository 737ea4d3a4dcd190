package plan

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func emailChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: EmailCampaign, Name: w.Email.Campaign, Action: Manual, Route: Guided, Published: No, Channel: w.Email.Channel}
	say, wrong := w.Email.Channel.Say, s.Email.Wrong(w.Rule.Day)
	switch {
	case EmailStale(w, s):
		was := s.Email.TakesFrom
		c.Fields = emailFields(w, was)
		c.leave(Manual, fmt.Sprintf(words.PlanEmailStale, was.Name, was.Property, w.Email.Unshown(w.Event)),
			guide.Retexting(w, was))
	case s.Email.Row != nil && wrong != "":
		c.leave(Manual, fmt.Sprintf(words.PlanEmailWrong, wrong), guide.Publishing(w, s.Email.Row.Status))
	case s.Email.Row != nil:
		c.Action, c.Route, c.Published = Keep, Found, Yes
		if !s.Email.Read {
			c.Why = w.Email.Unshown(w.Event)
		}
	case !s.Email.Looked:
		c.leave(Manual, fmt.Sprintf(say(words.PlanEmailNotLookedUp), s.Email.Why), guide.Email(w))
	default:
		why := words.PlanEmailByHand
		if s.Email.Why != "" {
			why += fmt.Sprintf(words.PlanEmailOlder, s.Email.NotFound(w.Email))
		}
		c.leave(Manual, why, guide.Email(w))
	}
	return c
}

// EmailStale reports whether the email campaign was last known to take the code
// from another event or property than the wanted one.
func EmailStale(w setup.Wanted, s Seen) bool {
	was := s.Email.TakesFrom
	return was != setup.Event{} && len(emailFields(w, was)) > 0
}

func emailFields(w setup.Wanted, was setup.Event) []Field {
	if setup.SameEvent(was.Name, w.Event.Name) {
		was.Name = w.Event.Name
	}
	return differing(Field{"Event", was.Name, w.Event.Name}, Field{"Property", was.Property, w.Event.Property})
}

// The message report's words for a published live campaign, and for one whose
// start is still to come.
const (
	running   = "running"
	scheduled = "scheduled"
)

// EmailRunning reports whether a row is a campaign that sends.
func EmailRunning(row *clevertap.MessageRow) bool {
	return row != nil && (row.Status == "" || row.Status == running)
}

// EmailStart is the day on which a campaign starts, in UTC, where its row tells.
// How it is written is not documented.
func EmailStart(row clevertap.MessageRow) (day time.Time, told bool) {
	for _, layout := range []string{"20060102", time.DateOnly, time.DateTime, time.RFC3339} {
		if day, err := time.Parse(layout, row.Start); err == nil {
			return day.UTC().Truncate(24 * time.Hour), true
		}
	}
	return time.Time{}, false
}

// Wrong is what was seen to be wrong with the email campaign: it does not send,
// starts after the rule's day, or is not where it was. It is empty where nothing
// was, and where too little could be read.
func (s EmailSeen) Wrong(day setup.Day) string {
	if s.Row == nil {
		if s.Looked && s.Why == "" && !s.Was.IsZero() {
			return fmt.Sprintf(words.EmailGone, s.Was.Words())
		}
		return ""
	}
	start, told := EmailStart(*s.Row)
	switch {
	case told && start.Format(time.DateOnly) > day.ISO():
		return fmt.Sprintf(words.EmailStartsTooLate, start.Format("2 January 2006"))
	case !EmailRunning(s.Row) && s.Row.Status != scheduled:
		return fmt.Sprintf(words.EmailNotRunning, s.Row.Status)
	}
	return ""
}

// Days are whole days, both of them included. The zero Days are none.
type Days struct{ From, To time.Time }

// IsZero reports whether there are none.
func (d Days) IsZero() bool { return d == Days{} }

// String writes them as ParseDays reads them.
func (d Days) String() string {
	return d.From.Format(time.DateOnly) + " to " + d.To.Format(time.DateOnly)
}

// Words says them to a person.
func (d Days) Words() string {
	const day = "2 January 2006"
	if d.From.Equal(d.To) {
		return d.From.Format(day)
	}
	return d.From.Format(day) + " to " + d.To.Format(day)
}

// ParseDays reads what String wrote; anything else is no days.
func ParseDays(text string) Days {
	from, to, _ := strings.Cut(text, " to ")
	first, err := time.Parse(time.DateOnly, from)
	last, lerr := time.Parse(time.DateOnly, to)
	if err != nil || lerr != nil || last.Before(first) {
		return Days{}
	}
	return Days{first, last}
}
