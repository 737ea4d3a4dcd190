package plan

import (
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func eventChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Event, Name: w.Event.Name, Action: Create, Route: API, Published: Yes}
	switch {
	case s.Failed[ReadEvents] != nil:
		c.unread(s.Failed[ReadEvents])
	case s.Event.Discarded:
		c.leave(Manual, fmt.Sprintf(words.EventDiscarded, s.Event.Name),
			guide.Restoring(w, s.Event.Name))
	case s.Event.Raised:
		c.Action, c.Route = Keep, Found
		c.Why = words.EventHiddenRaised
	case !s.Event.Read && s.Event.Sent != "":
		c.Action, c.Route = Keep, Found
		c.Why = fmt.Sprintf(words.EventHiddenSent, s.Event.Sent)
	case s.Event.Known && s.Event.Property:
		c.Action, c.Route = Keep, Found
		if s.Event.Name != w.Event.Name {
			c.Why = fmt.Sprintf(w.Email.Channel.Say(words.EventSpelling), s.Event.Name)
		}
	case s.Event.Known:
		c.Why = w.Email.Channel.Say(words.EventTeachProperty)
		c.Fields = []Field{{"property", "", w.Event.Property}}
	default:
		c.Why = w.Email.Channel.Say(words.EventMakeKnown)
		c.Fields = []Field{{"event", "", w.Event.Name}, {"property", "", w.Event.Property}}
	}
	return c
}
