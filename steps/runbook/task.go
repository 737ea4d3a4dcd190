package runbook

import (
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
)

// Task is one thing that the tutorial has a person make, with every value.
type Task struct {
	What, Name string
	Done       bool       // all that can be seen of it is as wanted
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
		t := Task{What: s.called(c.Resource), Name: c.Name, Done: c.Action == plan.Keep, State: s.state(c), Why: c.Why, Whole: whole, Marks: s.marks(c, whole)}
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
