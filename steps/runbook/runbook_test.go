package runbook_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/runbook"
	"github.com/talontap/talontap/steps/setup"
)

// source is a setup of a day in a zone of which nothing is made yet.
func source(t *testing.T, profile, day, zone string, now time.Time) runbook.Source {
	t.Helper()
	at, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	d, err := setup.ParseDay(day, at)
	if err != nil {
		t.Fatal(err)
	}
	w := setup.Wanted{Profile: profile, Application: talonone.Application{ID: 1, Name: "Shop", TimeZone: zone}, Rule: setup.Rule{Name: "Create coupon", Day: d}}
	return runbook.Source{Now: now, Wanted: w, Plan: plan.Make(w, plan.Seen{}), Checks: check.Checks(check.Evidence{Now: now, Terms: []check.Term{{Key: setup.Passcode}}}), Known: true}
}

func TestTheTimelineIsThatOfTheApplicationsZone(t *testing.T) {
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ day, zone, begins, ends string }{
		{"2027-01-01", "Europe/Berlin", "1 January 2027, 00:00 Europe/Berlin (31 December 2026, 23:00 UTC)", "2 January 2027, 00:00 Europe/Berlin (1 January 2027, 23:00 UTC)"},
		{"2027-01-01", "UTC", "1 January 2027, 00:00 UTC", "2 January 2027, 00:00 UTC"},
		{"2027-03-28", "Europe/Berlin", "28 March 2027, 00:00 Europe/Berlin (27 March 2027, 23:00 UTC)", "29 March 2027, 00:00 Europe/Berlin (28 March 2027, 22:00 UTC)"},
		{"2027-01-01", "America/New_York", "1 January 2027, 00:00 America/New_York (05:00 UTC)", "2 January 2027, 00:00 America/New_York (05:00 UTC)"},
	} {
		book := runbook.Of(source(t, "default", c.day, c.zone, now))
		var said []string
		for i, m := range book.Day {
			said = append(said, m.When())
			if i > 0 && m.At.Before(book.Day[i-1].At) {
				t.Errorf("%s in %s: %s stands behind %s", c.day, c.zone, m.When(), said[i-1])
			}
		}
		if all := strings.Join(said, "\n"); !strings.Contains(all, c.begins+"\n") || !strings.Contains(all, c.ends+"\n") {
			t.Errorf("%s in %s: the timeline is\n%s", c.day, c.zone, all)
		}
	}
}

func TestHowFarOffTheDayIsIsCountedWhereItIs(t *testing.T) {
	for now, want := range map[string]string{
		"2026-12-01T12:00:00Z": "31 days are left.", "2026-12-31T12:00:00Z": "That day is tomorrow.",
		"2026-12-31T23:30:00Z": "That day is today.", "2027-01-01T23:30:00Z": "That day is over.",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		intro := runbook.Of(source(t, "default", "2027-01-01", "Europe/Berlin", at)).Intro
		if got := intro[len(intro)-1]; got != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
}

func TestEveryCommandOnThePageNamesItsSetup(t *testing.T) {
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for profile, flag := range map[string]string{"default": "", "shop-eu": " --profile shop-eu"} {
		book := runbook.Of(source(t, profile, "2027-01-01", "UTC", now))
		all := append([]runbook.Do{}, book.Renew...)
		for _, m := range book.Day {
			all = append(all, m.What)
		}
		for _, c := range book.Cases {
			all = append(all, c.Then...)
		}
		commands := 0
		for _, do := range all {
			if do.Run == "" || strings.HasPrefix(do.Run, "talontap forget "+profile) {
				continue
			}
			commands++
			if !strings.HasSuffix(do.Run, flag) || strings.Contains(do.Run, "--profile") != (flag != "") {
				t.Errorf("%s: the command %q", profile, do.Run)
			}
		}
		if commands < 10 {
			t.Errorf("%s: the page names %d commands", profile, commands)
		}
	}
}

func TestEachCheckStandsOnThePageOnce(t *testing.T) {
	s := source(t, "default", "2027-01-01", "UTC", time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
	book := runbook.Of(s)
	if got := len(book.Needs) + len(book.Terms) + len(book.Checks); got != len(s.Checks.Checks) || len(book.Needs) != len(check.Prerequisites(phrase.Email)) || len(book.Terms) != 1 {
		t.Errorf("%d needs, %d terms and %d checks of %d", len(book.Needs), len(book.Terms), len(book.Checks), len(s.Checks.Checks))
	}
}

func TestAnApplicationThatWasNotSeenIsSaidToHaveNoKnownZone(t *testing.T) {
	s := source(t, "default", "2027-01-01", "UTC", time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
	known := strings.Join(runbook.Of(s).Intro, " ")
	s.Known = false
	if unknown := strings.Join(runbook.Of(s).Intro, " "); unknown == known || !strings.Contains(unknown, "could not be looked at") {
		t.Errorf("the page says %q", unknown)
	}
}
