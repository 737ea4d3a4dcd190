package live_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// at runs do when a hop begins.
func (r *rig) at(hop live.HopID, do func()) {
	done := false
	r.tell = func(h live.Hop) {
		if h.ID == hop && h.Status == live.Running && !done {
			done = true
			do()
		}
	}
}

const withAddress = "you@example.com"

func TestACouponIsFollowedAndNothingIsLeftUnnamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		depth live.Depth
		clock time.Time
	}{{live.DepthRelay, time.Time{}}, {live.DepthFire, onTheDay}} {
		r := newRig(t, c.clock, string(setup.TestAddress), withAddress)
		res := r.check(t.Context(), c.depth)
		t.Logf("%s\n%s", c.depth, told(res))
		if !res.Arrived || exit(res) != 0 || res.Diagnosis != nil {
			t.Errorf("%s: arrived %v, exit %d, %s; want an arrival, and nothing to say", c.depth, res.Arrived, exit(res), cause(res))
		}
		if left := r.unnamed(res); len(left) > 0 {
			t.Errorf("%s: it left %v", c.depth, left)
		}
		if len(r.box.Inbox()) != 1 {
			t.Errorf("%s: %d emails were sent, want one", c.depth, len(r.box.Inbox()))
		}
	}
}

func TestARuleAtTheCheckoutIsAskedForUnlessCodesAreRedeemedElsewhere(t *testing.T) {
	t.Parallel()
	for elsewhere, want := range map[string]struct{ cause, says string }{
		"true":  {"-", "redeemed without Talon.One, as you said"},
		"false": {string(live.NotRedeemable), "no rule accepts the code at the checkout"},
	} {
		res := newRig(t, time.Time{}, string(setup.RedeemedElsewhere), elsewhere).check(t.Context(), live.DepthRelay)
		if !res.Arrived || cause(res) != want.cause || !strings.Contains(strings.Join(res.OnTheDay, "\n"), want.says) {
			t.Errorf("redeemed elsewhere %s: arrived %v, %s, on the day %q", elsewhere, res.Arrived, cause(res), res.OnTheDay)
		}
	}
}

func TestInARealRunTalonOneDidWhatItDid(t *testing.T) {
	t.Parallel()
	r := newRig(t, onTheDay, string(setup.TestAddress), withAddress)
	res := r.check(t.Context(), live.DepthFire)
	for _, id := range []live.HopID{live.Coupon, live.Webhook, live.Send} {
		if h, _ := res.Of(id); h.Status != live.Pass || h.By != live.ByTalonOne {
			t.Errorf("%s: %s by %s, want a pass by talonone", id, h.Status, h.By)
		}
	}
	if !strings.Contains(strings.Join(res.Proven, "\n"), "Talon.One itself sent the webhook") || len(res.Rehearsed) != 1 {
		t.Errorf("proven %q, rehearsed %q", res.Proven, res.Rehearsed)
	}
}

func TestASituationEndsWithItsDiagnosis(t *testing.T) {
	t.Parallel()
	for _, c := range situations() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			clock := time.Time{}
			if c.depth == live.DepthFire {
				clock = onTheDay
			}
			r := newRig(t, clock, string(setup.TestAddress), withAddress)
			c.arrange(r)
			res := r.check(t.Context(), c.depth)
			if d := res.Diagnosis; d == nil || d.Cause != c.cause || exit(res) != c.exit || d.Sentence == "" || d.Fix == "" {
				t.Errorf("%s with exit %d, want %s with %d\n%s", cause(res), exit(res), c.cause, c.exit, told(res))
			}
			if refused := res.Diagnosis != nil && res.Diagnosis.Cause == live.Rejected; refused && strings.Contains(strings.Join(res.Left, "\n"), "one more") {
				t.Errorf("CleverTap refused the event, and %q stays", res.Left)
			}
			if left := r.unnamed(res); len(left) > 0 {
				t.Errorf("it left %v\n%s", left, told(res))
			}
		})
	}
}

type situation struct {
	name    string
	depth   live.Depth
	arrange func(*rig)
	cause   live.Cause
	exit    int
}

