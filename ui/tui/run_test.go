package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/talontap/talontap/steps"
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
	got, err := Run(context.Background(), Options{Session: &script{}, State: preset(), DefaultEnable: true, In: keys, Out: out,
		Keep: func(st steps.State) error { saved = st; return nil }})
	keys.Close()
	if err != nil || !got.Finished || !got.Enabled {
		t.Fatalf("the outcome is %+v, %v", got, err)
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
	got, err := Run(ctx, Options{Session: &script{}, State: anew(), In: keys, Out: out})
	keys.Close()
	if !errors.Is(err, why) || got.Finished || !got.Cancelled {
		t.Errorf("the outcome is %+v, %v", got, err)
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
	_, err := Run(context.Background(), Options{Session: &script{}, State: anew(), In: keys, Out: newOutput(), Keep: func(steps.State) error { return full }})
	keys.Close()
	if !errors.Is(err, full) {
		t.Errorf("the error is %v", err)
	}
}
