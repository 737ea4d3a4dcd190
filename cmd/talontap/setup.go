package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/bycommand"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/tui"
)

// setupFlags are the flags of setup and, without a command, of talontap itself.
type setupFlags struct {
	yes, plain, noEnable, mixed, adopt, insist bool

	named    bool   // the profile, by its flag
	asks     bool   // about the plan, where nothing else is asked
	date     string // another day
	wait     time.Duration
	attended bool // a person leaves it when it is left, and what is noted then is kept
}

func (a *app) setupCommand() *cobra.Command {
	var f setupFlags
	c := &cobra.Command{
		Use: "setup", Short: words.SetupShort,
		Long: words.SetupLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.named = cmd.Flags().Changed("profile")
			return a.setup(cmd.Context(), f)
		},
	}
	c.Flags().BoolVar(&f.yes, "yes", false, words.SetupYes)
	c.Flags().BoolVar(&f.plain, "plain", false, words.FlagPlain)
	f.forChanges(c)
	return a.withMarkdown(a.withJSON(a.withAnswers(a.withFrom(c))))
}

func (a *app) setup(ctx context.Context, f setupFlags) error {
	f.attended = a.terminal && !f.yes && !a.json
	a.asking = f.attended
	if f.attended && !f.named && a.from == "" && !a.linewise(f.plain) {
		if err := a.pickProfile(ctx); err != nil {
			return err
		}
	}
	chosen, err := a.setUp(ctx, f)
	if err != nil {
		return err
	}
	return a.chose(ctx, chosen, f)
}

// setUp goes through a setup. What a person chose that another command does comes
// back, with the lock released.
func (a *app) setUp(ctx context.Context, f setupFlags) (steps.Decision, error) {
	run, err := a.begin(ctx, f)
	if err != nil {
		return "", err
	}
	defer run.lock.Unlock()
	switch {
	case f.yes || a.json:
		return "", a.unattended(ctx, run.session, a.withSecrets(ctx, run.state), f)
	case !f.attended:
		if err := steps.FitForSetup(a.withSecrets(ctx, run.state)); err != nil {
			return "", err
		}
		return "", usage(words.SetupNoTerminal)
	}
	o := steps.SetupOptions{Keep: run.session.Keep, Wait: f.wait, Prepare: a.prepareWizard}
	return a.attended(ctx, run.session, run.state, o, a.linewise(f.plain), tui.Options{})
}

// prepareWizard finds what the first frame must not wait for.
func (a *app) prepareWizard(ctx context.Context, st steps.State) steps.State {
	st = a.withSecrets(ctx, st)
	st.Secrets = a.whereSecrets(ctx)
	if _, ok := errors.AsType[*bycommand.Trouble](st.Unread); ok {
		st.Secrets.Why = st.Unread.Error()
	}
	return st
}

// begun is a run that may change things: its lock is held.
type begun struct {
	session *engine.Session
	state   steps.State
	lock    *store.Lock
}

// begin gathers the answers of a run that may change things, and keeps a second
// one out. The keychain is not asked yet.
func (a *app) begin(ctx context.Context, f setupFlags) (begun, error) {
	st, err := a.state(ctx)
	if err != nil {
		return begun{}, err
	}
	lock, err := a.store.Lock(a.profile)
	if err != nil {
		return begun{}, err
	}
	if a.anew {
		if err := a.journaled().Clear(); err != nil {
			return begun{}, errors.Join(err, lock.Unlock())
		}
	}
	world := a.world()
	world.Wait, world.Insist, world.Journal, world.Settle = f.wait, f.insist, a.journal(), a.settleSetup
	world.Glance = a.glance(f.yes)
	world.TakesUp = f.attended
	st.Now, st.Adopt = world.Now(), f.adopt
	st.Earlier = a.unfinished(ofSetup)
	return begun{engine.New(world), st, lock}, nil
}

