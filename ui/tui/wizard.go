package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/pause"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// wizard is the one model: the state, the screen that follows from it, and what
// all screens share.
type wizard struct {
	o      Options
	ctx    context.Context // of every job; ends with the wizard
	fall   func(error)     // ends the wizard for a fault of our own; nil: it is not caught
	clock  clock
	list   []steps.Step
	state  steps.State
	step   steps.Step
	screen screen
	cover  cover // what lies over the screen

	width, height int
	spins         int // how often the spinner turned
	dark          bool
	ink           text.Palette
	styles        *huh.Styles

	turn   int
	job    *job
	jobs   []*job
	keeper *keeper
	pauses *pause.Watch
	first  tea.Cmd // of the screen that stands there from the beginning

	news    []steps.Finding // what the step before found
	note    note            // about the last key that did something elsewhere
	kept    string          // where the credentials are kept
	unsaved string          // why the answers were not saved
	plan    plan.Plan
	wanted  setup.Wanted
	left    []plan.Change
	passing bool          // the next review goes on by itself where nothing is to be agreed to
	card    plan.Resource // the card that was shown last
	went    string        // what was left when the watcher last went on by itself
	result  *live.Result
	tally   tally
	out     Outcome

	prepared bool // Options.Prepare has been asked

	rotation *rotation // nil: a setup
}

// tally is what this run has changed so far.
type tally struct {
	made    int
	enabled bool
}

// screen is what stands between the two rules of the frame.
type screen interface {
	// draw gives the screen's lines for a room; more than it holds are cut.
	draw(w *wizard, r kit.Room) []string
	// press handles a key that is not the frame's.
	press(w *wizard, k tea.KeyPressMsg) tea.Cmd
	// hear handles what the screen's job tells, and last an ended.
	hear(w *wizard, what any) tea.Cmd
	// keys lists what can be pressed, the most important first.
	keys(w *wizard) []kit.Hint
	// typing reports whether letters go into a text.
	typing() bool
}

func newWizard(ctx context.Context, o Options, c clock) *wizard {
	if o.Live == "" {
		o.Live = live.DepthRelay
	}
	w := blank(ctx, o, c, steps.List())
	w.state = resumable(w.list, o.State)
	w.tally.enabled = o.Session.Enabled()
	if w.state.Saved {
		w.state = w.state.Undone(steps.Welcome)
	}
	w.first = w.show()
	return w
}

// blank is a wizard before its first screen.
func blank(ctx context.Context, o Options, c clock, list []steps.Step) *wizard {
	w := &wizard{o: o, ctx: ctx, clock: c, list: list, width: 80, height: 24, dark: true, keeper: &keeper{keep: o.Keep}}
	w.repaint()
	return w
}

// resumable opens the steps that a new run has to go through again: what was
// planned, made and proven stands at the vendors and is looked at anew.
func resumable(list []steps.Step, st steps.State) steps.State {
	return steps.Open(list, st).Anew()
}

func (w *wizard) repaint() {
	w.ink = kit.Palette(w.dark, !w.o.NoColor)
	w.styles = kit.Theme(w.dark, !w.o.NoColor)
}

// Init implements tea.Model.
func (w *wizard) Init() tea.Cmd { return w.guarded(tea.Batch(tea.RequestBackgroundColor, w.first)) }

// Update implements tea.Model. It never waits for anything.
func (w *wizard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var next tea.Cmd
	w.guard(func() { next = w.update(msg) })
	return w, w.guarded(next)
}

func (w *wizard) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		w.width, w.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		w.dark = msg.IsDark()
		w.repaint()
	case tea.KeyPressMsg:
		return w.press(msg)
	case tea.PasteMsg:
		return w.paste(msg)
	case told:
		return tea.Batch(w.hear(msg), msg.next)
	case ticked:
		if w.job != nil && msg.turn == w.turn {
			w.spins++
			return w.tick()
		}
	case keptSecrets:
		w.kept = string(msg)
	case savedAnswers:
		w.unsaved = msg.why()
	case note:
		w.note = msg
	case unclipped:
		w.note = note{"Sent to your terminal's clipboard, as this machine has none: " + msg.called, true}
		return tea.SetClipboard(msg.text)
	case continued:
		return takeTerminal()
	case timeIsUp:
		return tea.Quit
	}
	return nil
}

