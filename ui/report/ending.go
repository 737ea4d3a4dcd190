package report

import (
	"cmp"
	"fmt"
	"io"
	"math"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/text"
)

// Ending is how a run ended, whatever ran: what is left and where, what was done,
// what to run next, and last the verdict. On a terminal it takes one screen.
type Ending struct {
	done    []string
	lost    []watch.Code
	onWay   []watch.Code
	left    []task // what matters most first
	listed  string // what lists the tasks for which there is no room
	day     []string
	next    []string // commands, each with what it is for
	kept    []string
	verdict string
	tone    text.Tone
}

// InMenu is an ending above a menu, which says itself what comes next.
func (e Ending) InMenu() Ending {
	e.next = nil
	return e
}

// task is one thing that is left to do, where or how, and what to enter there.
type task struct {
	what, how string
	card      []string
}

// limits are how much of an ending is shown: tasks, codes, and lines of a text, of what
// is told in brief and of what is to be entered.
type limits struct{ tasks, codes, lines, brief, card int }

// Write writes the ending, the verdict last.
func (e Ending) Write(w io.Writer, style Style) error {
	s := newSheet(style)
	for _, l := range e.Lines(s.ink, style.width(), style.Rows) {
		s.line(l)
	}
	s.gap()
	for _, l := range e.Verdict(s.ink, style.width()) {
		s.line(l)
	}
	return s.flush(w)
}

// Verdict is how it stands, behind its mark.
func (e Ending) Verdict(ink text.Palette, width int) []string {
	mark := map[text.Tone]status.Status{text.Good: status.Pass, text.Bad: status.Fail}[e.tone]
	sign, _ := text.Mark(cmp.Or(mark, status.Warn))
	return text.Hang(ink.Of(e.tone, sign+" "), 2, ink[e.tone].All(text.Wrap(e.verdict, width-2)))
}

// Screenful is how many rows an ending takes of a screen of 24: they leave room for its
// verdict and for the next prompt.
const Screenful = 20

// Lines are the ending without its verdict, on so many rows: what is longer is
// shortened, and of many things the first are told. Fewer than 80 columns may take more
// rows: what to do must not be cut. No rows leave it whole.
func (e Ending) Lines(ink text.Palette, width, rows int) (lines []string) {
	if rows <= 0 {
		return e.lines(ink, width, limits{math.MaxInt, mostNamed, math.MaxInt, math.MaxInt, math.MaxInt})
	}
	rows = rows * usualWidth / max(1, min(width, usualWidth))
	for _, shown := range []limits{{3, 5, 4, 4, 1}, {3, 5, 3, 2, 1}, {3, 5, 2, 1, 1}, {3, 3, 2, 1, 1}, {2, 2, 2, 1, 1}, {1, 1, 2, 1, 1}} {
		if lines = e.lines(ink, width, shown); len(lines) <= rows {
			break
		}
	}
	return lines
}

// endColumn is where the lines of an ending begin, behind their label.
const endColumn = 7

func (e Ending) lines(ink text.Palette, width int, shown limits) (lines []string) {
	room := width - endColumn
	for _, part := range []struct {
		label string
		lines []string
	}{
		{words.EndLeftToDo, e.numbered(room, shown)},
		{words.EndLost, shortened(named(e.lost, shown.codes), room, shown.brief)},
		{words.EndOnWay, shortened(named(e.onWay, shown.codes), room, shown.brief)},
		{words.EndWas, shortened(e.done, room, shown.brief)},
		{words.EndDay, shortened(e.day, room, shown.lines)},
		{words.EndNext, shortened(e.next, room, shown.brief)},
		{words.EndKept, shortened(e.kept, room, shown.lines)},
	} {
		lines = append(lines, text.Hang(ink.Of(text.Dim, part.label), endColumn, part.lines)...)
	}
	return lines
}

// numbered is what is left to do, each with how below it.
func (e Ending) numbered(width int, shown limits) (lines []string) {
	for i, t := range e.left[:min(len(e.left), shown.tasks)] {
		says := shortened([]string{phrase.Capital(t.what)}, width-3, shown.lines)
		if t.how != "" {
			says = append(says, shortened([]string{phrase.Capital(t.how)}, width-3, shown.lines)...)
		}
		says = append(says, shortened(t.card, width-3, shown.card)...)
		lines = append(lines, text.Hang(fmt.Sprintf("%d. ", i+1), 3, says)...)
	}
	if n := len(e.left) - shown.tasks; n > 0 {
		more := fmt.Sprintf(words.EndMore, phrase.Counted(n, "more thing"), e.listed)
		lines = append(lines, shortened([]string{more}, width, shown.lines)...)
	}
	return lines
}

// named are codes, each with its customer and how it stands with it.
func named(codes []watch.Code, most int) (items []string) {
	for _, c := range codes[:min(len(codes), most)] {
		items = append(items, fmt.Sprintf(words.WatchCodeLine, c.Code, c.Customer, c.Why))
	}
	if more := len(codes) - most; more > 0 {
		items = append(items, fmt.Sprintf(words.WatchMore, more))
	}
	return items
}

// shortened are texts of so many lines each at most. What is cut ends with dots that
// are read as such where there is only ASCII, too.
func shortened(items []string, width, most int) (lines []string) {
	const cut = " ..."
	for _, item := range items {
		wrapped := text.Wrap(item, width)
		if len(wrapped) > most {
			wrapped = wrapped[:most]
			wrapped[most-1] = text.Short(text.Wrap(wrapped[most-1], width-len(cut))[0], width-len(cut)) + cut
		}
		lines = append(lines, wrapped...)
	}
	return lines
}
