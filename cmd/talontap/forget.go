package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

func (a *app) forgetCommand() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "forget NAME", Short: words.ForgetShort,
		Long: words.ForgetLong,
		Args: oneArg(words.ForgetWhich),
		RunE: func(cmd *cobra.Command, args []string) error { return a.forget(cmd.Context(), args[0], yes) },
	}
	c.Flags().BoolVar(&yes, "yes", false, words.CommandYes)
	return c
}

func (a *app) forget(ctx context.Context, name string, yes bool) error {
	given := name
	a, name = a.named(name)
	if err := store.ValidName(name); err != nil {
		return usage("%w", err)
	}
	p, err := a.store.Load(name, schema())
	if errors.Is(err, store.ErrNoProfile) {
		return usage(words.ForgetUnknown, err)
	}
	if err := a.agreed(ctx, yes, fmt.Sprintf(words.ForgetQuestion, name)); err != nil {
		return err
	}
	lock, err := a.store.Lock(name)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	// Secrets first: a run that is cut off leaves the profile, by whose name they
	// are found again.
	gone, err := a.forgetSecrets(ctx, name, p)
	if err != nil {
		return &remaining{profile: given, file: a.store.Path(name), err: err}
	}
	if err := a.store.Remove(name); err != nil {
		return err
	}
	fmt.Fprintf(a.out, words.ForgetDone, name, gone)
	a.sayWhatStays(p)
	return nil
}

// agreed asks before something that cannot be taken back. Without a terminal only
// --yes agrees.
func (a *app) agreed(ctx context.Context, yes bool, question string) error {
	if yes {
		return nil
	}
	if !a.terminal {
		return &exitError{code: exitUsage, err: errors.New(words.ForgetNoTerminal), fix: words.ForgetSayYes}
	}
	sure, err := a.askYes(ctx, question)
	if err == nil && !sure {
		a.say(words.ForgetUnchanged)
		return &exitError{code: exitCancelled}
	}
	return err
}

// forgetSecrets empties the keychain of a profile, and says in words what is gone.
// Where the profile says that none was ever put there, a keychain that cannot be
// asked keeps nothing from being forgotten.
func (a *app) forgetSecrets(ctx context.Context, name string, p store.Profile) (gone string, err error) {
	chain := a.keychain
	if a.terminal {
		chain = chain.Attended()
	}
	for _, ref := range keychain.Every(a.keptAs(name)) {
		err = chain.Delete(ctx, ref)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return "", ctx.Err()
		case note.Read(p.Noted).Secrets == note.AtVariables && !errors.Is(err, keychain.ErrNotDeleted):
			return words.ForgetNoSecrets, nil
		default:
			return "", err
		}
	}
	return words.ForgetSecrets, nil
}

// remaining is a setup that was not forgotten, as a secret of it is left or may
// be: without its name nobody would find that again.
type remaining struct {
	profile, file string
	err           error
}

func (r *remaining) Error() string {
	return fmt.Sprintf(words.ForgetKept, r.profile, r.err)
}

func (r *remaining) Unwrap() error { return r.err }

func (r *remaining) Fix() string {
	first := words.ForgetElsewhere
	switch {
	case errors.Is(r.err, keychain.ErrNotDeleted):
		first = remedy.For(r.err, "")
	case errors.Is(r.err, keychain.ErrLocked):
		first = words.ForgetUnlock
	}
	return fmt.Sprintf(words.ForgetAgain, first, r.profile, r.file)
}

// sayWhatStays names what the vendors still have. A profile that could not be
// read names less.
func (a *app) sayWhatStays(p store.Profile) {
	named := func(k setup.Key) string {
		return cmp.Or(p.Answers[string(k)], setup.Default(k, setup.Surroundings{}, setup.Answers{}))
	}
	fmt.Fprintf(a.out, words.ForgetStays)
	fmt.Fprintf(a.out, words.ForgetTalonOne, named(setup.WebhookName))
	channel := phrase.Channel(p.Answers[string(setup.EmailChannel)])
	fmt.Fprintf(a.out, channel.Say(words.ForgetCleverTap), named(setup.EventName), named(setup.EmailCampaign))
	fmt.Fprintf(a.out, words.ForgetRevoke)
}
