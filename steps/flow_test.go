package steps_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// played is an engine on which everything goes well, unless a test says how not.
type played struct {
	steps.Engine // what no turn comes to

	look     func(steps.ID, steps.State) []steps.Finding
	region   string
	plan     func(steps.State) plan.Plan
	planErr  error
	left     []plan.Change
	applyErr error
	result   live.Result
	liveErr  error
	onItsWay bool
	travels  bool
	enabled  bool
	enabling error
	listErr  error
	tryErr   error
	gate     live.Gate
}

func (p *played) Look(_ context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	if p.look != nil {
		return st.Observed, p.look(id, st)
	}
	return st.Observed, []steps.Finding{{Good: true, Text: "accepted"}}
}

func (p *played) Try(context.Context, steps.State) error { return p.tryErr }

func (p *played) FindRegion(context.Context, steps.State) (string, error) { return p.region, nil }

func (p *played) KeepSecrets(context.Context, steps.State) steps.Place {
	return steps.Place{Where: "in the keychain"}
}

func (p *played) Another(_ context.Context, st steps.State, date string) (steps.State, error) {
	st.Answers = st.Answers.With(setup.RuleDate, date, setup.Typed)
	return st, nil
}

func (p *played) Plan(_ context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	var w setup.Wanted
	w.Rule.Day, _ = setup.ParseDay("2027-01-01", time.UTC)
	w.Application.Sandbox = w.Project.Test()
	if p.plan != nil {
		return p.plan(st), w, p.planErr
	}
	return plan.Plan{Changes: []plan.Change{{Resource: plan.Webhook, Action: plan.Create, Route: plan.API}}}, w, p.planErr
}

func (p *played) Apply(context.Context, steps.State, func(apply.Progress)) ([]plan.Change, error) {
	return p.left, p.applyErr
}

func (p *played) Live(_ context.Context, _ steps.State, _ live.Depth, tell func(live.Hop)) (live.Result, error) {
	tell(live.Hop{ID: live.Coupon, Status: live.Running})
	p.gate = p.result.Gate
	return p.result, p.liveErr
}

func (p *played) OnItsWay(steps.State) (live.Pending, bool) { return live.Pending{}, p.onItsWay }

func (p *played) TakeUp(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	return p.Live(ctx, st, "", tell)
}

func (p *played) WaitFor(time.Duration) {}

func (p *played) MayRehearseDay() bool { return p.travels }

func (p *played) RehearseDay(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	p.enabled = true
	return p.Live(ctx, st, "", tell)
}

func (p *played) Compared(st steps.State, _ live.Item) steps.State {
	p.gate.Unseen, p.gate.Open = p.gate.Unseen[1:], len(p.gate.Unseen) == 1
	return st
}

func (p *played) Weigh() steps.Weighed {
	return steps.Weighed{Gate: p.gate, May: p.gate.Open && !p.enabled, Enabled: p.enabled}
}

func (p *played) Enabled() bool { return p.enabled }

func (p *played) Enable(context.Context, steps.State) error {
	p.enabled = p.enabling == nil
	return p.enabling
}

func (p *played) TakeBack(context.Context, steps.State) error { return nil }
func (p *played) Pause(context.Context, steps.State) error    { return nil }

func (p *played) Checklist(context.Context, steps.State) (check.List, error) {
	return check.List{}, p.listErr
}

func (p *played) Removable(context.Context, steps.State) (steps.Taking, error) {
	return steps.Taking{Seen: plan.Seen{Campaign: plan.CampaignSeen{Campaign: &talonone.Campaign{Name: "Coupon"}}}}, nil
}

func (p *played) Remove(context.Context, steps.State, steps.Taking, func(apply.TakenBack)) ([]apply.TakenBack, error) {
	return []apply.TakenBack{{Resource: plan.Campaign, Fate: apply.Deleted}}, nil
}

func (p *played) Account(r *steps.Report) { r.Enabled = p.enabled }

// proven is an engine on which a coupon arrives and the gate opens.
func proven() *played {
	return &played{result: live.Result{Arrived: true, Gate: live.Gate{Open: true}}}
}

// named is a turn as a table has it: the task, or what it is about and where.
func named(t steps.Turn) string {
	switch t.At {
	case steps.AtRun:
		return string(t.Task)
	case steps.AtQuestions:
		return "questions " + string(t.Step.ID)
	}
	return string(t.At)
}

