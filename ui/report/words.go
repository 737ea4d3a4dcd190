package report

import (
	"cmp"
	"strconv"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// doer is who did a hop, in a person's words.
func doer(by string) string {
	return cmp.Or(map[string]string{live.ByTalonOne: "Talon.One", live.ByCleverTap: "CleverTap", live.ByPerson: "you"}[by], by)
}

// action is what is done with a resource, in a person's words.
func action(a plan.Action) string {
	if a == plan.Manual {
		return "by hand"
	}
	return string(a)
}

// tally is a number with what it counts.
type tally struct {
	n  int
	of string
}

// tallied are those of which there are any.
func tallied(all []tally) (parts []string) {
	for _, t := range all {
		if t.n > 0 {
			parts = append(parts, strconv.Itoa(t.n)+" "+t.of)
		}
	}
	return parts
}

// behind puts a remark in brackets behind a text, where there is one.
func behind(words, remark string) string {
	switch {
	case remark == "":
		return words
	case words == "":
		return remark
	}
	return words + " (" + remark + ")"
}

// joined puts a comma between two texts, where both are there.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
