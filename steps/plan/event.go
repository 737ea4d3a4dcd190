package plan

import (
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/steps/setup"
)

func eventChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Event, Name: w.Event.Name, Action: Create, Route: API, Published: Yes}
	switch {
	case s.Event.Discarded:
		c.Action, c.Route = Manual, Guided
		c.Why = fmt.Sprintf("%q was discarded in CleverTap; until it is restored, every event of that name is refused", s.Event.Name)
		c.Steps = []string{"CleverTap: Settings › Schema › Events › " + s.Event.Name + " › Restore, or choose another event name"}
	case s.Event.Known && s.Event.Property:
		c.Action, c.Route = Keep, Found
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
	case s.Email.Row != nil:
		c.Action, c.Route = Keep, Found
		if s.Email.Row.Status != "" && s.Email.Row.Status != running {
			c.Action, c.Route = Manual, Guided
			c.Why = fmt.Sprintf("the campaign is there, but CleverTap reports it as %s, not running", s.Email.Row.Status)
			c.Steps = []string{"CleverTap: Messages › Campaigns › " + w.Email.Campaign + " › publish it"}
		}
	case !s.Email.Looked:
		c.Why = "CleverTap's message report was not read: " + s.Email.Why
		c.Steps = emailSteps(w)
	default:
		c.Why = "no API can make a campaign that answers to an event; it is made once, in the dashboard"
		c.Steps = emailSteps(w)
	}
	return c
}

// running is the message report's word for a published live campaign.
const running = "running"

// EmailRunning reports whether a row is a campaign that sends.
func EmailRunning(row *clevertap.MessageRow) bool {
	return row != nil && (row.Status == "" || row.Status == running)
}

func emailSteps(w setup.Wanted) []string {
	return []string{
		"CleverTap: Messages › Campaigns › + Campaign › Email",
		"Qualification: Live behavior, single action",
		"When users do: " + w.Event.Name,
		"Send to: everyone who does it, every time",
		"Name: " + w.Email.Campaign,
		"Sender: " + w.Email.Sender,
		"Subject: " + w.Email.Subject,
		"In the text, where the code shall stand, type @ and choose: " + w.Event.Name + " - " + w.Event.Property,
		"Default text: " + w.Email.DefaultText,
		"It then reads: " + w.Email.Placeholder(w.Event),
		"Start: now; no end before the day after " + w.Rule.Day.Words(),
		"Publish",
	}
}
