package tui

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	keptnote "github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// script is an engine that answers as it is told. With a gate set, every call
// waits for it first, so that a test can look at the screen meanwhile; telling
// stops at pause.
type script struct {
	findings map[steps.ID][]steps.Finding // nil: all is well
	apps     int
	region   string
	regionIs error
	planErr  error
	applyErr error
	byHand   bool
	hop      live.HopID // fails
	enabled  bool
	mayNot   bool
	refuses  error
	noList   error

	looks      []look // one every two seconds; the last stays
	watchErr   error
	refuseBack error
	unseen     []live.Item // what the gate waits for
	compared   []live.Item
	late       bool // the coupon does not arrive in time
	rehearses  bool
	wait       time.Duration
	noSecret   error
	adoptable  bool
	emailThere bool
	done       bool // what was by hand is there
	noRedeem   bool
	noSample   bool        // no campaign has a rule that can be copied
	notRead    error       // why there is nothing to take back
	inbox      bool        // only the person can see the email
	checked    live.Result // by the last live check
	onItsWay   *live.Pending
	finishes   bool // it is, as soon as the watcher has seen it
	onlyHook   bool // of what is by hand, the webhook alone

	gate  chan struct{} // nil: no call waits
	pause chan struct{} // nil: telling does not wait half-way

	lock  sync.Mutex
	calls []string
}

func (s *script) called(ctx context.Context, what string) {
	s.lock.Lock()
	s.calls = append(s.calls, what)
	s.lock.Unlock()
	if s.gate == nil {
		return
	}
	select {
	case <-s.gate:
	case <-ctx.Done():
	}
}

// count is how often something was called.
func (s *script) count(what string) int {
	s.lock.Lock()
	defer s.lock.Unlock()
	n := 0
	for _, c := range s.calls {
		if c == what {
			n++
		}
	}
	return n
}

func (s *script) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	s.called(ctx, "look "+string(id))
	o := st.Observed
	switch id {
	case steps.CleverTapStep:
		o.Events = []string{"App Launched", "Charged", "Product Viewed"}
	case steps.TalonOneStep:
		o.Applications = applications(max(s.apps, 2))
	case steps.Application:
		o.Zone, _ = time.LoadLocation("Europe/Berlin")
		o.Campaigns = []string{"New Year 2026"}
		if !s.noSample {
			o.Samples = o.Campaigns
		}
	}
	if f, ok := s.findings[id]; ok {
		return o, f
	}
	return o, goodNews[id]
}

func applications(n int) []talonone.Application {
	apps := []talonone.Application{{ID: 1, Name: "Shop EU", TimeZone: "Europe/Berlin", Sandbox: true}, {ID: 2, Name: "Shop US", TimeZone: "America/New_York"}}
	for i := len(apps); i < n; i++ {
		apps = append(apps, talonone.Application{ID: i + 1, Name: fmt.Sprintf("Shop %05d", i), TimeZone: "UTC"})
	}
	return apps
}

var goodNews = map[steps.ID][]steps.Finding{
	steps.CleverTapStep: {{Good: true, Text: "accepted by eu1.api.clevertap.com", Took: 84 * time.Millisecond}, {Good: true, Text: "3 events are known there"}},
	steps.TalonOneStep:  {{Good: true, Text: "accepted by shop.europe-west1.talon.one; 2 Applications", Took: 61 * time.Millisecond}, {Good: true, Text: "sign-in works; webhook, campaign and rule may be made automatically", Took: 140 * time.Millisecond}},
	steps.Application:   {{Good: true, Text: "Integration API key accepted; 1 campaign in Shop EU", Took: 37 * time.Millisecond}},
	steps.Values:        {{Good: true, Text: `"Coupon Generated" is new to CleverTap: one test event in step 9 makes it known`}, {Good: true, Text: "no customer has the test identity: good", Took: 52 * time.Millisecond}},
}

func (s *script) FindRegion(ctx context.Context, _ steps.State) (string, error) {
	s.called(ctx, "find region")
	return s.region, s.regionIs
}

