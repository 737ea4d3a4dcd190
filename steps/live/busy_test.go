package live_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/live"
)

func TestACodeIsFoundAmongThousandsAndSoAreTheEventsOfEarlierChecks(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{})
	const crowd, atOnce = 12_000, 1000
	for n := 0; n < crowd; n += atOnce {
		var records []clevertap.Record
		for i := n; i < n+atOnce; i++ {
			records = append(records, clevertap.Record{Identity: fmt.Sprintf("crowd-%03d", i%100), Event: r.w.Event.Name, At: r.box.Now().Add(-3 * time.Hour),
				Properties: map[string]any{r.w.Event.Property: fmt.Sprintf("CROWD-%05d", i)}})
		}
		if receipt, err := r.clever.Upload(t.Context(), records, false); err != nil || !receipt.Taken() {
			t.Fatalf("the crowd: %+v, %v", receipt, err)
		}
	}
	for _, which := range []string{"first", "second"} {
		if result := r.check(t.Context(), live.DepthRelay); !result.Arrived {
			t.Errorf("the %s check: %+v", which, result.Hops)
		}
	}
	if err := r.box.SetFaults("other-code"); err != nil {
		t.Fatal(err)
	}
	if result := r.check(t.Context(), live.DepthRelay); result.Arrived || result.Diagnosis == nil || result.Diagnosis.Cause != live.OtherCode {
		t.Errorf("another code: arrived %v, %+v", result.Arrived, result.Diagnosis)
	}
}

// renamed shows the test customer in the list of events under another of its
// identities.
type renamed struct {
	*clevertap.Client
	customer, under string
	profile         func(*clevertap.Profile, string) // what the profile tells of it
}

func (n renamed) Profile(ctx context.Context, identity string) (clevertap.Profile, bool, error) {
	p, found, err := n.Client.Profile(ctx, identity)
	if identity == n.customer && n.profile != nil {
		n.profile(&p, "o-"+n.customer)
	}
	return p, found, err
}

func (n renamed) Events(ctx context.Context, q clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error] {
	return func(yield func(clevertap.EventRecord, error) bool) {
		for e, err := range n.Client.Events(ctx, q) {
			if e.Identity == n.customer {
				e.Identity, e.ObjectID = n.under, "o-"+n.customer
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

func TestACodeUnderAnotherIdentityOfTheSameCustomerHasArrived(t *testing.T) {
	t.Parallel()
	const under = "+491701234567"
	for _, c := range []struct {
		name    string
		profile func(*clevertap.Profile, string)
		arrives bool
	}{
		{"by its object ID", func(p *clevertap.Profile, object string) { p.ObjectIDs = []string{object} }, true},
		{"by the profile's own word", func(p *clevertap.Profile, _ string) { p.Identity = under }, true},
		{"another customer", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, time.Time{})
			checker := r.checker()
			checker.CleverTap = renamed{r.clever, r.w.Test.Identity, under, c.profile}
			result := checker.Run(t.Context(), live.DepthRelay, r.w, r.standing)
			hop, _ := result.Of(live.Property)
			if result.Arrived != c.arrives || c.arrives && !strings.Contains(hop.Detail, "listed under "+under) {
				t.Errorf("arrived %v, %s: %q; want arrived %v", result.Arrived, hop.Status, hop.Detail, c.arrives)
			}
		})
	}
}

func TestAnotherCustomersDeliveryIsNotTakenForOurs(t *testing.T) {
	t.Parallel()
	html := []string{"html:clevertap/1/upload"}
	for _, c := range []struct {
		theirs, ours []string // what goes wrong with each
		passes       bool
	}{{html, nil, true}, {nil, html, false}} {
		r := newRig(t, onTheDay)
		r.fault(c.theirs...)
		if _, err := r.talon.UpdateProfile(t.Context(), "customer-1001", true); err != nil {
			t.Fatal(err)
		}
		r.at(live.Coupon, func() { r.logged(1); r.fault(c.ours...) })
		result := r.check(t.Context(), live.DepthFire)
		hop, _ := result.Of(live.Accepted)
		if passed := hop.Status == live.Pass; passed != c.passes {
			t.Errorf("theirs %q, ours %q: %s, %q", c.theirs, c.ours, hop.Status, hop.Detail)
		}
	}
}

// logged waits until Talon.One's log holds so many deliveries.
func (r *rig) logged(n int) {
	r.t.Helper()
	for range 100 {
		logs, err := r.talon.MessageLogs(r.t.Context(), talonone.MessageLogQuery{WebhookID: r.standing.Webhook.ID})
		if err != nil {
			r.t.Fatal(err)
		}
		if len(logs) >= n {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.t.Fatalf("%d deliveries are not logged", n)
}
