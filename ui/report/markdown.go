package report

import (
	"strings"
)

// markdownPen writes GitHub's Markdown. Values to copy stand in code spans; text
// from elsewhere is escaped, so that no name is taken for markup.
type markdownPen struct {
	out     strings.Builder
	listing bool // the last line was one of a list
}

func (p *markdownPen) page() string { return p.out.String() }

func (p *markdownPen) heading(level int, in ...span) {
	p.block(strings.Repeat("#", level)+" ", in)
}

func (p *markdownPen) prose(in ...span) { p.block("", in) }
func (p *markdownPen) quote(in ...span) { p.block("> ", in) }

func (p *markdownPen) item(depth int, b box, in ...span) {
	if !p.listing {
		p.gap()
	}
	p.listing = true
	lead := map[box]string{noBox: "- ", open: "- [ ] ", ticked: "- [x] "}[b]
	p.out.WriteString(strings.Repeat("  ", depth) + lead + inMarkdown(in) + "\n")
}

func (p *markdownPen) block(lead string, in []span) {
	p.gap()
	p.listing = false
	p.out.WriteString(lead + inMarkdown(in) + "\n")
}

func (p *markdownPen) gap() {
	if p.out.Len() > 0 {
		p.out.WriteString("\n")
	}
}

func inMarkdown(in []span) string {
	var b strings.Builder
	for _, s := range in {
		switch s.as {
		case asStrong:
			b.WriteString("**" + escaped(s.text) + "**")
		case asCode:
			b.WriteString(fenced(s.text))
		case asLink:
			b.WriteString("<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(s.text) + ">")
		default:
			b.WriteString(escaped(s.text))
		}
	}
	return b.String()
}

// fenced is a code span around any text: its fence is longer than any run of
// backticks inside.
func fenced(words string) string {
	fence := "`"
	for strings.Contains(words, fence) {
		fence += "`"
	}
	if strings.HasPrefix(words, "`") || strings.HasSuffix(words, "`") {
		words = " " + words + " "
	}
	return fence + words + fence
}

// escaped keeps a text from being taken for markup.
func escaped(words string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
		"<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`,
	).Replace(words)
}
