package tui

import "fmt"

// block is a few lines that belong together on a screen.
type block struct {
	lines []string
	// rank says how readily a block is left out where there is no room: 1 goes
	// first, 0 never goes.
	rank int
	// least is how many lines must stay of a block that may be cut; 0: it may not.
	least int
	// firm keeps a block whole until nothing else is left to cut.
	firm bool
	// from and to are the lines that must be seen where it is cut.
	from, to int
}

// fit lays blocks out, one below the other with blank lines between them, in at
// most height lines. With too little room it cuts what may be cut, then leaves
// out the blank lines, the last first, then whole blocks by rank. What was cut
// says so.
func fit(height int, blocks ...block) []string {
	blocks = present(blocks)
	for {
		for gaps := len(blocks) - 1; gaps >= 0; gaps-- {
			if sizes, ok := share(height-gaps, blocks); ok {
				return stack(blocks, sizes, gaps)
			}
		}
		least := leastRank(blocks)
		if least < 0 {
			return squeeze(height, blocks)
		}
		blocks = append(blocks[:least:least], blocks[least+1:]...)
	}
}

// leastRank is the block to leave out next; -1: all have to stay.
func leastRank(blocks []block) int {
	least := -1
	for i, b := range blocks {
		if b.rank > 0 && (least < 0 || b.rank < blocks[least].rank) {
			least = i
		}
	}
	return least
}

func present(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		if len(b.lines) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// share finds how many lines each block gets; ok is false where they do not fit.
func share(height int, blocks []block) (sizes []int, ok bool) {
	over := -height
	for _, b := range blocks {
		over += len(b.lines)
	}
	for i := range blocks {
		size := len(blocks[i].lines)
		if least := blocks[i].least; over > 0 && least > 0 && size > least {
			give := min(over, size-least)
			size, over = size-give, over-give
		}
		sizes = append(sizes, size)
	}
	return sizes, over <= 0
}

// squeeze fits what can no longer be left out. Blocks that may be cut shrink
// first, then firm ones, each to the lines that must be seen and one that says
// how many there are more; where even that is too much, the end is lost.
func squeeze(height int, blocks []block) []string {
	over := -height
	sizes := make([]int, len(blocks))
	for i, b := range blocks {
		sizes[i] = len(b.lines)
		over += sizes[i]
	}
	shrink := func(i, to int) {
		give := max(0, min(over, sizes[i]-to))
		sizes[i], over = sizes[i]-give, over-give
	}
	for _, marked := range []int{1, 0} {
		for _, firm := range []bool{false, true} {
			for i, b := range blocks {
				if b.firm == firm && (b.least > 0 || firm) {
					shrink(i, b.to-b.from+1+marked)
				}
			}
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		shrink(i, 0)
	}
	return stack(blocks, sizes, 0)
}

// stack puts blocks below each other; the first gaps of them are followed by a
// blank line.
func stack(blocks []block, sizes []int, gaps int) []string {
	var out []string
	for i, b := range blocks {
		if sizes[i] == 0 {
			continue
		}
		if i > 0 && i <= gaps {
			out = append(out, "")
		}
		out = append(out, b.window(sizes[i])...)
	}
	return out
}

// window is size lines of a block around those that must be seen. The lines at
// its cut edges say how much more there is, unless they are needed themselves.
func (b block) window(size int) []string {
	if size >= len(b.lines) {
		return b.lines
	}
	start := b.from - (size-(b.to-b.from+1))/2
	start = max(0, min(start, len(b.lines)-size, b.from))
	out := append([]string{}, b.lines[start:start+size]...)
	if start > 0 && start < b.from {
		out[0] = more(start+1, "above")
	}
	if below := len(b.lines) - start - size; below > 0 && start+size-1 > b.to {
		out[size-1] = more(below+1, "below")
	}
	return out
}

// moreMark begins a line that stands for lines which are cut.
const moreMark = "⋯ "

func more(n int, where string) string { return fmt.Sprintf("%s%d more %s", moreMark, n, where) }

// pager is a text that may be longer than the screen.
type pager struct {
	at   int  // the first line shown
	over bool // there was more than fitted when it was last drawn
}

// draw gives the lines that fit, from where the text is scrolled to.
func (p *pager) draw(height int, lines []string) []string {
	p.over = len(lines) > height
	p.at = max(0, min(p.at, len(lines)-height))
	if !p.over {
		return lines
	}
	out := append([]string{}, lines[p.at:p.at+max(height, 0)]...)
	if below := len(lines) - p.at - height; below > 0 && height > 1 {
		out[height-1] = more(below+1, "below")
	}
	if p.at > 0 && height > 2 {
		out[0] = more(p.at+1, "above")
	}
	return out
}

// press scrolls; used reports whether the key was one for it.
func (p *pager) press(key string) (used bool) {
	const page = 8
	switch key {
	case "down", "j":
		p.at++
	case "up", "k":
		p.at--
	case "pgdown", "space":
		p.at += page
	case "pgup":
		p.at -= page
	default:
		return false
	}
	p.at = max(0, p.at)
	return true
}

// hints names its keys where they are needed.
func (p *pager) hints() []hint {
	if !p.over {
		return nil
	}
	return []hint{{"↑↓", "scroll"}}
}
