package engine_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// reports counts the days that the message report was asked for.
type reports struct {
	lock sync.Mutex
	days int
}

type reported struct {
	engine.CleverTap
	count *reports
}

func (r reported) MessageReport(ctx context.Context, q clevertap.ReportQuery) ([]clevertap.MessageRow, error) {
	r.count.lock.Lock()
	r.count.days += 1 + int(q.To.Sub(q.From)/(24*time.Hour))
	r.count.lock.Unlock()
	return r.CleverTap.MessageReport(ctx, q)
}

func (r *reports) watch(w engine.World) engine.World {
	open := w.CleverTap
	w.CleverTap = func(region, project string, passcode secret.Secret) (engine.CleverTap, error) {
		c, err := open(region, project, passcode)
		return reported{c, r}, err
	}
	return w
}

// keeper keeps the last state it was given.
type keeper struct{ kept steps.State }

func (k *keeper) KeepAnswers(st steps.State) error { k.kept = st; return nil }
func (k *keeper) KeepSecrets(context.Context, setup.Answers) (steps.Place, error) {
	return steps.Place{Where: "in memory"}, nil
}
func (k *keeper) Differing(context.Context, setup.Answers) []setup.Key { return nil }

func TestAnEmailCampaignOfLongAgoIsFoundAndTheNextRunAsksForItsDayAlone(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.RuleDate), "2027-01-01")
	box.SetClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
	for round, most := range []int{500, 1} {
		asked, kept := &reports{}, &keeper{}
		world := asked.watch(w)
		world.Keeper = kept
		session := engine.New(world)
		p, _, err := session.Plan(t.Context(), st)
		if err != nil {
			t.Fatal(err)
		}
		if row := p.Of(plan.EmailCampaign); row.Action != plan.Keep {
			t.Errorf("round %d: the email campaign's row is %+v", round, row)
		}
		if asked.days > most {
			t.Errorf("round %d: asked for %d days, want %d at most", round, asked.days, most)
		}
		if err := session.Keep(st); err != nil {
			t.Fatal(err)
		}
		st = kept.kept
	}
	st.Answers = st.Answers.With(setup.EmailCampaign, "Another", setup.Typed)
	p, _, err := engine.New(w).Plan(t.Context(), st)
	if row := p.Of(plan.EmailCampaign); err != nil || row.Action != plan.Manual {
		t.Errorf("what is noted about one campaign was taken for another: %+v (%v)", row, err)
	}
}

// schemaless is a project on a plan that does not show its schema.
type schemaless struct{ engine.CleverTap }

func (schemaless) Schema(context.Context) ([]clevertap.SchemaEvent, error) {
	return nil, &transport.Failure{Kind: transport.Refused, Service: "CleverTap", Doing: "reading CleverTap's event schema"}
}

func TestASchemaThatCannotBeReadIsAnErrorAndSendsNoTestEvent(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.EventName), "New Event")
	for _, fault := range []string{"html", "truncated", "500"} {
		faults(t, box, fault+":clevertap/getSchema")
		session := engine.New(w)
		_, findings := session.Look(t.Context(), steps.CleverTapStep, st)
		if len(findings) != 1 || !findings[0].Stop {
			t.Errorf("%s: the wizard goes on with %+v", fault, findings)
		}
		if _, _, err := session.Plan(t.Context(), st); err == nil || !strings.Contains(err.Error(), "schema") {
			t.Errorf("%s: the plan's error is %v", fault, err)
		}
		if _, err := run(t, w, st); err == nil {
			t.Errorf("%s: a setup goes on", fault)
		}
	}
	faults(t, box)
	if o, _ := engine.New(w).Look(t.Context(), steps.CleverTapStep, st); len(o.Events) == 0 || slices.Contains(o.Events, "New Event") {
		t.Errorf("CleverTap knows %v, want its events without ours", o.Events)
	}
}

type openCleverTap = func(region, project string, passcode secret.Secret) (engine.CleverTap, error)

func hidingSchema(open openCleverTap) openCleverTap {
	return func(region, project string, passcode secret.Secret) (engine.CleverTap, error) {
		c, err := open(region, project, passcode)
		return schemaless{c}, err
	}
}

func TestAProjectThatHidesItsSchemaIsNotSentATestEventAgainAndAgain(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.EventName), "New Event")
	w.CleverTap = hidingSchema(w.CleverTap)
	kept := &keeper{}
	w.Keeper = kept
	session := engine.New(w)
	if _, err := alone(t.Context(), session, st, steps.Alone{Enable: true}); err != nil {
		t.Fatal(err)
	}
	if err := session.Keep(st); err != nil {
		t.Fatal(err)
	}
	next := engine.New(w)
	list, err := next.Checklist(t.Context(), kept.kept)
	if c := checkOf(t, list, "event.known"); err != nil || c.Status != check.Pass || !strings.Contains(c.Detail, "a past event") {
		t.Errorf("the check is %+v (%v)", c, err)
	}
	faults(t, box, "500:clevertap/1/events")
	list, err = next.Checklist(t.Context(), kept.kept)
	if c := checkOf(t, list, "event.known"); err != nil || c.Status != check.Manual || !strings.Contains(c.Detail, "could not be read") || steps.Verdict(list, nil) != check.Failed {
		t.Errorf("with its events unread the check is %+v (%v)", c, err)
	}
	faults(t, box)
	p, _, err := next.Plan(t.Context(), kept.kept)
	if row := p.Of(plan.Event); err != nil || row.Action != plan.Keep {
		t.Errorf("the next plan's row is %+v (%v)", row, err)
	}
	kept.kept.Answers = kept.kept.Answers.With(setup.EventProperty, "Another", setup.Typed)
	p, _, err = next.Plan(t.Context(), kept.kept)
	if row := p.Of(plan.Event); err != nil || row.Action != plan.Create {
		t.Errorf("with another property the row is %+v (%v)", row, err)
	}
}

func TestAPlanThatAPersonWaitsForOnlyGlancesAtTheMessageReport(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	faults(t, box, "slow=2s:clevertap/1/message")
	w.Glance, w.EmailWait = 800*time.Millisecond, 20*time.Second
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	if row := r.Plan.Of(plan.EmailCampaign); row.Action != plan.Manual {
		t.Errorf("the first plan's row is %+v, want it not looked up yet", row)
	}
	faults(t, box)
	list, err := engine.New(w).Checklist(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if c := checkOf(t, list, "email.campaign"); c.Status != check.Pass {
		t.Errorf("afterwards the check is %+v", c)
	}
}
