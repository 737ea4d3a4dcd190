package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

func TestACredentialThatEndsTooEarlyIsWarnedAboutInTime(t *testing.T) {
	day, err := setup.ParseDay("2027-01-01", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name           string
		expires, since string
		want           check.Status
		says           string
	}{
		{"after the rule's day", "2027-06-30", "2026-11-01", check.Pass, "22 days"},
		{"the day after", "2027-01-02", "", check.Pass, "2 January 2027"},
		{"on the rule's day", "2027-01-01", "", check.Warn, "the rule's day is 1 January 2027"},
		{"at the end of the year", "2026-12-31", "", check.Warn, "31 December 2026"},
		{"today", "2026-11-23", "", check.Warn, "23 November 2026"},
		{"yesterday", "2026-11-22", "", check.Fail, "ended on 22 November 2026"},
		{"not told", "", "2026-11-23", check.Manual, "0 days"},
		{"not told, and old", "", "2025-11-23", check.Warn, "365 days"},
		{"in use since tomorrow, on a clock that jumped", "", "2026-11-24", check.Manual, "0 days"},
		{"good for long, and old", "2030-01-01", "2025-01-01", check.Warn, "in use here"},
		{"no date", "soon", "", check.Warn, "not a date"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := check.Evidence{Now: now, Wanted: &setup.Wanted{Rule: setup.Rule{Day: day}},
				Terms: []check.Term{{Key: setup.Passcode, Expires: test.expires, Since: test.since, Rotate: "rotate it"}}}
			c := one(t, check.Checks(e), "clevertap.passcode_expires")
			if c.Status != test.want || !strings.Contains(c.Detail, test.says) {
				t.Errorf("it is %s, %q; want %s, saying %q", c.Status, c.Detail, test.want, test.says)
			}
			if c.Status != check.Pass && c.Fix == "" {
				t.Error("it does not say what to do")
			}
		})
	}
}

func one(t *testing.T, l check.List, id string) check.Check {
	t.Helper()
	for _, c := range l.Checks {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("there is no check %s", id)
	return check.Check{}
}
