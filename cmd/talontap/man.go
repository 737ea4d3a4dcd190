package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talontap/talontap/assets/words"
)

// manCommand writes the manual page from the commands themselves, for packages and
// for who pipes it into man. It is not among what a person looks for.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: words.ManShort, Hidden: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(a.out, manual(cmd.Root()))
			return err
		},
	}
}

func manual(root *cobra.Command) string {
	var m roff
	fmt.Fprintf(&m, ".TH TALONTAP 1 \"\" \"talontap %s\"\n", escaped(thisBuild().Version))
	m.section("NAME")
	m.text("talontap - " + root.Short)
	m.section("SYNOPSIS")
	m.text(usageOf(root))
	m.section("DESCRIPTION")
	m.prose(root.Long)
	m.section("COMMANDS")
	for _, c := range documented(root) {
		m.command(c)
	}
	m.section("FLAGS OF EVERY COMMAND")
	m.flags(root.PersistentFlags())
	for _, t := range topics() {
		m.section(strings.ToUpper(t.Short))
		m.prose(t.Long)
	}
	return m.String()
}

// documented are the commands that a person calls, in the order of help.
func documented(root *cobra.Command) (all []*cobra.Command) {
	for _, g := range root.Groups() {
		for _, c := range root.Commands() {
			if c.GroupID == g.ID && c.Example != "" {
				all = append(all, c)
			}
		}
	}
	return all
}

// roff is a manual page as it grows.
type roff struct{ strings.Builder }

func (m *roff) section(title string) { fmt.Fprintf(m, ".SH %s\n", escaped(title)) }

func (m *roff) text(s string) { m.WriteString(escaped(s) + "\n") }

func (m *roff) command(c *cobra.Command) {
	fmt.Fprintf(m, ".SS %s\n", escaped(usageOf(c)))
	m.text(c.Short + ".")
	if c.Long != "" {
		m.WriteString(".PP\n")
		m.prose(c.Long)
	}
	m.flags(c.LocalNonPersistentFlags())
	m.WriteString(".PP\nExamples:\n")
	for line := range strings.SplitSeq(c.Example, "\n") {
		fmt.Fprintf(m, ".nf\n%s\n.fi\n", escaped("  "+line))
	}
}

// prose lets the reader's terminal break what is a paragraph, and nothing else.
func (m *roff) prose(s string) {
	for _, p := range paragraphs(s) {
		switch {
		case p.words == "":
			m.WriteString(".PP\n")
		case strings.TrimSpace(p.lead) != "":
			fmt.Fprintf(m, ".TP\n.B %s\n", escaped(strings.TrimSpace(p.lead)))
			m.text(p.words)
		case p.lead != "":
			fmt.Fprintf(m, ".IP \"\" %d\n", len(p.lead))
			m.text(p.words)
		default:
			m.text(p.words)
		}
	}
}

func (m *roff) flags(set *pflag.FlagSet) {
	for _, row := range flagsOf(set) {
		fmt.Fprintf(m, ".TP\n.B %s\n", escaped(row[0]))
		m.text(row[1])
	}
}

// escaped is a text that no reader of the page takes for a command of its own, in
// ASCII, as not every reader is told of another encoding.
func escaped(s string) string {
	var out strings.Builder
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		out.WriteString(`\&`)
	}
	for _, r := range s {
		switch {
		case r == '\\':
			out.WriteString(`\e`)
		case r == '-':
			out.WriteString(`\-`)
		case r > unicode.MaxASCII:
			fmt.Fprintf(&out, `\[u%04X]`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
