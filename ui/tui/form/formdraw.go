package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// How a form is laid out.
const (
	longLabel = 34 // columns from which on a label stands above its answer
	barred    = 2  // columns of the mark at the field in focus
)

// Draw gives the form's lines, and which of them the field in focus takes.
func (f *Form) Draw(ink text.Palette, width, height int, focused bool) (lines []string, from, to int) {
	column := f.column(width)
	st := f.SoFar()
	for i, field := range f.shown {
		if i == f.at && focused {
			drawn, here := f.drawFocused(ink, field, st, column, width, height)
			from, to = len(lines), len(lines)+len(drawn)-1
			if len(drawn) > height-2 { // too high to be seen whole: what is pointed at has to be
				from = len(lines) + here
				to = from
			}
			lines = append(lines, drawn...)
			continue
		}
		lines = append(lines, drawBlurred(ink, field, st, column, width))
	}
	return lines, from, to
}

// column is where answers begin; 0 puts them below their labels.
func (f *Form) column(width int) int {
	if width < kit.Narrow {
		return 0
	}
	column, most := 0, min(longLabel, width*9/20)
	for _, field := range f.shown {
		if n := text.Width(field.q.Title); n <= most && field.ticks == nil {
			column = max(column, n)
		}
	}
	return column + 3
}

func drawBlurred(ink text.Palette, f *field, st steps.State, column, width int) string {
	room := width - barred
	label := text.Pad(text.Short(f.q.Title, max(column-3, room/2)), column)
	if column == 0 {
		label += "  "
	}
	if text.Width(label) > column {
		label = text.Short(f.q.Title, room-6) + "  "
	}
	return strings.Repeat(" ", barred) + ink.Of(text.Dim, label) + text.Short(f.summary(st), room-text.Width(label))
}

// drawFocused draws the field that is asked: its label, the field itself, and
// below it what is wrong with it. It tells at which line the person is.
func (f *Form) drawFocused(ink text.Palette, field *field, st steps.State, column, width, height int) (lines []string, here int) {
	room := width - barred
	above := column == 0 || text.Width(field.q.Title) > column-3
	label := ink.Of(text.Accent, field.q.Title)
	if above {
		lines, label = ink[text.Accent].All(text.Fill(field.q.Title, room)), ""
	}
	body, at := field.body(ink, room-column, height)
	here = len(lines) + at
	lines = append(lines, text.Hang(label, column, body)...)
	lines = append(lines, text.Hang("", column, field.remarks(ink, st, room-column))...)
	bar := ink.Of(text.Accent, "┃") + " "
	for i := range lines {
		lines[i] = bar + lines[i]
	}
	return lines, here
}

// body is what can be typed into or chosen from, and the line at which the
// person is.
func (f *field) body(ink text.Palette, width, height int) (lines []string, at int) {
	width = max(width, 1)
	f.face.WithWidth(width)
	switch {
	case f.pick != nil:
		return f.pick.lines(ink, width, max(2, min(9, height/2))), 0
	case f.ticks != nil:
		return f.tickLines(ink, width)
	}
	lines = strings.Split(f.face.View(), "\n")
	for i := range lines {
		lines[i] = ansi.Truncate(lines[i], width, "")
	}
	return lines, 0
}

// tickLines lists what can be ticked, the long ones whole.
func (f *field) tickLines(ink text.Palette, width int) (lines []string, at int) {
	hovered, _ := f.ticks.Hovered()
	for _, o := range f.options {
		lead, box, label := "  ", ink.Of(text.Dim, "[ ]"), text.Ink{}
		if slices.Contains(f.ticked, o.Value) {
			box = ink.Of(text.Good, "[✓]")
		}
		if o.Value == hovered {
			at = len(lines)
			lead, label = ink.Of(text.Accent, "▸")+" ", ink[text.Accent]
		}
		for i, l := range text.Fill(o.Label, width-6) {
			if i > 0 {
				lead, box = "  ", "   "
			}
			lines = append(lines, lead+box+" "+label.Of(l))
		}
	}
	return lines, at
}

// remarks are what is wrong with the answer, else what is good to know of it.
func (f *field) remarks(ink text.Palette, st steps.State, width int) []string {
	if f.err != nil {
		return ink[text.Bad].All(kit.Hang("✗", f.err.Error(), 2, width))
	}
	words := f.note
	if typed := f.typed(); f.line != nil && typed != "" && typed != f.preset {
		if err := f.q.Check(st, typed); err != nil {
			words = err.Error()
		}
	}
	if words == "" && f.q.Kind == steps.Hidden {
		words = f.q.Known(st)
		if f.text != "" {
			words = phrase.Counted(utf8.RuneCountInString(f.text), "character")
		}
	}
	if words == "" {
		return nil
	}
	return ink[text.Dim].All(text.Fill(words, width))
}

// Aside says what the question in focus is for and where its answer is found.
func (f *Form) Aside(ink text.Palette, width int) []string {
	var lines []string
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, kit.Hang(ink.Of(text.Dim, label), words, 8, width)...)
		}
	}
	add("What", f.Question().Help)
	add("Where", f.Question().Where)
	if page := f.Page(); page != "" {
		add("Page", ansi.SetHyperlink(page)+page+ansi.ResetHyperlink())
	}
	add("Where", f.current().whereToLook())
	return lines
}

// whereToLook is the place in the console where the tick at the cursor is seen.
func (f *field) whereToLook() string {
	if f.ticks == nil {
		return ""
	}
	id, _ := f.ticks.Hovered()
	if i := slices.IndexFunc(f.options, func(o steps.Option) bool { return o.Value == id }); i >= 0 {
		return f.options[i].Where
	}
	return ""
}