// longest is more turns than any way through a flow has.
const longest = 200

// walk goes through a flow to its end. What a turn is replied is the first of its
// replies that is left, then what Enter stands for.
func walk(t *testing.T, f *steps.Flow, replies map[steps.At][]steps.Decision) (turns []string) {
	t.Helper()
	for range longest {
		turn := f.Next()
		turns = append(turns, named(turn))
		switch {
		case turn.At == steps.AtEnd:
			return turns
		case turn.At == steps.AtRun:
			f.Took(turn.Do(t.Context(), func(any) {}))
		default:
			f.Took(steps.Reply{Decision: next(replies, turn)})
		}
	}
	t.Fatalf("it does not come to an end: %q", turns)
	return nil
}

func next(replies map[steps.At][]steps.Decision, turn steps.Turn) steps.Decision {
	if left := replies[turn.At]; len(left) > 0 {
		replies[turn.At] = left[1:]
		return left[0]
	}
	return turn.Default()
}

var asked = []string{"intro", "questions prerequisites", "questions clevertap", "looking", "found", "questions talonone", "looking", "found",
	"questions application", "looking", "found", "keeping", "questions expiry", "questions rule", "questions values", "looking", "found"}

var done = []string{"planning", "plan", "applying", "applied", "live", "following", "arrival", "weighing", "enabling"}

func TestEnterAloneGoesFromTheFirstTurnToTheLast(t *testing.T) {
	f := steps.NewSetup(proven(), steps.State{}, steps.SetupOptions{Enable: true})
	got := walk(t, f, nil)
	want := slices.Concat(asked, done, []string{"enabling", "checking", "end"})
	if !slices.Equal(got, want) {
		t.Errorf("the turns are\n%q, want\n%q", got, want)
	}
	if r := f.Report(); !f.Ended() || !r.Enabled || r.Kept != "in the keychain" || r.Live == nil {
		t.Errorf("ended %v, report %+v", f.Ended(), r)
	}
}

// review is a setup that begins at the review.
func review(t *testing.T, p *played, o steps.SetupOptions) *steps.Flow {
	o.Enable = true
	return steps.NewSetup(p, before(t, steps.Review), o)
}

