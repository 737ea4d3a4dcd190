package check

import (
	"fmt"
	"strings"
)

// Line is what one value of the evidence does to a check and to the exit status,
// where every other core check is seen to be right.
type Line struct {
	Check  string // the ID
	Seen   string // what was seen, in words
	Status Status
	Exit   Exit
}

// Table is every value that decides about the verdict. It is the documentation
// (verdicts.md), and the tests hold the judging to it.
func Table() []Line {
	var out []Line
	for _, id := range []string{cleverTapID, managementID, integrationID} {
		out = append(out, Line{id, "accepted", Pass, Right}, Line{id, "rejected", Fail, Rejected}, Line{id, "the service is away, or its answer is none", Skip, Failed})
	}
	out = append(out, Line{applicationID, "it is there", Pass, Right}, Line{applicationID, "the account has none of this number", Fail, Wrong}, Line{applicationID, "the read failed", Skip, Failed})
	for _, id := range []string{eventID, webhookID, campaignID, ruleID} {
		out = append(out, Line{id, "as wanted", Pass, Right}, Line{id, "missing, or otherwise than wanted", Fail, Wrong}, Line{id, "the read failed", Skip, Failed})
	}
	return append(out,
		Line{eventID, "the plan hides its schema, and a past event came with the property", Pass, Right},
		Line{eventID, "the plan hides its schema, and no such event was seen", Manual, Failed},
		Line{webhookID, "the key may not read it", Manual, Failed},
		Line{campaignID, "the key may not read it", Manual, Failed},
		Line{ruleID, "Talon.One does not show it, and nobody compared it", Manual, Failed},
		Line{enabledID, "it runs", Pass, Right},
		Line{enabledID, "left off, and its day lies ahead", Warn, Right},
		Line{enabledID, "off, and it ran before", Fail, Wrong},
		Line{enabledID, "off, and its day is here or past", Fail, Wrong},
		Line{enabledID, "the read failed", Skip, Failed},
		Line{arrivalID, "not asked for", Skip, Right},
		Line{arrivalID, "the code arrived", Pass, Right},
		Line{arrivalID, "it did not arrive", Fail, Wrong},
		Line{arrivalID, "a service went away, or the check was left", Skip, Failed},
		Line{redeemableID, "a checkout refuses the code", Fail, Wrong},
		Line{redeemableID, "a checkout refuses it, and the admin says it is redeemed elsewhere", Warn, Right},
		Line{emailID, "it runs", Pass, Right},
		Line{emailID, "stopped, gone, or to start after the day", Fail, Wrong},
		Line{emailID, "the message report was not read", Manual, Right},
		Line{dayChecks + "events", "from the day on: each code is on its customer", Pass, Right},
		Line{dayChecks + "events", "from the day on: a code is lost", Fail, Wrong},
		Line{dayChecks + "events", "from the day on: the read failed", Skip, Failed},
	)
}

// Document writes the table, and what each exit status means, as Markdown.
func Document() string {
	var b strings.Builder
	b.WriteString("# What a verdict rests on\n\nA setup is called right only where every core check was made just now and is right. Each check stands on its own look.\n\n")
	b.WriteString(ExitTable() + "\nA rejected credential comes before what is wrong, and what is wrong before what was not seen.\n\n")
	b.WriteString("| check | seen | status | exit |\n|---|---|---|---|\n")
	for _, l := range Table() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %d |\n", l.Check, l.Seen, l.Status, l.Exit)
	}
	return b.String()
}

// ExitTable writes what each exit status means, as Markdown.
func ExitTable() string {
	var b strings.Builder
	b.WriteString("| exit status | means |\n|---|---|\n")
	for _, e := range Exits() {
		fmt.Fprintf(&b, "| %d | %s |\n", e, e.Means())
	}
	return b.String()
}
