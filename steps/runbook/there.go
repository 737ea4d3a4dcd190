package runbook

import (
	"fmt"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
)

// there lists the objects of the setup with what was seen of each.
func (s Source) there() []Thing {
	w, at := s.Wanted, plan.StandingOf(s.Wanted, s.Seen)
	out := []Thing{
		{What: words.BookProject, Name: w.Project.ID, ID: fmt.Sprintf(words.BookRegion, w.Project.Region), State: fmt.Sprintf(words.BookUpload, w.UploadURL), Address: w.Consoles.CleverTap},
		{What: words.BookApplication, Name: w.Application.Name, ID: number(w.Application.ID), State: w.Rule.Day.Zone().String(), Address: w.Consoles.Application(w.Application.ID)},
	}
	addresses := map[plan.Resource]string{
		plan.Event: w.Consoles.CleverTap, plan.EmailCampaign: w.Consoles.CleverTap, plan.Webhook: w.Consoles.TalonOne,
		plan.Campaign: w.Consoles.Application(w.Application.ID), plan.Rule: w.Consoles.Application(w.Application.ID),
	}
	for _, c := range s.Plan.Changes {
		if c.Resource == plan.Enable {
			continue // it is the campaign's state, not a thing
		}
		t := Thing{What: s.called(c.Resource), Name: c.Name, ID: number(at.ID(c.Resource)), State: s.state(c), Address: addresses[c.Resource]}
		if c.Resource == plan.Campaign && at.Campaign.ID != 0 {
			t.State += "; " + fmt.Sprintf(words.BookCampaignIs, at.Campaign.State)
		}
		out = append(out, t)
	}
	return out
}

func (s Source) called(r plan.Resource) string {
	return map[plan.Resource]string{
		plan.Event: words.BookEvent, plan.Webhook: words.BookWebhook, plan.Campaign: words.BookCampaign, plan.Rule: words.BookRule,
		plan.EmailCampaign: s.say(words.BookEmail), plan.Enable: words.BookEnable,
	}[r]
}

func number(id int) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf(words.BookNumber, id)
}

// state is how a row of the plan stands, in words.
func (s Source) state(c plan.Change) string {
	switch {
	case c.Action == plan.Keep && c.Resource == plan.EmailCampaign:
		return s.say(words.BookEmailFound)
	case c.Action == plan.Keep:
		return words.BookAsWanted
	case c.Action == plan.Unread:
		return fmt.Sprintf(words.NotSeen, c.Err)
	case c.Action == plan.Create:
		return words.BookWillBeMade
	case c.Made():
		return fmt.Sprintf(words.BookWillBeChanged, phrase.Counted(len(c.Fields), "field"))
	case c.Compare:
		return words.BookToCompare
	}
	return words.BookByHand
}

// Task is one thing that the tutorial has a person make, with every value.
type Task struct {
	What, Name string
	State      string     // in words
	Why        string     // why it is as it is, or by hand; "": plain
	Now        guide.Card // what is left to do, where that is less or other than the whole; else zero
	Whole      guide.Card
	Marks      []guide.Mark // of the whole card, field by field
}

// tasks are all cards of the tutorial, in the order in which they are made.
func (s Source) tasks() []Task {
	var out []Task
	for _, c := range s.Plan.Changes {
		whole := plan.CardFor(c.Resource, s.Wanted, s.Seen)
		if whole.IsZero() && !c.ByHand() {
			continue
		}
		t := Task{What: s.called(c.Resource), Name: c.Name, State: s.state(c), Why: c.Why, Whole: whole, Marks: s.marks(c, whole)}
		if c.ByHand() && c.Card.Title != whole.Title {
			t.Now = c.Card
		}
		if c.Resource == plan.Enable {
			t.State = enabling(c)
		}
		out = append(out, t)
	}
	return out
}

// marks compare the whole card with what was seen; a thing that was not looked at
// has none.
func (s Source) marks(c plan.Change, whole guide.Card) []guide.Mark {
	if c.Action == plan.Unread || whole.IsZero() {
		return nil
	}
	shown := plan.ShownOf(c.Resource, s.Wanted, s.Seen)
	shown.Running = true // that it runs is for enabling's card
	return guide.Marks(whole, s.Wanted, shown)
}

func enabling(c plan.Change) string {
	switch c.Action {
	case plan.Keep:
		return words.CampaignIsEnabled
	case plan.Unread:
		return words.NotLookedAt
	}
	return words.BookEnableLast
}