func TestEachWayThroughASetupIsItsOwnTable(t *testing.T) {
	hand := plan.Change{Resource: plan.Webhook, Action: plan.Manual}
	foreign := func(st steps.State) plan.Plan {
		return plan.Plan{Changes: []plan.Change{{Resource: plan.Webhook, Action: plan.Adopt, Adoptable: !st.Adopt}}}
	}
	refused := &steps.ByHandError{Change: plan.Change{Resource: plan.Enable}, Err: errors.New("refused")}
	for name, c := range map[string]struct {
		engine  func(*played)
		replies map[steps.At][]steps.Decision
		want    string
	}{
		"nothing to change": {func(p *played) { p.plan = func(steps.State) plan.Plan { return plan.Plan{} } }, nil,
			"planning, plan, applying, applied, live, following, arrival, weighing, enabling, enabling, checking, end"},
		"a plan that fails": {func(p *played) { p.planErr = errors.New("away") }, map[steps.At][]steps.Decision{steps.AtFailure: {steps.Again, steps.GoBack}},
			"planning, failure, planning, failure, questions values, looking, found, planning, failure"},
		"taken over": {func(p *played) { p.plan = foreign }, map[steps.At][]steps.Decision{steps.AtPlan: {steps.Adopt}},
			"planning, plan, planning, plan, applying, applied, live, following, arrival, weighing, enabling, enabling, checking, end"},
		"changes that fail": {func(p *played) { p.applyErr = errors.New("away") }, nil,
			"planning, plan, applying, failure, planning, plan, applying, failure"},
		"left by hand": {func(p *played) { p.left = []plan.Change{hand} }, nil,
			"planning, plan, applying, applied, live, weighing, closed, checking, end"},
		"by hand, and it is right": {func(p *played) {
			p.plan = func(steps.State) plan.Plan {
				return plan.Plan{Changes: []plan.Change{{Resource: plan.Webhook, Action: plan.Keep}}}
			}
		}, map[steps.At][]steps.Decision{steps.AtApplied: {steps.LookAgain}},
			"planning, plan, applying, applied, planning, applying, applied, live, following, arrival, weighing, enabling, enabling, checking, end"},
		"by hand, and there is more to agree to": {func(*played) {}, map[steps.At][]steps.Decision{steps.AtApplied: {steps.LookAgain}},
			"planning, plan, applying, applied, planning, plan, applying, applied, live, following, arrival, weighing, enabling, enabling, checking, end"},
		"no test coupon": {func(*played) {}, map[steps.At][]steps.Decision{steps.AtLive: {steps.GoOn}},
			"planning, plan, applying, applied, live, weighing, closed, checking, end"},
		"a coupon of an earlier check": {func(p *played) { p.onItsWay = true }, map[steps.At][]steps.Decision{steps.AtArrival: {steps.WaitOn}},
			"planning, plan, applying, applied, live, following, arrival, following, arrival, weighing, enabling, enabling, checking, end"},
		"a live check that fails, twice again": {func(p *played) { p.liveErr, p.gate = errors.New("away"), live.Gate{} },
			map[steps.At][]steps.Decision{steps.AtArrival: {steps.Again, steps.Send}},
			"planning, plan, applying, applied, live, following, arrival, live, following, arrival, following, arrival, weighing, enabling, enabling, checking, end"},
		"the day is rehearsed": {func(p *played) { p.travels = true }, map[steps.At][]steps.Decision{steps.AtArrival: {steps.RealRun}},
			"planning, plan, applying, applied, live, following, arrival, rehearsing, arrival, weighing, closed, checking, end"},
		"it runs already": {func(p *played) { p.enabled = true }, nil,
			"planning, plan, applying, applied, live, following, arrival, weighing, closed, checking, end"},
		"the gate is closed": {func(p *played) { p.result.Gate = live.Gate{Failures: []string{"no coupon"}} }, nil,
			"planning, plan, applying, applied, live, following, arrival, weighing, closed, checking, end"},
		"compared": {func(p *played) { p.result.Gate = live.Gate{Unseen: make([]live.Item, 2)} },
			map[steps.At][]steps.Decision{steps.AtComparison: {steps.Yes, steps.Yes}},
			"planning, plan, applying, applied, live, following, arrival, weighing, comparison, weighing, comparison, weighing, enabling, enabling, checking, end"},
		"not compared": {func(p *played) { p.result.Gate = live.Gate{Unseen: make([]live.Item, 2)} }, nil,
			"planning, plan, applying, applied, live, following, arrival, weighing, comparison, closed, checking, end"},
		"not yet": {func(*played) {}, map[steps.At][]steps.Decision{steps.AtEnabling: {steps.No}},
			"planning, plan, applying, applied, live, following, arrival, weighing, enabling, checking, end"},
		"enabling is refused": {func(p *played) { p.enabling = refused }, map[steps.At][]steps.Decision{steps.AtRefusal: {steps.Yes, steps.Again}},
			"planning, plan, applying, applied, live, following, arrival, weighing, enabling, enabling, refusal, enabling, refusal, weighing, enabling, enabling, refusal, checking, end"},
		"no checklist": {func(p *played) { p.listErr = errors.New("away") }, map[steps.At][]steps.Decision{steps.AtFailure: {steps.Again, steps.GoOn}},
			"planning, plan, applying, applied, live, following, arrival, weighing, enabling, enabling, checking, failure, weighing, closed, checking, failure, end"},
	} {
		t.Run(name, func(t *testing.T) {
			p := proven()
			c.engine(p)
			want := strings.Split(c.want, ", ")
			if got := first(t, review(t, p, steps.SetupOptions{}), c.replies, len(want)); !slices.Equal(got, want) {
				t.Errorf("the turns are\n%q, want\n%q", got, want)
			}
		})
	}
}

// follow goes on from the status of a setup that is done.
func follow() map[steps.At][]steps.Decision {
	return map[steps.At][]steps.Decision{steps.AtStatus: {steps.FollowCoupon}}
}

// before is a state in which all is answered, and every step before one confirmed.
func before(t *testing.T, id steps.ID) steps.State {
	t.Helper()
	st := complete(t)
	st.Confirmed, st.Saved = at(id).Confirmed, false
	return st
}