// forChanges adds the flags of every command that changes things.
func (f *setupFlags) forChanges(c *cobra.Command) {
	c.Flags().BoolVar(&f.noEnable, "no-enable", false, words.SetupNoEnable)
	c.Flags().BoolVar(&f.adopt, "adopt", false, words.SetupAdopt)
	c.Flags().BoolVar(&f.mixed, "mixed", false, words.SetupMixed)
	c.Flags().BoolVar(&f.insist, "insist", false, words.VerifyInsist)
	c.Flags().DurationVar(&f.wait, "wait", live.DefaultWait, words.RotateWaitFlag)
}

func (a *app) look() tui.Look {
	still := !a.colour(a.color) || a.env("TALONTAP_STILL") != ""
	return tui.Look{NoColor: !a.colour(a.color), Light: a.light(a.theme), Fixed: a.theme == "light" || a.theme == "dark", ASCII: a.ascii, Still: still}
}

// linewise decides between the wizard and the line mode, which is for screen readers
// too: ACCESSIBLE is how Charm's programs are told of one. No system tells a program
// in a terminal by itself.
func (a *app) linewise(flag bool) bool {
	return flag || a.env("TALONTAP_PLAIN") != "" || a.env("ACCESSIBLE") != "" || a.env("TERM") == "dumb"
}

// whereSecrets says, before anything is asked, where they will be kept.
func (a *app) whereSecrets(ctx context.Context) steps.Place {
	s := a.keychain.State(ctx)
	if s.Available {
		return steps.Place{Where: fmt.Sprintf(words.KeeperWhere, s.Kind)}
	}
	return steps.Place{Where: words.KeptNot, Why: fmt.Sprintf(words.SetupSecretsNot, s.Problem, s.Fix)}
}

// unattended runs the setup without asking, but about the plan where that is
// wanted, and reports it.
func (a *app) unattended(ctx context.Context, session *engine.Session, st steps.State, f setupFlags) error {
	a.recall(st.Earlier)
	var refused error
	alone := steps.Alone{Enable: !f.noEnable, Mixed: f.mixed, Hop: a.hops(),
		Progress: func(p apply.Progress) { a.say(report.ProgressLine(p)) }}
	if f.asks {
		alone.Agree = func(p plan.Plan) error {
			refused = a.agree(ctx, p)
			return refused
		}
	}
	flow := steps.NewSetup(session, st, steps.SetupOptions{Answered: true, Date: f.date})
	r, err := alone.Run(ctx, flow)
	if refused != nil || !r.Begun() {
		return err
	}
	return a.finish(session, flow.State().AllDone(), r, err)
}

// finish keeps what a run that came to its end has to keep, and reports: whatever
// went wrong, what was done is told.
func (a *app) finish(session *engine.Session, st steps.State, r steps.Report, err error) error {
	end := report.Summary{Report: r, Profile: st.Profile, Demo: st.Rehearsal, Err: err}
	if err == nil {
		end.Err = a.settle(session, st, r.Verdict())
		if end.Err == nil && !st.Rehearsal {
			end.SavedTo = a.store.Path(st.Profile)
		}
	}
	return cmp.Or(a.reportSetup(end), a.reported(r.Verdict(), end.Err))
}

// settle saves the profile of a run that came to its end, with the stamp of one
// that was verified, and closes its journal. A rehearsal keeps neither.
func (a *app) settle(session *engine.Session, st steps.State, verdict check.Exit) error {
	if st.Rehearsal {
		return nil
	}
	if err := session.Keep(st); err != nil {
		return fmt.Errorf("saving the profile: %w", err)
	}
	if verdict == check.Right {
		if err := a.change(func(p *store.Profile) { p.Verified = a.now().UTC() }); err != nil {
			return fmt.Errorf("saving the profile: %w", err)
		}
	}
	return a.settleSetup()
}

// say puts one line of progress on the stream for talk.
func (a *app) say(line string) {
	if a.terminal && !strings.Contains(line, "\n") {
		line = a.style().Wrap("", line) // a terminal breaks words
	}
	if line != "" {
		fmt.Fprintln(a.err, line)
	}
}

