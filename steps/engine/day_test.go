package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// newYearsEve is a moment before the rule's day.
var newYearsEve = time.Date(2026, 12, 31, 10, 0, 0, 0, time.UTC)

// dayRig is a finished setup for 1 January 2027, on the eve of it.
func dayRig(t *testing.T) (*sandbox.Sandbox, engine.World, steps.State) {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{Clock: newYearsEve})
	w.Travel = box.SetClock
	st := answered(box, string(setup.RuleDate), "2027-01-01")
	if r, err := run(t, w, st); err != nil || !r.Enabled {
		t.Fatalf("the setup: enabled %v, %v", r.Enabled, err)
	}
	return box, w, st
}

// shopCalls has the shop call Talon.One for customers, as on the day.
func shopCalls(t *testing.T, w engine.World, st steps.State, customers ...string) {
	t.Helper()
	c, err := w.TalonOne(st.Answers.Text(setup.TalonOneURL), st.Answers.Secret(setup.ManagementKey), st.Answers.Secret(setup.IntegrationKey))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range customers {
		if _, err := c.UpdateProfile(t.Context(), id, true); err != nil {
			t.Fatal(err)
		}
	}
}

// verified is the checklist, once the deliveries had their time.
func verified(t *testing.T, w engine.World, st steps.State, settled func(map[string]check.Check) bool) map[string]check.Check {
	t.Helper()
	for range 50 {
		st.Now = w.Now()
		list, err := engine.New(w).Checklist(t.Context(), st)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]check.Check{}
		for _, c := range list.Checks {
			found[c.ID] = c
		}
		if settled(found) {
			return found
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the deliveries did not settle")
	return nil
}

func always(map[string]check.Check) bool { return true }

func TestOnTheDayEachCodeIsFollowedToItsCustomer(t *testing.T) {
	t.Parallel()
	box, w, st := dayRig(t)
	for id := range verified(t, w, st, always) {
		if strings.HasPrefix(id, "day.") {
			t.Errorf("before the day there is %s", id)
		}
	}
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	shopCalls(t, w, st, "customer-1001", "customer-1002", "customer-1003")
	verified(t, w, st, func(c map[string]check.Check) bool {
		return strings.HasPrefix(c["day.events"].Detail, "3 of 3 codes")
	})
	session := engine.New(w)
	if _, _, err := session.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if r, err := session.Live(t.Context(), st, live.DepthFire, nil); err != nil || !r.Arrived {
		t.Fatalf("the real run: arrived %v (%v)", r.Arrived, err)
	}
	got := verified(t, w, st, always) // talontap's own is told apart
	for id, want := range map[string]string{"day.coupons": "3 coupons made for customers", "day.deliveries": "3 of 3 codes delivered, in 3 attempts", "day.events": "3 of 3 codes reached the customer; compared with"} {
		if c := got[id]; c.Status != check.Pass || !strings.HasPrefix(c.Detail, want) {
			t.Errorf("%s: %s, %q; want a pass with %q", id, c.Status, c.Detail, want)
		}
	}
}

func TestWhatIsLostOnTheDayIsSaid(t *testing.T) {
	t.Parallel()
	box, w, st := dayRig(t)
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	if err := box.SetFaults("success-without-arrival"); err != nil {
		t.Fatal(err)
	}
	shopCalls(t, w, st, "customer-1001")
	verified(t, w, st, func(c map[string]check.Check) bool {
		return strings.HasPrefix(c["day.deliveries"].Detail, "1 of 1 code delivered")
	})
	if err := box.SetFaults("401:clevertap/1/upload"); err != nil {
		t.Fatal(err)
	}
	shopCalls(t, w, st, "customer-1002")
	got := verified(t, w, st, func(c map[string]check.Check) bool { return strings.Contains(c["day.deliveries"].Detail, "401") })
	for id, customer := range map[string]string{"day.deliveries": "customer-1002", "day.events": "customer-1001"} {
		if c := got[id]; c.Status != check.Warn || c.Fix == "" || len(c.OnWay) != 1 || c.OnWay[0].Customer != customer {
			t.Errorf("%s: within minutes it is %+v, want the code of %s on its way", id, c, customer)
		}
	}
	got = verified(t, w, st, func(c map[string]check.Check) bool {
		if c["day.deliveries"].Status == check.Fail {
			return true
		}
		box.Advance(11 * time.Minute) // past all patience, until it is tried once more
		return false
	})
	for id, want := range map[string]string{"day.deliveries": "customer-1002", "day.events": "customer-1001"} {
		if c := got[id]; c.Status != check.Fail || len(c.Lost) != 1 || c.Lost[0].Customer != want || !strings.Contains(c.Detail, c.Lost[0].Code+" for "+want) {
			t.Errorf("%s: %+v, want the code of %s lost", id, c, want)
		}
	}
}

func TestASetupWhoseDayIsOverStillPlansAndVerifies(t *testing.T) {
	t.Parallel()
	box, w, st := dayRig(t)
	box.SetClock(time.Date(2027, 1, 10, 8, 0, 0, 0, time.UTC))
	st.Now = w.Now()
	session := engine.New(w)
	p, _, err := session.Plan(t.Context(), st)
	if err != nil || !p.NoChanges() {
		t.Errorf("the plan is %+v (%v), want no changes", p.Changes, err)
	}
	got := verified(t, w, st, always)
	for id, c := range got {
		if c.Status == check.Fail && id != "day.coupons" {
			t.Errorf("%s fails: %s", id, c.Detail)
		}
	}
	if got["rule.date"].Status != check.Warn || got["day.coupons"].Status != check.Fail || got["day.deliveries"].Status != check.Pass {
		t.Errorf("the date is %s, its coupons %s, its deliveries %s", got["rule.date"].Status, got["day.coupons"].Status, got["day.deliveries"].Status)
	}
	var notYet *live.NotYetError
	if _, err := session.Live(t.Context(), st, live.DepthFire, nil); !errors.As(err, &notYet) {
		t.Errorf("a real run after the day ends with %v", err)
	}
	if r, err := session.Live(t.Context(), st, live.DepthRelay, nil); err != nil || !r.Arrived {
		t.Errorf("a test coupon after the day: arrived %v (%v)", r.Arrived, err)
	}
}

func TestARehearsalTravelsToTheDayAndRunsItForReal(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: newYearsEve})
	w.Travel = box.SetClock
	st := answered(box, string(setup.RuleDate), "2027-01-01", string(setup.TestAddress), "you@example.com")
	session := engine.New(w)
	if session.MayRehearseDay() {
		t.Error("it is offered before anything stands")
	}
	if _, err := alone(t.Context(), session, st, steps.Alone{}); err != nil {
		t.Fatal(err)
	}
	before := len(box.Inbox())
	r, err := session.RehearseDay(t.Context(), st, nil)
	if err != nil || !r.Arrived || r.Depth != live.DepthFire {
		t.Fatalf("the real run: arrived %v (%v)", r.Arrived, err)
	}
	if n := len(box.Inbox()); n != before+1 || !strings.Contains(box.Inbox()[n-1].Body, r.CouponCode) {
		t.Errorf("%d emails came, want one with %s", n-before, r.CouponCode)
	}
	w.Travel = nil
	if _, err := engine.New(w).RehearseDay(t.Context(), st, nil); !errors.Is(err, steps.ErrNoRehearsal) {
		t.Errorf("with real accounts it ends with %v", err)
	}
}

func TestARealCustomerIsRefusedBeforeAnythingIsMadeUnlessTheAdminInsists(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.TestIdentity), "customer-1001")
	before := count(t, w, st)
	_, err := run(t, w, st)
	var unfit *steps.UnfitError
	if !errors.As(err, &unfit) || !strings.Contains(err.Error(), "--insist") {
		t.Errorf("the run ended with %v, want a refusal that names --insist", err)
	}
	if after := count(t, w, st); after != before {
		t.Errorf("afterwards there are %+v, want %+v as before", after, before)
	}
	w.Insist = true
	r, err := run(t, w, st)
	if err != nil || !r.Live.Arrived {
		t.Fatalf("insisted: arrived %v (%v)", r.Live != nil && r.Live.Arrived, err)
	}
	c, err := w.CleverTap(st.Answers.Text(setup.Region), st.Answers.Text(setup.ProjectID), st.Answers.Secret(setup.Passcode))
	if err != nil {
		t.Fatal(err)
	}
	var p clevertap.Profile
	if p, _, err = c.Profile(t.Context(), "customer-1001"); err != nil || p.Name == setup.TestCustomer || p.Email == "" {
		t.Errorf("the customer is now %q with %q (%v), want it as it was", p.Name, p.Email, err)
	}
}
