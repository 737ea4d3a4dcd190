package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

// shop is the line about the shop's calls.
func shop(t *testing.T, look func() map[string]check.Check, want check.Status, says string) {
	t.Helper()
	if c := look()["shop.calls"]; c.Status != want || !strings.Contains(c.Detail, says) || (c.Status != check.Pass) != (c.Fix != "") {
		t.Errorf("%s, %q (%s); want %s with %q", c.Status, c.Detail, c.Fix, want, says)
	}
}

func TestTheShopsLastCallIsToldFromTalontapsOwn(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: newYearsEve})
	st := answered(box, string(setup.RuleDate), "2027-01-01", string(setup.TestIdentity), "probe-7")
	look := func() map[string]check.Check { return verified(t, w, st, always) }
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	shop(t, look, check.Pass, "31 December 2026 09:55 UTC by PUT /v2/customer_sessions")
	box.SetClock(time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC))
	look() // talontap calls, to try the key
	shopCalls(t, w, st, "probe-7", "talontap-test-other")
	shop(t, look, check.Warn, "nothing but talontap itself")
	shopCalls(t, w, st, "customer-1001")
	box.Advance(3 * time.Hour)
	shopCalls(t, w, st, "probe-7")
	shop(t, look, check.Pass, "1 March 2027 08:00 UTC by PUT /v2/customer_profiles")
	st.Answers = st.Answers.WithSecret(setup.ManagementKey, newKey(t, box, map[string]any{"kind": "management", "endpoints": []string{"GET /v1/applications"}}), setup.Typed)
	shop(t, look, check.Manual, "access log could not be read")
}

func TestACustomerWhomNoEmailCanReachIsCounted(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: newYearsEve})
	st, admin := answered(box, string(setup.RuleDate), "2027-01-01"), newAdmin(t, box)
	customer := func(field string, value any, numbers ...string) {
		for _, n := range numbers {
			admin.click("PUT", cleverTapConsole+"/customers/customer-100"+n, map[string]any{field: value})
		}
	}
	of := func(want check.Status, detail, fix string) {
		t.Helper()
		if c := verified(t, w, st, always)["customers.shared_id"]; c.Status != want || !strings.Contains(c.Detail, detail) || !strings.Contains(c.Fix, fix) {
			t.Errorf("%s, %q, %q; want %s with %q and %q", c.Status, c.Detail, c.Fix, want, detail, fix)
		}
	}
	of(check.Pass, "CleverTap knows 5 of 5 customers by the same ID, 5 with an email address", "")
	customer("MSG-email", false, "1", "2")
	of(check.Pass, "2 of them unsubscribed", "")
	customer("MSG-email", "false", "3")
	customer("MSG-email", false, "4", "5")
	of(check.Warn, "5 of them unsubscribed", "would get no email")
	customer("MSG-email", true, "1", "2", "3", "4", "5")
	customer("Email", nil, "1", "2", "3")
	of(check.Warn, "2 with an email address", "3 of those tried have no email address in CleverTap")
}
