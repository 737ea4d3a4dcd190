package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
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
	notify   string // who knows it may post there
	set      []string
	from     string // the profile whose answers a new one begins with
	asking   bool   // a person will be asked for what is missing

	screen     io.Writer // the terminal itself, where out draws in ASCII
	home       string    // where settings are kept; "": nowhere, which what needs it tells
	ownAnswers bool      // of many setups, this is the run for one: only its profile answers
	sandboxed  bool      // this run is against a sandbox, and so is what it saves
	anew       bool      // what is saved is of a sandbox that is gone, so the next save begins anew
	store      *store.Store
	noted      note.Notes // as this run read or last wrote it
	secretsAt  note.Place // what this run knows of where the credentials were put
	keychain   *keychain.Keychain
	clipboard  *clipboard.Board
	log        io.Writer
	logFile    *logFile // behind it; nil: none
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
		if err := errors.Join(ahead(cmd), a.prepare(cmd)); err != nil {
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

// fits refuses a --profile that cannot be a name, nor a pattern where one is taken.
func (a *app) fits(cmd *cobra.Command) error {
	switch many := cmd.Flags().Lookup("all") != nil; {
	case a.pattern() && many:
		return nil
	case a.pattern():
		return usage(words.AllPatternNot, a.profile)
	}
	if err := store.ValidName(a.profile); err != nil {
		return usage("--profile: %w", err)
	}
	return nil
}

// prepare reads what every command needs before its own work.
func (a *app) prepare(cmd *cobra.Command) error {
	if err := a.fits(cmd); err != nil {
		return err
	}
	switch {
	case !slices.Contains(colors(), a.color):
		return usage(words.ColorValues, a.color)
	case a.markdown && a.json:
		return usage(words.MarkdownOrJSON)
	case a.theme != "" && !slices.Contains(themes(), a.theme):
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

func colors() []string { return []string{"auto", "always", "never"} }

func themes() []string { return []string{"auto", "light", "dark"} }

func (a *app) style() report.Style {
	style := report.Style{Color: a.colour(a.color), Width: a.width}
	if a.outTTY {
		style.Rows = report.Screenful
	}
	return style
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "talontap",
		Short:         words.RootShort,
		Long:          words.RootLong,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return wrongFlag(meant(c, err)) })
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
	for _, shelf := range []string{words.GroupSetUp, words.GroupCheck, words.GroupLookAfter, words.GroupTry, words.GroupOther} {
		root.AddGroup(&cobra.Group{ID: shelf, Title: shelf}) // in the order of help
	}
	root.AddCommand(
		in(words.GroupSetUp, setup, words.SetupExample),
		in(words.GroupSetUp, a.planCommand(), words.PlanExample),
		in(words.GroupSetUp, a.applyCommand(), words.ApplyExample),
		in(words.GroupSetUp, a.againCommand(), words.AgainExample),
		in(words.GroupSetUp, a.answersCommand(), words.AnswersExample),
		in(words.GroupSetUp, a.runbookCommand(), words.RunbookExample),
		in(words.GroupCheck, a.verifyCommand(), words.VerifyExample),
		in(words.GroupCheck, a.watchCommand(), words.WatchExample),
		in(words.GroupCheck, a.traceCommand(), words.TraceExample),
		in(words.GroupCheck, a.profilesCommand(), words.ProfilesExample),
		in(words.GroupCheck, a.doctorCommand(), words.DoctorExample),
		in(words.GroupLookAfter, a.pauseCommand(), words.PauseExample),
		in(words.GroupLookAfter, a.resumeCommand(), words.ResumeExample),
		in(words.GroupLookAfter, a.rotateCommand(), words.RotateExample),
		in(words.GroupLookAfter, a.removeCommand(), words.RemoveExample),
		in(words.GroupLookAfter, a.forgetCommand(), words.ForgetExample),
		in(words.GroupTry, a.demoCommand(), words.DemoExample),
		in(words.GroupTry, a.sandboxCommand(), words.SandboxExample),
		in(words.GroupOther, a.bundleCommand(), words.BundleExample),
		in(words.GroupOther, a.mcpCommand(), words.MCPExample),
		in(words.GroupOther, a.schemaCommand(), words.SchemaExample),
		in(words.GroupOther, a.versionCommand(), words.VersionExample),
		a.manCommand(),
	)
	root.AddCommand(topics()...)
	noArgs(root)
	ownHelp(root, a.width)
	a.completes(root)
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
		if slices.Contains([]string{"sandbox", "forget", "trace", "bundle", "schema"}, c.Name()) {
			continue
		}
		c.Args = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknownCommand(cmd, args[0])
		}
	}
}

// oneArg asks for exactly one word, and says which.
func oneArg(which string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("%s", which)
		}
		return nil
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

// withMarkdown adds the flag of commands whose cards can be handed to a
// colleague.
func (a *app) withMarkdown(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.markdown, "markdown", false, words.FlagMarkdown)
	return c
}
