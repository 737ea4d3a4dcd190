package engine

import (
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/rotate"
)

// terms gathers how long each credential is good for.
func terms(st steps.State) []check.Term {
	var out []check.Term
	for _, c := range rotate.Credentials() {
		out = append(out, check.Term{Key: c.Key(), Expires: st.Answers.Text(c.Expires()), Since: string(st.Noted.Since[c.Key()]),
			Rotate: "rotate it: talontap rotate " + string(c)})
	}
	return out
}

// ticked gathers when each prerequisite was said to be met.
func ticked(st steps.State) map[string]string {
	out := map[string]string{}
	for id, on := range st.Noted.Ticked {
		out[id] = on.Words()
	}
	return out
}
