package engine_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
)

// stuck is a service that stops answering when it is told to.
type stuck struct {
	engine.TalonOne
	hangs *atomic.Bool
	asked chan<- struct{}
}

func (s stuck) Applications(ctx context.Context) ([]talonone.Application, error) {
	if !s.hangs.Load() {
		return s.TalonOne.Applications(ctx)
	}
	s.asked <- struct{}{}
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestWhatIsKnownIsThereAtOnceWhileAServiceHangs(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	var hangs atomic.Bool
	asked := make(chan struct{}, 1)
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		in, err := open(url, management, integration)
		return stuck{in, &hangs, asked}, err
	}
	w.CopySecret = func(secret.Secret) error { return nil }
	st, session := answered(box), engine.New(w)
	if _, _, err := session.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Apply(t.Context(), st, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Live(t.Context(), st, live.DepthSimulate, nil); err != nil {
		t.Fatal(err)
	}
	hangs.Store(true)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { _, _, err := session.Plan(ctx, st); left <- err }()
	<-asked

	read := make(chan struct{})
	go func() {
		defer close(read)
		if session.Wanted().Campaign.Name == "" || !session.Weigh().Gate.Open || !session.Weigh().May || session.Enabled() {
			t.Error("what the call before found is not known any more")
		}
		session.Judged()
		session.Noted(st)
		session.OnItsWay(st)
		session.Unended()
		session.MayRehearseDay()
		session.WaitFor(time.Second)
		session.Compared(st, live.Item{ID: live.RuleUnread})
		session.Account(&steps.Report{})
		_ = session.MayFollow(live.DepthFire)
		if err := session.CopySecret(guide.Field{Secret: true}); err != nil {
			t.Errorf("copying the passcode: %v", err)
		}
	}()
	select {
	case <-read:
	case <-time.After(10 * time.Second):
		t.Error("who only reads waits for a service that hangs")
	}

	soon, end := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer end()
	if _, err := session.Checklist(soon, st); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a call whose time is over while another one runs ends with %v", err)
	}
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("the call that was left ends with %v", err)
	}
}
