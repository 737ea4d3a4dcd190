package kit

import (
	"strings"

	"github.com/talontap/talontap/ui/text"
)

// Node is one station on the coupon's way.
type Node struct {
	Title   string
	Caption string   // what stands below it
	Sign    string   // before the caption; may be ""
	Ink     text.Ink // of its title, its caption's sign and the arrow that leads to it
}

// below is the caption as it is drawn.
func (n Node) below(room int) string {
	if n.Sign == "" {
		return text.Short(n.Caption, room)
	}
	return n.Ink.Of(n.Sign) + " " + text.Short(n.Caption, room-2)
}

// The measures of the picture.
const (
	pictureFrom  = 62 // columns from which on it is drawn
	longestArrow = 20
	leastArrow   = 5 // with a blank on either side of "─▶"
)

// Picture draws stations in a row with arrows between them, and a caption below
// each; in a small window one line without captions, and nil where there is no room
// for that either.
func Picture(nodes []Node, width int) []string {
	if line := glance(nodes); width < pictureFrom && text.Width(line) <= width {
		return []string{line}
	} else if width < pictureFrom {
		return nil
	}
	columns := spread(nodes, width)
	var above, below strings.Builder
	for i, n := range nodes {
		above.WriteString(n.Ink.Of(n.Title))
		below.WriteString(text.Pad(n.below(columns[i]-1), columns[i]))
		if i+1 < len(nodes) {
			arrow := columns[i] - text.Width(n.Title)
			above.WriteString(nodes[i+1].Ink.Of(" " + strings.Repeat("─", arrow-3) + "▶ "))
		}
	}
	if strings.TrimSpace(below.String()) == "" {
		return []string{above.String()}
	}
	return []string{above.String(), strings.TrimRight(below.String(), " ")}
}

// glance is the picture on one line: the signs, and the last word of each title.
func glance(nodes []Node) string {
	var out []string
	for _, n := range nodes {
		words := strings.Fields(n.Title)
		short := words[len(words)-1]
		if n.Sign != "" {
			short = n.Sign + " " + short
		}
		out = append(out, n.Ink.Of(short))
	}
	return strings.Join(out, " → ")
}

// spread gives each station its column: first what its title needs, then what
// its caption would like, then an equal part of the rest, up to a longest arrow.
func spread(nodes []Node, width int) []int {
	columns := make([]int, len(nodes))
	left := width
	for i, n := range nodes {
		columns[i] = text.Width(n.Title) + leastArrow
		left -= columns[i]
	}
	for i, n := range nodes {
		want := text.Width(n.below(width)) + 2 - columns[i]
		give := max(0, min(want, left))
		columns[i], left = columns[i]+give, left-give
	}
	part := max(0, left/len(nodes))
	for i, n := range nodes {
		columns[i] += min(part, max(0, text.Width(n.Title)+longestArrow-columns[i]))
	}
	return columns
}
