package live

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// CleverTap is what a live check needs of it.
type CleverTap interface {
	Profile(ctx context.Context, identity string) (clevertap.Profile, bool, error)
	Events(ctx context.Context, q clevertap.EventQuery) ([]clevertap.EventRecord, error)
	Upload(ctx context.Context, records []clevertap.Record, dryRun bool) (clevertap.Receipt, error)
	Deliver(ctx context.Context, d clevertap.Delivery) (clevertap.Receipt, error)
}

// TalonOne is what a live check needs of it.
type TalonOne interface {
	Evaluator
	Webhook(ctx context.Context, id int) (talonone.Webhook, error)
	Coupons(ctx context.Context, application, campaign int, f talonone.CouponFilter) ([]talonone.Coupon, error)
	CreateCoupons(ctx context.Context, application, campaign int, n talonone.NewCoupons) ([]talonone.Coupon, error)
	DeleteCoupon(ctx context.Context, application, campaign, coupon int) error
}

// Message is one email as a customer finds it.
type Message struct {
	At            time.Time
	Subject, Body string
}

// Rehearsal is what only a sandbox can show. Nil with real accounts.
type Rehearsal interface {
	Inbox(identity string) []Message
}

// Checker runs live checks.
type Checker struct {
	CleverTap CleverTap
	TalonOne  TalonOne
	Rehearsal Rehearsal
	Now       func() time.Time
	After     func(time.Duration) <-chan time.Time // nil: the real one
	Wait      time.Duration                        // for the arrival; 0: three minutes
	// Email looks for the email campaign; it runs beside the other hops.
	Email func(ctx context.Context) plan.EmailSeen
	Tell  func(Hop) // each hop when it begins and when it ends; may be nil
}

// DefaultWait is how long an arrival is waited for.
const DefaultWait = 3 * time.Minute

// check is one live check on its way.
type check struct {
	Checker
	w        setup.Wanted
	standing plan.Standing
	result   Result
	stored   talonone.Webhook
	coupon   talonone.Coupon
	baseline int
	sentAt   time.Time
	answer   clevertap.Receipt
	before   map[string]bool // the test customer's earlier events
	earlier  int             // how many days before tomorrow the project's today is
	email    chan plan.EmailSeen
}

// Run follows a coupon as deep as asked. It always gives a result with every
// hop in it; what went wrong is in the hops.
func (c Checker) Run(ctx context.Context, depth Depth, w setup.Wanted, standing plan.Standing) Result {
	if c.After == nil {
		c.After = time.After
	}
	if c.Wait == 0 {
		c.Wait = DefaultWait
	}
	run := &check{Checker: c, w: w, standing: standing, result: Result{Depth: depth}}
	run.lookForEmail(ctx)
	for _, leg := range run.legs(depth) {
		if !run.leg(ctx, leg) {
			break
		}
	}
	run.leaveNoTrace(ctx)
	run.gate()
	run.skipRest()
	run.summarise()
	return run.result
}

type leg struct {
	id HopID
	do func(context.Context) Hop
}

func (r *check) legs(depth Depth) []leg {
	first := []leg{{Credentials, r.credentials}, {Simulate, r.simulate}}
	if depth == DepthSimulate {
		return first
	}
	return append(first,
		leg{Coupon, r.makeCoupon}, leg{Webhook, r.compareWebhook}, leg{Send, r.send}, leg{Accepted, r.accepted},
		leg{OnProfile, r.onProfile}, leg{Property, r.sameCode}, leg{Email, r.emailCampaign}, leg{Inbox, r.inbox})
}

// leg runs one hop and says whether the way goes on behind it.
func (r *check) leg(ctx context.Context, l leg) bool {
	r.tell(Hop{ID: l.id, Status: Running})
	began := r.Now()
	hop := l.do(ctx)
	hop.ID, hop.Took = l.id, r.Now().Sub(began)
	r.add(hop)
	return hop.Status != Fail && ctx.Err() == nil
}

