package check_test

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps/check"
)

// line is what one value of the evidence does to a check and to the exit status,
// where every other core check is seen to be right.
type line struct {
	Check  string // the ID
	Seen   string // what was seen, in words
	Status check.Status
	Exit   check.Exit
}

// table is every value that decides about the verdict. It is the documentation
// (verdicts.md), and the tests hold the judging to it.
func table() []line {
	var out []line
	for _, id := range []string{"clevertap.credentials", "talonone.management_key", "talonone.integration_key"} {
		out = append(out, line{id, "accepted", check.Pass, check.Right}, line{id, "rejected", check.Fail, check.Rejected}, line{id, "the service is away, or its answer is none", check.Skip, check.Failed})
	}
	out = append(out, line{"talonone.application", "it is there", check.Pass, check.Right}, line{"talonone.application", "the account has none of this number", check.Fail, check.Wrong}, line{"talonone.application", "the read failed", check.Skip, check.Failed})
	for _, id := range []string{"event.known", "webhook.matches", "campaign.matches", "rule.matches"} {
		out = append(out, line{id, "as wanted", check.Pass, check.Right}, line{id, "missing, or otherwise than wanted", check.Fail, check.Wrong}, line{id, "the read failed", check.Skip, check.Failed})
	}
	return append(out,
		line{"event.known", "the plan hides its schema, and a past event came with the property", check.Pass, check.Right},
		line{"event.known", "the plan hides its schema, and no such event was seen", check.Manual, check.Failed},
		line{"webhook.matches", "the key may not read it", check.Manual, check.Failed},
		line{"webhook.matches", "Talon.One's own CleverTap integration sends it, and nobody compared that", check.Manual, check.Failed},
		line{"webhook.matches", "that integration sends it, and a code that it sent arrived", check.Pass, check.Right},
		line{"campaign.matches", "the key may not read it", check.Manual, check.Failed},
		line{"rule.matches", "Talon.One does not show it, and nobody compared it", check.Manual, check.Failed},
		line{"rule.capacity", "enough for all customers", check.Pass, check.Right},
		line{"rule.capacity", "scarce, or a rush of hours", check.Warn, check.Right},
		line{"rule.capacity", "fewer codes than customers", check.Fail, check.Wrong},
		line{"rule.capacity", "nobody could count the customers", check.Manual, check.Right},
		line{"campaign.enabled", "it runs", check.Pass, check.Right},
		line{"campaign.enabled", "left off, and its day lies ahead", check.Warn, check.Right},
		line{"campaign.enabled", "off, and it ran before", check.Fail, check.Wrong},
		line{"campaign.enabled", "off, and its day is here or past", check.Fail, check.Wrong},
		line{"campaign.enabled", "the read failed", check.Skip, check.Failed},
		line{"live.arrival", "not asked for", check.Skip, check.Right},
		line{"live.arrival", "the code arrived", check.Pass, check.Right},
		line{"live.arrival", "it did not arrive", check.Fail, check.Wrong},
		line{"live.arrival", "a service went away, or the check was left", check.Skip, check.Failed},
		line{"coupon.redeemable", "a checkout refuses the code", check.Fail, check.Wrong},
		line{"coupon.redeemable", "a checkout refuses it, and the admin says it is redeemed elsewhere", check.Warn, check.Right},
		line{"email.campaign", "it runs", check.Pass, check.Right},
		line{"email.campaign", "stopped, gone, or to start after the day", check.Fail, check.Wrong},
		line{"email.campaign", "the message report was not read", check.Manual, check.Right},
		line{"day.events", "from the day on: each code is on its customer", check.Pass, check.Right},
		line{"day.events", "from the day on: a code is lost", check.Fail, check.Wrong},
		line{"day.events", "from the day on: the read failed", check.Skip, check.Failed},
	)
}

// document writes the table, and what each exit status means, as Markdown.
func document() string {
	var b strings.Builder
	b.WriteString("# What a verdict rests on\n\nA setup is called right only where every core check was made just now and is right. Each check stands on its own look.\n\n")
	b.WriteString(exitTable() + "\nA rejected credential comes before what is wrong, and what is wrong before what was not seen.\n\n")
	b.WriteString("| check | seen | status | exit |\n|---|---|---|---|\n")
	for _, l := range table() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %d |\n", l.Check, l.Seen, l.Status, l.Exit)
	}
	return b.String()
}

// exitTable writes what each exit status means, as Markdown.
func exitTable() string {
	var b strings.Builder
	b.WriteString("| exit status | means |\n|---|---|\n")
	for _, e := range []struct {
		exit  check.Exit
		means string
	}{
		{check.Right, "every core check was made just now and is right"},
		{check.Failed, "talontap could not do its job, or could not make a core check: a service is down, an answer is not one, time is over"},
		{check.Cancelled, "cancelled, by a person or a signal"},
		{check.Wrong, "a check fails, a test coupon did not arrive, or something is left to do by hand"},
		{check.Rejected, "a credential was rejected"},
		{check.Usage, "a wrong flag, or answers that are missing or cannot be used"},
	} {
		fmt.Fprintf(&b, "| %d | %s |\n", e.exit, e.means)
	}
	return b.String()
}
