package plan

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func emailChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: EmailCampaign, Name: w.Email.Campaign, Action: Manual, Route: Guided, Published: No}
	wrong := s.Email.Wrong(w.Rule.Day)
	switch {
	case s.Email.Row != nil && wrong != "":
		c.leave(Manual, "the campaign is there, but "+wrong, guide.Publishing(w, s.Email.Row.Status))
	case s.Email.Row != nil:
		c.Action, c.Route, c.Published = Keep, Found, Yes
	case !s.Email.Looked:
		c.leave(Manual, "the email campaign was not looked up: "+s.Email.Why, guide.Email(w))
	default:
		why := "no API can make a campaign that answers to an event; it is made once, in the dashboard"
		if s.Email.Why != "" {
			why += ". Or it is there for longer: " + s.Email.NotFound(c.Name)
		}
		c.leave(Manual, why, guide.Email(w))
	}
	return c
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
			return "it was there, among those that started on " + s.Was.Words() + ", and is not any more"
		}
		return ""
	}
	start, told := EmailStart(*s.Row)
	switch {
	case told && start.Format(time.DateOnly) > day.ISO():
		return "it starts on " + start.Format("2 January 2006") + ", after the rule's day"
	case !EmailRunning(s.Row) && s.Row.Status != scheduled:
		return fmt.Sprintf("CleverTap reports it as %s, not running", s.Row.Status)
	}
	return ""
}
