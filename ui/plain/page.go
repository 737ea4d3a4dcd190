package plain

import (
	"io"

	"github.com/talontap/talontap/ui/report"
)

// page is where everything is said. After a write that failed nothing more is
// written, and the run ends with that error.
type page struct {
	to    io.Writer
	style report.Style
	err   error
}

// Write makes the page a writer for whole texts.
func (p *page) Write(text []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.to.Write(text)
	p.err = err
	return n, err
}

// say writes prose, wrapped between words.
func (p *page) say(text string) { p.print(p.style.Wrap("", text)) }

// under writes prose that belongs to what was said before it; nothing for no
// text.
func (p *page) under(label, text string) {
	if text != "" {
		p.print(p.style.Wrap("  "+label, text))
	}
}

func (p *page) point(name, text string) { p.print(p.style.Wrap("  "+name+" ", text)) }

// wrong says that an answer cannot be taken, and why.
func (p *page) wrong(why string) { p.print(p.style.Wrap("✗ ", why)) }

func (p *page) print(line string) { _, _ = io.WriteString(p, line+"\n") }

func (p *page) gap() { p.print("") }
