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
		Args: oneArg(words.BundleWhich),
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
	files, listed, err := a.gathered(ctx, st)
	if err != nil {
		return err
	}
	if err := report.Bundle(a.out, a.style(), listed); err != nil {
		return err
	}
	if err := a.agreed(ctx, yes, fmt.Sprintf(words.BundleQuestion, path)); err != nil {
		return err
	}
	if err := bundle.Write(path, files, a.now(), a.known(ctx, st)...); err != nil {
		return err
	}
	a.say(fmt.Sprintf(words.BundleWritten, path))
	return nil
}

// gathered looks at everything once and writes each file as it will be packed.
// Answers that are missing are in it as what keeps the looks from being made.
func (a *app) gathered(ctx context.Context, st steps.State) (files []bundle.File, listed []report.Packed, failed error) {
	var calls bytes.Buffer
	var log io.Writer = &calls
	if a.log != nil { // the one that --debug names
		log = io.MultiWriter(a.log, log)
	}
	looking := *a
	looking.log = transport.NewScrubber(log)
	world := looking.world()
	st.Now = world.Now()
	session := engine.New(world)
	list, err := session.Checklist(ctx, st)
	if ctx.Err() != nil {
		return nil, nil, fmt.Errorf("gathering what is in the file: %w", ctx.Err())
	}
	planned, unread := session.Planned()
	machine, _ := a.examined(ctx, false) // it only fails for a setup that was named
	pack := func(name, what string, write func(io.Writer) error) {
		var text strings.Builder
		failed = cmp.Or(failed, write(&text))
		file := bundle.File{Name: name, Text: bundle.Impersonal(text.String())}
		files = append(files, file)
		listed = append(listed, report.Packed{Name: name, What: what, Size: len(file.Text)})
	}
	pack("README.txt", words.BundleAbout, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, words.BundleReadme, a.now().UTC().Format("2 January 2006, 15:04 UTC"), words.BundleLeftOut)
		return err
	})
	pack("checklist.json", words.BundleChecklist, func(w io.Writer) error { return report.ChecklistJSON(w, list, nil, err) })
	pack("plan.json", words.BundlePlan, func(w io.Writer) error { return report.PlanJSON(w, planned, cmp.Or(err, unread)) })
	pack("answers.json", words.BundleAnswers, func(w io.Writer) error { return report.AnswersJSON(w, steps.Catalogue(st)) })
	pack("doctor.json", words.BundleMachine, func(w io.Writer) error { return report.DoctorJSON(w, machine) })
	pack("calls.log", words.BundleCalls, func(w io.Writer) error { _, err := calls.WriteTo(w); return err })
	return files, listed, failed
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