func (s *script) Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	s.called(ctx, "plan")
	return s.planned(st)
}

func (s *script) planned(st steps.State) (plan.Plan, setup.Wanted, error) {
	if s.planErr != nil {
		return plan.Plan{}, setup.Wanted{}, s.planErr
	}
	app := applications(1)[0]
	a := setup.Complete(st.Answers, st.Surroundings())
	w, err := setup.From(a, st.Profile, app, setup.Addresses{})
	if err != nil {
		return plan.Plan{}, w, err
	}
	w.Unpublished = !s.byHand
	seen := plan.Seen{SignedIn: !s.byHand, Campaign: plan.CampaignSeen{Customers: 12_400, Counted: true}}
	seen.Email.Looked = true
	if s.emailThere || s.onlyHook || s.done {
		seen.Email.Row = &clevertap.MessageRow{Name: w.Email.Campaign, Status: "running"}
	}
	p := plan.Make(w, seen)
	if s.onlyHook && !s.done {
		p.Changes[1] = plan.Make(w, plan.Seen{}).Changes[1]
		p.Changes[1].Action, p.Changes[1].Route, p.Changes[1].Card = plan.Manual, plan.Guided, guide.Webhook(w)
	}
	if s.adoptable && !st.Adopt {
		p.Changes[1].Action, p.Changes[1].Route, p.Changes[1].Adoptable = plan.Adopt, plan.Guided, true
		p.Changes[1].NotMade = "talontap did not make it"
		p.Changes[1].Why = "a webhook of this name is there, but talontap did not make it; change these fields in Talon.One, or choose another name"
		p.Changes[1].Fields = []plan.Field{{Name: "Applications", From: "all Applications", To: "Shop EU"}}
	}
	if !s.byHand {
		for i, c := range p.Changes {
			if c.Resource == plan.Campaign || c.Resource == plan.Rule {
				p.Changes[i].Action, p.Changes[i].Route, p.Changes[i].Steps = plan.Create, plan.API, nil
				p.Changes[i].Why = `made after the rule of "New Year 2026"`
			}
			if c.Resource == plan.Enable {
				p.Changes[i].Action, p.Changes[i].Route, p.Changes[i].Why = plan.Update, plan.API, ""
			}
		}
	}
	for i, c := range p.Changes {
		if s.done && c.Resource != plan.Enable {
			p.Changes[i] = plan.Change{Resource: c.Resource, Name: c.Name, Action: plan.Keep, Route: plan.Found, Published: plan.Yes}
		}
	}
	return p, w, nil
}

func (s *script) Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) ([]plan.Change, error) {
	s.called(ctx, "apply")
	p, _, err := s.planned(st)
	if err != nil {
		return nil, err
	}
	var left []plan.Change
	for i, c := range p.Changes {
		if c.Resource == plan.Enable {
			continue
		}
		if c.Action == plan.Manual {
			left = append(left, c)
			tell(apply.Progress{Resource: c.Resource, State: apply.ByHand, Detail: c.Why})
			continue
		}
		if c.Action == plan.Keep {
			tell(apply.Progress{Resource: c.Resource, State: apply.Kept})
			continue
		}
		tell(apply.Progress{Resource: c.Resource, State: apply.Running})
		if i == 2 && s.pause != nil {
			wait(ctx, s.pause)
			if ctx.Err() != nil {
				return left, ctx.Err()
			}
		}
		if s.applyErr != nil && c.Resource == plan.Campaign {
			tell(apply.Progress{Resource: c.Resource, State: apply.Failed, Detail: s.applyErr.Error()})
			return left, s.applyErr
		}
		tell(apply.Progress{Resource: c.Resource, State: apply.Done, Detail: c.Name, Took: 120 * time.Millisecond})
	}
	return left, nil
}

func wait(ctx context.Context, ch chan struct{}) {
	select {
	case <-ch:
	case <-ctx.Done():
	}
}

