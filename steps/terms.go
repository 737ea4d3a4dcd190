package steps

import (
	"strings"
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
)

// terms gathers how long each credential is good for.
func terms(st State) []check.Term {
	var out []check.Term
	for _, c := range rotate.Credentials() {
		out = append(out, check.Term{Key: c.Key(), Expires: st.Answers.Text(c.Expires()), Since: string(st.Noted.Since[c.Key()]),
			Rotate: "rotate it: talontap rotate " + string(c)})
	}
	return out
}

// ticked gathers when each prerequisite was said to be met.
func ticked(st State) map[string]string {
	out := map[string]string{}
	for id, on := range st.Noted.Ticked {
		out[id] = on.Words()
	}
	return out
}

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
