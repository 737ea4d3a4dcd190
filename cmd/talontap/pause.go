package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) pauseCommand() *cobra.Command {
	return a.onOff(&cobra.Command{Use: "pause", Short: words.PauseShort, Long: words.PauseLong}, words.StatusPauseQuestion, a.pause)
}

func (a *app) resumeCommand() *cobra.Command {
	return a.onOff(&cobra.Command{Use: "resume", Short: words.ResumeShort, Long: words.ResumeLong}, words.ResumeQuestion, a.resume)
}

// onOff makes the command of an act on the campaign that is asked for first. What
// the run saw and did is noted whatever it came to.
func (a *app) onOff(c *cobra.Command, question string, act func(context.Context, begun) error) *cobra.Command {
	var yes bool
	c.Flags().BoolVar(&yes, "yes", false, words.CommandYes)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if err := a.agreed(ctx, yes, question); err != nil {
			return err
		}
		run, err := a.begin(ctx, setupFlags{})
		if err != nil {
			return err
		}
		defer run.lock.Unlock()
		run.state = a.withSecrets(ctx, run.state)
		a.recall(run.state.Earlier)
		if err = act(ctx, run); err == nil {
			err = a.settleSetup()
		}
		return errors.Join(err, a.noteLeft(run.session.Noted(run.state)))
	}
	return a.withAnswers(c)
}

func (a *app) pause(ctx context.Context, run begun) error {
	if err := run.session.Pause(ctx, run.state); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.out, words.PauseDone, run.state.Answers.Text(setup.EmailCampaign))
	return err
}

// resume proves the rule as it is now, and enables the campaign.
func (a *app) resume(ctx context.Context, run begun) error {
	if _, _, err := run.session.Plan(ctx, run.state); err != nil {
		return err
	}
	if run.session.Enabled() {
		_, err := fmt.Fprint(a.out, words.ResumeRuns)
		return err
	}
	result, err := run.session.Live(ctx, run.state, live.DepthSimulate, a.hops())
	if err != nil {
		return err
	}
	if err := run.session.Enable(ctx, run.state); errors.Is(err, steps.ErrNotProven) {
		if werr := report.Live(a.out, a.style(), result); werr != nil {
			return werr
		}
		return fmt.Errorf(words.ResumeNotProven, err)
	} else if err != nil {
		return err
	}
	_, err = fmt.Fprint(a.out, words.ResumeDone)
	return err
}
