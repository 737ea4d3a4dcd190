package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/talontap/talontap/api/bycommand"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// byCommands reads the secrets that have a command, but for those that a variable
// gives. One that fails keeps none of the others from being read, so that all
// trouble is told at once.
func (a *app) byCommands(ctx context.Context, st steps.State) steps.State {
	var troubles []error
	for _, f := range setup.Fields() {
		if !f.Secret || st.Answers.Has(f.Key) || !st.Answers.Has(f.Key.Command()) || ctx.Err() != nil {
			continue
		}
		var err error
		if st.Answers, err = commanded(ctx, st.Answers, f); err != nil {
			troubles = append(troubles, fmt.Errorf(words.CommandReading, f.Title, f.Key.Command(), err))
		}
	}
	st.Unread = errors.Join(troubles...)
	return st
}

// commanded runs the command of one secret. What it gives has to fit as one that is
// entered now.
func commanded(ctx context.Context, answers setup.Answers, f setup.Field) (setup.Answers, error) {
	argv, err := setup.ParseCommand(answers.Text(f.Key.Command()))
	if err != nil {
		return answers, err
	}
	value, err := bycommand.Read(ctx, argv)
	if err != nil {
		return answers, err
	}
	if value, err = f.Fitting(value); err != nil {
		return answers, &steps.UnfitError{Err: err}
	}
	return answers.WithSecret(f.Key, value, setup.FromCommand), nil
}