func (r *check) add(h Hop) {
	h.TookMS = h.Took.Milliseconds()
	r.result.Hops = append(r.result.Hops, h)
	r.tell(h)
}

func (r *check) tell(h Hop) {
	if r.Tell != nil {
		r.Tell(h)
	}
}

// skipRest gives every hop that was not reached its row.
func (r *check) skipRest() {
	for _, id := range Hops() {
		if _, done := r.result.Of(id); done {
			continue
		}
		detail := "not reached"
		if r.result.Depth == DepthSimulate {
			detail = "not part of a simulation"
		}
		r.add(Hop{ID: id, Status: Skip, By: ByTalontap, Detail: detail})
	}
	r.sort()
}

func (r *check) sort() {
	var sorted []Hop
	for _, id := range Hops() {
		if h, ok := r.result.Of(id); ok {
			sorted = append(sorted, h)
		}
	}
	r.result.Hops = sorted
}

// lookForEmail starts the slow look into the message report, so that it runs
// beside all other hops.
func (r *check) lookForEmail(ctx context.Context) {
	r.email = make(chan plan.EmailSeen, 1)
	if r.Email == nil || r.result.Depth == DepthSimulate {
		r.email <- plan.EmailSeen{Why: "not asked for"}
		return
	}
	go func() { r.email <- r.Email(ctx) }()
}

func failed(by string, err error, fix string) Hop {
	return Hop{Status: Fail, By: by, Detail: err.Error(), Fix: remedy.For(err, fix)}
}

func (r *check) credentials(ctx context.Context) Hop {
	var profile clevertap.Profile
	g, side := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		profile, _, err = r.CleverTap.Profile(side, r.w.Test.Identity)
		return err
	})
	g.Go(func() error {
		return TryIntegrationKey(side, r.TalonOne)
	})
	if err := g.Wait(); err != nil {
		return failed(ByTalontap, err, "give the credential anew, or check that the service can be reached from here")
	}
	r.baseline = count(profile, r.w.Event.Name)
	if r.baseline > 0 && r.result.Depth != DepthSimulate {
		if err := r.remember(ctx); err != nil {
			return failed(ByCleverTap, err, "run the check again")
		}
	}
	return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf("both accepted; %s has %s so far", r.w.Test.Identity, times(r.w.Event.Name, r.baseline))}
}

func times(event string, n int) string { return fmt.Sprintf("%d × %s", n, event) }

// count finds an event on a profile as CleverTap does, whatever its case.
func count(p clevertap.Profile, event string) int {
	n := 0
	for name, e := range p.Events {
		if setup.SameEvent(name, event) {
			n += e.Count
		}
	}
	return n
}

func (r *check) simulate(ctx context.Context) Hop {
	if !r.standing.Complete() {
		r.result.Gate.Failures = append(r.result.Gate.Failures, "webhook, campaign and rule are not all there yet")
		return Hop{Status: Fail, By: ByTalonOne, Detail: "there is no campaign with a rule and a webhook to simulate yet",
			Fix: "run talontap apply, or make by hand what the plan lists"}
	}
	all, err := r.SimulateDay(ctx, r.w, r.standing)
	if err != nil {
		return failed(ByTalonOne, err, "see that the Integration API key belongs to the Application "+r.w.Application.Name)
	}
	hop, unseen := judge(all, r.w.Rule.Day)
	r.result.Gate.Unseen = append(r.result.Gate.Unseen, unseen...)
	return hop
}

func (r *check) makeCoupon(ctx context.Context) Hop {
	if hop, ok := r.prepareCustomer(ctx); !ok {
		return hop
	}
	r.sweep(ctx)
	made, err := r.TalonOne.CreateCoupons(ctx, r.w.Application.ID, r.standing.Campaign.ID, talonone.NewCoupons{
		UsageLimit: r.w.Rule.RedemptionLimit, Number: 1, Recipient: r.w.Test.Identity,
	})
	if err != nil {
		return failed(ByTalonOne, err, "see that the Management API key may create coupons")
	}
	if len(made) != 1 {
		return Hop{Status: Fail, By: ByTalonOne, Detail: fmt.Sprintf("one coupon was asked for and %d were made", len(made)),
			Fix: "look at the campaign's coupons in Talon.One and delete the test customer's"}
	}
	r.coupon, r.result.CouponCode = made[0], made[0].Value
	r.tryRedeeming(ctx)
	return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf("%s for %s, %s", made[0].Value, r.w.Test.Identity, limitWords(made[0].UsageLimit))}
}

