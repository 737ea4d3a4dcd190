package kit

import (
	"slices"

	"charm.land/bubbles/v2/viewport"
)

// Pager shows a text that may be longer than the screen.
type Pager struct{ view viewport.Model }

// At is the line of a text of so many lines that is pointed at.
func (p *Pager) At(lines int) int {
	p.hold(1, make([]string, lines))
	return p.view.YOffset()
}

func (p *Pager) hold(height int, lines []string) {
	p.view.SetHeight(max(height, 0))
	p.view.SetContentLines(lines)
}

// Draw gives the lines that fit, from where the text is scrolled to. What is cut
// says so.
func (p *Pager) Draw(height int, lines []string) []string {
	p.hold(height, lines)
	if !p.over() {
		return lines
	}
	above := p.view.YOffset()
	out := slices.Clone(lines[above : above+p.view.Height()])
	if below := len(lines) - above - height; below > 0 && height > 1 {
		out[height-1] = More(below+1, "below")
	}
	if above > 0 && height > 2 {
		out[0] = More(above+1, "above")
	}
	return out
}

func (p *Pager) over() bool { return p.view.TotalLineCount() > p.view.Height() }

// Press scrolls; used reports whether the key was one for it.
func (p *Pager) Press(key string) (used bool) {
	switch key {
	case "down", "j":
		p.view.ScrollDown(1)
	case "up", "k":
		p.view.ScrollUp(1)
	case "pgdown", "space":
		p.view.ScrollDown(p.page())
	case "pgup":
		p.view.ScrollUp(p.page())
	default:
		return false
	}
	return true
}

// page is how far a page goes: the lines at its edges say how much more there is,
// so those below them have to be seen on the next.
func (p *Pager) page() int { return max(1, p.view.Height()-2) }

// Hints names its keys where they are needed.
func (p *Pager) Hints() []Hint {
	return KeysIf(p.over(), "↑↓", "scroll")
}
