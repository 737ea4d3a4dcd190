package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// turn is one rotation with whoever is there to be asked.
type turn struct {
	*app
	rotation rotate.Rotation
	flags    rotateFlags
	fresh    secret.Secret
	expires  string
}

func (t *turn) run(ctx context.Context) (rotate.Result, error) {
	t.expires = t.flags.expires
	switch {
	case t.flags.undo:
		return t.rotation.Undo(ctx)
	case t.flags.revoked:
		result, err := t.rotation.Revoked(ctx, t.flags.yes)
		if err != nil || t.fresh.IsZero() {
			return result, err
		}
	case t.fresh.IsZero():
		return t.asked(ctx)
	}
	return t.rotation.Run(ctx, t.fresh)
}

// asked goes on with an unfinished rotation, or asks for a new credential.
func (t *turn) asked(ctx context.Context) (rotate.Result, error) {
	none := rotate.Result{Credential: t.rotation.Credential}
	found, err := t.rotation.Look(ctx)
	switch {
	case err != nil:
		return none, err
	case found.Unfinished:
		return t.unfinished(ctx)
	case !t.terminal:
		return none, usage("there is no terminal to ask in, and no unfinished rotation to go on with; give the new credential on standard input with --secret-stdin")
	case found.Kept:
		if err := t.confirmRevoked(ctx); err != nil {
			return none, err
		}
	}
	if t.fresh, err = t.askCredential(ctx); err != nil {
		return none, err
	}
	return t.rotation.Run(ctx, t.fresh)
}

func (t *turn) unfinished(ctx context.Context) (rotate.Result, error) {
	t.say("An earlier rotation was not finished.")
	if !t.terminal || t.flags.yes {
		return t.rotation.Run(ctx, secret.Secret{})
	}
	answer, err := t.askLine(ctx, "Enter goes on with it; back takes it back: ")
	if err != nil {
		return rotate.Result{Credential: t.rotation.Credential}, err
	}
	if strings.EqualFold(strings.TrimSpace(answer), "back") {
		return t.rotation.Undo(ctx)
	}
	return t.rotation.Run(ctx, secret.Secret{})
}

func (t *turn) confirmRevoked(ctx context.Context) error {
	revoked, err := t.askYes(ctx, "The one before the current is still kept. Is it revoked at "+t.rotation.Credential.Vendor()+"?")
	if err != nil {
		return err
	}
	if !revoked {
		return errStillKept()
	}
	_, err = t.rotation.Revoked(ctx, t.flags.yes)
	return err
}

// askCredential asks until something was entered that can be one.
func (t *turn) askCredential(ctx context.Context) (secret.Secret, error) {
	which := t.rotation.Credential
	t.say("Where to make a new one: " + which.Made())
	for {
		text, err := t.askHidden(ctx, "The new "+which.Title()+" (not shown): ")
		if err != nil {
			return secret.Secret{}, err
		}
		value, err := fitCredential(which, text)
		if err != nil {
			t.say(err.Error())
			continue
		}
		t.say(fmt.Sprintf("%d characters taken.", value.Len()))
		return value, t.askExpiry(ctx)
	}
}

func (t *turn) askExpiry(ctx context.Context) error {
	for t.expires == "" {
		text, err := t.askLine(ctx, "Does it expire? (date, or Enter for no): ")
		if err != nil || strings.TrimSpace(text) == "" {
			return err
		}
		if _, err := setup.ParseDay(text, nil); err != nil {
			t.say(err.Error())
			continue
		}
		t.expires = text
	}
	return nil
}

// errStillKept ends a rotation that would lose the one before.
func errStillKept() error {
	return &exitError{exitCancelled, errors.New("nothing was changed: the one before would be lost; revoke it, or go back to it with --undo")}
}