// prepareCustomer gives the test customer its address, where the admin named
// one: without an address CleverTap sends no email.
func (r *check) prepareCustomer(ctx context.Context) (Hop, bool) {
	if r.w.Test.Address == "" {
		return Hop{}, true
	}
	receipt, err := r.CleverTap.Upload(ctx, []clevertap.Record{{
		Identity: r.w.Test.Identity, Properties: map[string]any{"Email": r.w.Test.Address, "Name": setup.TestCustomer},
	}}, false)
	if err != nil {
		return failed(ByTalontap, fmt.Errorf("giving the test customer its address: %w", err), "run the check again"), false
	}
	if !receipt.Taken() {
		return Hop{Status: Fail, By: ByCleverTap, Detail: "the test customer's address was not taken: " + reason(receipt),
			Fix: "give another test address"}, false
	}
	return Hop{}, true
}

// sweep removes coupons that a killed check left for the same test customer.
func (r *check) sweep(ctx context.Context) {
	old, err := r.TalonOne.Coupons(ctx, r.w.Application.ID, r.standing.Campaign.ID, talonone.CouponFilter{Recipient: r.w.Test.Identity})
	if err != nil {
		return // the check itself does not depend on it
	}
	for _, c := range old {
		if c.Recipient == r.w.Test.Identity {
			_ = r.TalonOne.DeleteCoupon(ctx, r.w.Application.ID, r.standing.Campaign.ID, c.ID)
		}
	}
}

func limitWords(n int) string {
	switch n {
	case 0:
		return "redeemable without limit"
	case 1:
		return "redeemable once"
	}
	return fmt.Sprintf("redeemable %d times", n)
}

func (r *check) compareWebhook(ctx context.Context) Hop {
	stored, err := r.TalonOne.Webhook(ctx, r.standing.Webhook.ID)
	if err != nil {
		return failed(ByTalonOne, err, "see that the webhook was not deleted, and that the Management API key may read webhooks")
	}
	r.stored = stored
	if fields := plan.WebhookFields(r.w, stored); len(fields) > 0 {
		return Hop{Status: Fail, By: ByTalonOne, Detail: fmt.Sprintf("%s: seen %q, wanted %q", fields[0].Name, fields[0].From, fields[0].To),
			Fix: "change it in Talon.One under Account › Tools › Webhooks, or run talontap apply"}
	}
	return Hop{Status: Pass, By: ByTalonOne, Detail: fmt.Sprintf("%s, as wanted in every field", stored.Title)}
}

func (r *check) send(ctx context.Context) Hop {
	delivery, hidden, err := Render(r.stored, r.w, r.coupon.Value)
	if err != nil {
		return failed(ByTalontap, err, "change it in Talon.One under Account › Tools › Webhooks")
	}
	r.sentAt = r.Now()
	receipt, err := r.CleverTap.Deliver(ctx, delivery)
	if err != nil {
		return failed(ByCleverTap, err, "see that the webhook's address and passcode are the project's")
	}
	r.answer = receipt
	detail := "sent by talontap, not by Talon.One, as stored there"
	if hidden {
		detail += "; its passcode is hidden in a Credential, so talontap's own was used"
	}
	return Hop{Status: Pass, By: ByTalontap, Detail: detail}
}

func encoded(v any) string {
	s, ok := v.(string)
	if ok {
		return s
	}
	raw, _ := json.Marshal(v) // what came from JSON goes back to it
	return string(raw)
}
