package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/bundle"
	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) bundleCommand() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "bundle FILE", Short: words.BundleShort, Long: words.BundleLong,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(words.BundleWhich)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.bundle(cmd.Context(), args[0], yes) },
	}
	c.Flags().BoolVar(&yes, "yes", false, words.CommandYes)
	return a.withAnswers(c)
}

// bundle gathers, shows, asks, and writes. That the setup is not as it should be
// does not fail it: that is what it is for.
func (a *app) bundle(ctx context.Context, path string, yes bool) error {
	if err := cmp.Or(bundle.Fits(path), hasPlace(path)); err != nil {
		return usage("%w", err)
	}
	st, err := a.state(ctx)
	if err != nil {
		return err
	}
	st = a.withSecrets(ctx, st)
	all, err := a.gathered(ctx, st)
	if err != nil {
		return err
	}
	if err := report.Bundle(a.out, a.style(), all.listed()); err != nil {
		return err
	}
	if err := a.agreed(ctx, yes, fmt.Sprintf(words.BundleQuestion, path)); err != nil {
		return err
	}
	if err := bundle.Write(path, all.files(), a.now(), a.known(ctx, st)...); err != nil {
		return err
	}
	a.say(fmt.Sprintf(words.BundleWritten, path))
	return nil
}

// piece is one file, and what it is in a few words.
type piece struct{ name, what, text string }

type pieces []piece

func (all pieces) listed() (out []report.Packed) {
	for _, p := range all {
		out = append(out, report.Packed{Name: p.name, What: p.what, Size: len(p.text)})
	}
	return out
}

func (all pieces) files() (out []bundle.File) {
	for _, p := range all {
		out = append(out, bundle.File{Name: p.name, Text: p.text})
	}
	return out
}

// gathered looks at everything once and writes each file as it will be packed.
// Answers that are missing are in it as what keeps the looks from being made.
func (a *app) gathered(ctx context.Context, st steps.State) (pieces, error) {
	var calls bytes.Buffer
	looking := *a
	looking.log = transport.NewScrubber(io.MultiWriter(append(a.logs(), &calls)...))
	world := looking.world()
	st.Now = world.Now()
	session := engine.New(world)
	list, err := session.Checklist(ctx, st)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("gathering what is in the file: %w", ctx.Err())
	}
	planned, unread := session.Planned()
	machine, _ := a.examined(ctx, false) // it only fails for a setup that was named
	return packed(
		made{"README.txt", words.BundleAbout, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.BundleReadme, a.now().UTC().Format("2 January 2006, 15:04 UTC"), words.BundleLeftOut)
			return err
		}},
		made{"checklist.json", words.BundleChecklist, func(w io.Writer) error { return report.ChecklistJSON(w, list, nil, err) }},
		made{"plan.json", words.BundlePlan, func(w io.Writer) error { return report.PlanJSON(w, planned, cmp.Or(err, unread)) }},
		made{"answers.json", words.BundleAnswers, func(w io.Writer) error {
			return report.AnswersJSON(w, steps.Catalogue(st))
		}},
		made{"doctor.json", words.BundleMachine, func(w io.Writer) error { return report.DoctorJSON(w, machine) }},
		made{"calls.log", words.BundleCalls, func(w io.Writer) error { _, err := w.Write(calls.Bytes()); return err }},
	)
}

// logs is the log that --debug names, if any.
func (a *app) logs() []io.Writer {
	if a.log == nil {
		return nil
	}
	return []io.Writer{a.log}
}

// made is a file and how it is written.
type made struct {
	name, what string
	write      func(io.Writer) error
}

func packed(all ...made) (out pieces, err error) {
	for _, m := range all {
		var text strings.Builder
		if err := m.write(&text); err != nil {
			return nil, err
		}
		out = append(out, piece{m.name, m.what, bundle.Impersonal(text.String())})
	}
	return out, nil
}

// known is every credential that this machine has of a setup: those in use, and
// what rotations left in the keychain.
func (a *app) known(ctx context.Context, st steps.State) (all []secret.Secret) {
	for _, f := range setup.Fields() {
		if f.Secret {
			all = append(all, st.Answers.Secret(f.Key), secret.New(a.env(f.Key.Variable())))
		}
	}
	if !a.keychain.State(ctx).Available {
		return all
	}
	for _, ref := range keychain.Every(a.keptAs(a.profile)) {
		if value, err := a.keychain.Get(ctx, ref); err == nil {
			all = append(all, value)
		}
	}
	return all
}