func situations() []situation {
	relay, fire := live.DepthRelay, live.DepthFire
	return []situation{
		{"the passcode is revoked in the middle", relay, func(r *rig) { r.at(live.OnProfile, r.revokePasscode) }, live.CredentialRevoked, 4},
		{"the passcode is revoked before the real delivery", fire, func(r *rig) { r.at(live.Coupon, r.revokePasscode) }, live.CredentialRevoked, 4},
		{"the event is discarded in the middle", relay, func(r *rig) { r.at(live.Send, r.discardEvent) }, live.Rejected, 3},
		{"the event is discarded before the real delivery", fire, func(r *rig) { r.at(live.Coupon, r.discardEvent) }, live.Rejected, 3},
		{"the event is discarded once it was taken", relay, func(r *rig) { r.fault("late=1h"); r.at(live.OnProfile, r.discardEvent) }, live.Dropped, 3},
		{"undefined properties are dropped", relay, func(r *rig) { r.undefine("drop-properties") }, live.Dropped, 3},
		{"events with undefined properties are dropped", relay, func(r *rig) { r.undefine("drop-events-with-undefined-properties") }, live.Late, 0},
		{"the email campaign is stopped in the middle", relay, func(r *rig) { r.at(live.Send, r.stopEmail) }, live.EmailPaused, 0},
		{"the email's placeholder names another property", relay, func(r *rig) { r.placeholder("CouponGenerated") }, live.WrongPlaceholder, 3},
		{"the campaign is paused in the middle", fire, func(r *rig) { r.at(live.Coupon, r.pauseCampaign) }, live.CampaignPaused, 3},
		{"the test customer had its coupon already", fire, func(r *rig) { r.check(r.t.Context(), live.DepthFire) }, live.LimitReached, 3},
		{"the test identity is a customer's", relay, func(r *rig) { r.w.Test.Identity = "customer-1001" }, live.IdentityTaken, 3},
		{"the test identity is a customer's, in a real run", fire, func(r *rig) { r.w.Test.Identity = "customer-1001" }, live.IdentityTaken, 3},
		{"this clock is ten minutes ahead", relay, func(r *rig) { r.now = func() time.Time { return r.box.Now().Add(10 * time.Minute) } }, live.ClockSkew, 0},
		{"this clock is ten minutes behind", relay, func(r *rig) { r.now = func() time.Time { return r.box.Now().Add(-10 * time.Minute) } }, live.ClockSkew, 0},
		{"this clock is ten minutes ahead in a real run", fire, func(r *rig) { r.now = func() time.Time { return r.box.Now().Add(10 * time.Minute) } }, live.ClockSkew, 0},
		{"the passcode is hidden in a Credential", relay, (*rig).hidePasscode, live.HiddenCredential, 0},
		{"the webhook goes to another region", relay, func(r *rig) { r.editWebhook("url", "eu1", "in1") }, live.WrongRegion, 3},
		{"the webhook goes to an address that is not the upload", relay, func(r *rig) { r.editWebhook("url", "/1/upload", "/1/uploads") }, live.WrongWebhook, 3},
		{"the webhook puts the code under another property", relay, func(r *rig) { r.editWebhook("payload", `"CouponCode":`, `"CouponGenerated":`) }, live.WrongProperty, 3},
		{"the webhook names another customer", relay, func(r *rig) { r.editWebhook("payload", "${$ProfileID}", "${$Session.IntegrationId}") }, live.WrongIdentity, 3},
		{"the webhook gives a time of its own", fire, func(r *rig) { r.editWebhook("payload", `"type":"event"`, `"type":"event","ts":1700000000`) }, live.TooOld, 3},
		{"the webhook is of another form", relay, func(r *rig) { r.editWebhook("verb", "POST", "PUT") }, live.WrongWebhook, 3},
		{"the webhook was deleted in the middle", relay, func(r *rig) { r.at(live.Webhook, r.deleteWebhook) }, live.NotThere, 3},
		{"an event shows three hours after it was raised", relay, (*rig).threeHoursLate, live.TooOld, 0},
		{"nothing can be followed yet", relay, func(r *rig) { r.standing.RulesetID = 0 }, live.NotSetUp, 3},
		{"the log may not be read", fire, func(r *rig) { r.fault("401:talonone/v1/message_logs") }, live.NotLogged, 0},
		{"the real delivery meets a closed door", fire, func(r *rig) { r.w.Test.Address = ""; r.fault("down:clevertap/1/upload") }, live.UnreachableURL, 3},
		{"the real delivery is repeated, its answers being lost", fire, func(r *rig) { r.w.Test.Address = ""; r.fault("drop-after-success") }, live.FiredTwice, 0},
		{"the project drops events that it does not know", relay, func(r *rig) { r.undefine("drop-events"); r.renameEvent("Coupon Sent") }, live.Dropped, 3},
	}
}

func (r *rig) fault(texts ...string) {
	if err := r.box.SetFaults(texts...); err != nil {
		r.t.Error(err)
	}
}

func (r *rig) revokePasscode() {
	r.click("DELETE", "clevertap/passcodes/"+number(r.shown().CleverTap.Passcodes[0].ID), nil)
}

func (r *rig) discardEvent() { r.click("POST", "clevertap/schema/Coupon%20Generated/discard", nil) }

func (r *rig) undefine(mode string) {
	r.click("PUT", "clevertap/schema/Coupon%20Generated", map[string]any{"defined": true, "properties": []map[string]any{{"name": r.w.Event.Property, "defined": false}}})
	r.click("PUT", "clevertap/settings", map[string]any{"undefined_data": mode, "email_provider": true})
}

