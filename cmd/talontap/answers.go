package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/talontap/talontap/api/bycommand"
	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// schema tells the store which answers there are.
var schema = sync.OnceValue(func() store.Schema {
	kinds := map[setup.Kind]store.KeyKind{
		setup.Text: store.Text, setup.Integer: store.Integer, setup.Boolean: store.Boolean, setup.Date: store.Date, setup.Command: store.Command,
	}
	var out store.Keys
	for _, f := range setup.Fields() {
		if !f.Secret && f.Key != setup.SignInEmail {
			out = append(out, store.Key{Name: string(f.Key), Kind: kinds[f.Kind]})
		}
	}
	return store.NewSchema(out)
})

// state gathers the answers of a run: flag beats variable beats answers file
// beats profile. Nothing is complete yet: withSecrets asks the keychain for what
// nothing else gave, and defaults come later.
//
// A saved setup of another account is refused, but for a rehearsal's: the sandbox
// that it was made in is gone, so it begins anew.
func (a *app) state(ctx context.Context) (steps.State, error) {
	st, err := a.answersHere(ctx)
	if base := a.env("TALONTAP_CLEVERTAP_URL"); err == nil && base != "" {
		if _, unfit := clevertap.BaseURL(base, setup.Europe); unfit != nil {
			return st, &steps.UnfitError{Err: fmt.Errorf("TALONTAP_CLEVERTAP_URL: %w", unfit)}
		}
	}
	if err == nil && a.home == "" && slices.ContainsFunc(setup.Missing(st.Answers), func(f setup.Field) bool { return !f.Secret }) {
		_, err = a.store.Load(a.profile, schema()) // which may have them
	}
	return st, err
}

// answersHere is state also where nobody knows a place for settings, and so no profile.
func (a *app) answersHere(ctx context.Context) (out steps.State, err error) {
	st := steps.State{Profile: a.profile}
	given, err := a.given(ctx)
	if err != nil {
		return st, err
	}
	defer func() { err = a.andMissing(ctx, out, given, err) }()
	saved, err := a.store.Load(a.profile, schema())
	switch {
	case errors.Is(err, store.ErrNoProfile), a.home == "":
	case err != nil:
		return st, err
	default:
		st = resumed(st, saved)
	}
	if st, err = a.begun(st); err != nil {
		return st, err
	}
	if err := a.begins(saved); err != nil {
		return st, err
	}
	if st, err = a.answered(st, given); err != nil {
		return st, err
	}
	whole, err := st.Same()
	if _, another := errors.AsType[*steps.AnotherError](err); another && a.sandboxed {
		a.anew = true
		return a.answered(steps.State{Profile: a.profile}, given)
	}
	a.noted = whole.Noted
	if a.from != "" && err == nil {
		whole.Noted.Origin = a.from // which is new, and so is written with the first answers
		for _, line := range whole.Begun() {
			if !a.asking { // else the wizard says what was copied
				a.say(line)
			}
		}
	}
	return whole, err
}

// answered adds to the saved answers what this run was given.
func (a *app) answered(st steps.State, given answersFile) (steps.State, error) {
	unfit := append(given.into(&st.Answers), a.fromVariables(&st.Answers)...)
	wrong, err := a.fromFlags(&st.Answers)
	if err != nil {
		return st, err
	}
	if unfit = append(unfit, wrong...); len(unfit) > 0 {
		return st, &steps.UnfitError{Err: errors.Join(unfit...)}
	}
	return st, nil
}

func resumed(st steps.State, p store.Profile) steps.State {
	st.Saved, st.Noted, st.Verified = true, note.Read(p.Noted), p.Verified
	for k, v := range p.Answers {
		st.Answers = st.Answers.With(setup.Key(k), v, setup.FromProfile)
	}
	for _, id := range p.Confirmed {
		st = st.Done(steps.ID(id))
	}
	st.Whose = st.Answers.Account()
	return st
}

// given are the answers of the file that --answers names. It may be a pipe, which
// is read once, and which nobody may ever write to.
//
// What is wrong in it keeps nothing else from being looked at, unless it cannot be
// read at all.
func (a *app) given(ctx context.Context) (file answersFile, err error) {
	if a.answers == "" {
		return file, nil
	}
	text, err := beside(ctx, func() (string, error) {
		data, err := readSome(a.answers, store.MaxSize)
		return string(data), err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return file, usage("--answers: %w", &store.Refusal{Problem: fmt.Sprintf(words.AnswersNoFile, a.answers), Mend: words.AnswersNoFileFix})
	case ctx.Err() != nil:
		return file, fmt.Errorf("reading the answers of %s: %w", a.answers, ctx.Err())
	case err != nil:
		return file, usage("--answers: %w", err)
	}
	p, err := store.ParseSome(a.answers, []byte(text), schema())
	if err != nil && p.Version == 0 {
		return file, usage("--answers: %w", err)
	}
	return answersFile{a.answers, []byte(text), p.Answers, err}, nil
}

// answersFile is the file that --answers names.
type answersFile struct {
	name    string
	text    []byte
	answers map[string]string
	wrong   error // what does not belong in it; nil: nothing
}

// into, fromVariables and fromFlags each tell every answer that is unfit, so
// that nobody mends one and runs into the next.
func (f answersFile) into(answers *setup.Answers) (unfit []error) {
	if f.wrong != nil {
		unfit = append(unfit, f.wrong)
	}
	for _, k := range slices.Sorted(maps.Keys(f.answers)) {
		field, _ := setup.FieldOf(setup.Key(k))
		value := field.Cleaned(f.answers[k])
		err := field.Checked(value)
		if field.MayNotHold(value) {
			err = errors.New(words.AnswerLooksSecret)
		}
		if err != nil {
			unfit = append(unfit, store.Misfit(f.name, f.text, k, err))
			continue
		}
		*answers = answers.With(field.Key, value, setup.FromFile)
	}
	return unfit
}

// andMissing adds to answers that cannot be used the required ones that nobody gave,
// where nobody will be asked for them. What was given and is of no use is not missing,
// and of what an unread keychain may have, nobody knows.
func (a *app) andMissing(ctx context.Context, st steps.State, file answersFile, err error) error {
	unfit, is := errors.AsType[*steps.UnfitError](err)
	if a.asking || !is {
		return err
	}
	if missing, are := errors.AsType[*steps.MissingError](steps.Missing(a.withSecrets(ctx, st))); are {
		return &steps.UnfitError{Err: unfit.Err, Missing: slices.DeleteFunc(missing.Fields, func(f setup.Field) bool {
			flagged := slices.ContainsFunc(a.set, func(pair string) bool { return strings.HasPrefix(pair, string(f.Key)+"=") })
			return flagged || a.env(f.Key.Variable()) != "" || file.answers[string(f.Key)] != "" || f.Secret && missing.Unread != nil
		})}
	}
	return err
}

// readSome reads a file, but not on and on: of one that is larger than what may be
// in it, only as much as shows that.
func readSome(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most+1))
}

