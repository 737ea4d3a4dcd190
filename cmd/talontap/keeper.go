package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// KeepAnswers writes the profile of a state.
func (a *app) KeepAnswers(st steps.State) error {
	return a.store.Update(a.profile, schema(), func(p *store.Profile, saved bool) error {
		a.secretsAt = cmp.Or(a.secretsAt, note.Read(p.Noted).Secrets)
		if !saved {
			a.secretsAt = cmp.Or(a.secretsAt, note.AtVariables)
		}
		if a.anew {
			p.Noted, p.Verified, a.anew = nil, time.Time{}, false
		}
		p.Answers, p.Confirmed = map[string]string{}, nil
		for k, v := range st.Answers.Texts() {
			p.Answers[string(k)] = v
		}
		for id, done := range st.Confirmed {
			if done {
				p.Confirmed = append(p.Confirmed, string(id))
			}
		}
		slices.Sort(p.Confirmed)
		a.note(p, steps.InUse(st, a.now()))
		return nil
	})
}

// note writes what this run changed in the notes, and leaves what another run
// wrote since.
func (a *app) note(p *store.Profile, noted note.Notes) {
	noted.Secrets = cmp.Or(a.secretsAt, a.noted.Secrets)
	p.Noted = note.Merge(a.noted, noted, note.Read(p.Noted)).Texts()
	a.noted = noted
}

// noteLeft writes into the profile, where there is one, what a live check that
// was left has on its way.
func (a *app) noteLeft(noted note.Notes) error {
	return a.change(func(p *store.Profile) { a.note(p, noted) })
}

// change writes the saved profile anew; where there is none, nothing, not even a
// folder.
func (a *app) change(how func(*store.Profile)) error {
	if a.anew || a.home == "" {
		return nil
	}
	if _, err := os.Lstat(a.store.Path(a.profile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := a.store.Update(a.profile, schema(), func(p *store.Profile, saved bool) error {
		if !saved {
			return store.ErrNoProfile
		}
		how(p)
		return nil
	})
	if errors.Is(err, store.ErrNoProfile) {
		return nil
	}
	return err
}

// KeepSecrets puts the credentials into the keychain and says where they are.
func (a *app) KeepSecrets(ctx context.Context, answers setup.Answers) (steps.Place, error) {
	if byCommand(answers) {
		return steps.Place{Where: words.KeptByCommands}, nil
	}
	state := a.keychain.Attended().State(ctx)
	if !state.Available {
		return steps.Place{Where: words.KeptNot, Why: fmt.Sprintf(words.KeeperNotKept, state.Problem, state.Fix)}, nil
	}
	for key, name := range kept() {
		if from := answers.From(key); !answers.Has(key) || from == setup.FromKeychain || from == setup.FromCommand {
			continue
		}
		ref := keychain.Ref{Profile: a.keptAs(a.profile), Name: name, Slot: keychain.Current}
		if err := a.keepSecret(ctx, a.keychain.Attended(), ref, answers.Secret(key)); err != nil {
			return steps.Place{}, err
		}
	}
	return steps.Place{Where: fmt.Sprintf(words.KeeperWhere, state.Kind)}, nil
}

// byCommand reports whether commands give every credential, so that nothing is kept.
func byCommand(answers setup.Answers) bool {
	for key := range kept() {
		if answers.From(key) != setup.FromCommand {
			return false
		}
	}
	return true
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

// keepSecret puts one credential into the keychain. The profile says so first: a
// run that is cut off in between leaves no secret that nobody looks for.
func (a *app) keepSecret(ctx context.Context, to *keychain.Keychain, ref keychain.Ref, value secret.Secret) error {
	a.secretsAt = note.AtKeychain // for the first one that is written, where there is none yet
	err := a.change(func(p *store.Profile) {
		noted := note.Read(p.Noted)
		noted.Secrets = note.AtKeychain
		p.Noted = noted.Texts()
	})
	if err != nil {
		return err
	}
	return to.Set(ctx, ref, value)
}

// vault is one credential's three slots in the keychain.
type vault struct {
	app      *app
	keychain *keychain.Keychain
	key      setup.Key
}

// vaultOf opens no keychain; the first call does. With a person there it has the
// time to be unlocked.
func (a *app) vaultOf(which rotate.Credential) vault {
	v := vault{a, a.keychain, which.Key()}
	if a.terminal {
		v.keychain = a.keychain.Attended()
	}
	return v
}

func (v vault) ref(slot rotate.Slot) keychain.Ref {
	return keychain.Ref{Profile: v.app.keptAs(v.app.profile), Name: kept()[v.key], Slot: keychain.Slot(slot)}
}

func (v vault) Get(ctx context.Context, slot rotate.Slot) (secret.Secret, error) {
	value, err := v.app.keptSecret(ctx, v.keychain, v.key, keychain.Slot(slot))
	if errors.Is(err, keychain.ErrNotFound) {
		return secret.Secret{}, nil
	}
	return value, err
}

func (v vault) Set(ctx context.Context, slot rotate.Slot, value secret.Secret) error {
	return v.app.keepSecret(ctx, v.keychain, v.ref(slot), value)
}

func (v vault) Delete(ctx context.Context, slot rotate.Slot) error {
	return v.keychain.Delete(ctx, v.ref(slot))
}
