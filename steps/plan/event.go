package plan

import (
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func eventChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Event, Name: w.Event.Name, Action: Create, Route: API, Published: Yes}
	switch {
	case s.Event.Discarded:
		c.leave(Manual, fmt.Sprintf("%q was discarded in CleverTap; until it is restored, every event of that name is refused", s.Event.Name),
			guide.Restoring(w, s.Event.Name))
	case !s.Event.Read && s.Event.Sent != "":
		c.Action, c.Route = Keep, Found
		c.Why = "this CleverTap plan does not show its schema; one test event made it known on " + s.Event.Sent
	case s.Event.Known && s.Event.Property:
		c.Action, c.Route = Keep, Found
		if s.Event.Name != w.Event.Name {
			c.Why = fmt.Sprintf("CleverTap spells it %q and takes both for one; write it the same way, so that the email editor and this agree", s.Event.Name)
		}
	case s.Event.Known:
		c.Why = "one test event teaches CleverTap the property, so that the email editor offers it"
		c.Fields = []Field{{"property", "", w.Event.Property}}
	default:
		c.Why = "one test event, too old to send an email, makes the event known, so that the email editor offers it"
		c.Fields = []Field{{"event", "", w.Event.Name}, {"property", "", w.Event.Property}}
	}
	return c
}

func emailChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: EmailCampaign, Name: w.Email.Campaign, Action: Manual, Route: Guided, Published: No}
	switch {
	case EmailStale(w, s):
		was := s.Email.TakesFrom
		c.Fields = emailFields(w, was)
		c.leave(Manual, fmt.Sprintf("it was last known to take the code from the event %q, property %q; %s", was.Name, was.Property, w.Email.Unshown(w.Event)),
			guide.Retexting(w, was))
	case s.Email.Row != nil:
		c.Action, c.Route = Keep, Found
		if !s.Email.Read {
			c.Why = w.Email.Unshown(w.Event)
		}
		if s.Email.Row.Status != "" && s.Email.Row.Status != running {
			c.leave(Manual, fmt.Sprintf("the campaign is there, but CleverTap reports it as %s, not running", s.Email.Row.Status),
				guide.Publishing(w, s.Email.Row.Status))
		}
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

// EmailStale reports whether the email campaign was last known to take the code
// from another event or property than the wanted one.
func EmailStale(w setup.Wanted, s Seen) bool {
	was := s.Email.TakesFrom
	return was != setup.Event{} && len(emailFields(w, was)) > 0
}

func emailFields(w setup.Wanted, was setup.Event) []Field {
	var out []Field
	if !setup.SameEvent(was.Name, w.Event.Name) {
		out = append(out, Field{"Event", was.Name, w.Event.Name})
	}
	if was.Property != w.Event.Property {
		out = append(out, Field{"Property", was.Property, w.Event.Property})
	}
	return out
}

// running is the message report's word for a published live campaign.
const running = "running"

// EmailRunning reports whether a row is a campaign that sends.
func EmailRunning(row *clevertap.MessageRow) bool {
	return row != nil && (row.Status == "" || row.Status == running)
}