func (a *app) fromVariables(into *setup.Answers) (unfit []error) {
	var err error
	for _, f := range setup.Fields() {
		v, ok := a.lookup(f.Key.Variable())
		if !ok || v == "" || a.ownAnswers && !f.Secret {
			continue
		}
		if *into, err = accept(*into, f.Key, v, setup.FromVariable); err != nil {
			unfit = append(unfit, err)
		}
	}
	return unfit
}

func (a *app) fromFlags(into *setup.Answers) (unfit []error, err error) {
	for _, pair := range a.set {
		key, value, ok := strings.Cut(pair, "=")
		f, known := setup.FieldOf(setup.Key(key))
		switch {
		case !ok:
			return nil, usage(words.SetForm, key)
		case !known:
			return nil, unknownAnswer(key)
		case f.Secret:
			return nil, usage(words.SetSecret, key, f.Key.Variable())
		}
		if *into, err = accept(*into, f.Key, value, setup.FromFlag); err != nil {
			unfit = append(unfit, err)
		}
	}
	return unfit, nil
}

// unknownAnswer names the one that was meant, where one comes near.
func unknownAnswer(key string) error {
	if near := schema().Nearest(key); near != "" {
		return usage(words.SetDidYouMean, key, near)
	}
	return usage(words.SetUnknown, key)
}

// accept takes one answer; an unfit one is an error that names where it came
// from. The value of a secret is never part of it.
func accept(a setup.Answers, k setup.Key, value string, from setup.Source) (setup.Answers, error) {
	f, _ := setup.FieldOf(k)
	quoted := setup.Quoted(strings.TrimSpace(value))
	value = f.Cleaned(value)
	err := f.Checked(value)
	if quoted {
		err = errors.New(words.AnswerQuoted)
	}
	if err != nil {
		name := string(k)
		if from == setup.FromVariable {
			name = k.Variable()
		}
		return a, fmt.Errorf("%s (%s): %w", name, from, err)
	}
	if f.Secret {
		return a.WithSecret(k, secret.New(value), from), nil
	}
	return a.With(k, value, from), nil
}

// kept are the secrets that live in the keychain.
func kept() map[setup.Key]keychain.Name {
	return map[setup.Key]keychain.Name{
		setup.Passcode:       keychain.ClevertapPasscode,
		setup.ManagementKey:  keychain.TalononeManagementKey,
		setup.IntegrationKey: keychain.TalononeIntegrationKey,
	}
}

// withSecrets reads the secrets that no variable gave: by their commands, and the
// others from the keychain. What cannot be read is missing, and why is told where it
// is needed.
func (a *app) withSecrets(ctx context.Context, st steps.State) steps.State {
	st = a.byCommands(ctx, st)
	for _, key := range slices.Sorted(maps.Keys(kept())) {
		if st.Answers.Has(key) || st.Answers.Has(key.Command()) || ctx.Err() != nil {
			continue
		}
		value, err := a.keptSecret(ctx, a.keychain, key, keychain.Current)
		switch {
		case errors.Is(err, keychain.ErrNotFound):
		case err != nil:
			st.Unread = cmp.Or(st.Unread, err)
			return st // the same trouble would come for each of them
		default:
			st.Answers = st.Answers.WithSecret(key, value, setup.FromKeychain)
		}
	}
	return st
}

// keptSecret reads one entry of the profile. One that cannot be a credential is
// told with where it is, and never sent.
func (a *app) keptSecret(ctx context.Context, from *keychain.Keychain, key setup.Key, slot keychain.Slot) (secret.Secret, error) {
	ref := keychain.Ref{Profile: a.keptAs(a.profile), Name: kept()[key], Slot: slot}
	value, err := from.Get(ctx, ref)
	if err != nil {
		return value, err
	}
	field, _ := setup.FieldOf(key)
	value, err = field.Fitting(value)
	if err != nil {
		return secret.Secret{}, &steps.UnfitError{Err: fmt.Errorf("%s, in the keychain of this machine: %w", ref, err)}
	}
	return value, nil
}

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
