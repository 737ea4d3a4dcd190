package report_test

import (
	"testing"
	"time"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func TestAChangeGetsOneLineWhenItHasEndedAndNoneBefore(t *testing.T) {
	for _, c := range []struct {
		p    apply.Progress
		want string
	}{
		{apply.Progress{Resource: plan.Webhook, State: apply.Running}, ""},
		{apply.Progress{Resource: plan.Webhook, State: apply.Done, Detail: "Send CleverTap Email", Took: 312 * time.Millisecond},
			"✓ webhook: done, Send CleverTap Email (312 ms)"},
		{apply.Progress{Resource: plan.Event, State: apply.Kept, Detail: "Coupon Generated", Took: time.Second}, "= event: kept as it is, Coupon Generated"},
		{apply.Progress{Resource: plan.Rule, State: apply.ByHand, Detail: "no published\ncall makes a rule"}, "☐ rule: by hand, no published call makes a rule"},
		{apply.Progress{Resource: plan.Campaign, State: apply.Failed, Detail: "refused", Took: 1200 * time.Millisecond}, "✗ campaign: failed, refused (1.2 s)"},
	} {
		if got := report.ProgressLine(c.p); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAHopGetsOneLineWithItsAdviceWhenItHasEnded(t *testing.T) {
	for _, c := range []struct {
		h    live.Hop
		want string
	}{
		{live.Hop{ID: live.Coupon}, ""},
		{live.Hop{ID: live.Coupon, Status: live.Running}, ""},
		{live.Hop{ID: live.Coupon, Status: live.Pass, Detail: "made", Fix: "nothing", Took: 100 * time.Microsecond}, "✓ Coupon made, made (< 1 ms)"},
		{live.Hop{ID: live.Accepted, Status: live.Fail, Detail: "refused\nby CleverTap", Fix: "choose\nanother name"},
			"✗ Event accepted, refused by CleverTap; do: choose another name"},
		{live.Hop{ID: live.Simulate, Status: live.Warn}, "! Rule simulated"},
		{live.Hop{ID: live.Inbox, Status: live.Manual, Detail: "look"}, "☐ In the inbox, look"},
		{live.Hop{ID: live.Inbox, Status: live.Skip, Fix: "set test.address"}, "– In the inbox"},
	} {
		if got := report.HopLine(c.h); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
