package steps

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// What can be done with a setup that was applied before. Those that another command
// does end the flow (Flow.Chosen).
const (
	VerifyAll     Decision = "verify"
	FollowCoupon  Decision = "follow a coupon"
	ChangeAnswers Decision = "change answers"
	MoveDay       Decision = "another day"
	Pause         Decision = "pause"
	Resume        Decision = "resume"
	AnotherSetup  Decision = "another setup"
	Leave         Decision = "leave"
)

// Rotates is the decision to rotate a credential.
func Rotates(c rotate.Credential) Decision { return Decision("rotate " + string(c)) }

// Title is what stands for a decision in the menu of a status.
func (d Decision) Title() string {
	for _, c := range rotate.Credentials() {
		if d == Rotates(c) {
			return fmt.Sprintf(words.RotateTitle, c.Title())
		}
	}
	return map[Decision]string{VerifyAll: words.StatusVerify, FollowCoupon: words.StatusFollow, ChangeAnswers: words.StatusChange,
		MoveDay: words.StatusAnotherDay, Pause: words.StatusPause, Resume: words.StatusResume, AnotherSetup: words.StatusAnother, Leave: words.StatusLeave}[d]
}

// Chosen is what a person chose that is not the flow's to do; "": nothing.
func (f *Flow) Chosen() Decision { return f.chosen }

// status says how the setup stands that was applied before, and what can be done.
func (s *setupFlow) status() {
	decisions := []Decision{VerifyAll, FollowCoupon, ChangeAnswers, MoveDay}
	if s.state.DayCame() {
		decisions = []Decision{MoveDay, VerifyAll, FollowCoupon, ChangeAnswers}
	}
	for _, c := range rotate.Credentials() {
		decisions = append(decisions, Rotates(c))
	}
	switch {
	case s.state.Noted.Paused.On != "":
		decisions = append(decisions, Resume)
	case s.state.Noted.Enabled.On != "":
		decisions = append(decisions, Pause)
	}
	s.show(Turn{At: AtStatus, Err: s.err, Decisions: append(decisions, AnotherSetup, Leave)}, func(r Reply) { s.do(r.Decision) })
	s.err = nil
}

func (s *setupFlow) do(d Decision) {
	if d == FollowCoupon || d == Resume || d == ChangeAnswers || d == MoveDay {
		s.state = Open(s.list, s.state.Anew())
	}
	switch d {
	case VerifyAll:
		s.verify()
	case Pause:
		s.pause()
	case FollowCoupon, Resume: // the way to enabling leads over a test coupon
		s.passing = true
		s.lookBehind()
	case ChangeAnswers:
		s.reask(Prerequisites, CleverTapStep, TalonOneStep, Application, Expiry, RuleStep, Values)
	case MoveDay:
		if s.state.DayCame() { // then the step for it is shown
			s.lookBehind()
			return
		}
		s.focus = setup.RuleDate
		s.reask(RuleStep)
	case GoBack:
		s.status()
	default:
		s.chosen = d
		s.show(Turn{At: AtEnd}, func(Reply) {})
	}
}

func (s *setupFlow) reask(ids ...ID) {
	s.state = s.state.Undone(ids...)
	s.lookBehind()
}

// verify goes through the checklist, and shows the status with it.
func (s *setupFlow) verify() {
	s.run(Turn{Task: Checking}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		list, err := s.engine.Checklist(ctx, st)
		return func() {
			s.known.Report.Checklist, s.err = list, err
			if err == nil && list.Verdict() == check.Right {
				s.state.Verified = st.Now
			}
			s.status()
		}, err
	}, s.status)
}

// pause disables the campaign, where it is seen to run.
func (s *setupFlow) pause() {
	s.run(Turn{Task: Pausing, Changes: true}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		err := s.engine.Pause(ctx, st)
		return func() {
			if s.err = err; err == nil {
				s.state.Noted.Paused = note.Enabled{On: note.On(st.Now), Campaign: s.state.Noted.Enabled.Campaign}
				s.known.Runs, s.known.Report.Checklist = false, check.List{}
			}
			s.save(s.status)
		}, err
	}, s.status)
}
