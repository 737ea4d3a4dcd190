package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// turn is one rotation with whoever is there to be asked.
type turn struct {
	*app
	flow  *steps.Flow
	which rotate.Credential
	sure  bool // goes on with what is unfinished, without asking
}

// run goes through the rotation line by line.
func (t *turn) run(ctx context.Context) (rotate.Result, error) {
	for {
		next := t.flow.Next()
		if next.At == steps.AtRun {
			t.flow.Took(next.Do(ctx, t.tell))
			continue
		}
		if next.At == steps.AtEnd || next.Err != nil {
			return t.flow.Rotated()
		}
		d, err := t.decide(ctx, next)
		if err != nil {
			return rotate.Result{Credential: t.which}, err
		}
		t.flow.Took(steps.Reply{Decision: d})
	}
}

func (t *turn) tell(what any) {
	if step, ok := what.(rotate.Step); ok {
		t.say(report.RotationLine(step))
	}
}

func (t *turn) decide(ctx context.Context, next steps.Turn) (steps.Decision, error) {
	switch {
	case next.At == steps.AtUnfinished:
		return t.unfinished(ctx)
	case !t.terminal:
		return "", usage(words.RotateNoTerminal)
	case next.At == steps.AtKept:
		revoked, err := t.askYes(ctx, fmt.Sprintf(words.RotateRevokedQuestion, t.which.Vendor()))
		if revoked || err != nil {
			return steps.Yes, err
		}
		return steps.No, errStillKept()
	case next.At == steps.AtQuestions:
		return steps.GoOn, t.askCredential(ctx)
	}
	return steps.GoOn, nil
}

func (t *turn) unfinished(ctx context.Context) (steps.Decision, error) {
	t.say(words.RotateUnfinishedEarlier)
	if !t.terminal || t.sure {
		return steps.GoOn, nil
	}
	answer, err := t.askLine(ctx, words.RotateGoOnOrBack)
	if strings.EqualFold(strings.TrimSpace(answer), "back") {
		return steps.Undo, err
	}
	return steps.GoOn, err
}

// askCredential asks until something was entered that can be one.
func (t *turn) askCredential(ctx context.Context) error {
	t.say(fmt.Sprintf(words.RotateWhereToMake, t.which.Made()))
	for {
		text, err := t.askHidden(ctx, fmt.Sprintf(words.RotateNewHidden, t.which.Title()))
		if err != nil {
			return err
		}
		value, err := fitCredential(t.which, text)
		if err != nil {
			t.say(err.Error())
			continue
		}
		t.say(fmt.Sprintf(words.RotateCharacters, value.Len()))
		st := t.flow.State()
		st.Answers = st.Answers.WithSecret(t.which.Key(), value, setup.Typed)
		t.flow.Note(st)
		return t.askExpiry(ctx)
	}
}

func (t *turn) askExpiry(ctx context.Context) error {
	st := t.flow.State()
	for !st.Answers.Has(t.which.Expires()) {
		text, err := t.askLine(ctx, words.RotateExpires)
		if err != nil || strings.TrimSpace(text) == "" {
			return err
		}
		if _, err := setup.ParseDay(text, nil); err != nil {
			t.say(err.Error())
			continue
		}
		st.Answers = st.Answers.With(t.which.Expires(), text, setup.Typed)
		t.flow.Note(st)
	}
	return nil
}

// errStillKept ends a rotation that would lose the one before.
func errStillKept() error {
	return &exitError{exitCancelled, errors.New(words.RotateWouldLose)}
}
