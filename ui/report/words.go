package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// sign is how a status looks. Checks and hops share the words for theirs.
func sign(status string) (symbol string, i ink) {
	switch status {
	case "pass":
		return "✓", good
	case "fail":
		return "✗", bad
	case "warn":
		return "!", heed
	case "manual":
		return "☐", heed
	}
	return "–", faint
}

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

// duration is a time that somebody waited: milliseconds below one second, tenths
// of seconds above. Nothing for no time at all.
func duration(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return "< 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// behind puts a remark in brackets behind a text, where there is one.
func behind(text, remark string) string {
	switch {
	case remark == "":
		return text
	case text == "":
		return remark
	}
	return text + " (" + remark + ")"
}

// advice tells what a person shall do from where a person shall look.
func advice(fix string) (label, text string) {
	if where, isLook := strings.CutPrefix(fix, "look: "); isLook {
		return "look: ", where
	}
	return "do: ", fix
}

// counted is "1 check" or "3 checks".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// joined puts a comma between two texts, where both are there.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
