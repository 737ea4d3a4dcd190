package plain

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps"
)

// greet says where a saved setup is taken up.
func (t *talk) greet() {
	t.page.say("talontap, line by line. " + aboutLineMode)
	if t.state.Secrets != "" {
		t.page.say("Where credentials are kept: " + t.state.Secrets)
	}
	if !t.state.Saved {
		return
	}
	var done []string
	for _, s := range t.list {
		if t.state.Confirmed[s.ID] {
			done = append(done, s.Title)
		}
	}
	if len(done) > 0 {
		t.page.say("Welcome back. Done already: " + strings.Join(done, ", ") + ".")
	}
}

// head opens a step: its place, which kind of account is at stake, and what it
// is about.
func (t *talk) head(step steps.Step) {
	t.page.gap()
	number, of := steps.Position(t.list, step)
	title := fmt.Sprintf("Step %d of %d: %s", number, of, step.Title)
	if kind := t.state.AccountKind(); kind != "" {
		title += " (" + kind + ")"
	}
	t.page.say(title)
	if step.Intro != "" {
		t.page.say(step.Intro)
	}
}

// confirm ends a step: it is done, the credentials are kept once all three were
// accepted, and the state is saved.
func (t *talk) confirm(ctx context.Context, id steps.ID) error {
	t.state = t.state.Done(id)
	if id == steps.Application {
		t.outcome.Kept = t.Engine.KeepSecrets(ctx, t.state)
		t.page.say("Credentials: " + t.outcome.Kept)
	}
	if err := t.keep(); err != nil {
		t.page.wrong(err.Error() + "; go on, and see to it before you leave")
	}
	if ctx.Err() != nil {
		return errLeave
	}
	return nil
}

func (t *talk) keep() error {
	if t.Keep == nil {
		return nil
	}
	if err := t.Keep(t.state); err != nil {
		return fmt.Errorf("keeping what was answered: %w", err)
	}
	return nil
}
