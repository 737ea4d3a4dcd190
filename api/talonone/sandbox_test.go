package talonone_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// rehearsal is the client with a whole Talon.One to talk to.
type rehearsal struct {
	*sandbox.Sandbox
	*talonone.Client
	env map[string]string
}

const shop = 1

func rehearse(t *testing.T, o sandbox.Options) rehearsal {
	t.Helper()
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	r := rehearsal{Sandbox: s, env: map[string]string{}}
	for _, v := range s.Env() {
		r.env[v.Name] = v.Value
	}
	r.Client, err = talonone.New(talonone.Config{
		Base: s.TalonOneURL(), Timeout: time.Minute,
		ManagementKey:  secret.New(r.env["TALONTAP_TALONONE_MANAGEMENT_KEY"]),
		IntegrationKey: secret.New(r.env["TALONTAP_TALONONE_INTEGRATION_KEY"]),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// signedIn is the client of a signed-in admin.
func (r rehearsal) signedIn(t *testing.T) *talonone.Client {
	t.Helper()
	in, err := r.SignIn(t.Context(), r.env["TALONTAP_TALONONE_EMAIL"], secret.New(r.env["TALONTAP_TALONONE_PASSWORD"]))
	if err != nil {
		t.Fatal(err)
	}
	return r.As(in.Token)
}

// sample is the campaign that a rule is taken from, with its ruleset.
func (r rehearsal) sample(t *testing.T) (talonone.Campaign, talonone.Ruleset) {
	t.Helper()
	campaigns, err := r.Campaigns(t.Context(), shop, r.env["TALONTAP_CAMPAIGN_SAMPLE"])
	if err != nil || len(campaigns) != 1 {
		t.Fatalf("campaigns: %+v, %v", campaigns, err)
	}
	ruleset, err := r.Ruleset(t.Context(), shop, campaigns[0].ID, campaigns[0].ActiveRulesetID)
	if err != nil {
		t.Fatal(err)
	}
	return campaigns[0], ruleset
}

func TestRehearsedAnAccountIsReadable(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	applications, err := r.Applications(t.Context())
	if err != nil || len(applications) != 2 || applications[0].TimeZone != "Europe/Berlin" || !applications[0].Sandbox {
		t.Errorf("applications: %+v, %v", applications, err)
	}
	customers, err := r.Customers(t.Context(), shop, "", 3)
	if err != nil || len(customers) != 3 {
		t.Errorf("customers: %+v, %v", customers, err)
	}
	now := time.Now()
	last, found, err := r.LastAccess(t.Context(), shop, now.Add(-time.Hour), now, func(a talonone.Access) bool { return a.Method == "PUT" })
	if err != nil || !found || last.URI != "/v2/customer_sessions/cart-1" || last.Status != 200 || last.Body == "" {
		t.Errorf("the last call: %+v, found %v, %v", last, found, err)
	}
	webhooks, err := r.Webhooks(t.Context(), shop)
	if err != nil || len(webhooks) == 0 {
		t.Fatalf("webhooks: %v", err)
	}
	one, err := r.Webhook(t.Context(), webhooks[0].ID)
	if err != nil || one.Title != webhooks[0].Title {
		t.Errorf("webhook: %s, %v", one.Title, err)
	}
	if _, err := r.Webhook(t.Context(), 999_999); transport.KindOf(err) != transport.NotFound {
		t.Errorf("a webhook that is not there: got %v, want not found", err)
	}
}

func TestRehearsedARuleIsReadInBothForms(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	campaign, ruleset := r.sample(t)
	rulesets, err := r.Rulesets(t.Context(), shop, campaign.ID)
	if err != nil || len(rulesets) != 1 || string(rulesets[0].Body) != string(ruleset.Body) {
		t.Errorf("rulesets: %+v, %v", rulesets, err)
	}
	typed, err := r.RulesetV2(t.Context(), shop, campaign.ID, ruleset.ID)
	if err != nil || len(typed.Rules) != 1 {
		t.Fatalf("typed: %+v, %v", typed, err)
	}
	types := map[string]bool{}
	var walk func([]talonone.Block)
	walk = func(blocks []talonone.Block) {
		for _, b := range blocks {
			types[b.Type] = true
			walk(b.Blocks)
		}
	}
	walk(typed.Rules[0].Blocks)
	if !types["createCoupon"] || !types["triggerWebhook"] || !types["checkAttribute"] {
		t.Errorf("blocks of the types %v", types)
	}
}

// TestRehearsedASetupFromSignInToSignOut is the automatic route, step by step.
func TestRehearsedASetupFromSignInToSignOut(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	_, sample := r.sample(t)
	admin := r.signedIn(t)

	hook := aWebhook()
	hook.URL = strings.Replace(r.CleverTapURL(), "{region}", "eu1", 1) + "/1/upload"
	hook.CredentialID = 0
	made, err := admin.CreateWebhook(t.Context(), hook)
	if err != nil || made.ID == 0 || made.Title != hook.Title || len(made.Params) != 2 {
		t.Fatalf("webhook %s: %v", made.Title, err)
	}
	made.Description = "changed"
	if made, err = admin.UpdateWebhook(t.Context(), made); err != nil || made.Description != "changed" {
		t.Errorf("webhook %s: %v", made.Description, err)
	}

	campaign := aCampaign()
	campaign.StartTime, campaign.EndTime = time.Time{}, time.Time{}
	c, err := admin.CreateCampaign(t.Context(), shop, campaign)
	if err != nil || c.State != "disabled" {
		t.Fatalf("campaign: %+v, %v", c, err)
	}
	ruleset, err := admin.CreateRuleset(t.Context(), shop, c.ID, sample.Body)
	if err != nil {
		t.Fatal(err)
	}
	if ruleset, err = admin.UpdateRuleset(t.Context(), shop, c.ID, ruleset.ID, ruleset.Body); err != nil {
		t.Errorf("ruleset: %v", err)
	}
	c, err = admin.UpdateCampaign(t.Context(), c, talonone.CampaignChange{ActiveRulesetID: &ruleset.ID})
	if err != nil || c.State != "disabled" || c.ActiveRulesetID != ruleset.ID {
		t.Errorf("campaign: %+v, %v", c, err)
	}
	if c, err = r.UpdateCampaign(t.Context(), c, talonone.CampaignChange{State: ptr("enabled")}); err != nil || c.State != "enabled" {
		t.Errorf("enabling: %+v, %v", c, err)
	}
	if err := r.DeleteCampaign(t.Context(), shop, c.ID); err != nil {
		t.Error(err)
	}
	if _, err := r.Campaign(t.Context(), shop, c.ID); transport.KindOf(err) != transport.NotFound {
		t.Errorf("the deleted campaign: got %v, want not found", err)
	}
	if err := admin.SignOut(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := admin.Applications(t.Context()); transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("after signing out: got %v, want unauthorised", err)
	}
}

func TestRehearsedCouponsAreMadeFoundAndDeletedOneByOne(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	campaign, _ := r.sample(t)
	made, err := r.CreateCoupons(t.Context(), shop, campaign.ID, talonone.NewCoupons{UsageLimit: 1, Number: 2, Recipient: "customer-1001", Pattern: "TEST-######", Characters: []string{"A", "B", "C", "D"}})
	if err != nil || len(made) != 2 || made[0].Recipient != "customer-1001" || made[0].UsageLimit != 1 || !strings.HasPrefix(made[0].Value, "TEST-") {
		t.Fatalf("made %+v, %v", made, err)
	}
	if found, err := r.Coupons(t.Context(), shop, campaign.ID, talonone.CouponFilter{Value: made[0].Value}); err != nil || len(found) != 1 || found[0].ID != made[0].ID {
		t.Errorf("by value: %+v, %v", found, err)
	}
	if err := r.DeleteCoupon(t.Context(), shop, campaign.ID, made[0].ID); err != nil {
		t.Error(err)
	}
	if found, err := r.Coupons(t.Context(), shop, campaign.ID, talonone.CouponFilter{Recipient: "customer-1001"}); err != nil || len(found) != 1 || found[0].ID != made[1].ID {
		t.Errorf("left: %+v, %v", found, err)
	}
}

func TestRehearsedADryRunSimulatesADisabledCampaignOnItsDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := rehearse(t, sandbox.Options{Clock: time.Date(2025, 6, 1, 12, 0, 0, 0, berlin)})
	campaign, ruleset := r.sample(t)
	typed, err := r.RulesetV2(t.Context(), shop, campaign.ID, ruleset.ID)
	if err != nil {
		t.Fatal(err)
	}
	start := day(t, typed.Rules[0].Blocks)
	r.SetClock(start.Add(-time.Hour))
	for name, test := range map[string]struct {
		at      time.Time
		coupons int
	}{"before": {start.Add(-time.Second), 0}, "first": {start, 1}, "noon": {start.Add(12 * time.Hour), 1}, "after": {start.AddDate(0, 0, 1), 0}} {
		got, err := r.Session(t.Context(), talonone.SessionQuery{SessionID: "talontap-" + name, ProfileID: "customer-1001", Dry: true, Now: test.at, Campaigns: []int{campaign.ID}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		coupons, webhooks := 0, 0
		for _, e := range got.Effects {
			if e.Type == "couponCreated" && e.Value != "" {
				coupons++
			}
			if e.Type == "triggerWebhook" && e.WebhookID != 0 {
				webhooks++
			}
		}
		if coupons != test.coupons || webhooks != test.coupons {
			t.Errorf("%s: %d coupons and %d webhooks, want %d: %+v", name, coupons, webhooks, test.coupons, got)
		}
		if test.coupons == 0 && len(got.Failures) == 0 {
			t.Errorf("%s: no reason is given", name)
		}
	}
	if left, err := r.Coupons(t.Context(), shop, campaign.ID, talonone.CouponFilter{}); err != nil || len(left) != 0 {
		t.Errorf("a dry run left coupons: %+v, %v", left, err)
	}
}

// day finds the start of the day in a rule.
func day(t *testing.T, blocks []talonone.Block) time.Time {
	t.Helper()
	for _, b := range blocks {
		if at, err := time.Parse(time.RFC3339, b.Start); b.Operator == "within" && err == nil {
			return at
		}
		if len(b.Blocks) > 0 {
			return day(t, b.Blocks)
		}
	}
	t.Fatalf("no day in %+v", blocks)
	return time.Time{}
}

func TestRehearsedAnUnpublishedCallThatIsNotOfferedIsRefused(t *testing.T) {
	refusing := rehearse(t, sandbox.Options{RefuseUnpublished: true})
	offering := rehearse(t, sandbox.Options{})
	for name, c := range map[string]*talonone.Client{"an account that refuses": refusing.signedIn(t), "a key instead of an admin": offering.Client} {
		_, webhook := c.CreateWebhook(t.Context(), aWebhook())
		_, campaign := c.CreateCampaign(t.Context(), shop, aCampaign())
		for what, err := range map[string]error{"webhook": webhook, "campaign": campaign} {
			var f *transport.Failure
			if !errors.As(err, &f) || f.Kind != transport.Refused || f.Sent {
				t.Errorf("%s, %s: got %v, want refused", name, what, err)
			}
		}
	}
}

func TestRehearsedWrongCredentialsAreUnauthorised(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	if _, err := r.SignIn(t.Context(), r.env["TALONTAP_TALONONE_EMAIL"], newKey()); transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("a wrong password: got %v", err)
	}
	wrong, err := talonone.New(talonone.Config{Base: r.TalonOneURL(), ManagementKey: newKey(), IntegrationKey: newKey()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.Applications(t.Context()); transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("a wrong Management API key: got %v", err)
	}
	if _, err := wrong.UpdateProfile(t.Context(), "u1", false); transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("a wrong Integration API key: got %v", err)
	}
}

func TestRehearsedAProfileIsMadeAndRemoved(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	const id = "talontap/test 1"
	if _, err := r.UpdateProfile(t.Context(), id, false); err != nil {
		t.Fatal(err)
	}
	if known, err := r.Customers(t.Context(), shop, id, 1); err != nil || len(known) != 1 {
		t.Errorf("got %v, %v", known, err)
	}
	if err := r.DeleteCustomer(t.Context(), id); err != nil {
		t.Error(err)
	}
	if known, err := r.Customers(t.Context(), shop, id, 1); err != nil || len(known) != 0 {
		t.Errorf("got %v, %v", known, err)
	}
}

func TestRehearsedTheLimitIsKeptSoThatNothingIsLimited(t *testing.T) {
	t.Parallel()
	r := rehearse(t, sandbox.Options{})
	errs := make(chan error)
	for range 6 {
		go func() {
			_, err := r.Applications(t.Context())
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestEachCouponIsReadOneByOneWithItsUsesAndItsExpiry(t *testing.T) {
	r := rehearse(t, sandbox.Options{})
	c, _ := r.sample(t)
	made, err := r.CreateCoupons(t.Context(), shop, c.ID, talonone.NewCoupons{UsageLimit: 3, Number: 1201})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for k, err := range r.EachCoupon(t.Context(), shop, c.ID) {
		if err != nil {
			t.Fatal(err)
		}
		if k.UsageLimit != 3 || k.Used != 0 || !k.Expires.IsZero() {
			t.Fatalf("read was %+v", k)
		}
		seen[k.Value] = true
	}
	if len(seen) != len(made) {
		t.Errorf("%d of %d coupons were read", len(seen), len(made))
	}
	for _, err := range r.EachCoupon(t.Context(), shop, 1) {
		if transport.KindOf(err) != transport.NotFound {
			t.Errorf("the coupons of no campaign end with %v", err)
		}
	}
}

func TestTheAccessLogTellsWhichCallMadeACode(t *testing.T) {
	r := rehearse(t, sandbox.Options{Clock: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)}) // the sample's day
	c, _ := r.sample(t)
	on := "enabled"
	if _, err := r.UpdateCampaign(t.Context(), c, talonone.CampaignChange{State: &on}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.UpdateProfile(t.Context(), "customer-1001", true); err != nil {
		t.Fatal(err)
	}
	coupons, err := r.Coupons(t.Context(), shop, c.ID, talonone.CouponFilter{})
	if err != nil || len(coupons) != 1 {
		t.Fatalf("%d coupons, %v", len(coupons), err)
	}
	k := coupons[0]
	by, found, err := r.LastAccess(t.Context(), shop, k.Created.Add(-time.Second), k.Created.Add(time.Second),
		func(a talonone.Access) bool { return slices.Contains(a.Made(), k.Value) })
	if err != nil || !found || by.URI != "/v2/customer_profiles/customer-1001?runRuleEngine=true" {
		t.Errorf("made by %+v, found %v (%v)", by, found, err)
	}
}