func (w *wizard) hear(m told) tea.Cmd {
	if m.turn != w.turn {
		return nil
	}
	if e, ok := m.what.(ended); ok {
		w.job = nil
		if w.cover.kind == tidying {
			return tea.Quit
		}
		return w.screen.hear(w, e)
	}
	return w.screen.hear(w, m.what)
}

// paste hands a paste to the screen as it would type it.
func (w *wizard) paste(p tea.PasteMsg) tea.Cmd {
	if pasted, ok := w.screen.(interface{ paste(*wizard, string) tea.Cmd }); ok && w.cover.kind == nothing {
		return pasted.paste(w, p.Content)
	}
	return nil
}

// show puts the screen of the first open step up and starts its job, if it has
// one. The end of the list is the end of the wizard.
func (w *wizard) show() tea.Cmd {
	step, done := steps.Resolve(w.list, w.state)
	if done {
		w.out.Finished = true
		return tea.Quit
	}
	w.step = step
	switch step.Act {
	case steps.ShowIntro:
		return w.open(&welcome{})
	case steps.ShowPlan:
		s := &review{passing: w.passing}
		w.passing = false
		return w.open(s)
	case steps.DoApply:
		return w.open(newApplying(w.plan))
	case steps.DoLive:
		return w.open(&following{})
	case steps.DoEnable:
		return w.open(newEnabling(w.o.DefaultEnable))
	case steps.ShowRotation:
		return w.open(&opening{})
	case steps.DoRotate:
		return w.open(newRotating(w.rotation.errand))
	default:
		w.screen = newAsking(w, step)
	}
	return nil
}

// opener is a screen that starts a job as soon as it is there.
type opener interface {
	screen
	open(w *wizard) tea.Cmd
}

func (w *wizard) open(s opener) tea.Cmd {
	w.screen = s
	return s.open(w)
}

// confirm closes the step shown and goes on to the next.
func (w *wizard) confirm(news ...steps.Finding) tea.Cmd {
	w.halt()
	step := w.step.ID
	w.state = w.state.Done(step)
	w.news = news
	keep := w.save()
	if step == steps.Application {
		keep = tea.Batch(keep, w.keepSecrets())
	}
	return tea.Batch(keep, w.show())
}

// back opens the step before the one shown.
func (w *wizard) back() tea.Cmd {
	w.halt()
	w.news = nil
	w.state = steps.Back(w.list, w.state)
	return w.show()
}

// replan opens the review again, which looks and plans anew.
func (w *wizard) replan() tea.Cmd {
	w.halt()
	w.news = nil
	w.state = w.state.Undone(steps.Review, steps.Apply, steps.Live, steps.Enable)
	return w.show()
}

// lookAgain plans anew after a person did something in a console, and goes on by
// itself unless there is something to agree to.
func (w *wizard) lookAgain() tea.Cmd {
	w.passing = true
	return w.replan()
}

// keptSecrets says where the credentials are kept.
type keptSecrets string

func (w *wizard) keepSecrets() tea.Cmd {
	ctx, st := w.ctx, w.state
	return func() tea.Msg { return keptSecrets(w.o.Session.KeepSecrets(ctx, st)) }
}

// savedAnswers says how saving ended.
type savedAnswers struct{ err error }

func (s savedAnswers) why() string {
	if s.err == nil {
		return ""
	}
	return s.err.Error()
}

func (w *wizard) save() tea.Cmd {
	if w.o.Keep == nil {
		return nil
	}
	number, st := w.keeper.number(), w.state
	return func() tea.Msg { return savedAnswers{w.keeper.save(number, st)} }
}

func (w *wizard) outcome() Outcome {
	out := w.out
	out.State, out.Plan, out.Left, out.Live = w.state, w.plan, w.left, w.result
	out.Kept, out.Enabled = w.kept, w.tally.enabled
	out.Cancelled = !out.Finished
	return out
}