func (r *rig) email() map[string]any {
	for _, c := range r.shown().CleverTap.Campaigns {
		if c["name"] == r.w.Email.Campaign {
			return c
		}
	}
	r.t.Fatal("there is no email campaign")
	return nil
}

func (r *rig) stopEmail() {
	r.click("PUT", "clevertap/campaigns/"+number(r.email()["id"]), map[string]any{"status": "stopped"})
}

func (r *rig) placeholder(property string) {
	body := strings.ReplaceAll(r.email()["body"].(string), r.w.Event.Property, property)
	r.click("PUT", "clevertap/campaigns/"+number(r.email()["id"]), map[string]any{"body": body})
}

func (r *rig) pauseCampaign() {
	c, err := r.talon.Campaign(r.t.Context(), r.w.Application.ID, r.standing.Campaign.ID)
	if err == nil {
		off := "disabled"
		_, err = r.talon.UpdateCampaign(r.t.Context(), c, disabled(&off))
	}
	if err != nil {
		r.t.Error(err)
	}
}

// rewrite reads the webhook out of the console and saves it changed.
func (r *rig) rewrite(change func(map[string]any)) {
	r.t.Helper()
	path := "talonone/webhooks/" + number(r.standing.Webhook.ID)
	hook := r.get(path)
	change(hook)
	r.click("PUT", path, hook)
}

func (r *rig) editWebhook(field, from, to string) {
	r.rewrite(func(hook map[string]any) { hook[field] = strings.Replace(hook[field].(string), from, to, 1) })
}

func (r *rig) hidePasscode() {
	made := r.click("POST", "talonone/credentials", map[string]any{"name": "CleverTap", "type": "custom",
		"data": map[string]any{"headers": map[string]string{"X-CleverTap-Passcode": r.w.Passcode.Reveal()}}})
	r.rewrite(func(hook map[string]any) {
		var headers []any
		for _, h := range hook["headers"].([]any) {
			if !strings.HasPrefix(h.(string), "X-CleverTap-Passcode") {
				headers = append(headers, h)
			}
		}
		hook["headers"], hook["authenticationId"] = headers, made["id"]
	})
}

// renameEvent has the whole setup send an event that CleverTap never saw.
func (r *rig) renameEvent(name string) {
	r.editWebhook("payload", r.w.Event.Name, name)
	r.w.Webhook.Payload = strings.Replace(r.w.Webhook.Payload, r.w.Event.Name, name, 1)
	r.w.Event.Name = name
}

func (r *rig) deleteWebhook() {
	r.click("DELETE", "talonone/webhooks/"+number(r.standing.Webhook.ID), nil)
}

// threeHoursLate has three hours pass in the first pause of the waiting.
func (r *rig) threeHoursLate() {
	r.fault("late=3h")
	r.wait = 10 * time.Hour
	r.after = func(d time.Duration) <-chan time.Time {
		r.box.Advance(3 * time.Hour)
		return time.After(time.Millisecond)
	}
}

func TestALateCouponIsKeptAndTheNextCheckKnowsAndRemovesIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{})
	r.fault("late=1h")
	late := r.check(t.Context(), live.DepthRelay)
	if cause(late) != string(live.Late) || exit(late) != 0 || !strings.Contains(late.Diagnosis.Fix, "verify --live=relay --wait 10m") {
		t.Fatalf("%s with exit %d\n%s", cause(late), exit(late), told(late))
	}
	if !strings.Contains(strings.Join(late.Left, "\n"), late.CouponCode) {
		t.Errorf("the coupon that is kept is not named: %v", late.Left)
	}
	r.fault()
	r.at(live.OnProfile, func() { r.box.Advance(time.Hour) }) // both arrive, the earlier one late
	next := r.check(t.Context(), live.DepthRelay)
	coupon, _ := next.Of(live.Coupon)
	property, _ := next.Of(live.Property)
	if !next.Arrived || !strings.Contains(coupon.Detail, "removed "+late.CouponCode) || !strings.Contains(property.Detail, late.CouponCode+" has arrived too, but late") {
		t.Errorf("the next check says\n%s", told(next))
	}
	if left := r.unnamed(next); len(left) > 0 {
		t.Errorf("left is %v", left)
	}
}

func TestACheckThatIsLeftRemovesItsCoupon(t *testing.T) {
	t.Parallel()
	for _, hop := range live.Hops()[2:9] {
		t.Run(string(hop), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, time.Time{}, string(setup.TestAddress), withAddress)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r.at(hop, cancel)
			res := r.check(ctx, live.DepthRelay)
			if left := r.unnamed(res); len(left) > 0 || len(res.Failing()) > 0 || cause(res) != string(live.Left) {
				t.Errorf("it leaves %v\n%s", left, told(res))
			}
			for _, c := range r.shown().TalonOne.Coupons {
				if c.Recipient == r.w.Test.Identity {
					t.Error("the coupon is still there")
				}
			}
		})
	}
}