const theCode = "NY-7K3Q-88PD"

// theHops is a live check that goes well, up to the inbox.
func theHops() []live.Hop {
	h := func(id live.HopID, st live.Status, by, detail string, ms int) live.Hop {
		return live.Hop{ID: id, Status: st, By: by, Detail: detail, Took: time.Duration(ms) * time.Millisecond}
	}
	return []live.Hop{
		h(live.Credentials, live.Pass, live.ByTalontap, "both accepted; talontap-test-default has 0 × Coupon Generated so far", 84),
		h(live.Simulate, live.Pass, live.ByTalonOne, "31 Dec 23:59:59 nothing · 1 Jan 00:00:00 to 23:59:59 one · 2 Jan nothing", 412),
		h(live.Coupon, live.Pass, live.ByTalontap, theCode+" for talontap-test-default, redeemable 100 times", 320),
		h(live.Webhook, live.Pass, live.ByTalonOne, "Send CleverTap Email, as wanted in every field", 45),
		h(live.Send, live.Pass, live.ByTalontap, "sent by talontap, not by Talon.One, as stored there", 190),
		h(live.Accepted, live.Pass, live.ByCleverTap, "status success, 1 taken, none refused", 0),
		h(live.OnProfile, live.Pass, live.ByCleverTap, "Coupon Generated 0 → 1", 4100),
		h(live.Property, live.Pass, live.ByCleverTap, "CouponCode = "+theCode, 1020),
		{ID: live.Email, Status: live.Manual, By: live.ByPerson, Detail: `no email campaign called "Coupon email" among those that started since 22 October 2025`,
			Fix: "make it in CleverTap as the plan says, or look under Messages › Campaigns whether it runs under another name"},
		{ID: live.Inbox, Status: live.Skip, By: live.ByPerson, Detail: "no test address was given, so no email was asked for"},
		h(live.Cleanup, live.Pass, live.ByTalontap, "coupon "+theCode+" deleted", 60),
	}
}

func (s *script) Live(ctx context.Context, _ steps.State, depth live.Depth, tell func(live.Hop)) (live.Result, error) {
	s.called(ctx, "live")
	r := live.Result{Arrived: true, CouponCode: theCode, Depth: depth,
		Proven:    []string{"Talon.One: on 1 January 2027 in Europe/Berlin the rule makes one coupon, and none the day before or after", "Talon.One: the webhook is correct in every field", "CleverTap: shows " + theCode + " on talontap-test-default"},
		Rehearsed: []string{"the webhook's delivery: talontap sent it as Talon.One stores it"},
		OnTheDay:  []string{"Talon.One sends the webhook itself", "your shop calls Talon.One for each customer: nothing there fires by the clock", "the email, with the code in it, in a customer's inbox"},
		Left:      []string{"CleverTap: customer talontap-test-default with one more Coupon Generated"},
		Gate:      live.Gate{Open: !s.mayNot}}
	if s.mayNot {
		r.Gate.Failures = []string{"Rule simulated: 1 January 00:00:00 makes no coupon", "no test coupon has arrived in CleverTap yet"}
		r.Gate.Unseen = []live.Item{unseenRule}
	}
	if s.noRedeem {
		r.Redeem = &live.Redeem{Status: live.Warn, Detail: `no rule with "Coupon code is valid": a shop would refuse it`, Fix: `make a rule with the condition "Coupon code is valid"`}
		r.Diagnosis = &live.Diagnosis{Cause: live.NotRedeemable, Hop: live.Coupon, Status: live.Warn, Sentence: "A shop would refuse the code: " + r.Redeem.Detail + ".", Fix: r.Redeem.Fix}
	}
	r.Requests = []live.Request{{Call: "CleverTap GET /1/profile.json", Count: 6}, {Call: "CleverTap POST /1/upload", Count: 1}, {Call: "Talon.One PUT /v2/customer_sessions", Count: 5}}
	broken := false
	for _, h := range theHops() {
		if broken {
			h = live.Hop{ID: h.ID, Status: live.Skip, By: live.ByTalontap, Detail: "not reached"}
		} else {
			tell(live.Hop{ID: h.ID, Status: live.Running})
			if h.ID == live.OnProfile && s.pause != nil {
				tell(live.Hop{ID: h.ID, Status: live.Running, Took: 8 * time.Second, Next: 3 * time.Second, Most: 3 * time.Minute, By: live.ByCleverTap})
				wait(ctx, s.pause)
			}
		}
		if h.ID == s.hop {
			h = live.Hop{ID: h.ID, Status: live.Fail, By: live.ByCleverTap, Detail: "CleverTap refused it: Event is discarded (code 528)",
				Fix: "restore the event in CleverTap under Settings › Schema › Events, or choose another event name", Took: 90 * time.Millisecond}
			broken, r.Arrived = true, false
			r.Diagnosis = &live.Diagnosis{Cause: live.Rejected, Hop: h.ID, Status: live.Fail, Sentence: h.Detail, Fix: h.Fix}
		}
		if s.late && h.ID == live.OnProfile {
			h.Status, h.Detail, h.Took = live.Warn, "CleverTap took it, and does not show it after 3 min 0 s.", 3*time.Minute
			r.Arrived, r.Gate.Open = false, false
			s.lock.Lock()
			s.onItsWay = &live.Pending{Code: theCode}
			s.lock.Unlock()
			r.Diagnosis = &live.Diagnosis{Cause: live.Late, Hop: h.ID, Status: live.Warn, Sentence: h.Detail,
				Fix: "wait on; if it never comes, look in CleverTap under Errors in the main menu"}
		}
		if s.inbox && h.ID == live.Inbox {
			h.Status, h.Detail, h.Fix = live.Manual, "look for the code "+theCode+" in the mail of you@example.com", ""
		}
		tell(h)
		r.Hops = append(r.Hops, h)
	}
	s.checked = r
	return r, nil
}

