package live_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// takeUp waits on for what an earlier check had on its way, and holds that
// nothing was made or sent for it.
func (r *rig) takeUp(p *live.Pending) live.Result {
	r.t.Helper()
	if p == nil {
		r.t.Fatal("there is nothing to take up")
	}
	r.up, r.tell = p, nil
	res := r.check(r.t.Context(), live.DepthRelay)
	for _, q := range res.Requests {
		if strings.HasSuffix(q.Call, "POST /1/upload") || strings.HasSuffix(q.Call, "POST /v1/applications/{applicationId}/campaigns/{campaignId}/coupons") {
			r.t.Errorf("taking it up took %d × %s", q.Count, q.Call)
		}
	}
	return res
}

func TestALateCouponIsWaitedOnForWithoutAnotherOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{}, string(setup.TestAddress), withAddress)
	r.fault("late=1h")
	late := r.check(t.Context(), live.DepthRelay)
	again := r.takeUp(late.Pending)
	if cause(again) != string(live.Late) || again.CouponCode != late.CouponCode || again.Pending == nil {
		t.Fatalf("still on its way, it is %s\n%s", cause(again), told(again))
	}
	r.box.Advance(time.Hour)
	there := r.takeUp(again.Pending)
	if !there.Arrived || there.CouponCode != late.CouponCode || there.Pending != nil || len(there.Failing()) > 0 {
		t.Errorf("once it has come\n%s", told(there))
	}
	if h, _ := there.Of(live.Inbox); h.Status != live.Pass {
		t.Errorf("its email is %s: %s", h.Status, h.Detail)
	}
	if left := r.unnamed(there); len(left) > 0 || len(r.box.Inbox()) != 1 {
		t.Errorf("left is %v, and %d emails were sent", left, len(r.box.Inbox()))
	}
}

// farFromNight is a time after which CleverTap deletes nobody for hours.
var farFromNight = time.Date(2026, time.November, 26, 9, 0, 0, 0, time.UTC)

func TestACouponWhoseCustomerWasDeletedInTheNightIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	r := newRig(t, farFromNight)
	r.check(t.Context(), live.DepthRelay) // asks CleverTap to delete the customer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.keeps = true
	r.at(live.Property, cancel)
	left := r.check(ctx, live.DepthRelay)
	r.box.Advance(24 * time.Hour)
	res := r.takeUp(left.Pending)
	if res.Arrived || !strings.Contains(told(res), "deleted the test customer") {
		t.Errorf("taken up\n%s", told(res))
	}
}

func TestACheckThatIsLeftOnceItHasSentCanBeTakenUp(t *testing.T) {
	t.Parallel()
	for _, hop := range []live.HopID{live.Accepted, live.OnProfile, live.Property} {
		t.Run(string(hop), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, farFromNight)
			if hop != live.Property {
				r.fault("late=1h")
			}
			r.check(t.Context(), live.DepthRelay) // so that the customer has an event, or an earlier coupon
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r.keeps = true
			r.at(hop, cancel)
			left := r.check(ctx, live.DepthRelay)
			if d := left.Diagnosis; d == nil || d.Cause != live.Left || !strings.Contains(d.Fix, "--take-up") || left.Pending == nil {
				t.Fatalf("it was left so\n%s", told(left))
			}
			if unnamed := r.unnamed(left); len(unnamed) > 0 {
				t.Errorf("unnamed is %v", unnamed)
			}
			r.box.Advance(2 * time.Hour)
			res := r.takeUp(left.Pending)
			if !res.Arrived || res.CouponCode != left.CouponCode {
				t.Errorf("taken up\n%s", told(res))
			}
			if unnamed := r.unnamed(res); len(unnamed) > 0 {
				t.Errorf("unnamed is %v", unnamed)
			}
		})
	}
}

func TestACheckThatIsLeftBeforeItHasSentLeavesNothingToTakeUp(t *testing.T) {
	t.Parallel()
	for _, hop := range []live.HopID{live.Simulate, live.Coupon, live.Webhook} {
		r := newRig(t, time.Time{})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r.keeps = true
		r.at(hop, cancel)
		if res := r.check(ctx, live.DepthRelay); res.Pending != nil || len(r.unnamed(res)) > 0 {
			t.Errorf("%s: pending is %v\n%s", hop, res.Pending, told(res))
		}
	}
}

func TestACouponThatIsGoneCannotBeTakenUp(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{})
	r.fault("late=1h")
	late := r.check(t.Context(), live.DepthRelay)
	r.check(t.Context(), live.DepthRelay) // which removes it
	if res := r.takeUp(late.Pending); cause(res) != string(live.NotThere) || exit(res) != 3 || res.Pending != nil {
		t.Errorf("it is %s\n%s", cause(res), told(res))
	}
}

func TestWhatIsOnItsWayIsReadAsItWasWritten(t *testing.T) {
	p := live.Pending{Code: "NY-7K3Q-88PD", Sent: time.Date(2026, 11, 26, 3, 48, 12, 0, time.UTC), Baseline: 3, Taken: true, Identity: "a customer"}
	got, ok := live.ParsePending(p.String())
	if !ok || got != p {
		t.Errorf("%q came back as %+v", p, got)
	}
	if !p.MayTakeUp("a customer", p.Sent.Add(time.Hour)) || p.MayTakeUp("another", p.Sent) || p.MayTakeUp("a customer", p.Sent.Add(25*time.Hour)) {
		t.Error("it is taken up for another customer, or for ever")
	}
}

func FuzzParsePending(f *testing.F) {
	f.Add("NY-7K3Q-88PD 2026-11-26T03:48:12Z 3 true a customer")
	f.Add("")
	f.Add("  2026-11-26T03:48:12Z 3 true x")
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := live.ParsePending(text)
		if !ok {
			return
		}
		if again, ok := live.ParsePending(p.String()); !ok || !again.Sent.Equal(p.Sent) || again.Code != p.Code || again.Identity != p.Identity {
			t.Errorf("%q is read as %+v, and that as %+v", text, p, again)
		}
	})
}
