package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/text"
)

// in puts a command into a group of help, with examples, one a line.
func in(group string, c *cobra.Command, examples string) *cobra.Command {
	c.GroupID, c.Example = group, examples
	return c
}

// topics are what help tells that no command is about.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "environment", Short: words.EnvironmentShort, Long: words.EnvironmentLong, GroupID: words.GroupOther},
		{Use: "status", Short: words.StatusShort, Long: words.StatusLong, GroupID: words.GroupOther},
		{Use: "secrets", Short: words.SecretsShort, Long: words.SecretsLong, GroupID: words.GroupOther},
		{Use: "schedule", Short: words.ScheduleShort, Long: schedules(), GroupID: words.GroupOther},
	}
}

// schedules are the recipes with which a machine verifies every morning.
func schedules() string {
	return fmt.Sprintf(words.ScheduleLong, indented(words.ScheduleNotify), indented(words.ScheduleCron), indented(words.ScheduleUnit),
		indented(words.ScheduleTimer), indented(words.ScheduleTask), indented(words.ScheduleFlow))
}

// indented sets lines apart that are to be copied.
func indented(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "  " + line
		}
	}
	return strings.Join(lines, "\n")
}

// ownHelp has help and the completions' command say what ours say.
func ownHelp(root *cobra.Command, width int) {
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { help(c.OutOrStdout(), c, width) })
	root.SuggestionsMinimumDistance = 2
	root.SetHelpCommandGroupID(words.GroupOther)
	root.SetCompletionCommandGroupID(words.GroupOther)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Short, c.RunE = words.HelpShort, helpAbout
		case "completion":
			c.Short = words.HelpComplete
		}
	}
}

// helpAbout refuses a word that it knows nothing about, as a command would.
func helpAbout(c *cobra.Command, args []string) error {
	about, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return unknownCommand(c.Root(), args[0])
	}
	return about.Help()
}

// Help is laid out for 80 columns, and for no more than these where there are.
const widestHelp = 100

func help(w io.Writer, c *cobra.Command, width int) {
	p := page{width: min(cmp.Or(width, 80), widestHelp)}
	p.prose(cmp.Or(c.Long, c.Short))
	if c.Runnable() || c.HasAvailableSubCommands() {
		p.part(words.HelpUsage)
		p.row("  ", usageOf(c))
	}
	if c.Example != "" {
		p.part(words.HelpExamples)
		for line := range strings.SplitSeq(c.Example, "\n") {
			p.out.WriteString("  " + line + "\n")
		}
	}
	for _, g := range c.Groups() {
		p.part(g.Title)
		p.commands(c, g.ID)
	}
	if c.HasAvailableSubCommands() && len(c.Groups()) == 0 {
		p.part(words.HelpCommands)
		p.commands(c, "")
	}
	if c.Runnable() {
		p.flags(words.HelpFlags, c.LocalFlags())
		p.flags(words.HelpEvery, c.InheritedFlags())
	}
	if !c.HasParent() {
		p.gap()
		p.prose(words.HelpMore)
	}
	_, _ = io.WriteString(w, p.out.String())
}

func usageOf(c *cobra.Command) string {
	if c.HasAvailableSubCommands() && !c.HasParent() {
		return c.CommandPath() + " [COMMAND] [flags]"
	}
	return c.UseLine()
}

// page is a text of help as it grows.
type page struct {
	width int
	out   strings.Builder
}

func (p *page) gap() {
	if p.out.Len() > 0 {
		p.out.WriteString("\n")
	}
}

func (p *page) part(title string) {
	p.gap()
	p.out.WriteString(title + ":\n")
}

// prose lays a text out anew for the width.
func (p *page) prose(s string) {
	for _, block := range paragraphs(s) {
		p.row(block.lead, block.words)
	}
}

// paragraph is a text that is broken as its reader's screen wants it, behind what
// has to stand before it: an indent, or the left column of a table.
type paragraph struct{ lead, words string }

// paragraphs joins the lines of a text that only a source's margin broke: those that
// begin under the beginning of the line above.
func paragraphs(s string) (all []paragraph) {
	column := -1
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		next := parted(line)
		switch {
		case line == "":
			all, column = append(all, next), -1
		case len(next.lead) == column && strings.TrimSpace(next.lead) == "":
			all[len(all)-1].words += " " + next.words
		default:
			all, column = append(all, next), len(next.lead)
		}
	}
	return all
}

// parted finds where a line's text begins: behind a gap of two spaces or more, where
// it has one.
func parted(line string) paragraph {
	rest := strings.TrimLeft(line, " ")
	at := len(line) - len(rest)
	if left, right, is := strings.Cut(rest, "  "); is {
		at += len(left) + len(rest) - len(left) - len(strings.TrimLeft(right, " "))
	}
	return paragraph{line[:at], line[at:]}
}

// row is a text behind a lead, its further lines under its beginning.
func (p *page) row(lead, words string) {
	indent := text.Width(lead)
	for _, line := range text.Hang(lead, indent, text.Wrap(words, p.width-indent)) {
		p.out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// table puts what its rows tell into one column.
func (p *page) table(rows [][2]string) {
	widest := 0
	for _, r := range rows {
		widest = max(widest, text.Width(r[0]))
	}
	for _, r := range rows {
		p.row("  "+text.Pad(r[0], widest)+"  ", r[1])
	}
}

func (p *page) commands(c *cobra.Command, group string) {
	var rows [][2]string
	for _, s := range c.Commands() {
		if s.GroupID == group && !s.Hidden {
			rows = append(rows, [2]string{s.Name(), s.Short})
		}
	}
	p.table(rows)
}

func (p *page) flags(title string, set *pflag.FlagSet) {
	if rows := flagsOf(set); len(rows) > 0 {
		p.part(title)
		p.table(rows)
	}
}

func flagsOf(set *pflag.FlagSet) (rows [][2]string) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, says := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		switch kind = strings.ToUpper(strings.TrimSuffix(kind, "Array")); {
		case kind != "" && f.NoOptDefVal != "":
			name += "[=" + kind + "]"
		case kind != "":
			name += " " + kind
		}
		if !slices.Contains([]string{"", "false", "[]", "0", "0s"}, f.DefValue) {
			says = fmt.Sprintf(words.HelpDefault, says, f.DefValue)
		}
		rows = append(rows, [2]string{name, says})
	})
	return rows
}

// meant names the flag that was likely meant by one that is not there.
func meant(c *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	var names store.Keys
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, store.Key{Name: f.Name}) })
	if near := names.Nearest(unknown.GetSpecifiedName()); near != "" {
		return fmt.Errorf(words.HelpMeant, err, "--"+near)
	}
	return err
}

// unknownCommand names the command that was likely meant by a word that is none.
func unknownCommand(c *cobra.Command, word string) error {
	if near := c.SuggestionsFor(word); len(near) > 0 {
		return usage(words.HelpUnknown, word, c.CommandPath(), c.CommandPath()+" "+near[0])
	}
	return usage(words.CommandUnknown, word, c.CommandPath())
}
