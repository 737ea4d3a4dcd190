package form

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// dated is a form that asks for the rule's day, late in the evening of 26 November in
// UTC, when it is the 27th where the Application is.
func dated(t *testing.T) *Form {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	st := steps.State{Now: time.Date(2026, 11, 26, 20, 0, 0, 0, time.UTC), Observed: steps.Observed{Zone: zone}}
	q := steps.Question{Key: setup.RuleDate, Kind: steps.Date}
	f := New(steps.Step{Questions: []steps.Question{q}}, st, kit.Theme(true, false))
	f.current().set("2026-12-31")
	return f
}

func TestArrowsTurnTheDayAndNeverIntoThePast(t *testing.T) {
	for keys, want := range map[string]string{
		"right": "2027-01-01", "left": "2026-12-30", "down": "2027-01-07", "up": "2026-12-24", "pgdown": "2027-01-31", "pgup": "2026-11-30",
		"pgdown pgdown": "2027-02-28", "pgup pgup": "2026-11-27", "pgup up": "2026-11-27",
	} {
		f := dated(t)
		for _, key := range strings.Fields(keys) {
			if !f.Turns(key) {
				t.Errorf("%s is no key of the calendar", key)
			}
		}
		if got := f.Typed(); got != want {
			t.Errorf("%s leads to %s, want %s", keys, got, want)
		}
	}
}

func TestTheCalendarShowsTheMonthOfWhatIsTyped(t *testing.T) {
	f := dated(t)
	got := ansi.Strip(strings.Join(f.Calendar(text.Monochrome()), "\n"))
	if !strings.HasPrefix(got, "December 2026, Asia/Tokyo\n Mo  Tu  We  Th  Fr  Sa  Su\n      1   2   3   4   5   6 ") || !strings.Contains(got, "[31]") {
		t.Errorf("it shows\n%s", got)
	}
	f.current().set("nonsense")
	if got := ansi.Strip(strings.Join(f.Calendar(text.Monochrome()), "\n")); !strings.Contains(got, "November 2026") || !strings.Contains(got, "[27]") {
		t.Errorf("without a date it shows\n%s", got)
	}
	f.Turns("right")
	if f.Typed() != "2026-11-28" {
		t.Errorf("it goes on to %s", f.Typed())
	}
}
