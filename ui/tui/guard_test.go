package tui

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// faulty is a screen and an engine that panic once.
type faulty struct {
	screens.Screen
	steps.Engine
	fall func()
}

func (f faulty) Draw(screens.Room) []string         { f.fall(); return nil }
func (f faulty) Press(tea.KeyPressMsg) screens.Wish { f.fall(); return nil }
func (f faulty) Typing() bool                       { return false }
func (f faulty) Keys() []kit.Hint                   { return nil }

func (f faulty) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	f.fall()
	return f.Engine.Look(ctx, id, st)
}

// once panics with a value the first time.
func once(value string) func() {
	times := 0
	return func() {
		if times++; times == 1 {
			panic(value)
		}
	}
}

func TestAFaultOfOursEndsTheWizardWithoutItsValueAndGivesTheScreenBack(t *testing.T) {
	for name, where := range map[string]func(*start, func()){
		"a command": func(o *start, fall func()) { o.Keep = func(steps.State) error { fall(); return nil } },
		"a job":     func(o *start, fall func()) { o.engine = faulty{Engine: o.engine, fall: fall} },
	} {
		value := rand.Text()
		keys, typed := io.Pipe()
		out := newOutput()
		go func() {
			for {
				if _, err := io.WriteString(typed, "\r"); err != nil {
					return
				}
			}
		}()
		o := start{engine: &script{}, state: preset(), Options: Options{In: keys, Out: out}}
		where(&o, once(value))
		_, err := Run(t.Context(), o.options())
		keys.Close()
		var c *crash.Crash
		if !errors.As(err, &c) || len(c.Where()) == 0 {
			t.Errorf("%s: got %v, want a crash and its place", name, err)
		}
		text := out.text.Bytes()
		if bytes.Contains(text, []byte(value)) {
			t.Errorf("%s: the value is shown", name)
		}
		if bytes.Count(text, []byte("\x1b[?1049h")) != bytes.Count(text, []byte("\x1b[?1049l")) {
			t.Errorf("%s: the alternate screen was not left: %q", name, text)
		}
	}
}

func TestAFaultInDrawingOrInAKeyIsCaughtToo(t *testing.T) {
	for name, fault := range map[string]func(*wizard){
		"drawing": func(w *wizard) { w.View() },
		"a key":   func(w *wizard) { w.Update(tea.KeyPressMsg{Code: 'x'}) },
	} {
		var caught error
		w := start{engine: &script{}, state: preset()}.wizard(t.Context(), time.UTC)
		w.fall = func(err error) { caught = err }
		w.screen = faulty{fall: once(rand.Text())}
		fault(w)
		var c *crash.Crash
		if !errors.As(caught, &c) || c.What() != "a panic with a value of type string, which is not shown" {
			t.Errorf("%s: got %v", name, caught)
		}
	}
}
