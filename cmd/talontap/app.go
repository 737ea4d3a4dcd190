package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talontap/talontap/api/clipboard"
	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
)

// app is one run of the program: its streams, and the flags of every command.
type app struct {
	streams
	args     []string // as they came
	profile  string
	color    string
	theme    string
	ascii    bool
	details  bool
	json     bool
	markdown bool
	debug    string
	timeout  time.Duration
	answers  string
	set      []string

	screen    io.Writer // the terminal itself, where out draws in ASCII
	home      string    // where settings are kept; "": nowhere, which what needs it tells
	sandboxed bool      // this run is against a sandbox, and so is what it saves
	anew      bool      // what is saved is of a sandbox that is gone, so the next save begins anew
	store     *store.Store
	noted     note.Notes // as this run read or last wrote it
	secretsAt note.Place // what this run knows of where the credentials were put
	keychain  *keychain.Keychain
	clipboard *clipboard.Board
	log       io.Writer
	logFile   *logFile // behind it; nil: none
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, s streams) (code int) {
	if s.now == nil {
		s.now = time.Now
	}
	a := &app{streams: s, args: args, screen: s.out, keychain: keychain.Open(keychain.Options{}), clipboard: clipboard.System()}
	defer a.clipboard.Clear()
	defer a.caught(&code)
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	running, cancel := ctx, func() {}
	defer func() { cancel() }()
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := errors.Join(ahead(cmd), a.prepare()); err != nil {
			return err
		}
		if a.timeout > 0 {
			ctx, stop := context.WithTimeout(cmd.Context(), a.timeout)
			running, cancel = ctx, stop
			cmd.SetContext(ctx)
		}
		return nil
	}
	err := cutShort(running, root.ExecuteContext(ctx))
	a.closeLog()
	if err != nil {
		if ctx.Err() != nil && errors.Is(err, context.Canceled) && !a.json {
			fmt.Fprintln(a.err, words.CommandStopped)
			return exitCancelled
		}
		return a.fail(err)
	}
	return exitOK
}

// cutShort is the error of a run whose context may have ended: what it could not
// find any more because of that is not missing.
func cutShort(ctx context.Context, err error) error {
	if ctx.Err() != nil && status(err) == exitUsage {
		return fmt.Errorf("finding the answers: %w", ctx.Err())
	}
	return err
}

// prepare reads what every command needs before its own work.
func (a *app) prepare() error {
	if err := store.ValidName(a.profile); err != nil {
		return usage("--profile: %w", err)
	}
	switch a.color {
	case "auto", "always", "never":
	default:
		return usage(words.ColorValues, a.color)
	}
	if a.markdown && a.json {
		return usage(words.MarkdownOrJSON)
	}
	switch a.theme {
	case "", "auto", "light", "dark":
	default:
		return usage(words.ThemeValues, a.theme)
	}
	if a.ascii = a.ascii || a.onlyASCII(); a.ascii && !a.json && !a.markdown {
		signs := text.InASCII()
		a.out, a.err = signs.Writer(a.out), signs.Writer(a.err)
	}
	a.home, _ = store.DefaultDir()
	*a = *a.placed(a.rehearses())
	return a.openLog()
}

func (a *app) style() report.Style {
	return report.Style{Color: a.colour(a.color), Width: a.width}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "talontap",
		Short:         words.RootShort,
		Long:          words.RootLong,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrongFlag(err) })
	root.CompletionOptions.DisableDefaultCmd = false
	flags := root.PersistentFlags()
	flags.StringVar(&a.profile, "profile", "default", words.FlagProfile)
	flags.StringVar(&a.color, "color", "auto", words.FlagColor)
	flags.BoolVar(&a.details, "details", false, words.FlagDetails)
	flags.StringVar(&a.theme, "theme", "auto", words.FlagTheme)
	flags.BoolVar(&a.ascii, "ascii", false, words.FlagASCII)
	flags.StringVar(&a.debug, "debug", "", words.FlagDebug)
	flags.DurationVar(&a.timeout, "timeout", 0, words.FlagTimeout)
	setup := a.setupCommand()
	root.Flags().AddFlagSet(setup.Flags())
	var version bool
	root.Flags().BoolVar(&version, "version", false, words.FlagVersion)
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if version {
			return a.printVersion()
		}
		return setup.RunE(cmd, args)
	}
	root.AddCommand(setup, a.demoCommand(), a.planCommand(), a.applyCommand(), a.againCommand(), a.verifyCommand(), a.watchCommand(), a.sandboxCommand(), a.versionCommand(),
		a.rotateCommand(), a.profilesCommand(), a.forgetCommand(), a.removeCommand())
	noArgs(root)
	return root
}

// wrongFlag says what a flag takes, without the parsers' own words for it.
func wrongFlag(err error) error {
	text, _, duration := strings.Cut(err.Error(), ": time: ")
	if duration {
		return usage(words.FlagDuration, text)
	}
	text, _, truth := strings.Cut(err.Error(), ": strconv.ParseBool: ")
	if truth {
		return usage(words.FlagBool, text)
	}
	return usage("%w", err)
}

// ahead refuses durations that lie behind.
func ahead(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "duration" && strings.HasPrefix(f.Value.String(), "-") {
			err = usage(words.FlagNegative, f.Name, f.Value)
		}
	})
	return err
}

// noArgs makes every command refuse stray words with the status for usage.
func noArgs(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		if c.Name() == "sandbox" || c.Name() == "forget" {
			continue
		}
		c.Args = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usage(words.CommandUnknown, args[0], cmd.CommandPath())
		}
	}
}

// withAnswers adds the flags of commands that read answers.
func (a *app) withAnswers(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&a.answers, "answers", "", words.FlagAnswers)
	c.Flags().StringArrayVar(&a.set, "set", nil, words.FlagSet)
	return c
}

func (a *app) withJSON(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.json, "json", false, words.FlagJSON)
	return c
}
