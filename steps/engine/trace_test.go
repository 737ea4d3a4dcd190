package engine_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/trail"
)

// traced follows what is asked for, in the order of the asking.
func traced(t *testing.T, w engine.World, st steps.State, asked ...string) trail.Report {
	t.Helper()
	st.Now = w.Now()
	r, err := engine.New(w).Trace(t.Context(), st, asked, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lostAt is the hop that lost each customer's code.
func lostAt(r trail.Report) map[string]trail.HopID {
	out := map[string]trail.HopID{}
	for _, one := range r.Trails {
		if one.Outcome == trail.Lost {
			out[one.Customer] = one.LostAt
		}
	}
	return out
}

// shopDay is a day in a shop: who lost what.
type shopDay struct {
	busyDay
	admin engine.TalonOne
	at    int // the campaign
}

func openShop(t *testing.T) *shopDay {
	t.Helper()
	box, w, st := dayRig(t)
	s := &shopDay{busyDay: busyDay{t: t, box: box, w: w, st: st}}
	s.open()
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	var err error
	a := st.Answers
	if s.admin, err = s.talon.SignIn(t.Context(), a.Text(setup.SignInEmail), a.Secret(setup.SignInPassword)); err != nil {
		t.Fatal(err)
	}
	all, err := s.talon.Campaigns(t.Context(), 1, "Coupon by email, 1 January 2027")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d campaigns, %v", len(all), err)
	}
	s.at = all[0].ID
	return s
}

// faulty has the shop call for one customer while something goes wrong.
func (s *shopDay) faulty(fault, customer string, deliveries int) {
	s.t.Helper()
	if err := s.box.SetFaults(fault); err != nil {
		s.t.Fatal(err)
	}
	shopCalls(s.t, s.w, s.st, customer)
	s.logged(deliveries)
	if err := s.box.SetFaults(); err != nil {
		s.t.Fatal(err)
	}
}

// miswritten has the shop call while the webhook's payload names another property.
func (s *shopDay) miswritten(customer string, deliveries int) {
	s.t.Helper()
	hooks, err := s.admin.Webhooks(s.t.Context(), 0)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, h := range hooks {
		if h.Title != "Send CleverTap Email" {
			continue
		}
		h.Headers = append([]talonone.Header(nil), h.Headers...)
		right := h.Payload
		h.Payload = strings.ReplaceAll(right, `"CouponCode":`, `"CouponGenerated":`)
		if _, err := s.admin.UpdateWebhook(s.t.Context(), h); err != nil {
			s.t.Fatal(err)
		}
		shopCalls(s.t, s.w, s.st, customer)
		s.logged(deliveries)
		h.Payload = right
		if _, err := s.admin.UpdateWebhook(s.t.Context(), h); err != nil {
			s.t.Fatal(err)
		}
	}
}

func TestATraceNamesTheHopThatLostEachCodeAndInventsNone(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	shopCalls(t, s.w, s.st, "customer-1001")
	s.logged(1)
	s.faulty("html:clevertap/1/upload", "customer-1002", 2)
	s.faulty("success-without-arrival", "customer-1003", 3)
	s.miswritten("customer-1004", 4)
	shopCalls(t, s.w, s.st, "newcomer") // an event makes a customer who has no email
	s.logged(5)
	s.make("customer-1005") // no webhook is called for it
	asked := []string{"customer-1001", "customer-1002", "customer-1003", "customer-1004", "customer-1005", "newcomer"}

	soon := traced(t, s.w, s.st, asked...)
	if got := lostAt(soon); !maps.Equal(got, map[string]trail.HopID{"customer-1002": trail.Delivery, "customer-1004": trail.Event, "newcomer": trail.Email}) {
		t.Errorf("at once lost are %v", got) // an answer of 200 that is none is not repeated, and another name mends itself never
	}
	if n := soon.Count(trail.OnWay); n != 2 {
		t.Errorf("at once %d are on their way, want those that may still come", n)
	}
	s.box.Advance(time.Hour)
	r := traced(t, s.w, s.st, asked...)
	want := map[string]trail.HopID{"customer-1002": trail.Delivery, "customer-1003": trail.Event, "customer-1004": trail.Event,
		"customer-1005": trail.Delivery, "newcomer": trail.Email}
	if got := lostAt(r); !maps.Equal(got, want) {
		t.Errorf("lost are %v, want %v", got, want)
	}
	for n, one := range r.Trails {
		if one.Customer != asked[n] || one.Code == "" || len(one.Hops) != 5 {
			t.Errorf("the trail of %s is %+v", asked[n], one)
		}
		if stuck := one.Stuck(); one.Outcome == trail.Lost && (stuck.Detail == "" || stuck.Fix == "") {
			t.Errorf("%s is lost at %+v, which says too little", asked[n], stuck)
		}
	}
	first := r.Trails[0]
	if first.Outcome != trail.Arrived || r.Verdict() != check.Wrong {
		t.Errorf("the first is %s, the verdict %d", first.Outcome, r.Verdict())
	}
	alone := traced(t, s.w, s.st, first.Code)
	if one := alone.Trails[0]; alone.Verdict() != check.Right || one.Customer != "customer-1001" ||
		!strings.Contains(one.Of(trail.Coupon).Detail, "PUT /v2/customer_profiles/customer-1001 made it; 100 of 100 uses left, no expiry") {
		t.Errorf("alone it is %+v", one)
	}
	if lower := traced(t, s.w, s.st, strings.ToLower(first.Code), first.Code, first.Code); lower.Repeated != 1 || lower.Trails[0].Code != first.Code || lower.Verdict() != check.Right {
		t.Errorf("typed in small letters, and twice, it is %+v", lower)
	}
}

func TestATraceTellsACodesUsesTheSessionThatTookItAndItsExpiry(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	s.redeemable()
	shopCalls(t, s.w, s.st, "customer-1001")
	s.logged(1)
	unused := traced(t, s.w, s.st, "customer-1001").Trails[0]
	if h := unused.Of(trail.Redeemed); h.Status != check.Skip || h.Detail != words.TraceUnseen {
		t.Errorf("a code that is redeemed elsewhere is %+v", h)
	}
	at := answered(s.box, string(setup.RedeemedElsewhere), "false")
	if h := traced(t, s.w, at, "customer-1001").Trails[0].Of(trail.Redeemed); h.Status != check.Skip || h.Detail != words.TraceUnused {
		t.Errorf("a code that was not redeemed yet is %+v", h)
	}
	code := unused.Code
	if _, err := s.talon.Session(t.Context(), talonone.SessionQuery{SessionID: "cart-77", ProfileID: "customer-1001", State: "closed", Coupons: []string{code}}); err != nil {
		t.Fatal(err)
	}
	used := traced(t, s.w, s.st, code).Trails[0]
	if h := used.Of(trail.Redeemed); h.Status != check.Pass || !strings.HasPrefix(h.Detail, "used 1 time; last taken by PUT /v2/customer_sessions/cart-77, 1 January 2027, ") {
		t.Errorf("redeemed is %+v", h)
	}
	if d := used.Of(trail.Coupon).Detail; !strings.Contains(d, "99 of 100 uses left") {
		t.Errorf("the coupon is %s", d)
	}
	s.box.Advance(48 * time.Hour)
	late := traced(t, s.w, s.st, s.expiring("customer-1002", s.box.Now().Add(-time.Hour))).Trails[0]
	if h := late.Of(trail.Redeemed); h.Status != check.Warn || !strings.HasPrefix(h.Detail, "it expired 3 January 2027, ") || h.Fix == "" {
		t.Errorf("an expired code is %+v", h)
	}
}

// redeemable adds a rule to the campaign that takes its codes.
func (s *shopDay) redeemable() {
	s.t.Helper()
	sets, err := s.talon.Rulesets(s.t.Context(), 1, s.at)
	if err != nil || len(sets) != 1 {
		s.t.Fatalf("%d rulesets, %v", len(sets), err)
	}
	var set map[string]any
	if err := json.Unmarshal(sets[0].Body, &set); err != nil {
		s.t.Fatal(err)
	}
	set["rules"] = append(set["rules"].([]any), map[string]any{"title": "Codes", "condition": []any{"and", []any{"couponValid"}},
		"effects": []any{[]any{"catch", []any{"noop"}, []any{"setDiscount", "five", 5}}}})
	body, err := json.Marshal(set)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.admin.UpdateRuleset(s.t.Context(), 1, s.at, sets[0].ID, body); err != nil {
		s.t.Fatal(err)
	}
}

// expiring makes a coupon with an expiry, as a person can in the Campaign Manager.
func (s *shopDay) expiring(customer string, at time.Time) (code string) {
	s.t.Helper()
	body, _ := json.Marshal(map[string]any{"usageLimit": 1, "numberOfCoupons": 1, "recipientIntegrationId": customer, "expiryDate": at})
	r, err := http.NewRequestWithContext(s.t.Context(), "POST",
		s.st.Answers.Text(setup.TalonOneURL)+"/v1/applications/1/campaigns/"+strconv.Itoa(s.at)+"/coupons?silent=no", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "ManagementKey-v1 "+s.st.Answers.Secret(setup.ManagementKey).Reveal())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	var made struct{ Data []struct{ Value string } }
	if err := json.NewDecoder(answer.Body).Decode(&made); err != nil || len(made.Data) != 1 {
		s.t.Fatalf("making a coupon: %d of them, %v", len(made.Data), err)
	}
	return made.Data[0].Value
}

func TestATraceTellsTestsOtherCampaignsAndStrangersApart(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	sample, err := s.talon.Campaigns(t.Context(), 1, "Sample: coupon on a day")
	if err != nil || len(sample) != 1 {
		t.Fatalf("%d campaigns, %v", len(sample), err)
	}
	theirs, err := s.talon.CreateCoupons(t.Context(), 1, sample[0].ID, talonone.NewCoupons{Number: 1, Recipient: "customer-1001"})
	if err != nil {
		t.Fatal(err)
	}
	session := engine.New(s.w)
	if _, _, err := session.Plan(t.Context(), s.st); err != nil {
		t.Fatal(err)
	}
	test, err := session.Live(t.Context(), s.st, "relay", nil)
	if err != nil || !test.Arrived {
		t.Fatalf("the live check: arrived %v, %v", test.Arrived, err)
	}
	r := traced(t, s.w, s.st, theirs[0].Value, "customer-1002", "nobody", test.CouponCode, "customer-1001")
	for n, want := range []struct {
		outcome trail.Outcome
		says    string
		test    bool
	}{
		{trail.Elsewhere, "by the campaign “Sample: coupon on a day”", false},
		{trail.NoCode, "knows this customer and has no coupon of theirs in “Coupon by email, 1 January 2027”: none was made, or somebody deleted it", false},
		{trail.NotFound, "no campaign of Shop EU has such a code, and there is no customer", false},
		{trail.Deleted, "talontap's own test made it", true},
		{trail.Elsewhere, "by the campaign “Sample: coupon on a day”", false},
	} {
		got := r.Trails[n]
		if got.Outcome != want.outcome || got.Test != want.test || !strings.Contains(got.Of(trail.Coupon).Detail, want.says) {
			t.Errorf("%s is %s: %s", got.Asked, got.Outcome, got.Of(trail.Coupon).Detail)
		}
	}
}

func TestATraceCallsNothingSeenThatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	shopCalls(t, s.w, s.st, "customer-1001")
	s.logged(1)
	code := traced(t, s.w, s.st, "customer-1001").Trails[0].Code
	for fault, want := range map[string]struct {
		outcome trail.Outcome
		verdict check.Exit
		unseen  trail.HopID
	}{
		"500:clevertap":                {trail.NotSeen, check.Failed, trail.Event},
		"401:clevertap":                {trail.NotSeen, check.Rejected, trail.Event},
		"500:talonone/v1/message_logs": {trail.Arrived, check.Right, ""},
	} {
		if err := s.box.SetFaults(fault); err != nil {
			t.Fatal(err)
		}
		r := traced(t, s.w, s.st, code)
		got := r.Trails[0]
		if got.Outcome != want.outcome || r.Verdict() != want.verdict || want.unseen != "" && got.Of(want.unseen).Status != "unseen" || len(r.Unread) == 0 {
			t.Errorf("%s: %s with the verdict %d and %d unread: %+v", fault, got.Outcome, r.Verdict(), len(r.Unread), got.Hops)
		}
	}
	if err := s.box.SetFaults("500:talonone/v1/applications/1/customers"); err != nil {
		t.Fatal(err)
	}
	if r := traced(t, s.w, s.st, "nobody", code); r.Trails[0].Outcome != trail.NotSeen || r.Trails[1].Outcome != trail.Arrived || r.Verdict() != check.Failed {
		t.Errorf("without the customers it is %+v", r.Trails)
	}
	if err := s.box.SetFaults("401:talonone"); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.New(s.w).Trace(t.Context(), s.st, []string{code}, nil); err == nil {
		t.Error("without its coupons a code is traced")
	}
	if err := s.box.SetFaults(); err != nil {
		t.Fatal(err)
	}
	s.st.Answers = s.st.Answers.WithSecret(setup.ManagementKey, secret.New("wrong"), setup.FromVariable)
	if _, err := engine.New(s.w).Trace(t.Context(), s.st, []string{code}, nil); err == nil {
		t.Error("with a wrong key a code is traced")
	}
}
