package live

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestTheRealRunWaitsForItsDayAndAnEnabledCampaign(t *testing.T) {
	t.Parallel()
	day := newYear(t)
	stands := plan.Standing{Webhook: talonone.Webhook{ID: 1}, Campaign: talonone.Campaign{ID: 1, State: "enabled"}, RulesetID: 1}
	paused := stands
	paused.Campaign.State = "disabled"
	for _, c := range []struct {
		name    string
		now     time.Time
		s       plan.Standing
		sandbox bool
		why     string
	}{
		{"the first instant", day.Start(), stands, false, ""},
		{"the last instant", day.End().Add(-1), stands, false, ""},
		{"just before, where UTC has still the day before", day.Start().Add(-1), stands, false, "has not begun"},
		{"just after", day.End(), stands, false, "is over"},
		{"a campaign that is not enabled", day.Start(), paused, true, "is disabled"},
		{"nothing there", day.Start(), plan.Standing{}, true, "no campaign"},
		{"before, in a sandbox Application", day.Start().AddDate(0, -1, 0), stands, true, "has not begun"},
	} {
		err := MayFire(setup.Wanted{Rule: setup.Rule{Day: day}, Application: talonone.Application{Sandbox: c.sandbox}}, c.s, c.now)
		var notYet *NotYetError
		switch {
		case c.why == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.why != "" && (!errors.As(err, &notYet) || !strings.Contains(err.Error(), c.why) || notYet.Fix() == ""):
			t.Errorf("%s: got %v, want a refusal with %q and a way on", c.name, err, c.why)
		}
	}
}

func TestEveryDepthSaysWhatItTouchesAndWhatStays(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, d := range Depths() {
		said[d.Touches()] = true
	}
	if len(said) != 3 || !strings.Contains(DepthFire.Touches(), "real run") || !strings.Contains(DepthFire.Touches(), "stays") || !strings.Contains(DepthRelay.Touches(), "stays") {
		t.Errorf("they say %v", said)
	}
}
