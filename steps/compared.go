package steps

import (
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// EmailComparison is the same for the text of the email campaign, of which nothing
// can be read.
func EmailComparison(w setup.Wanted) note.Comparison {
	return note.Comparison{Object: "email campaign " + w.Email.Campaign, With: plan.Fingerprint([]any{w.Event.Name, w.Event.Property})}
}

// PlaceholderRead notes that a person pasted the email's placeholder, and that it
// is the wanted one.
func (s State) PlaceholderRead(w setup.Wanted) State {
	c := EmailComparison(w)
	c.On = note.On(s.Now)
	s.Noted = s.Noted.WithCompared(live.EmailText, c)
	return s
}