// first are so many turns of a flow.
func first(t *testing.T, f *steps.Flow, replies map[steps.At][]steps.Decision, n int) (turns []string) {
	t.Helper()
	for len(turns) < n {
		turn := f.Next()
		turns = append(turns, named(turn))
		if turn.At == steps.AtEnd || len(turns) == n {
			break
		}
		step(t, f, turn, next(replies, turn))
	}
	return turns
}

func step(t *testing.T, f *steps.Flow, turn steps.Turn, d steps.Decision) {
	t.Helper()
	if turn.At == steps.AtRun {
		f.Took(turn.Do(t.Context(), func(any) {}))
		return
	}
	f.Took(steps.Reply{Decision: d})
}

func TestALookThatIsNotContentAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		finding steps.Finding
		replies map[steps.At][]steps.Decision
		want    string
	}{
		"it stops":       {steps.Finding{Stop: true}, nil, "questions clevertap, looking, questions clevertap"},
		"it warns":       {steps.Finding{}, nil, "questions clevertap, looking, warning, questions clevertap"},
		"it is heeded":   {steps.Finding{}, map[steps.At][]steps.Decision{steps.AtWarning: {steps.GoOn}}, "questions clevertap, looking, warning, questions talonone"},
		"region, not":    {steps.Finding{Stop: true, WrongRegion: true}, nil, "questions clevertap, looking, region, questions clevertap"},
		"region, nobody": {steps.Finding{Stop: true, WrongRegion: true}, map[steps.At][]steps.Decision{steps.AtRegion: {steps.Yes}}, "questions clevertap, looking, region, finding region, questions clevertap"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &played{look: func(steps.ID, steps.State) []steps.Finding { return []steps.Finding{c.finding} }}
			f := steps.NewSetup(p, before(t, steps.CleverTapStep), steps.SetupOptions{})
			want := strings.Split(c.want, ", ")
			if got := first(t, f, c.replies, len(want)); !slices.Equal(got, want) {
				t.Errorf("the turns are %q, want %q", got, want)
			}
			if turn := f.Next(); turn.Step.ID == steps.CleverTapStep && name != "it warns" && len(turn.Findings) != 1 {
				t.Errorf("why it is asked again is not said: %v", turn.Findings)
			}
		})
	}
}

func TestARegionThatIsFoundIsTakenAndLookedAt(t *testing.T) {
	p := &played{region: "in1", look: func(_ steps.ID, st steps.State) []steps.Finding {
		return []steps.Finding{{Good: st.Answers.Text(setup.Region) == "in1", Stop: st.Answers.Text(setup.Region) != "in1", WrongRegion: true}}
	}}
	f := steps.NewSetup(p, before(t, steps.CleverTapStep), steps.SetupOptions{})
	got := first(t, f, map[steps.At][]steps.Decision{steps.AtRegion: {steps.Yes}}, 7)
	if want := []string{"questions clevertap", "looking", "region", "finding region", "looking", "found", "questions talonone"}; !slices.Equal(got, want) {
		t.Errorf("the turns are %q, want %q", got, want)
	}
}

// TestFromEverywhereThereIsAWayBackAndForthAgain goes back once at each turn there
// is, also out of what takes long.
func TestFromEverywhereThereIsAWayBackAndForthAgain(t *testing.T) {
	whole := walk(t, steps.NewSetup(proven(), steps.State{}, steps.SetupOptions{Enable: true}), nil)
	for n := range len(whole) - 1 {
		t.Run(fmt.Sprint(n, whole[n]), func(t *testing.T) {
			f := steps.NewSetup(proven(), steps.State{}, steps.SetupOptions{Enable: true})
			first(t, f, nil, n+1)
			from := f.Next()
			f.Took(steps.Reply{Decision: steps.GoBack})
			to := f.Next()
			if !from.Beside && position(to.Step.ID) > position(from.Step.ID) {
				t.Errorf("back leads from %s on to %s", from.Step.ID, to.Step.ID)
			}
			if rest := walk(t, f, nil); rest[len(rest)-1] != "end" {
				t.Errorf("it does not come to its end from there: %q", rest)
			}
		})
	}
}

