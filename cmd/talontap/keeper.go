package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// KeepAnswers writes the profile of a state.
func (a *app) KeepAnswers(st steps.State) error {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	p := store.Profile{Version: store.Version, Answers: map[string]string{}, Noted: steps.InUse(st, time.Now())}
	for k, v := range st.Answers.Texts() {
		p.Answers[string(k)] = v
	}
	for id, done := range st.Confirmed {
		if done {
			p.Confirmed = append(p.Confirmed, string(id))
		}
	}
	slices.Sort(p.Confirmed)
	was, err := a.store.Load(a.profile, schema())
	where := was.Noted[secretsNote]
	if p.Verified = was.Verified; errors.Is(err, store.ErrNoProfile) {
		where = atVariables
	}
	if where = cmp.Or(a.secretsAt, where); where != "" {
		p.Noted[secretsNote] = where
	}
	return a.store.Save(a.profile, p, schema())
}

// noteLeft writes into the profile, where there is one, what a live check that
// was left has on its way.
func (a *app) noteLeft(noted map[string]string) error {
	return a.change(func(p *store.Profile) { p.Noted = noted })
}

// noteVerified writes into the profile, where there is one, that a
// verification passed, and what it found out.
func (a *app) noteVerified(at time.Time, noted map[string]string) error {
	return a.change(func(p *store.Profile) { p.Verified, p.Noted = at.UTC(), noted })
}

// change writes the saved profile anew; where there is none, nothing.
func (a *app) change(how func(*store.Profile)) error {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	p, err := a.store.Load(a.profile, schema())
	if errors.Is(err, store.ErrNoProfile) {
		return nil
	}
	if err != nil {
		return err
	}
	how(&p)
	return a.store.Save(a.profile, p, schema())
}

// KeepSecrets puts the credentials into the keychain and says where they are.
func (a *app) KeepSecrets(ctx context.Context, answers setup.Answers) (string, error) {
	state := a.keychain.Attended().State(ctx)
	if !state.Available {
		return fmt.Sprintf("not kept: %s (%s). Set the variables for each run", state.Problem, state.Fix), nil
	}
	for key, name := range kept() {
		if !answers.Has(key) || answers.From(key) == setup.FromKeychain {
			continue
		}
		ref := keychain.Ref{Profile: a.profile, Name: name, Slot: keychain.Current}
		if err := a.keepSecret(ctx, a.keychain.Attended(), ref, answers.Secret(key)); err != nil {
			return "", err
		}
	}
	return "in the " + state.Kind + " of this machine", nil
}

// Differing lists the variables that hold another value than the keychain.
func (a *app) Differing(ctx context.Context, answers setup.Answers) []setup.Key {
	var out []setup.Key
	for key := range kept() {
		if answers.From(key) != setup.FromVariable {
			continue
		}
		value, err := a.keptSecret(ctx, a.keychain, key, keychain.Current)
		if err == nil && !value.Equal(answers.Secret(key)) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// secretsNote is where the profile says whether the keychain was ever given one
// of its credentials, so that forgetting it knows whether one can be left. One that
// was written by hand says nothing of it.
const secretsNote = "secrets"

// What it says.
const (
	atKeychain  = "keychain"
	atVariables = "variables" // none was put into the keychain so far
)

// keepSecret puts one credential into the keychain. The profile says so first: a
// run that is cut off in between leaves no secret that nobody looks for.
func (a *app) keepSecret(ctx context.Context, to *keychain.Keychain, ref keychain.Ref, value secret.Secret) error {
	if err := a.noteKeychain(); err != nil {
		return err
	}
	return to.Set(ctx, ref, value)
}

// noteKeychain notes it now where there is a profile, and with the first one that
// is written where there is none.
func (a *app) noteKeychain() error {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	p, err := a.store.Load(a.profile, schema())
	a.secretsAt = atKeychain
	if err != nil || p.Noted[secretsNote] == atKeychain {
		return unless(err, store.ErrNoProfile)
	}
	p.Noted[secretsNote] = atKeychain
	return a.store.Save(a.profile, p, schema())
}

// unless drops an error of one kind.
func unless(err, kind error) error {
	if errors.Is(err, kind) {
		return nil
	}
	return err
}
