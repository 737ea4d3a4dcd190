package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"

	"charm.land/bubbles/v2/spinner"
)

// TestMain fails where a goroutine of ours is left. Bubble Tea's reader may be:
// from an input that is no terminal it cannot give back a key that nobody took.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/charmbracelet/ultraviolet.(*TerminalReader).sendEvents"))
}

// output collects what a program writes, and says when it wrote first.
type output struct {
	lock  sync.Mutex
	text  bytes.Buffer
	first chan struct{}
	once  sync.Once
}

func (o *output) Write(p []byte) (int, error) {
	o.once.Do(func() { close(o.first) })
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.text.Write(p)
}

func newOutput() *output { return &output{first: make(chan struct{})} }

func TestRunWalksToTheEndOnEnterAloneAndGivesTheScreenBack(t *testing.T) {
	keys, typed := io.Pipe()
	out := newOutput()
	go func() {
		for {
			if _, err := io.WriteString(typed, "\r"); err != nil {
				return
			}
		}
	}()
	var saved steps.State
	o := start{engine: &script{}, state: preset(), Options: Options{In: keys, Out: out},
		SetupOptions: steps.SetupOptions{Enable: true, Keep: func(st steps.State) error { saved = st; return nil }}}.options()
	_, err := Run(context.Background(), o)
	keys.Close()
	if err != nil || !o.Flow.Ended() || !o.Flow.Next().Runs {
		t.Fatalf("it ended at %+v, %v", o.Flow.Next(), err)
	}
	if !saved.Confirmed[steps.Enable] {
		t.Error("the end was not saved")
	}
	const leavesAltScreen = "\x1b[?1049l"
	if !bytes.Contains(out.text.Bytes(), []byte(leavesAltScreen)) {
		t.Error("the screen was not given back")
	}
}

func TestRunEndsWithItsContextAndSaysWhy(t *testing.T) {
	keys, typed := io.Pipe()
	defer typed.Close()
	out := newOutput()
	why := errors.New("terminated")
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		<-out.first
		cancel(why)
	}()
	o := start{engine: &script{}, state: anew(), Options: Options{In: keys, Out: out}}.options()
	_, err := Run(ctx, o)
	keys.Close()
	if !errors.Is(err, why) || o.Flow.Ended() {
		t.Errorf("it ended at %+v, %v", o.Flow.Next(), err)
	}
}

func TestRunSaysWhenTheAnswersCannotBeSaved(t *testing.T) {
	keys, typed := io.Pipe()
	go func() {
		for {
			if _, err := io.WriteString(typed, "\x03"); err != nil {
				return
			}
		}
	}()
	full := errors.New("the disk is full")
	_, err := Run(context.Background(), start{engine: &script{}, state: anew(), Options: Options{In: keys, Out: newOutput()},
		SetupOptions: steps.SetupOptions{Keep: func(steps.State) error { return full }}}.options())
	keys.Close()
	if !errors.Is(err, full) {
		t.Errorf("the error is %v", err)
	}
}

func TestTheSpinnerTurnsWhileAJobRuns(t *testing.T) {
	w := &wizard{spinner: spinner.New(), job: &job{}}
	before := w.spinner.View()
	if next := w.update(w.spinner.Tick()); next == nil || w.spinner.View() == before {
		t.Errorf("it still shows %q, and turns on: %v", before, next != nil)
	}
	w.job = nil
	if w.update(w.spinner.Tick()) != nil {
		t.Error("it turns with no job to turn for")
	}
}

func TestAHopIsShownForItsPaceUnlessMotionIsUnwanted(t *testing.T) {
	for name, c := range map[string]struct {
		options Options
		what    any
		waits   bool
	}{
		"a hop that ended": {Options{Pace: 300 * time.Millisecond}, live.Hop{Status: live.Pass}, true},
		"a hop that runs":  {Options{Pace: 300 * time.Millisecond}, live.Hop{Status: live.Running}, false},
		"no pace":          {Options{}, live.Hop{Status: live.Pass}, false},
		"reduced motion":   {Options{Pace: 300 * time.Millisecond, Look: Look{Still: true}}, live.Hop{Status: live.Pass}, false},
		"something else":   {Options{Pace: 300 * time.Millisecond}, steps.Finding{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				(&wizard{o: c.options}).linger(t.Context(), c.what)
				if waited := time.Since(began) > 0; waited != c.waits {
					t.Errorf("it lingers: %v", waited)
				}
			})
		})
	}
}

func TestALongWaitEndsWithABellAndTheTitleSaysWhatRuns(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	w := &wizard{clock: clock{now: func() time.Time { return now }}, turn: steps.Turn{Step: steps.Step{Title: "Live check"}}}
	if w.rings() != nil || w.title() != "talontap · Live check" {
		t.Errorf("with nothing at hand the title is %q", w.title())
	}
	w.job = &job{began: now.Add(-longWait)}
	if w.rings() == nil || w.title() != "talontap · Live check …" {
		t.Errorf("after a long wait the title is %q", w.title())
	}
	if w.job.began = now; w.rings() != nil {
		t.Error("a short wait rings")
	}
	w.job, w.turn.At, w.turn.Report.Live = nil, steps.AtArrival, &live.Result{Arrived: true}
	if w.title() != "talontap · Live check ✓" {
		t.Errorf("once it has arrived the title is %q", w.title())
	}
}
