package live

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestEveryHopHasATitleAndAPlace(t *testing.T) {
	seen := map[HopID]bool{}
	for _, id := range Hops() {
		if id.Title() == "" || seen[id] {
			t.Errorf("%s has no title or is there twice", id)
		}
		seen[id] = true
	}
	if len(seen) != 11 {
		t.Errorf("there are %d hops, want the eleven that scripts rely on", len(seen))
	}
}

func TestWhatIsTouchedIsSaidBeforehand(t *testing.T) {
	if !strings.Contains(DepthSimulate.Touches(), "Nothing") || !strings.Contains(DepthRelay.Touches(), "One coupon") {
		t.Error("a depth does not say what it touches")
	}
}

// result is a check in which the named hops came out as given.
func result(t testing.TB, depth Depth, arrived bool, hops map[HopID]Status) *check {
	t.Helper()
	r := &check{Checker: Checker{Now: time.Now}, w: setup.Wanted{Rule: setup.Rule{Day: newYear(t)}, Test: setup.Test{Identity: "someone"}},
		result: Result{Depth: depth, Arrived: arrived, CouponCode: "NY-1"}}
	for _, id := range Hops() {
		if s, ok := hops[id]; ok {
			r.add(Hop{ID: id, Status: s, Detail: "as told"})
		}
	}
	return r
}

func TestTheGateOpensOnlyWhenAllThatCanBeProvenIs(t *testing.T) {
	good := map[HopID]Status{Credentials: Pass, Simulate: Pass}
	for _, c := range []struct {
		name    string
		depth   Depth
		arrived bool
		hops    map[HopID]Status
		stand   plan.Standing
		open    bool
		because string
	}{
		{"simulated", DepthSimulate, false, good, plan.Standing{}, true, ""},
		{"arrived", DepthRelay, true, good, plan.Standing{}, true, ""},
		{"over, so there is nothing to simulate", DepthSimulate, false, map[HopID]Status{Credentials: Pass, Simulate: Skip}, plan.Standing{}, true, ""},
		{"not arrived", DepthRelay, false, good, plan.Standing{}, false, "no test coupon has arrived"},
		{"wrong on the day", DepthSimulate, false, map[HopID]Status{Credentials: Pass, Simulate: Fail}, plan.Standing{}, false, "Rule simulated: as told"},
		{"left before it was simulated", DepthSimulate, false, map[HopID]Status{Credentials: Pass}, plan.Standing{}, false, "Rule simulated: not reached"},
		{"left at once", DepthSimulate, false, nil, plan.Standing{}, false, "Credentials: not reached"},
		{"the rule differs", DepthSimulate, false, good, plan.Standing{Differs: []plan.Field{{Name: "Exact day", To: "2027-01-01"}}}, false, "rule: Exact day is empty, wanted 2027-01-01"},
		{"the rule can't be read", DepthSimulate, false, good, plan.Standing{Unread: "not shown"}, false, ""},
	} {
		r := result(t, c.depth, c.arrived, c.hops)
		r.standing = c.stand
		r.gate()
		g := r.result.Gate
		if g.Open != c.open || !strings.Contains(strings.Join(g.Failures, "\n"), c.because) || c.stand.Unread != "" && len(g.Unseen) != 1 {
			t.Errorf("%s: %+v", c.name, g)
		}
	}
}

func TestNothingIsCalledProvenThatWasOnlyRehearsed(t *testing.T) {
	for _, c := range []struct {
		name                               string
		depth                              Depth
		arrived                            bool
		hops                               map[HopID]Status
		proven, rehearsed, onTheDay, inbox int
	}{
		{"nothing reached", DepthRelay, false, nil, 0, 0, 3, 1},
		{"simulated", DepthSimulate, false, map[HopID]Status{Simulate: Pass}, 1, 0, 1, 1},
		{"simulated with a warning", DepthSimulate, false, map[HopID]Status{Simulate: Warn}, 0, 0, 1, 1},
		{"arrived", DepthRelay, true, map[HopID]Status{Simulate: Pass, Webhook: Pass, Inbox: Manual}, 3, 1, 3, 1},
		{"in the sandbox's inbox", DepthRelay, true, map[HopID]Status{Simulate: Pass, Webhook: Pass, Inbox: Pass}, 3, 2, 2, 0},
	} {
		r := result(t, c.depth, c.arrived, c.hops)
		r.summarise()
		res := r.result
		if len(res.Proven) != c.proven || len(res.Rehearsed) != c.rehearsed || len(res.OnTheDay) != c.onTheDay {
			t.Errorf("%s: proven %q, rehearsed %q, only on the day %q", c.name, res.Proven, res.Rehearsed, res.OnTheDay)
		}
		if got := strings.Count(strings.Join(res.OnTheDay, "\n"), "inbox"); got != c.inbox {
			t.Errorf("%s: the inbox stands %d times among what only the day shows", c.name, got)
		}
		raw, err := json.Marshal(res)
		if err != nil || strings.Contains(strings.Replace(string(raw), `"hops":null`, "", 1), "null") {
			t.Errorf("%s: a list is null in %s (%v)", c.name, raw, err)
		}
	}
}

func TestAHopIsFoundByItsIDAndAFailureIsListed(t *testing.T) {
	r := result(t, DepthRelay, false, map[HopID]Status{Credentials: Pass, Simulate: Fail}).result
	if h, ok := r.Of(Simulate); !ok || h.Status != Fail {
		t.Errorf("got %+v, %v", h, ok)
	}
	if _, ok := r.Of(Inbox); ok || len(r.Failing()) != 1 {
		t.Errorf("failing are %+v", r.Failing())
	}
}

// knows answers what the first hop asks, and leaves the check right after.
type knows struct {
	CleverTap
	TalonOne
	leave context.CancelFunc
}

func (k knows) Profile(context.Context, string) (clevertap.Profile, bool, error) {
	return clevertap.Profile{}, false, nil
}

func (k knows) Session(context.Context, talonone.SessionQuery) (talonone.Evaluation, error) {
	k.leave()
	return talonone.Evaluation{}, nil
}

func TestACheckThatIsLeftHalfWayHasEveryHopAndAShutGate(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	k := knows{leave: cancel}
	c := Checker{CleverTap: k, TalonOne: k, Now: time.Now}
	standing := plan.Standing{Webhook: talonone.Webhook{ID: 1}, Campaign: talonone.Campaign{ID: 1}, RulesetID: 1}
	for _, depth := range []Depth{DepthSimulate, DepthRelay} {
		r := c.Run(ctx, depth, setup.Wanted{Rule: setup.Rule{Day: newYear(t)}}, standing)
		if r.Gate.Open || len(r.Gate.Failures) == 0 {
			t.Errorf("%s: the gate is %+v", depth, r.Gate)
		}
		if len(r.Hops) != len(Hops()) {
			t.Errorf("%s: there are %d hops", depth, len(r.Hops))
		}
		for i, h := range r.Hops {
			if h.ID != Hops()[i] || h.Status == Waiting || h.Status == Running || h.Detail == "" {
				t.Errorf("%s: hop %d is %+v", depth, i, h)
			}
		}
	}
}
