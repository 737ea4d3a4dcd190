package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/assets/words"
)

type sandboxFlags struct {
	sandbox.Options
	envFile     string
	unpublished bool
	clock       string
}

func (a *app) sandboxCommand() *cobra.Command {
	var f sandboxFlags
	c := &cobra.Command{
		Use: "sandbox [-- COMMAND …]", Short: words.SandboxShort,
		Long: words.SandboxLong,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && cmd.ArgsLenAtDash() != 0 {
				return usage(words.SandboxUnknown, args[0])
			}
			return a.sandbox(cmd.Context(), f, args)
		},
	}
	c.Flags().StringVar(&f.envFile, "env", "", words.SandboxEnv)
	c.Flags().BoolVar(&f.Bare, "bare", false, words.SandboxBare)
	c.Flags().BoolVar(&f.unpublished, "unpublished", true, words.SandboxUnpublished)
	c.Flags().BoolVar(&f.SingleSignOn, "sso", false, words.SandboxSSO)
	c.Flags().DurationVar(&f.Latency, "latency", 0, words.SandboxLatency)
	c.Flags().StringVar(&f.clock, "clock", "", words.SandboxClock)
	c.Flags().StringArrayVar(&f.WebhooksTo, "webhooks-to", nil, words.SandboxWebhooks)
	c.Flags().StringArrayVar(&f.Faults, "fault", nil, words.SandboxFault)
	return c
}

func (a *app) sandbox(ctx context.Context, f sandboxFlags, command []string) error {
	if len(f.Faults) == 1 && f.Faults[0] == "help" {
		for _, n := range sandbox.FaultNames() {
			fmt.Fprintf(a.out, "%-24s %s\n", n.Name, n.Meaning)
		}
		return nil
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	options.Hurry = a.sandboxHurry()
	box, err := sandbox.Start(ctx, options)
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	defer box.Close()
	if f.envFile != "" {
		if err := writeEnv(f.envFile, box.Env()); err != nil {
			return usage("--env: %w", err)
		}
	}
	if len(command) > 0 {
		return a.inside(ctx, box, command)
	}
	fmt.Fprintf(a.err, "CleverTap  %s\nTalon.One  %s\n", box.CleverTapURL(), box.TalonOneURL())
	if f.envFile != "" {
		fmt.Fprintf(a.err, words.SandboxHowToRead, envFormOf(f.envFile).read(f.envFile))
	}
	fmt.Fprintln(a.err, words.SandboxEnds)
	<-ctx.Done()
	return nil
}

func (f sandboxFlags) options() (sandbox.Options, error) {
	o := f.Options
	o.RefuseUnpublished = !f.unpublished
	for _, fault := range o.Faults {
		if _, err := sandbox.ParseFault(fault); err != nil {
			return o, usage("--fault: %w; --fault help lists them", err)
		}
	}
	if f.clock == "" {
		return o, nil
	}
	at, err := time.Parse(time.RFC3339, f.clock)
	if err != nil {
		return o, usage(words.SandboxClockForm, f.clock)
	}
	o.Clock = at
	return o, nil
}

// inside runs a command with the sandbox's variables and takes over its status.
func (a *app) inside(ctx context.Context, box *sandbox.Sandbox, command []string) error {
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdin, c.Stdout, c.Stderr = a.in, a.out, a.err
	c.Env = os.Environ()
	for _, v := range box.Env() {
		c.Env = append(c.Env, v.Name+"="+v.Value)
	}
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 5 * time.Second
	err := c.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() >= 0 {
		return &exitError{code: exit.ExitCode()}
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("running %s in the sandbox: %w", command[0], cmp.Or(ctx.Err(), err))
	if c.Process == nil && ctx.Err() == nil {
		return &exitError{exitFailed, err, fmt.Sprintf(words.SandboxCommandFix, command[0])}
	}
	return err
}
