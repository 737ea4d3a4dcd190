package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
)

// rig runs a wizard without a terminal: it hands it keys and runs its commands,
// inside a synctest bubble, so that nothing waits and a clock stands still until
// a test lets it go on.
type rig struct {
	t        *testing.T
	w        *wizard
	heard    chan tea.Msg
	cancel   context.CancelFunc
	quit     bool
	engine   *script   // of a setup
	accounts *accounts // of a rotation
}

// start is what a wizard is begun with: a setup's, or a rotation's where there
// are accounts.
type start struct {
	Options
	steps.SetupOptions
	engine   steps.Engine
	state    steps.State
	accounts *accounts
}

func (g start) options() Options {
	o := g.Options
	o.Saves = g.Keep != nil
	if a := g.accounts; a != nil {
		o.Flow = steps.NewRotation(steps.ForRotation(preset(), a.which), steps.RotationOptions{Credential: a.which, Asks: true, Prepare: a.rotation})
		return o
	}
	o.Flow = steps.NewSetup(g.engine, g.state, g.SetupOptions)
	return o
}

func (g start) wizard(ctx context.Context, local *time.Location) *wizard {
	w := newWizard(ctx, g.options(), clock{now: time.Now, local: local})
	w.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	return w
}

// inBubble runs a test with a wizard in a window of a size.
func inBubble(t *testing.T, s *script, st steps.State, change func(*start), test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := start{engine: s, state: st, SetupOptions: steps.SetupOptions{Enable: true}}
		if change != nil {
			change(&o)
		}
		play(t, func(ctx context.Context) *wizard { return o.wizard(ctx, time.FixedZone("EST", -5*60*60)) }, func(r *rig) {
			r.engine = s
			test(r)
		})
	})
}

// play runs a test with a wizard, inside a bubble.
func play(t *testing.T, begin func(context.Context) *wizard, test func(*rig)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &rig{t: t, heard: make(chan tea.Msg, 4096), cancel: cancel, w: begin(ctx)}
	defer r.end()
	r.run(r.w.Init())
	r.settle()
	test(r)
}

// end stops everything and lets the bubble's clock run past the last timer.
func (r *rig) end() {
	r.cancel()
	r.w.waitForJobs(r.w.tidyTime())
	time.Sleep(2 * r.w.tidyTime())
}

// run starts a command; what it says is heard at the next settle.
func (r *rig) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() { r.heard <- cmd() }()
}

// settle handles messages until nothing more happens by itself.
func (r *rig) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-r.heard:
			r.take(msg)
		default:
			return
		}
	}
}

func (r *rig) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			r.run(cmd)
		}
	case tea.QuitMsg:
		r.quit = true
	case spinner.TickMsg: // at the same instant as other timers: which comes first is chance
	default:
		_, cmd := r.w.Update(msg)
		r.run(cmd)
	}
}

func (r *rig) size(width, height int) { r.take(tea.WindowSizeMsg{Width: width, Height: height}) }

// press hands over keys by their names, one after the other.
func (r *rig) press(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		r.take(keyOf(r.t, k))
		r.settle()
	}
}

// typed hands over a text letter by letter.
func (r *rig) typed(text string) {
	for _, c := range text {
		r.take(tea.KeyPressMsg{Code: c, Text: string(c)})
	}
	r.settle()
}

// paste hands over a paste.
func (r *rig) paste(text string) {
	r.take(tea.PasteMsg{Content: text})
	r.settle()
}

func keyOf(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	codes := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace,
		"space": tea.KeySpace, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1}
	switch {
	case name == "shift+tab":
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	case strings.HasPrefix(name, "ctrl+"):
		return tea.KeyPressMsg{Code: rune(name[5]), Mod: tea.ModCtrl}
	case strings.HasPrefix(name, "alt+"):
		return tea.KeyPressMsg{Code: rune(name[4]), Mod: tea.ModAlt}
	case codes[name] != 0:
		return tea.KeyPressMsg{Code: codes[name]}
	case len(name) == 1:
		return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
	}
	t.Fatalf("there is no key called %q", name)
	return tea.KeyPressMsg{}
}

// screenful is the window as a person reads it.
func (r *rig) screenful() string { return ansi.Strip(r.w.View().Content) }

func (r *rig) shows(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if !strings.Contains(flat(r.screenful()), flat(text)) {
			r.t.Errorf("the screen does not show %q:\n%s", text, r.screenful())
		}
	}
}

func (r *rig) hides(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if strings.Contains(flat(r.screenful()), flat(text)) {
			r.t.Errorf("the screen shows %q:\n%s", text, r.screenful())
		}
	}
}

// flat joins wrapped lines, so that a text is found wherever it was broken.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("┃", "", "│", "").Replace(s)), " ")
}

// until presses Enter until a step is there. What can only be done by hand is
// left for later.
func (r *rig) until(id steps.ID) {
	r.t.Helper()
	for range 80 {
		if r.w.turn.Step.ID == id {
			return
		}
		if r.w.turn.At == steps.AtApplied && r.w.screen.Keys()[0].Help().Desc == "look again" {
			r.press("l")
			continue
		}
		r.press("enter")
	}
	r.t.Fatalf("Enter alone does not lead to %s; it stopped at %s:\n%s", id, r.w.turn.Step.ID, r.screenful())
}
