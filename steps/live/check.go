package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// CleverTap is what a live check needs of it.
type CleverTap interface {
	Profile(ctx context.Context, identity string) (clevertap.Profile, bool, error)
	trace.CleverTap
	Schema(ctx context.Context) ([]clevertap.SchemaEvent, error)
	Upload(ctx context.Context, records []clevertap.Record, dryRun bool) (clevertap.Receipt, error)
	Deliver(ctx context.Context, d clevertap.Delivery) (clevertap.Receipt, error)
	DeleteProfiles(ctx context.Context, identities ...string) error
}

// TalonOne is what a live check needs of it.
type TalonOne interface {
	Evaluator
	Webhook(ctx context.Context, id int) (talonone.Webhook, error)
	Campaign(ctx context.Context, application, id int) (talonone.Campaign, error)
	Coupons(ctx context.Context, application, campaign int, f talonone.CouponFilter) ([]talonone.Coupon, error)
	CreateCoupons(ctx context.Context, application, campaign int, n talonone.NewCoupons) ([]talonone.Coupon, error)
	DeleteCoupon(ctx context.Context, application, campaign, coupon int) error
	Customers(ctx context.Context, application int, integrationID string, most int) ([]talonone.Customer, error)
	UpdateProfile(ctx context.Context, integrationID string, runRuleEngine bool) (talonone.Evaluation, error)
	DeleteCustomer(ctx context.Context, integrationID string) error
	MessageLogs(ctx context.Context, q talonone.MessageLogQuery) ([]talonone.MessageLog, error)
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
	Tell  func(Hop) // each hop when it begins, while it waits, and when it ends; may be nil
	// Insist allows a test customer that looks like a real one. Nothing of a real
	// one is changed or removed even then, but the event and its email reach it.
	Insist bool
	// TakeUp waits on for the coupon of an earlier check instead of sending one;
	// only a relay does. Nil: a coupon of its own.
	TakeUp *Pending
	// Keeps has a coupon that was sent stay when the check is left, since somebody
	// keeps Result.Pending for a later one.
	Keeps bool
	// Judged are the differences that a person judged, by the ID of the judgement.
	Judged map[string]string
	// WebhookOnly leaves out the rule, the Integration API key and the email: a
	// rotation is about the passcode in the webhook, and must not be kept up by
	// troubles of theirs.
	WebhookOnly bool
	// Company is the checks that run beside this one; nil: there are none.
	Company Company
}

// DefaultWait is how long an arrival is waited for.
const DefaultWait = 3 * time.Minute

type check struct {
	Checker
	w        setup.Wanted
	standing plan.Standing
	result   Result
	at       HopID // the hop that runs
	tally    transport.Tally
	found    []Diagnosis // what hops found, in their order
	proven   string      // by the simulation, where it passes
	email    chan plan.EmailSeen

	customer customer
	stored   talonone.Webhook
	coupon   talonone.Coupon
	made     bool     // a coupon was asked for, so one may be there
	earlier  []string // codes that earlier checks left
	others   []string // codes that other checks follow, or have followed meanwhile
	sentAt   time.Time

	answer      *clevertap.Receipt // nil: there is none to read
	unanswered  error              // the sending failed in a way that leaves open whether it was taken
	undelivered *delivery          // Talon.One got no good answer yet, and goes on trying
	skew        time.Duration      // this machine's clock less Talon.One's, where it matters
	emails      int                // in the sandbox's inbox before the check
	late        bool               // it is still on its way
	stuck       []string           // what could not be removed

	before map[string]clevertap.EventRecord // the test customer's earlier events
	events *trace.Events                    // of our name
}

type customer struct {
	baseline int  // events of our name before the check
	real     bool // it looks like a real one, and the admin insists
	ours     bool // talontap made it, so talontap may ask for its deletion
	shared   bool // Talon.One knew it before the real run

	listed  string   // the identity by which CleverTap shows it
	objects []string // its object IDs, as far as CleverTap shows any
}

func (c *customer) know(p clevertap.Profile) { c.listed, c.objects = p.Identity, p.ObjectIDs }

// Run follows a coupon as deep as asked. It always gives a result with every
// hop in it; what went wrong is in the hops, and in a sentence in the Diagnosis.
func (c Checker) Run(ctx context.Context, depth Depth, w setup.Wanted, standing plan.Standing) Result {
	if c.After == nil {
		c.After = time.After
	}
	c.Wait = cmp.Or(c.Wait, DefaultWait)
	run := &check{Checker: c, w: w, standing: standing, result: Result{Depth: depth}}
	run.events = &trace.Events{CleverTap: c.CleverTap, Now: c.Now, Event: w.Event.Name, Property: w.Event.Property}
	ctx = transport.Tallied(ctx, &run.tally)
	side, cancel := context.WithCancel(ctx)
	defer cancel()
	run.lookForEmail(side)
	for _, leg := range run.legs(depth) {
		if c.WebhookOnly && slices.Contains([]HopID{Simulate, Email, Inbox}, leg.id) {
			continue
		}
		if ctx.Err() != nil {
			run.left(leg.id)
			break
		}
		if !run.leg(ctx, leg) {
			break
		}
	}
	run.leaveNoTrace(ctx)
	run.gate()
	run.skipRest()
	run.conclude()
	run.summarise()
	return run.result
}