func position(id steps.ID) int {
	return slices.IndexFunc(steps.List(), func(s steps.Step) bool { return s.ID == id })
}

// TestASetupThatIsLeftAnywhereGoesOnFromThere leaves at each turn there is, and
// begins anew with what was saved.
func TestASetupThatIsLeftAnywhereGoesOnFromThere(t *testing.T) {
	var kept steps.State
	o := steps.SetupOptions{Enable: true, Keep: func(st steps.State) error { kept = st; return nil }}
	whole := walk(t, steps.NewSetup(proven(), steps.State{}, o), nil)
	for n := range len(whole) - 1 {
		f := steps.NewSetup(proven(), steps.State{}, o)
		first(t, f, nil, n+1)
		if f.Ended() {
			t.Fatalf("%s: it ended before", whole[n])
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
		kept.Saved = true
		again := steps.NewSetup(proven(), kept, steps.SetupOptions{Enable: true})
		begins := "intro"
		if kept.Confirmed[steps.Enable] {
			begins = "status"
		}
		if rest := walk(t, again, follow()); rest[0] != begins || rest[len(rest)-1] != "end" {
			t.Errorf("left at %s it goes on with %q", whole[n], rest)
		}
	}
}

func TestASavedSetupLooksAtWhatWasAnsweredAndGoesOnWhereItIsRefused(t *testing.T) {
	st := before(t, steps.Review)
	st.Saved = true
	p := proven()
	p.look = func(id steps.ID, _ steps.State) []steps.Finding {
		return []steps.Finding{{Good: id != steps.TalonOneStep, Stop: id == steps.TalonOneStep}}
	}
	f := steps.NewSetup(p, st, steps.SetupOptions{})
	if got := first(t, f, nil, 3); !slices.Equal(got, []string{"intro", "looking behind", "questions talonone"}) {
		t.Errorf("the turns are %q", got)
	}
	f = steps.NewSetup(p, st, steps.SetupOptions{})
	first(t, f, nil, 2)
	f.Took(steps.Reply{Decision: steps.GoBack})
	if f.Next().At != steps.AtIntro {
		t.Errorf("a look that is left leads to %s", f.Next().At)
	}
}

func TestWhatAnEarlierRunMadeIsTakenBackOnTheWord(t *testing.T) {
	for d, want := range map[steps.Decision][]string{
		steps.Yes: {"intro", "reading made", "taking", "taking back", "taken", "intro"},
		steps.No:  {"intro", "reading made", "taking", "intro", "looking behind"},
	} {
		st := before(t, steps.Review)
		st.Saved, st.Earlier = true, steps.Unfinished{Cut: []string{"rule"}}
		f := steps.NewSetup(proven(), st, steps.SetupOptions{})
		got := first(t, f, map[steps.At][]steps.Decision{steps.AtIntro: {steps.Undo}, steps.AtTaking: {d}}, len(want))
		if !slices.Equal(got, want) || f.State().Earlier.IsZero() != (d == steps.Yes) {
			t.Errorf("%s: the turns are %q, want %q", d, got, want)
		}
	}
}

// TestAloneVisitsTheSameActsInTheSameOrder has a setup be gone through by a person
// who presses Enter and by nobody, whatever stands in their way.
func TestAloneVisitsTheSameActsInTheSameOrder(t *testing.T) {
	for name, engine := range map[string]func(*played){
		"all is well":      func(*played) {},
		"left by hand":     func(p *played) { p.left = []plan.Change{{Resource: plan.Rule}} },
		"to be compared":   func(p *played) { p.result.Gate = live.Gate{Unseen: make([]live.Item, 1)} },
		"not proven":       func(p *played) { p.result.Gate = live.Gate{Failures: []string{"no coupon"}} },
		"it runs":          func(p *played) { p.enabled = true },
		"enabling by hand": func(p *played) { p.enabling = &steps.ByHandError{Err: errors.New("refused")} },
	} {
		t.Run(name, func(t *testing.T) {
			st := complete(t)
			st.Saved = true
			with, without := recorder{played: proven()}, recorder{played: proven()}
			engine(with.played)
			engine(without.played)
			walk(t, steps.NewSetup(&with, st.AllDone(), steps.SetupOptions{Enable: true}), follow())
			if _, err := alone(t.Context(), &without, st, steps.Alone{Enable: true}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(with.acts, without.acts) || len(with.acts) < 4 {
				t.Errorf("a person's run does\n%q, nobody's\n%q", with.acts, without.acts)
			}
		})
	}
}

// recorder notes what an engine is told to do.
type recorder struct {
	*played
	acts []string
}

// looks notes that answers are tried, step by step or all at once.
func (r *recorder) looks() {
	if len(r.acts) == 0 {
		r.acts = []string{"look"}
	}
}

func (r *recorder) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	r.looks()
	return r.played.Look(ctx, id, st)
}

func (r *recorder) Try(context.Context, steps.State) error {
	r.looks()
	return nil
}

func (r *recorder) Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	r.acts = append(r.acts, "plan")
	return r.played.Plan(ctx, st)
}

