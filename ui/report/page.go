package report

import (
	"strings"
)

// pen writes a page in one markup. What stands on a page is said once, in calls
// to a pen; Markdown and HTML are two of them.
type pen interface {
	heading(level int, in ...span)
	prose(in ...span)
	quote(in ...span)
	// item is one line of a list, at a depth from 0.
	item(depth int, b box, in ...span)
	// page is all that was written.
	page() string
}

// box says whether a line of a list has a box, and whether that is ticked.
type box int

const (
	noBox box = iota
	open
	ticked
)

func ticking(is bool) box {
	if is {
		return ticked
	}
	return open
}

// setting is how a piece of a line is set.
type setting int

const (
	asText setting = iota
	asStrong
	asCode
	asLink // its text is the address
)

// span is a piece of a line. Its text may come from anywhere: a pen escapes it.
type span struct {
	as   setting
	text string
}

func says(words string) span   { return span{asText, folded(words)} }
func strong(words string) span { return span{asStrong, folded(words)} }
func code(words string) span   { return span{asCode, folded(words)} }

// link is an address to follow, where it is one that a browser opens.
func link(address string) span {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return span{asLink, folded(address)}
	}
	return code(address)
}

// folded takes line breaks out of a text, and nothing else: a value stays exact.
func folded(words string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(words)
}

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
