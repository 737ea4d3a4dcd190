package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/pause"
	"github.com/talontap/talontap/ui/plain"
)

// A question to a person must end when the run does: reading from a terminal
// knows no context, so it happens beside, and the terminal is put back however
// it ends. Questions go to the stream for talk; results have the other to
// themselves.

func (a *app) askLine(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(a.err, prompt)
	return beside(ctx, func() (string, error) { return plain.ReadLine(a.in) })
}

// askYes asks a question that only yes says yes to.
func (a *app) askYes(ctx context.Context, question string) (bool, error) {
	answer, err := a.askLine(ctx, fmt.Sprintf(words.AskOnlyYes, question))
	return strings.EqualFold(strings.TrimSpace(answer), "yes"), err
}

// beside waits for an answer, or for the end of the run.
func beside(ctx context.Context, read func() (string, error)) (string, error) {
	text, err := plain.Await(ctx, read)
	if errors.Is(err, io.EOF) {
		err = &exitError{code: exitCancelled, err: errors.New(words.AskNothing)}
	}
	return text, err
}

// askInbox asks the person at the terminal for what only a person can see: the
// code in the test's email. Without a terminal, and without an answer, it stays
// open.
func (a *app) askInbox(ctx context.Context, session *engine.Session, st steps.State, r *live.Result) (steps.State, *live.Result, error) {
	for a.terminal && !a.json && r.AwaitsInbox() {
		a.say(live.AskInbox(st.Channel(), st.Answers.Text(setup.TestAddress)) + ".")
		entered, err := a.askLine(ctx, words.InboxEnter)
		if _, cancelled := errors.AsType[*exitError](err); cancelled || err == nil && strings.TrimSpace(entered) == "" {
			break
		}
		if err != nil {
			return st, r, err
		}
		next, read, err := session.ReadInbox(st, entered)
		if err != nil {
			a.say(err.Error())
			continue
		}
		st, r = next, &read
	}
	return st, r, nil
}

// restoreEcho remembers the terminal as it is. A secret that was being asked for
// when the run was left would else leave it without echo.
func restoreEcho() (restore func()) {
	in := int(os.Stdin.Fd())
	was, err := term.GetState(in)
	if err != nil {
		return func() {}
	}
	return func() { _ = term.Restore(in, was) }
}

// readHidden asks for one line and shows nothing of it, also once the program was
// stopped and goes on.
func readHidden(to io.Writer, prompt string) (string, error) {
	fmt.Fprint(to, prompt)
	defer fmt.Fprintln(to)
	defer keepHidden(func() { fmt.Fprint(to, prompt) })()
	value, err := term.ReadPassword(int(os.Stdin.Fd()))
	return string(value), err
}

// keepHidden hides again what is typed whenever job control had the program go
// on, since the shell does not, and then asks again: what was typed before is gone.
func keepHidden(again func()) (end func()) {
	watch, over := pause.Open(), make(chan struct{})
	go func() {
		for {
			select {
			case <-watch.Continued():
				if hide(int(os.Stdin.Fd())) == nil {
					again()
				}
			case <-over:
				return
			}
		}
	}()
	return func() {
		watch.Close()
		close(over)
	}
}