type leg struct {
	id HopID
	do func(context.Context) Hop
}

// legs are the hops in the order in which they are taken. The real run compares
// the webhook first: what is known to be wrong is not fired.
func (r *check) legs(depth Depth) []leg {
	first := []leg{{Credentials, r.credentials}, {Simulate, r.simulate}}
	rest := []leg{{OnProfile, r.onProfile}, {Property, r.sameCode}, {Email, r.emailCampaign}, {Inbox, r.inbox}}
	switch depth {
	case DepthSimulate:
		return first
	case DepthFire:
		return slices.Concat(first, []leg{{Webhook, r.compareWebhook}, {Coupon, r.fire}, {Send, r.delivered}, {Accepted, r.accepted}}, rest)
	}
	return slices.Concat(first, []leg{{Coupon, r.aCoupon}, {Webhook, r.compareWebhook}, {Send, r.sending}, {Accepted, r.accepted}}, rest)
}

func (r *check) leg(ctx context.Context, l leg) bool {
	r.at = l.id
	r.tell(Hop{ID: l.id, Status: Running})
	began := r.Now()
	hop := l.do(ctx)
	stopped := ctx.Err() != nil && hop.Status != Pass
	if stopped {
		r.left(l.id)
		hop = Hop{Status: Skip, By: ByTalontap, Detail: words.StoppedHere}
	}
	hop.ID, hop.Took = l.id, r.Now().Sub(began)
	r.add(hop)
	return hop.Status != Fail && !stopped
}

// left notes where a person left the check. What a stopped hop saw means nothing.
func (r *check) left(at HopID) {
	r.found = slices.DeleteFunc(r.found, func(d Diagnosis) bool { return d.Hop == at })
	fix := words.LiveStartsOver
	if r.Keeps && r.pending() != nil {
		fix = fmt.Sprintf(words.LiveWaitForCoupon, words.LiveTakeUpCommand)
	}
	r.found = append(r.found, Diagnosis{Cause: Left, Hop: at, Status: Warn,
		Sentence: fmt.Sprintf(words.LiveStoppedAt, r.w.Email.Channel.Say(at.Title())), Fix: fix})
}

func (r *check) add(h Hop) {
	h.TookMS, h.Channel = h.Took.Milliseconds(), r.w.Email.Channel
	r.result.Hops = append(r.result.Hops, h)
	r.tell(h)
}

func (r *check) tell(h Hop) {
	if h.Channel = r.w.Email.Channel; r.Tell != nil {
		r.Tell(h)
	}
}

func (r *check) blame(by string, e evidence) Hop {
	d := r.diagnosis(e)
	return Hop{Status: d.Status, By: by, Detail: d.Sentence, Fix: d.Fix}
}

// diagnosis completes what a hop saw with what the whole check knows, and keeps
// what it means.
func (r *check) diagnosis(e evidence) Diagnosis {
	e.depth, e.w, e.code = r.result.Depth, r.w, r.coupon.Value
	_, e.accepted = r.result.Of(Credentials)
	e.answered, e.keeps, e.integration = r.answer != nil, r.Keeps, r.standing.Webhook.OfCleverTap()
	d := diagnose(e)
	d.Hop = r.at
	if d.Status != Manual {
		r.found = append(r.found, d)
	}
	return d
}

// conclude chooses the diagnosis of the whole check: the first failure, else the
// gravest warning.
func (r *check) conclude() {
	if r.result.Redeem != nil && r.result.Redeem.Status == Warn && !r.w.Elsewhere {
		r.at = Coupon
		r.diagnosis(evidence{redeem: r.result.Redeem})
	}
	r.result.Diagnosis = gravest(r.found)
	for _, s := range r.tally.Spent() {
		r.result.Requests = append(r.result.Requests, Request{s.Service + " " + s.Endpoint, s.Count})
	}
}

func gravest(found []Diagnosis) *Diagnosis {
	if len(found) == 0 {
		return nil
	}
	rank := func(d Diagnosis) int {
		if d.Status == Fail {
			return -1 // MinFunc keeps the first
		}
		return slices.Index(Causes(), d.Cause)
	}
	worst := slices.MinFunc(found, func(a, b Diagnosis) int { return rank(a) - rank(b) })
	return &worst
}

func (r *check) skipRest() {
	for _, id := range Hops() {
		if _, done := r.result.Of(id); done {
			continue
		}
		h := Hop{ID: id, Status: Skip, By: ByTalontap, Detail: words.NotReached, Channel: r.w.Email.Channel}
		if r.result.Depth == DepthSimulate && id != Simulate {
			h.Detail = words.LiveNotInSimulation
			r.result.Hops = append(r.result.Hops, h) // nobody waits for what it never does
			continue
		}
		r.add(h)
	}
	order := Hops()
	slices.SortFunc(r.result.Hops, func(a, b Hop) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
}

func (r *check) lookForEmail(ctx context.Context) {
	r.email = make(chan plan.EmailSeen, 1)
	if r.Email == nil || r.result.Depth == DepthSimulate {
		r.email <- plan.EmailSeen{Why: words.LiveNotAskedFor}
		return
	}
	go func() {
		var seen plan.EmailSeen
		err := crash.Guard(func() error { seen = r.Email(ctx); return nil })()
		if err != nil {
			seen.Why = err.Error()
		}
		r.email <- seen
	}()
}