func (a *app) reportSetup(end report.Summary) error {
	r := end.Report
	switch {
	case a.json:
		return report.SetupJSON(a.out, r, end.Err)
	case a.markdown:
		return report.Markdown(a.out,
			report.Handover{Profile: end.Profile, Cards: r.Left, Checks: r.Checklist, Run: r, Err: end.Err})
	}
	return a.end(report.EndOfSetup(end), a.details, func(style report.Style) error { return report.Setup(a.out, style, r) })
}

// attended is a setup with a person in front of it: line by line, or on a screen that
// has, besides what every screen has, what options say.
func (a *app) attended(ctx context.Context, session *engine.Session, st steps.State, o steps.SetupOptions,
	line bool, screen tui.Options) (steps.Decision, error) {
	flow := steps.NewSetup(session, st, o)
	err := crash.Guard(func() (err error) {
		if !line {
			screen.Flow, screen.Saves, screen.Copy, screen.Open = flow, o.Keep != nil, a.clipboard.Text, openBrowser
			screen.In, screen.Out, screen.Look = a.in, a.screen, a.look()
			_, err = tui.Run(ctx, screen)
			return err
		}
		defer restoreEcho()()
		return plain.Run(ctx, plain.Options{Flow: flow, In: a.in, Out: a.out, Style: a.style(),
			ReadSecret: func(prompt string) (string, error) { return readHidden(a.out, prompt) }})
	})()
	if err == nil && (flow.Chosen() != "" || flow.Next().At == steps.AtStatus) {
		return flow.Chosen(), a.looked(session, flow)
	}
	return "", a.ended(session, flow, err)
}

// looked keeps and tells what a person saw who only looked how a setup stands.
func (a *app) looked(session *engine.Session, flow *steps.Flow) error {
	r := flow.Report()
	if len(r.Checklist.Checks) == 0 {
		return nil
	}
	return cmp.Or(a.noteVerdict(r.Verdict(), session.Noted(flow.State())), a.reported(r.Verdict(), nil))
}

// chose starts what a person chose in the menu of a setup.
func (a *app) chose(ctx context.Context, d steps.Decision, f setupFlags) error {
	for _, c := range rotate.Credentials() {
		if d == steps.Rotates(c) {
			return a.rotate(ctx, c, rotateFlags{plain: f.plain, wait: f.wait})
		}
	}
	if d == steps.AnotherSetup {
		a.say(words.StatusAnotherCommand)
	}
	return nil
}

// pickProfile asks which saved setup is meant, where there are several.
func (a *app) pickProfile(ctx context.Context) error {
	names, err := a.store.List()
	if err != nil || len(names) < 2 {
		return err
	}
	picked, err := tui.Pick(ctx, words.StatusPick, names, a.in, a.screen)
	if errors.Is(err, tui.ErrLeft) {
		return &exitError{code: exitCancelled}
	}
	a.profile = picked
	return err
}

// ended reports a setup with a person in front of it.
func (a *app) ended(session *engine.Session, flow *steps.Flow, err error) error {
	st, r := flow.State(), flow.Report()
	r.Kept = cmp.Or(r.Kept, foundIn(st))
	switch {
	case err != nil && !r.Looked:
		return err
	case err == nil && !flow.Ended():
		return a.left(r, st.Rehearsal)
	}
	return a.finish(session, st, r, err)
}

// left says what a person who left the setup leaves behind.
func (a *app) left(r steps.Report, rehearsal bool) error {
	cancelled := &exitError{code: exitCancelled}
	if rehearsal {
		a.say(words.SetupLeftRehearsal)
		return cancelled
	}
	a.say(words.SetupLeft)
	return cmp.Or[error](report.Left(a.err, a.style(), r), cancelled)
}

// foundIn says where a run found the credentials that it did not keep itself.
func foundIn(st steps.State) string {
	var where []string
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		if from := st.Answers.From(k); from == setup.FromKeychain || from == setup.FromVariable || from == setup.FromCommand {
			f, _ := setup.FieldOf(k)
			where = append(where, f.Title+": "+from.String())
		}
	}
	return strings.Join(where, "; ")
}
