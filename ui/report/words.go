package report

import (
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// doer is who did a hop, in a person's words.
func doer(by string) string {
	switch by {
	case live.ByTalonOne:
		return "Talon.One"
	case live.ByCleverTap:
		return "CleverTap"
	case live.ByPerson:
		return "you"
	}
	return by
}

// action is what is done with a resource, in a person's words.
func action(a plan.Action) string {
	if a == plan.Manual {
		return "by hand"
	}
	return string(a)
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
