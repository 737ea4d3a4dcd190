package steps

import (
	"maps"
	"strings"
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// sinceNote is under which the day is noted on which a credential came into use,
// and wordNote what the admin vouched for in its rotation.
func sinceNote(k setup.Key) string { return "since." + string(k) }
func wordNote(k setup.Key) string  { return "rotated." + string(k) }

// terms gathers how long each credential is good for.
func terms(st State) []check.Term {
	var out []check.Term
	for _, c := range rotate.Credentials() {
		out = append(out, check.Term{Key: c.Key(), Expires: st.Answers.Text(c.Expires()), Since: st.Noted[sinceNote(c.Key())],
			Rotate: "rotate it: talontap rotate " + string(c)})
	}
	return out
}

// InUse notes the day on which each credential of a setup came into use, unless
// an earlier one is noted.
func InUse(st State, now time.Time) map[string]string {
	out := copied(st.Noted)
	for _, c := range rotate.Credentials() {
		if st.Answers.Has(c.Key()) && out[sinceNote(c.Key())] == "" {
			out[sinceNote(c.Key())] = setup.DayOf(now).ISO()
		}
	}
	return out
}

// Renewed notes that a credential is new as of now, and what the admin vouched
// for with it.
func Renewed(noted map[string]string, which rotate.Credential, word string, now time.Time) map[string]string {
	out := copied(noted)
	out[sinceNote(which.Key())] = setup.DayOf(now).ISO()
	if word = strings.TrimSpace(word); word != "" {
		out[wordNote(which.Key())] = word
	}
	return out
}

func copied(noted map[string]string) map[string]string {
	out := maps.Clone(noted)
	if out == nil {
		out = map[string]string{}
	}
	return out
}
