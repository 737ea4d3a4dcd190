package tui

import (
	"context"
	"fmt"
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/ui/pause"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// wizard is the one model: a flow, the screen of its turn, and what all screens
// share.
type wizard struct {
	o     Options
	ctx   context.Context // of every job; ends with the wizard
	fall  func(error)     // ends the wizard for a fault of our own; nil: it is not caught
	clock clock

	flow   *steps.Flow
	turn   steps.Turn
	set    *screens.Set
	screen screens.Screen
	cover  cover // what lies over the screen

	canvas
	spinner spinner.Model // turns while a job runs

	round  int // which job is heard
	job    *job
	jobs   []*job
	saves  saving
	pauses *pause.Watch
	first  tea.Cmd // of the turn that is there from the beginning

	note    screens.Note // about the last key that did something elsewhere
	kept    steps.Place  // where the credentials are kept
	unsaved string       // why the answers were not saved
	left    bool         // the person left before the end
	made    int          // how many things this run has made
}

func newWizard(ctx context.Context, o Options, c clock) *wizard {
	w := &wizard{o: o, ctx: ctx, clock: c, flow: o.Flow, canvas: newCanvas(o.Look),
		spinner: spinner.New(spinner.WithSpinner(spinner.MiniDot))}
	if o.Look.ASCII {
		w.spinner.Spinner = spinner.Line
	}
	if o.Look.Still {
		w.spinner.Spinner = spinner.Spinner{Frames: []string{"…"}, FPS: time.Second}
	}
	w.set = &screens.Set{Console: o.Console, Styles: &huh.Styles{}}
	w.repaint()
	w.first = w.advance()
	return w
}

func (w *wizard) repaint() {
	w.dress()
	*w.set.Styles = *kit.Theme(w.dark, !w.o.Look.NoColor) // what is asked already has them too
}

func (w *wizard) Init() tea.Cmd {
	if w.o.Look.Fixed {
		return w.guarded(w.first)
	}
	return w.guarded(tea.Batch(tea.RequestBackgroundColor, w.first))
}

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
	case spinner.TickMsg:
		if w.job != nil {
			var next tea.Cmd
			w.spinner, next = w.spinner.Update(msg)
			return next
		}
	case done:
		w.flow.Late(msg.reply)
		switch msg.task {
		case steps.Saving:
			w.unsaved = why(msg.reply.Err)
		case steps.Keeping:
			w.kept = steps.Place{Where: msg.reply.Text, Why: why(msg.reply.Err)}
		}
	case screens.Note:
		w.note = msg
	case unclipped:
		w.note = screens.Note{Text: fmt.Sprintf(words.ScreenSentToTerminalOnly, msg.called), Good: true}
		return tea.SetClipboard(msg.words)
	case continued:
		return takeTerminal()
	case timeIsUp:
		return tea.Quit
	}
	return nil
}

func why(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// advance shows the turn at hand: its screen, and what it runs. What nothing
// waits for is begun, and gone on without.
func (w *wizard) advance() tea.Cmd {
	var begun []tea.Cmd
	for {
		w.turn = w.flow.Next()
		if !w.turn.Beside {
			break
		}
		begun = append(begun, w.beside(w.turn))
		w.flow.Took(steps.Reply{})
	}
	if t := w.turn; t.At == steps.AtRun {
		begun = append(begun, w.begin(t.Changes, func(ctx context.Context, tell func(any)) any { return t.Do(ctx, tell) }))
	}
	w.screen = w.set.For(w.turn)
	return tea.Batch(append(begun, w.grant(w.screen.Show(w.turn)))...)
}

// reply gives what came back of the turn at hand to the flow, and goes on.
func (w *wizard) reply(r steps.Reply) tea.Cmd {
	w.halt()
	w.flow.Took(r)
	return w.advance()
}

// hear takes what a job tells. The reply of the turn at hand leads on, once what
// is left has cleaned up behind itself too.
func (w *wizard) hear(m told) tea.Cmd {
	if m.round != w.round {
		return nil
	}
	switch what := m.what.(type) {
	case ended:
		rings := w.rings()
		w.job = nil
		reply, isReply := what.result.(steps.Reply)
		switch {
		case w.cover.kind == tidying:
			w.tidied(what.result)
			return tea.Quit
		case isReply:
			return tea.Batch(rings, w.reply(reply))
		}
		return w.grant(w.screen.Hear(what.result, w.clock.now()))
	case apply.Progress:
		if what.State == apply.Done {
			w.made++
		}
	}
	return w.grant(w.screen.Hear(m.what, w.clock.now()))
}

// tidied takes what came back of a job that was left. Only a rotation has then
// something to tell: that it put things back.
func (w *wizard) tidied(result any) {
	if reply, ok := result.(steps.Reply); ok && w.rotates() {
		w.flow.Took(reply)
	}
}

// paste hands a paste to the screen as it would type it.
func (w *wizard) paste(p tea.PasteMsg) tea.Cmd {
	if pasted, ok := w.screen.(interface{ Paste(string) screens.Wish }); ok && w.cover.kind == nothing {
		return w.grant(pasted.Paste(p.Content))
	}
	return nil
}

// grant does what a screen wants.
func (w *wizard) grant(wish screens.Wish) tea.Cmd {
	switch wish := wish.(type) {
	case screens.Decide:
		if wish.State != nil {
			w.flow.Note(*wish.State)
		}
		return w.reply(steps.Reply{Decision: wish.Decision, Text: wish.Text})
	case screens.Noted:
		w.flow.Note(wish.State)
		w.note = wish.Note
	case screens.Note:
		w.note = wish
	case screens.Run:
		return w.begin(wish.Changes, wish.Do)
	case screens.Copy:
		return w.copy(wish.Text, wish.Called)
	case screens.CopySecret:
		return copySecret(wish.Called, wish.Put)
	case screens.Browse:
		return w.browse(wish.Address)
	case screens.Print:
		return w.print(wish.Card)
	case screens.HandOver:
		w.handOver(wish.Change)
	case screens.Several:
		var all []tea.Cmd
		for _, one := range wish {
			all = append(all, w.grant(one))
		}
		return tea.Batch(all...)
	case screens.Quit:
		return tea.Quit
	}
	return nil
}

// room is what a screen draws with.
func (w *wizard) room(width, height int) screens.Room {
	r := screens.Room{
		Width: max(min(width, widest), 1), Wide: max(width, 1), Height: height, Window: w.height,
		Ink: w.ink, Turning: w.spinner.View(), Now: w.clock.now(), Local: w.clock.local,
		Note: w.note, Kept: w.kept, Unsaved: w.unsaved, Saves: w.o.Saves,
	}
	if w.job != nil {
		r.Elapsed = r.Now.Sub(w.job.began)
	}
	return r
}

func (w *wizard) rotates() bool { return screens.Rotates(w.turn) }

// clock is what the wizard takes from the machine besides keys: the time, and
// the zone in which the person at it lives.
type clock struct {
	now   func() time.Time
	local *time.Location
}
