package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) answersCommand() *cobra.Command {
	var template bool
	c := &cobra.Command{
		Use: "answers", Short: words.AnswersShort, Long: words.AnswersLong,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listAnswers(cmd.Context(), template) },
	}
	c.Flags().BoolVar(&template, "template", false, words.AnswersTemplate)
	return a.withJSON(a.withAnswers(a.withFrom(c)))
}

// listAnswers shows every answer with what a run of the same flags, variables and
// files would take. It starts no command that prints a secret.
func (a *app) listAnswers(ctx context.Context, template bool) error {
	if template && a.json {
		return usage(words.AnswersTemplateOrJSON)
	}
	st, err := a.answersHere(ctx)
	if err != nil {
		return err
	}
	st.Now = a.now()
	all, kept := steps.Catalogue(st), a.whereSecrets(ctx)
	for i, e := range all {
		if e.Secret && e.From == setup.Nowhere {
			all[i].From = a.secretFrom(ctx, st, e.Key, kept.Why == "")
			all[i].Whence = all[i].From.String()
		}
	}
	switch {
	case template:
		return report.AnswersFile(a.out, all)
	case a.json:
		return report.AnswersJSON(a.out, all)
	}
	return report.Answers(a.out, a.style(), all, kept.String())
}

// secretFrom is where a run would find a secret that no variable gives. What a
// keychain refuses now, a run is told with the reason.
func (a *app) secretFrom(ctx context.Context, st steps.State, key setup.Key, available bool) setup.Source {
	if st.Answers.Has(key.Command()) {
		return setup.FromCommand
	}
	if _, kept := kept()[key]; kept && available {
		if _, err := a.keptSecret(ctx, a.keychain, key, keychain.Current); err == nil {
			return setup.FromKeychain
		}
	}
	return setup.Nowhere
}