// OnItsWay is what the last check did not see arrive.
func (s *script) OnItsWay(steps.State) (live.Pending, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.onItsWay == nil {
		return live.Pending{}, false
	}
	return *s.onItsWay, true
}

func (s *script) TakeUp(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	s.lock.Lock()
	s.calls, s.onItsWay = append(s.calls, "take up"), nil
	s.lock.Unlock()
	return s.Live(ctx, st, live.DepthRelay, tell)
}

func (s *script) Removable(ctx context.Context, _ steps.State) (steps.Taking, error) {
	s.called(ctx, "removable")
	return steps.Taking{Seen: plan.Seen{Campaign: plan.CampaignSeen{Campaign: &talonone.Campaign{Name: "Coupon by email, 1 January 2027"}}}}, s.notRead
}

func (s *script) Remove(ctx context.Context, _ steps.State, _ steps.Taking, _ func(apply.TakenBack)) ([]apply.TakenBack, error) {
	s.called(ctx, "remove")
	return []apply.TakenBack{{Resource: plan.Campaign, Name: "Coupon by email, 1 January 2027", Fate: apply.Deleted},
		{Resource: plan.Webhook, Name: "Send CleverTap Email", Fate: apply.Stays, Why: "no published call deletes a webhook", Where: "Talon.One: Account › Tools › Webhooks › Send CleverTap Email › Delete, once no rule uses it; it holds the passcode"}}, nil
}

// ReadInbox takes an entry as the real engine does.
func (s *script) ReadInbox(st steps.State, entered string) (steps.State, live.Result, error) {
	_, w, _ := s.planned(st)
	r, err := s.checked.ReadInbox(w, entered)
	if err == nil {
		s.checked = r
	}
	return st, r, err
}