func (r *recorder) Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) ([]plan.Change, error) {
	r.acts = append(r.acts, "apply")
	return r.played.Apply(ctx, st, tell)
}

func (r *recorder) Live(ctx context.Context, st steps.State, d live.Depth, tell func(live.Hop)) (live.Result, error) {
	r.acts = append(r.acts, "live "+string(d))
	return r.played.Live(ctx, st, d, tell)
}

func (r *recorder) Enable(ctx context.Context, st steps.State) error {
	r.acts = append(r.acts, "enable")
	return r.played.Enable(ctx, st)
}

func (r *recorder) Checklist(ctx context.Context, st steps.State) (check.List, error) {
	r.acts = append(r.acts, "checklist")
	return r.played.Checklist(ctx, st)
}

// complete is a state in which all that has no default is answered.
func complete(t *testing.T) steps.State {
	t.Helper()
	st := saved()
	st.Confirmed = nil
	return st
}

func TestAloneStopsAtTheFirstThingThatKeepsItFromItsJob(t *testing.T) {
	away := errors.New("away")
	for name, engine := range map[string]func(*played){
		"credentials": func(p *played) { p.tryErr = away }, "plan": func(p *played) { p.planErr = away },
		"changes": func(p *played) { p.applyErr = away }, "live check": func(p *played) { p.liveErr = away },
		"enabling": func(p *played) { p.enabling = away }, "checklist": func(p *played) { p.listErr = away },
	} {
		p := proven()
		engine(p)
		r, err := alone(t.Context(), p, complete(t), steps.Alone{Enable: true})
		if !errors.Is(err, away) || r.Enabled != (name == "checklist") {
			t.Errorf("%s: it ended with %v, enabled %v", name, err, r.Enabled)
		}
	}
	if _, err := alone(t.Context(), proven(), steps.State{}, steps.Alone{}); err == nil {
		t.Error("without answers it went on")
	}
}

func TestAnotherDayIsTheSameFlowWithADayToMoveTo(t *testing.T) {
	st := complete(t)
	f := steps.NewSetup(proven(), st, steps.SetupOptions{Answered: true, Date: "2028-01-01", Enable: true})
	want := slices.Concat([]string{"moving day", "intro", "looking behind"}, done[:2], []string{"keeping"}, done[2:], []string{"enabling", "checking", "end"})
	if got := walk(t, f, nil); !slices.Equal(got, want) || f.State().Answers.Text(setup.RuleDate) != "2028-01-01" {
		t.Errorf("the turns are\n%q, want\n%q, to %s", got, want, f.State().Answers.Text(setup.RuleDate))
	}
}

func TestNobodyWaitsForWhatIsKeptBeside(t *testing.T) {
	f := steps.NewSetup(proven(), before(t, steps.Application), steps.SetupOptions{})
	first(t, f, nil, 4)
	turn := f.Next()
	if turn.Task != steps.Keeping || !turn.Beside {
		t.Fatalf("the turn is %s", named(turn))
	}
	f.Took(steps.Reply{})
	if next := f.Next(); named(next) != "questions expiry" || f.Report().Kept != "" {
		t.Errorf("it goes on with %s, kept %q", named(next), f.Report().Kept)
	}
	f.Late(turn.Do(t.Context(), nil))
	if f.Report().Kept != "in the keychain" || named(f.Next()) != "questions expiry" {
		t.Errorf("at %s it is kept %q", named(f.Next()), f.Report().Kept)
	}
}
