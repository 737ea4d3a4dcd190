package plan

import (
	"fmt"

	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

// HiddenSchema is what is said where CleverTap refuses to show its events.
const HiddenSchema = "this CleverTap plan does not show its schema"

func eventChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Event, Name: w.Event.Name, Action: Create, Route: API, Published: Yes}
	switch {
	case s.Failed[ReadEvents] != nil:
		c.unread(s.Failed[ReadEvents])
	case s.Event.Discarded:
		c.leave(Manual, fmt.Sprintf("%q was discarded in CleverTap; until it is restored, every event of that name is refused", s.Event.Name),
			guide.Restoring(w, s.Event.Name))
	case s.Event.Raised:
		c.Action, c.Route = Keep, Found
		c.Why = HiddenSchema + "; a past event of that name came with the property"
	case !s.Event.Read && s.Event.Sent != "":
		c.Action, c.Route = Keep, Found
		c.Why = HiddenSchema + "; one test event made it known on " + s.Event.Sent
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
