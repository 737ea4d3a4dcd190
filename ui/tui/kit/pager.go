package kit

// Pager is a text that may be longer than the screen.
type Pager struct {
	At   int  // the first line shown
	over bool // there was more than fitted when it was last drawn
}

// Draw gives the lines that fit, from where the text is scrolled to.
func (p *Pager) Draw(height int, lines []string) []string {
	p.over = len(lines) > height
	p.At = max(0, min(p.At, len(lines)-height))
	if !p.over {
		return lines
	}
	out := append([]string{}, lines[p.At:p.At+max(height, 0)]...)
	if below := len(lines) - p.At - height; below > 0 && height > 1 {
		out[height-1] = More(below+1, "below")
	}
	if p.At > 0 && height > 2 {
		out[0] = More(p.At+1, "above")
	}
	return out
}

// Press scrolls; used reports whether the key was one for it.
func (p *Pager) Press(key string) (used bool) {
	const page = 8
	switch key {
	case "down", "j":
		p.At++
	case "up", "k":
		p.At--
	case "pgdown", "space":
		p.At += page
	case "pgup":
		p.At -= page
	default:
		return false
	}
	p.At = max(0, p.At)
	return true
}

// Hints names its keys where they are needed.
func (p *Pager) Hints() []Hint {
	if !p.over {
		return nil
	}
	return []Hint{Key("↑↓", "scroll")}
}
