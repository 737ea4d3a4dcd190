package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) profilesCommand() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use: "profiles", Short: words.ProfilesShort,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.profiles(cmd.Context()) },
	})
}

func (a *app) profiles(ctx context.Context) error {
	kept := a.keychain.State(ctx).Available
	var saved []report.Saved
	for _, place := range []*app{a.placed(false), a.placed(true)} {
		names, err := place.store.List()
		if err != nil {
			return err
		}
		for _, name := range names {
			saved = append(saved, place.saved(ctx, name, kept))
		}
	}
	if a.json {
		return report.ProfilesJSON(a.out, saved)
	}
	return report.Profiles(a.out, a.style(), saved, a.whereSecrets(ctx).String())
}

// saved is one row. A profile that cannot be read has a row too, with the reason.
func (a *app) saved(ctx context.Context, name string, kept bool) report.Saved {
	row := report.Saved{Name: name, Sandbox: a.sandboxed, File: a.store.Path(name)}
	p, err := a.store.Load(name, schema())
	if err != nil {
		row.Problem = err.Error()
		return row
	}
	row.Project, row.Region = p.Answers[string(setup.ProjectID)], p.Answers[string(setup.Region)]
	row.Account, row.Application = p.Answers[string(setup.TalonOneURL)], p.Answers[string(setup.Application)]
	row.Date, row.Verified = ruleDate(name, p, a.now()), p.Verified
	for _, which := range rotate.Credentials() {
		row.Secrets = append(row.Secrets, a.savedSecret(ctx, name, p, which, kept))
	}
	return row
}

// ruleDate is the rule's day, in words: the one answered, or the one that a run
// today would take.
func ruleDate(name string, p store.Profile, now time.Time) string {
	usual := setup.Default(setup.RuleDate, setup.Surroundings{Now: now, Profile: name}, setup.Answers{})
	date := cmp.Or(p.Answers[string(setup.RuleDate)], usual)
	day, err := setup.ParseDay(date, nil)
	if err != nil {
		return date
	}
	return day.Words()
}

// savedSecret says where a credential is. A variable beats a command, and that the
// keychain, as in every run. Without a look into the keychain it is nowhere only where
// none was ever put there.
func (a *app) savedSecret(ctx context.Context, profile string, p store.Profile, which rotate.Credential, available bool) report.SavedSecret {
	name := kept()[which.Key()]
	s := report.SavedSecret{Name: string(name), Kept: "nowhere"}
	if !available && note.Read(p.Noted).Secrets != note.AtVariables {
		s.Kept = "unknown"
	}
	there := func(slot keychain.Slot) bool {
		_, err := a.keychain.Get(ctx, keychain.Ref{Profile: a.keptAs(profile), Name: name, Slot: slot})
		if err != nil && !errors.Is(err, keychain.ErrNotFound) {
			s.Kept = "unknown"
		}
		return err == nil
	}
	if available {
		if there(keychain.Current) {
			s.Kept = "keychain"
		}
		s.Next, s.Previous = there(keychain.Next), there(keychain.Previous)
	}
	if p.Answers[string(which.Key().Command())] != "" {
		s.Kept = "command"
	}
	if a.env(which.Key().Variable()) != "" {
		s.Kept = "variable"
	}
	return s
}