func TestTheCodeOfACheckThatWasLeftIsNotTakenForOurs(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.fault("late=1h")
	r.at(live.OnProfile, cancel)
	left := r.check(ctx, live.DepthRelay)
	r.fault("late=3601s")
	r.wait = 5 * time.Second
	r.at(live.OnProfile, func() { r.box.Advance(time.Hour) }) // the one that was left comes first
	if res := r.check(t.Context(), live.DepthRelay); !res.Arrived {
		t.Errorf("after %s came too, the check says\n%s", left.CouponCode, told(res))
	}
}

func TestAKilledChecksCouponIsRemovedByTheNext(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{})
	killed := r.makeCouponAndDie()
	res := r.check(t.Context(), live.DepthRelay)
	if h, _ := res.Of(live.Coupon); !strings.Contains(h.Detail, "removed "+killed) {
		t.Errorf("the coupon hop says %q", h.Detail)
	}
	if left := r.unnamed(res); len(left) > 0 {
		t.Errorf("left is %v", left)
	}
}

func TestARealCustomerKeepsWhatItHasEvenWhenTheAdminInsists(t *testing.T) {
	t.Parallel()
	r := newRig(t, onTheDay, string(setup.TestAddress), withAddress)
	r.w.Test.Identity = "customer-1001"
	before, _, err := r.clever.Profile(t.Context(), "customer-1001")
	if err != nil {
		t.Fatal(err)
	}
	own := r.makeCouponAndDie()
	c := r.checker()
	c.Insist = true
	res := c.Run(t.Context(), live.DepthFire, r.w, r.standing)
	after, _, err := r.clever.Profile(t.Context(), "customer-1001")
	if err != nil || after.Email != before.Email || after.Name != before.Name {
		t.Errorf("the customer is now %q with %q, was %q with %q (%v)", after.Name, after.Email, before.Name, before.Email, err)
	}
	codes, known := []string{}, false
	for _, c := range r.shown().TalonOne.Coupons {
		if c.Recipient == "customer-1001" {
			codes = append(codes, c.Value)
		}
	}
	for _, c := range r.shown().TalonOne.Customers {
		known = known || c.IntegrationID == "customer-1001"
	}
	if len(codes) != 1 || codes[0] != own || !known || !res.Arrived {
		t.Errorf("it has %v, want its own %s alone; in Talon.One: %v\n%s", codes, own, known, told(res))
	}
}

func TestNoCheckSpendsMoreThanTheVendorsAllow(t *testing.T) {
	t.Parallel()
	for _, depth := range []live.Depth{live.DepthRelay, live.DepthFire} {
		r := newRig(t, onTheDay, string(setup.TestAddress), withAddress)
		r.wait = 3 * time.Second
		r.fault("late=2s")
		before := len(r.turned.list()) // by the setup
		res := r.check(t.Context(), depth)
		if turned := r.turned.list()[before:]; len(turned) > 0 {
			t.Errorf("%s: turned away were %v", depth, turned)
		}
		total := 0
		for _, q := range res.Requests {
			total += q.Count
			t.Logf("%s: %3d × %s", depth, q.Count, q.Call)
			if q.Count < 1 || !strings.HasPrefix(q.Call, "CleverTap ") && !strings.HasPrefix(q.Call, "Talon.One ") {
				t.Errorf("%s: %+v is no request", depth, q)
			}
		}
		if total < 15 || total > 60 {
			t.Errorf("%s: it took %d requests, want some tens at most", depth, total)
		}
	}
}

// company is another live check that runs.
type company struct {
	code    string
	unnamed bool
}

func (company) Follows(string) {}

func (c company) Others() ([]string, bool) {
	if c.code == "" {
		return nil, c.unnamed
	}
	return []string{c.code}, c.unnamed
}

func TestARealRunBesideAnotherCheckSendsNothingAndSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t, onTheDay)
	for _, other := range []company{{unnamed: true}, {code: "NY-1"}} {
		c := r.checker()
		c.Company = other
		res := c.Run(t.Context(), live.DepthFire, r.w, r.standing)
		if res.CouponCode != "" || !res.Kept() || cause(res) != string(live.Beside) {
			t.Errorf("beside %+v: %s, coupon %q", other, cause(res), res.CouponCode)
		}
	}
	c := r.checker()
	c.Company = company{}
	if res := c.Run(t.Context(), live.DepthFire, r.w, r.standing); !res.Arrived {
		t.Errorf("alone: %s", told(res))
	}
}
