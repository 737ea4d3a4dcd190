package main

import (
	"context"
	"errors"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// askInbox asks the person at the terminal for what only a person can see: the
// code in the test's email. Without a terminal, and without an answer, it stays
// open.
func (a *app) askInbox(ctx context.Context, session *engine.Session, st steps.State, r *live.Result) (steps.State, *live.Result, error) {
	for a.terminal && !a.json && r.AwaitsInbox() {
		a.say(live.AskInbox(st.Channel(), st.Answers.Text(setup.TestAddress)) + ".")
		entered, err := a.askLine(ctx, words.InboxEnter)
		if cancelled := (*exitError)(nil); errors.As(err, &cancelled) || err == nil && strings.TrimSpace(entered) == "" {
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
