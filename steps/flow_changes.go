package steps

import (
	"context"
	"slices"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (s *setupFlow) plan() {
	s.run(Turn{Task: Planning}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		p, wanted, err := s.engine.Plan(ctx, st)
		return func() {
			s.known.Report.Plan, s.known.Wanted = p, wanted
			if err != nil {
				s.fail(Planning, err, s.decided, Again, GoBack)
				return
			}
			changes := slices.ContainsFunc(p.Automatic(), func(c plan.Change) bool { return c.Resource != plan.Enable })
			passing := s.passing && !changes
			if s.passing = false; passing {
				s.confirm()
				return
			}
			s.review(p)
		}, err
	}, s.back)
}

func (s *setupFlow) review(p plan.Plan) {
	t := Turn{At: AtPlan, Decisions: []Decision{GoOn, GoBack, Again}}
	if s.state.Adopt || len(p.Adoptable()) > 0 {
		t.Decisions = append(t.Decisions, Adopt)
	}
	unsampled := allowed(s.state) && !s.state.Answers.Has(setup.CampaignSample) && len(s.state.Observed.Campaigns) > 0
	if unsampled && p.Of(plan.Rule).ByHand() {
		t.Decisions = append(t.Decisions, NameSample)
	}
	s.show(t, func(r Reply) {
		switch r.Decision {
		case NameSample:
			s.focus = setup.CampaignSample
			s.reopen(RuleStep)
		case Adopt:
			s.state.Adopt = !s.state.Adopt
			s.next()
		default:
			s.decided(r.Decision)
		}
	})
}

// replan opens the review again: a plan is good for one apply.
func (s *setupFlow) replan() { s.reopen(Review, Apply, Live, Enable) }

func (s *setupFlow) apply() {
	s.run(Turn{Task: Applying, Changes: true}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		left, err := s.engine.Apply(ctx, st, func(p apply.Progress) { tell(p) })
		runs := s.engine.Enabled()
		return func() {
			s.known.Report.Left, s.known.Runs = left, runs
			if err != nil {
				s.fail(Applying, err, func(Decision) { s.replan() }, Again, GoBack)
				return
			}
			s.applied()
		}, err
	}, s.back)
}

func (s *setupFlow) applied() {
	t := Turn{At: AtApplied, Bench: s.engine, Decisions: []Decision{GoOn, LookAgain, Again, GoBack}}
	s.show(t, func(r Reply) {
		if r.Decision == GoOn {
			s.confirm()
			return
		}
		s.passing = r.Decision == LookAgain
		s.replan()
	})
}
