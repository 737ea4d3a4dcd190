package steps

import (
	"strings"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// InUse notes the day on which each credential of a setup came into use, unless
// an earlier one is noted.
func InUse(st State, now time.Time) note.Notes {
	noted := st.Noted
	for _, c := range rotate.Credentials() {
		if st.Answers.Has(c.Key()) && noted.Since[c.Key()] == "" {
			noted = noted.WithSince(c.Key(), note.On(now))
		}
	}
	return noted
}

// Renewed notes that a credential is new as of now, and what the admin vouched
// for with it.
func Renewed(noted note.Notes, which rotate.Credential, word string, now time.Time) note.Notes {
	noted = noted.WithSince(which.Key(), note.On(now))
	if word = strings.TrimSpace(word); word != "" {
		noted = noted.WithVouched(which.Key(), word)
	}
	return noted
}

// EmailComparison is what a person compares for the text of the email campaign, of which nothing
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