func (s *script) Watch(ctx context.Context, st steps.State, every time.Duration, tell func(steps.Watched)) error {
	s.called(ctx, "watch")
	looks := s.looks
	if looks == nil {
		looks = []look{{see: nothingSaved}}
	}
	for i := 0; ctx.Err() == nil; i++ {
		if i == len(looks) && s.watchErr != nil {
			return s.watchErr
		}
		seen := s.looked(st, looks[min(i, len(looks)-1)])
		tell(seen)
		if seen.Done {
			s.done = s.finishes
			return nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
	return nil
}

// look is what a watcher sees.
type look struct {
	see    func(setup.Wanted) guide.Seen
	early  bool
	failed string
}

func nothingSaved(setup.Wanted) guide.Seen {
	return guide.Seen{EmailHidden: "that is done when you go on"}
}

// mistaken is a webhook with three of the mistakes that people make.
func mistaken(w setup.Wanted) guide.Seen {
	hook := w.Webhook
	hook.ApplicationIDs, hook.Params = nil, hook.Params[:1]
	hook.Payload = strings.ReplaceAll(hook.Payload, "CouponCode\":", "CouponGenerated\":")
	seen := nothingSaved(w)
	seen.Webhook = &hook
	return seen
}

// webhookDone is a webhook as it should be, and nothing else.
func webhookDone(w setup.Wanted) guide.Seen {
	seen := nothingSaved(w)
	seen.Webhook = &w.Webhook
	return seen
}

// looked marks every card that is left, by what is seen of it.
func (s *script) looked(st steps.State, l look) steps.Watched {
	if l.failed != "" {
		return steps.Watched{Err: l.failed}
	}
	p, w, _ := s.planned(st)
	out, some := steps.Watched{Early: l.early, Done: true}, false
	for _, c := range p.ByHand() {
		if c.Card.IsZero() {
			continue
		}
		marks := guide.Marks(c.Card, w, l.see(w))
		card := steps.WatchedCard{Card: c.Card, Marks: marks, Right: guide.Done(marks), Blind: guide.Hidden(marks)}
		out.Done = out.Done && (card.Right || card.Blind)
		some = some || card.Right
		out.Cards = append(out.Cards, card)
	}
	out.Done = out.Done && some
	return out
}

func (s *script) TakeBack(ctx context.Context, _ steps.State) error {
	s.called(ctx, "take back")
	return s.refuseBack
}

func (s *script) Pause(ctx context.Context, _ steps.State) error {
	s.called(ctx, "pause")
	return nil
}

func (s *script) CopySecret(f guide.Field) error {
	s.called(context.Background(), "copy "+f.Label)
	return s.noSecret
}

func (s *script) WaitFor(most time.Duration) { s.wait = most }
func (s *script) MayRehearseDay() bool       { return s.rehearses }

func (s *script) RehearseDay(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	s.rehearses, s.enabled = false, true
	r, err := s.Live(ctx, st, live.DepthFire, tell)
	for i, h := range r.Hops {
		if h.ID == live.Inbox {
			r.Hops[i] = live.Hop{ID: h.ID, Status: live.Pass, By: live.ByPerson, Detail: `"Your coupon for the New Year" holds the code`}
		}
	}
	r.Email = &live.Message{At: theTime, Subject: "Your coupon for the New Year", Body: "Happy New Year!\nYour code: " + theCode + "\nSee you soon."}
	return r, err
}

func (s *script) Weigh() steps.Weighed {
	w := steps.Weighed{Enabled: s.enabled, Gate: live.Gate{Unseen: s.unseen, Compared: s.compared}}
	w.May = !s.mayNot && s.hop == "" && !s.byHand && len(s.unseen) == 0
	if s.mayNot {
		w.Gate.Failures = []string{"Rule simulated: 1 January 00:00:00 makes no coupon", "no test coupon has arrived in CleverTap yet"}
		w.Gate.Unseen = []live.Item{unseenRule}
	}
	if s.noRedeem {
		w.Blockers = []string{"a shop refuses the code: no rule takes it"}
	}
	return w
}

var unseenRule = live.ItemOf(live.RuleUnread)

func (s *script) Compared(st steps.State, what live.Item) steps.State {
	s.called(context.Background(), "compared")
	s.compared, s.unseen = append(s.compared, what), slices.DeleteFunc(s.unseen, func(u live.Item) bool { return u == what })
	st.Noted.Compared = keptnote.With(st.Noted.Compared, what.ID, keptnote.Comparison{On: "2026-11-23", Object: "ruleset 1"})
	return st
}

func (s *script) Enabled() bool { return s.enabled }

func (s *script) Enable(ctx context.Context, _ steps.State) error {
	s.called(ctx, "enable")
	if s.refuses == nil {
		s.enabled = true
	}
	return s.refuses
}

func (s *script) Checklist(ctx context.Context, _ steps.State) (check.List, error) {
	s.called(ctx, "checklist")
	if s.noList != nil {
		return check.List{}, s.noList
	}
	return check.List{Checks: []check.Check{
		{ID: "clevertap.passcode", Title: "CleverTap accepts project and passcode", Status: check.Pass},
		{ID: "talonone.webhook", Title: "The webhook stands as wanted", Status: check.Pass},
		{ID: "email.campaign", Title: "The email campaign runs", Status: check.Manual, Detail: "not among those that started since 22 October 2025", Fix: "make it in CleverTap as the plan says"},
		{ID: "shop.calls", Title: "Your shop calls Talon.One for its customers on the day", Status: check.Manual, Detail: "no API shows it", Fix: "ask who built the shop"},
	}, Summary: check.Summary{Pass: 2, Manual: 2}}, nil
}

func (s *script) KeepSecrets(ctx context.Context, _ steps.State) steps.Place {
	s.called(ctx, "keep secrets")
	return steps.Place{Where: "in this machine's keychain, under talontap"}
}

var errBroken = errors.New("reaching shop.europe-west1.talon.one: connection refused")

var theTime = time.Date(2026, 11, 23, 14, 5, 0, 0, time.UTC)

// anew is the state of somebody who begins: nothing is answered.
func anew() steps.State {
	return steps.State{Profile: "default", Now: theTime, Secrets: steps.Place{Where: "in this machine's keychain"}}
}

// begun is the state of somebody who begins with the answers of another setup.
func begun() steps.State {
	st := anew()
	st.Profile = "production"
	return st.Begin(setup.Origin{Profile: "staging", Answers: preset().Answers})
}

// cutOff is preset after a run that was cut off.
func cutOff() steps.State {
	st := preset()
	st.Earlier = steps.Unfinished{Began: theTime, Cut: []string{"rule"}, Made: []string{"webhook", "campaign"}}
	return st
}

// withAddress is preset with an address that receives the test email.
func withAddress() steps.State {
	st := preset()
	st.Answers = st.Answers.With(setup.TestAddress, "you@example.com", setup.Typed)
	return st
}

// preset is the state of the demo: everything is answered.
func preset() steps.State {
	st := anew()
	a := st.Answers
	for k, v := range map[setup.Key]string{
		setup.ProjectID: "TEST-R74-ZWR-R44Z", setup.Region: "eu1", setup.TalonOneURL: "https://shop.europe-west1.talon.one",
		setup.Application: "1", setup.Unpublished: "true", setup.SignInEmail: "admin@example.com",
	} {
		a = a.With(k, v, setup.FromFile)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey, setup.SignInPassword} {
		a = a.WithSecret(k, secret.New(rand.Text()), setup.FromVariable)
	}
	st.Answers = setup.Complete(a, st.Surroundings())
	st.Noted = st.Noted.WithTicked([]string{"accounts.admin", "email.provider"}, "2026-11-23")
	return st
}

func (s *script) Try(context.Context, steps.State) error { return nil }

func (s *script) Another(_ context.Context, st steps.State, _ string) (steps.State, error) {
	return st, nil
}

func (s *script) LookAtCards(context.Context, steps.State) (steps.Watched, error) {
	return steps.Watched{}, nil
}

func (s *script) Account(*steps.Report) {}
