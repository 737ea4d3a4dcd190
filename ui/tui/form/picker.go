package form

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// picker is a Huh field that chooses one of many. Huh's own Select paints every
// row for every key, which ten thousand Applications make slow; this one looks
// only at the rows it shows, and where it searches, typing is the search.
type picker struct {
	face
	search  bool
	options []steps.Option
	folded  []string // the labels in lower case, made at the first search
	found   []int    // which options match; nil: all
	at      int      // among the found
	filter  string
	focused bool

	width, height int
}

func newPicker(search bool) *picker { return &picker{search: search, height: 7} }

func (p *picker) offer(options []steps.Option) {
	chosen := p.value()
	p.options, p.folded, p.found, p.filter = options, nil, nil, ""
	p.choose(chosen)
}

// choose puts the cursor on a value, or on the first where it is none.
func (p *picker) choose(value string) {
	p.clear()
	p.at = 0
	for i, o := range p.options {
		if o.Value == value {
			p.at = i
		}
	}
}

func (p *picker) count() int {
	if p.found == nil {
		return len(p.options)
	}
	return len(p.found)
}

func (p *picker) row(i int) steps.Option {
	if p.found == nil {
		return p.options[i]
	}
	return p.options[p.found[i]]
}

func (p *picker) value() string {
	if p.at >= p.count() {
		return ""
	}
	return p.row(p.at).Value
}

func (p *picker) label() string {
	if p.at >= p.count() {
		return ""
	}
	return p.row(p.at).Label
}

// clear drops the search and keeps what was chosen.
func (p *picker) clear() {
	if p.found != nil && p.at < len(p.found) {
		p.at = p.found[p.at]
	}
	p.found, p.filter = nil, ""
}

// narrow keeps the options whose label holds the filter, whatever its case.
func (p *picker) narrow(filter string) {
	if p.folded == nil {
		for _, o := range p.options {
			p.folded = append(p.folded, strings.ToLower(o.Label))
		}
	}
	within := p.found
	if !strings.HasPrefix(filter, p.filter) || p.filter == "" {
		within = nil
	}
	p.filter, p.at = filter, 0
	if filter == "" {
		p.found = nil
		return
	}
	wanted := strings.ToLower(filter)
	found := []int{}
	match := func(i int) {
		if strings.Contains(p.folded[i], wanted) {
			found = append(found, i)
		}
	}
	if within == nil {
		for i := range p.options {
			match(i)
		}
	}
	for _, i := range within {
		match(i)
	}
	p.found = found
}

// Update implements huh.Field.
func (p *picker) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return p, nil
	}
	switch k.String() {
	case "up", "ctrl+p":
		p.move(-1)
	case "down", "ctrl+n":
		p.move(1)
	case "pgup":
		p.move(-p.rows())
	case "pgdown":
		p.move(p.rows())
	case "home":
		p.at = 0
	case "end":
		p.at = max(0, p.count()-1)
	default:
		p.edit(k)
	}
	return p, nil
}

func (p *picker) move(by int) { p.at = max(0, min(p.at+by, p.count()-1)) }

func (p *picker) edit(k tea.KeyPressMsg) {
	switch {
	case !p.search:
	case k.String() == "backspace" && p.filter != "":
		_, size := utf8.DecodeLastRuneInString(p.filter)
		p.narrow(p.filter[:len(p.filter)-size])
	case k.String() == "ctrl+u":
		p.clear()
	case k.Text != "":
		p.add(k.Text)
	}
}

// mostSought is how many characters can be searched for: more than a label has.
const mostSought = 200

// add searches for more text. What leaves no mark on a screen is in no label.
func (p *picker) add(words string) {
	words = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != utf8.RuneError {
			return r
		}
		return -1
	}, words)
	if words != "" && utf8.RuneCountInString(words) <= p.room() {
		p.narrow(p.filter + words)
	}
}

// room is how many more characters it takes.
func (p *picker) room() int { return mostSought - utf8.RuneCountInString(p.filter) }

// rows is how many options are shown at once.
func (p *picker) rows() int {
	if p.search {
		return max(1, p.height-1)
	}
	return max(1, p.height)
}

// lines draws the options around the one chosen, and above them the search.
func (p *picker) lines(c text.Palette) []string {
	var out []string
	if p.search {
		out = append(out, p.searchLine(c))
	}
	n := p.rows()
	start := max(0, min(p.at-n/2, p.count()-n))
	end := min(start+n, p.count())
	for i := start; i < end; i++ {
		label := text.Short(p.row(i).Label, p.width-2)
		switch {
		case i == p.at:
			out = append(out, c[text.Accent].All(kit.Hang("▸", p.row(i).Label, 2, p.width))...)
		case i == start && start > 0:
			out = append(out, c.Of(text.Dim, kit.More(start+1, "above")))
		case i == end-1 && end < p.count():
			out = append(out, c.Of(text.Dim, kit.More(p.count()-i, "below")))
		default:
			out = append(out, "  "+label)
		}
	}
	return out
}

func (p *picker) searchLine(c text.Palette) string {
	switch {
	case len(p.options) == 0:
		return c.Of(text.Dim, "there is nothing to choose from")
	case p.filter == "":
		return c.Of(text.Cursor, " ") + c.Of(text.Dim, fmt.Sprintf(" type to search among %d", len(p.options)))
	}
	found := fmt.Sprintf(" %d of %d", p.count(), len(p.options))
	return text.Tail(p.filter, p.width-1-len(found)) + c.Of(text.Cursor, " ") + c.Of(text.Dim, found)
}

// View implements huh.Field. The form draws a picker itself, in its colours.
func (p *picker) View() string { return p.label() }

// Focus implements huh.Field.
func (p *picker) Focus() tea.Cmd {
	p.focused = true
	return nil
}

// Blur implements huh.Field. The search ends, the choice stays.
func (p *picker) Blur() tea.Cmd {
	p.focused = false
	p.clear()
	return nil
}

// WithTheme implements huh.Field.
func (p *picker) WithTheme(huh.Theme) huh.Field { return p }

// WithKeyMap implements huh.Field.
func (p *picker) WithKeyMap(*huh.KeyMap) huh.Field { return p }

// WithWidth implements huh.Field.
func (p *picker) WithWidth(width int) huh.Field {
	p.width = width
	return p
}

// WithHeight implements huh.Field.
func (p *picker) WithHeight(height int) huh.Field {
	p.height = height
	return p
}

// WithPosition implements huh.Field.
func (p *picker) WithPosition(huh.FieldPosition) huh.Field { return p }

// GetValue implements huh.Field.
func (p *picker) GetValue() any { return p.value() }
