package steps

import (
	"context"
	"slices"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// planned is a plan, and what it is for.
type planned struct {
	plan   plan.Plan
	wanted setup.Wanted
}

// plan reads both accounts, and shows what would be changed.
func (s *setupFlow) plan() {
	run(s.Flow, Turn{Task: Planning}, func(ctx context.Context, st State, _ func(any)) (out planned, err error) {
		out.plan, out.wanted, err = s.engine.Plan(ctx, st)
		return out, err
	}, func(p planned, err error) {
		s.known.Report.Plan, s.known.Wanted = p.plan, p.wanted
		if err != nil {
			s.fail(Planning, err, s.goBackOr(s.next), Again, GoBack)
			return
		}
		passing := s.passing
		if s.passing = false; passing && !changesAnything(p.plan) {
			s.confirm()
			return
		}
		s.review(p.plan)
	}, s.back)
}

// goBackOr goes to the step before where that is decided.
func (s *setupFlow) goBackOr(other func()) func(Decision) {
	return func(d Decision) {
		if d == GoBack {
			s.back()
			return
		}
		other()
	}
}

// changesAnything reports whether there is something to agree to.
func changesAnything(p plan.Plan) bool {
	return slices.ContainsFunc(p.Automatic(), func(c plan.Change) bool { return c.Resource != plan.Enable })
}

func (s *setupFlow) review(p plan.Plan) {
	t := Turn{At: AtPlan, Decisions: []Decision{GoOn, GoBack, Again}}
	if s.state.Adopt || len(p.Adoptable()) > 0 {
		t.Decisions = append(t.Decisions, Adopt)
	}
	if s.wantsSample(p) {
		t.Decisions = append(t.Decisions, NameSample)
	}
	s.show(t, func(r Reply) {
		switch r.Decision {
		case GoOn:
			s.confirm()
		case GoBack:
			s.back()
		case NameSample:
			s.focus = setup.CampaignSample
			s.reopen(RuleStep)
		case Adopt:
			s.state.Adopt = !s.state.Adopt
			s.next()
		default:
			s.next()
		}
	})
}

// wantsSample reports whether the rule is by hand for want of a sample, which the
// admin may name.
func (s *setupFlow) wantsSample(p plan.Plan) bool {
	return allowed(s.state) && p.Of(plan.Rule).ByHand() && !s.state.Answers.Has(setup.CampaignSample) && len(s.state.Observed.Campaigns) > 0
}

// replan opens the review again: a plan is good for one apply.
func (s *setupFlow) replan() { s.reopen(Review, Apply, Live, Enable) }

// apply makes the changes, and hands the rest to the person.
func (s *setupFlow) apply() {
	type outcome struct {
		left []plan.Change
		runs bool
	}
	run(s.Flow, Turn{Task: Applying, Changes: true}, func(ctx context.Context, st State, tell func(any)) (o outcome, err error) {
		o.left, err = s.engine.Apply(ctx, st, func(p apply.Progress) { tell(p) })
		o.runs = s.engine.Enabled()
		return o, err
	}, func(o outcome, err error) {
		s.known.Report.Left, s.known.Runs = o.left, o.runs
		if err != nil {
			s.fail(Applying, err, func(Decision) { s.replan() }, Again, GoBack)
			return
		}
		s.applied()
	}, s.back)
}

func (s *setupFlow) applied() {
	t := Turn{At: AtApplied, Bench: Bench{s.engine, s.state}, Decisions: []Decision{GoOn, LookAgain, Again, GoBack}}
	s.show(t, func(r Reply) {
		switch r.Decision {
		case GoOn:
			s.confirm()
		case LookAgain:
			s.passing = true
			s.replan()
		default:
			s.replan()
		}
	})
}
