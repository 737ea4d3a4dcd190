package kit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/ui/text"
)

// Block is a few lines that belong together on a screen.
type Block struct {
	Lines []string
	// rank says how readily a block is left out where there is no room: 1 goes
	// first, 0 never goes.
	Rank int
	// least is how many lines must stay of a block that may be cut; 0: it may not.
	Least int
	// firm keeps a block whole until nothing else is left to cut.
	Firm bool
	// from and to are the lines that must be seen where it is cut.
	From, To int
}

// Fit lays blocks out, one below the other with blank lines between them, in at
// most height lines. With too little room it cuts what may be cut, then leaves
// out the blank lines, the last first, then whole blocks by rank. What was cut
// says so.
func Fit(height int, blocks ...Block) []string {
	blocks = slices.DeleteFunc(slices.Clone(blocks), func(b Block) bool { return len(b.Lines) == 0 })
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
		blocks = slices.Delete(blocks, least, least+1)
	}
}

// leastRank is the block to leave out next; -1: all have to stay.
func leastRank(blocks []Block) int {
	least := -1
	for i, b := range blocks {
		if b.Rank > 0 && (least < 0 || b.Rank < blocks[least].Rank) {
			least = i
		}
	}
	return least
}

// share finds how many lines each block gets; ok is false where they do not fit.
func share(height int, blocks []Block) (sizes []int, ok bool) {
	over := -height
	for _, b := range blocks {
		over += len(b.Lines)
	}
	for _, b := range blocks {
		give := 0
		if b.Least > 0 {
			give = max(0, min(over, len(b.Lines)-b.Least))
		}
		sizes, over = append(sizes, len(b.Lines)-give), over-give
	}
	return sizes, over <= 0
}

// squeeze fits what can no longer be left out. Blocks that may be cut shrink
// first, then firm ones, each to the lines that must be seen and one that says
// how many there are more; where even that is too much, the end is lost.
func squeeze(height int, blocks []Block) []string {
	over := -height
	sizes := make([]int, len(blocks))
	for i, b := range blocks {
		sizes[i] = len(b.Lines)
		over += sizes[i]
	}
	shrink := func(i, to int) {
		give := max(0, min(over, sizes[i]-to))
		sizes[i], over = sizes[i]-give, over-give
	}
	for _, marked := range []int{1, 0} {
		for _, firm := range []bool{false, true} {
			for i, b := range blocks {
				if b.Firm == firm && (b.Least > 0 || firm) {
					shrink(i, b.To-b.From+1+marked)
				}
			}
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		shrink(i, 0)
	}
	out := stack(blocks, sizes, 0)
	lost := 0
	for i := len(blocks) - 1; i >= 0 && sizes[i] < len(blocks[i].Lines); i-- {
		lost += len(blocks[i].Lines) - sizes[i]
	}
	if last := len(out) - 1; lost > 0 && last > 0 && !strings.HasPrefix(out[last], MoreMark) {
		out[last] = More(lost+1, "below")
	}
	return out
}

// stack puts blocks below each other; the first gaps of them are followed by a
// blank line.
func stack(blocks []Block, sizes []int, gaps int) []string {
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
// its cut edges say how much more there is, unless they are needed themselves;
// where there is room for one such line only, it speaks for both edges.
func (b Block) window(size int) []string {
	if size >= len(b.Lines) {
		return b.Lines
	}
	need := b.To - b.From + 1
	if size == need+1 && b.From > 0 {
		says := More(b.From, "above")
		if below := len(b.Lines) - b.To - 1; below > 0 {
			says += fmt.Sprintf(", %d below", below)
		}
		return append([]string{says}, b.Lines[b.From:b.To+1]...)
	}
	start := b.From - (size-need)/2
	start = max(0, min(start, len(b.Lines)-size, b.From))
	out := slices.Clone(b.Lines[start : start+size])
	if start > 0 && start < b.From {
		out[0] = More(start+1, "above")
	}
	if below := len(b.Lines) - start - size; below > 0 && start+size-1 > b.To {
		out[size-1] = More(below+1, "below")
	}
	return out
}

// MoreMark begins a line that stands for lines which are cut.
const MoreMark = "⋯ "

// More is a line that stands for n others, which are cut.
func More(n int, where string) string { return fmt.Sprintf("%s%d more %s", MoreMark, n, where) }

// Narrow is how many columns a screen needs for two things side by side.
const Narrow = 60

// Masks stand for a secret whatever its length; how long it is stands beside.
const Masks = "●●●●●●●●"

// Hang fills a text into width columns behind a label; its further lines stand
// below the beginning of its first.
func Hang(label, s string, indent, width int) []string {
	return text.Hang(label, indent, text.Fill(s, width-indent))
}
