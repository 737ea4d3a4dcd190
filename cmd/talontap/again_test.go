package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
)

func TestTheLineModeOffersAnotherDayOnceTheDayCame(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Clock: noon, Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	st := tutorialState(box)
	st.Answers = st.Answers.With(setup.RuleDate, "2026-11-24", setup.Typed)
	first := engine.New((&app{}).rehearsal(box))
	if _, err := (steps.Alone{Enable: true}).Run(t.Context(), steps.NewSetup(first, st, steps.SetupOptions{Answered: true, Depth: live.DepthSimulate})); err != nil || !first.Enabled() {
		t.Fatalf("the first day: enabled %v (%v)", first.Enabled(), err)
	}
	box.SetClock(noon.Add(48 * time.Hour))
	st = st.AllDone().Anew()
	st.Answers = setup.Complete(st.Answers, st.Surroundings())
	st.Noted, st.Saved, st.Now = first.Noted(st), true, box.Now()
	session := engine.New((&app{}).rehearsal(box))
	var out bytes.Buffer
	flow := steps.NewSetup(session, st, steps.SetupOptions{Enable: true})
	err = plain.Run(t.Context(), plain.Options{Flow: flow, In: strings.NewReader("1\n1 January 2028\n" + strings.Repeat("\n", 50)), Out: &out})
	ended := flow.Report()
	if err != nil || !flow.Ended() || !ended.Enabled {
		t.Fatalf("ended %v, enabled %v, err %v after\n%s", flow.Ended(), ended.Enabled, err, out.String())
	}
	if c := ended.Plan.Of(plan.Campaign); c.Name != "Coupon by email, 1 January 2028" || c.Fields[0] != (plan.Field{Name: "Copy of", To: "Coupon by email, 24 November 2026"}) {
		t.Errorf("the campaign's row was %+v after\n%s", c, out.String())
	}
}
