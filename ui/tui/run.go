package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/pause"
	"github.com/talontap/talontap/ui/tui/kit"
)

// framesPerSecond keeps a key's way to the screen below 10 ms.
const framesPerSecond = 120

// tidyTime is how long a cancelled job may take to clean up behind itself.
const tidyTime = 6 * time.Second

// Look is how a wizard draws. The zero Look is for a dark terminal with colours and
// all characters.
type Look struct {
	NoColor bool
	Light   bool // the background, as far as is known
	Fixed   bool // the terminal is not asked for its background
	ASCII   bool // no other characters
	Still   bool // nothing turns, and nothing is slowed down to be followed
}

// Options is everything a wizard needs. Flow is required.
type Options struct {
	Flow  *steps.Flow
	Saves bool // the flow keeps answers
	// Copy puts text on the system's clipboard. Nil asks the terminal (OSC 52),
	// which not every terminal grants.
	Copy func(string) error
	// Open shows an address in the person's browser. Nil, or an error: the address
	// is shown instead.
	Open    func(url string) error
	Console string // in a rehearsal, the page that plays both consoles
	Look    Look
	Pace    time.Duration // that a hop is shown for at least, where it is no wait; 0: as it comes
	In      io.Reader     // nil: standard input
	Out     io.Writer     // nil: standard output
}

// Run shows a flow until the person finishes or leaves, or the context ends, and
// puts the terminal back as it was. What runs then cleans up behind itself first.
// left says that the person left before the end.
// The flow says how far the person came, also beside an error; the cause of an
// ended context is an error that errors.Is finds, and so is a crash.Crash for a
// fault of our own.
//
// Signals are the caller's: the context has to end on INT, TERM and HUP.
func Run(ctx context.Context, o Options) (left bool, err error) {
	ctx, fall := context.WithCancelCause(ctx)
	defer fall(nil)
	w := newWizard(ctx, o, clock{now: time.Now, local: time.Local})
	shown := w.present(ctx, fall)
	if err := w.saves.last(o.Flow); err != nil {
		return w.left, fmt.Errorf("saving the answers: %w", err)
	}
	return w.left, shown
}

// present shows a wizard until it quits, puts the terminal back, and waits for
// what was begun to clean up behind itself.
func (w *wizard) present(ctx context.Context, fall context.CancelCauseFunc) error {
	w.fall, w.pauses = fall, pause.Open()
	p := tea.NewProgram(w, programOptions(ctx, w.o)...)
	go passOn(ctx, w.pauses, p)
	_, err := p.Run()
	w.pauses.Close()
	interrupted := context.Cause(ctx)
	fall(nil)
	w.waitForJobs(w.tidyTime())
	switch {
	case interrupted != nil:
		return fmt.Errorf("showing the wizard: %w", interrupted)
	case err != nil && !errors.Is(err, tea.ErrInterrupted):
		return fmt.Errorf("showing the wizard: %w", err)
	}
	return nil
}

// tidyTime is how long what was cancelled may take to clean up: a rotation puts
// the old credential back.
func (w *wizard) tidyTime() time.Duration {
	if w.rotates() {
		return rotate.RestoreTime + tidyTime
	}
	return tidyTime
}

func programOptions(ctx context.Context, o Options) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
	}
	if o.In != nil {
		options = append(options, tea.WithInput(kit.AsText(o.In)))
	}
	if o.Out != nil {
		options = append(options, tea.WithOutput(o.Out))
	}
	if o.Look.NoColor {
		options = append(options, tea.WithColorProfile(colorprofile.Ascii))
	}
	return options
}

// ErrLeft says that a person left without picking one.
var ErrLeft = errors.New("nothing was picked")

// Pick asks for one of several names. Leaving gives ErrLeft.
func Pick(ctx context.Context, title string, names []string, in io.Reader, out io.Writer) (picked string, err error) {
	one := huh.NewSelect[string]().Title(title).Options(huh.NewOptions(names...)...).Value(&picked)
	err = huh.NewForm(huh.NewGroup(one)).WithInput(in).WithOutput(out).WithShowHelp(true).RunWithContext(ctx)
	if errors.Is(err, huh.ErrUserAborted) {
		err = ErrLeft
	}
	return picked, err
}

// A fault of ours must not be Bubble Tea's to catch: it would print the value of
// the panic, which may hold a secret. Caught here it ends the wizard like a
// signal does: the terminal is put back, what was answered is kept, and Run gives
// the crash to whoever reports it.

// guard runs what the wizard itself does.
func (w *wizard) guard(do func()) {
	if w.fall == nil {
		do()
		return
	}
	if err := crash.Guard(func() error { do(); return nil })(); err != nil {
		w.fall(err)
	}
}

// guarded is a command whose own commands are guarded too.
func (w *wizard) guarded(c tea.Cmd) tea.Cmd {
	if c == nil || w.fall == nil {
		return c
	}
	return func() (msg tea.Msg) {
		w.guard(func() { msg = c() })
		if several, are := msg.(tea.BatchMsg); are {
			for i := range several {
				several[i] = w.guarded(several[i])
			}
		}
		return msg
	}
}
