package form

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/list"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// picker is Huh's Select on the list of Bubbles, which paints only the page that
// is shown, so that ten thousand Applications are no slower than ten. Where it
// searches, typing is the search.
type picker struct {
	*huh.Select[string]
	list   list.Model
	search bool
}

// choice is one option in a list. It is found by its label, whatever its case.
type choice struct {
	steps.Option
	folded string
}

func (c choice) FilterValue() string { return c.folded }

func newPicker(search bool) *picker {
	l := list.New(nil, rows{}, 0, 7)
	l.SetShowTitle(false)
	l.SetShowFilter(false)
	l.SetShowStatusBar(false)
	l.SetShowPagination(false)
	l.SetShowHelp(false)
	l.Filter = holding
	l.FilterInput.CharLimit = mostSought
	l.KeyMap = list.KeyMap{
		CursorUp:   key.NewBinding(key.WithKeys("up", "ctrl+p")),
		CursorDown: key.NewBinding(key.WithKeys("down", "ctrl+n")),
		PrevPage:   key.NewBinding(key.WithKeys("pgup")),
		NextPage:   key.NewBinding(key.WithKeys("pgdown")),
		GoToStart:  key.NewBinding(key.WithKeys("home")),
		GoToEnd:    key.NewBinding(key.WithKeys("end")),
	}
	return &picker{Select: huh.NewSelect[string](), list: l, search: search}
}

// holding finds the labels that hold what is searched for, in their order.
func holding(sought string, labels []string) (found []list.Rank) {
	sought = strings.ToLower(sought)
	for i, label := range labels {
		if strings.Contains(label, sought) {
			found = append(found, list.Rank{Index: i})
		}
	}
	return found
}

func (p *picker) offer(options []steps.Option) {
	chosen := p.value()
	items := make([]list.Item, len(options))
	for i, o := range options {
		items[i] = choice{o, strings.ToLower(o.Label)}
	}
	p.list.ResetFilter()
	p.list.SetItems(items)
	p.choose(chosen)
}

// choose puts the cursor on a value, or on the first where it is none.
func (p *picker) choose(value string) {
	p.list.ResetFilter()
	p.list.Select(max(0, slices.IndexFunc(p.list.Items(), func(i list.Item) bool { return i.(choice).Value == value })))
}

func (p *picker) chosen() choice {
	c, _ := p.list.SelectedItem().(choice)
	return c
}

func (p *picker) value() string { return p.chosen().Value }

func (p *picker) label() string { return p.chosen().Label }

func (p *picker) sought() string { return p.list.FilterInput.Value() }

// clear drops the search, where there is one, and keeps what was chosen.
func (p *picker) clear() (searched bool) {
	if p.sought() == "" {
		return false
	}
	at := p.list.GlobalIndex()
	p.list.ResetFilter()
	p.list.Select(at)
	return true
}

// seek searches for a text; for none, everything is found.
func (p *picker) seek(sought string) {
	if sought == "" {
		p.list.ResetFilter()
		p.list.GoToStart()
		return
	}
	p.list.SetFilterText(sought)
}

func (p *picker) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	k, pressed := msg.(tea.KeyPressMsg)
	switch name := k.String(); {
	case !pressed:
	case p.search && name == "backspace" && p.sought() != "":
		_, size := utf8.DecodeLastRuneInString(p.sought())
		p.seek(p.sought()[:len(p.sought())-size])
	case p.search && name == "ctrl+u":
		p.clear()
	case p.search && k.Text != "":
		p.add(k.Text)
	default:
		p.list, _ = p.list.Update(msg)
	}
	return p, nil
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
		p.seek(p.sought() + words)
	}
}

// room is how many more characters it takes.
func (p *picker) room() int { return mostSought - utf8.RuneCountInString(p.sought()) }

// lines draws the page with the one chosen, above it the search, and below it
// which page it is where there are others.
func (p *picker) lines(ink text.Palette, width, height int) (out []string) {
	if p.search {
		out = append(out, p.searchLine(ink, width))
	}
	room := height - len(out)
	if len(p.list.VisibleItems()) > room {
		room--
	}
	p.list.SetDelegate(rows(ink))
	p.list.SetSize(width, max(1, room))
	if len(p.list.VisibleItems()) > 0 {
		out = append(out, strings.Split(strings.TrimRight(p.list.View(), " \n"), "\n")...)
	}
	if pages := p.list.Paginator; pages.TotalPages > 1 {
		out = append(out, ink.Of(text.Dim, fmt.Sprintf("  page %d of %d", pages.Page+1, pages.TotalPages)))
	}
	return out
}

func (p *picker) searchLine(ink text.Palette, width int) string {
	all := len(p.list.Items())
	switch {
	case all == 0:
		return ink.Of(text.Dim, words.FormNothingToChoose)
	case p.sought() == "":
		return ink.Of(text.Cursor, " ") + ink.Of(text.Dim, fmt.Sprintf(" type to search among %d", all))
	}
	found := fmt.Sprintf(" %d of %d", len(p.list.VisibleItems()), all)
	return text.Tail(p.sought(), width-1-len(found)) + ink.Of(text.Cursor, " ") + ink.Of(text.Dim, found)
}

// View implements huh.Field. The form draws a picker itself, in its colours.
func (p *picker) View() string { return p.label() }

// Blur implements huh.Field. The search ends, the choice stays.
func (p *picker) Blur() tea.Cmd {
	p.clear()
	return nil
}

// rows draws options in some inks: the chosen one whole, the others in one line.
type rows text.Palette

func (r rows) Render(to io.Writer, l list.Model, index int, item list.Item) {
	label := item.(choice).Label
	if index != l.Index() {
		fmt.Fprint(to, "  "+text.Short(label, l.Width()-2))
		return
	}
	fmt.Fprint(to, strings.Join(r[text.Accent].All(kit.Hang("▸", label, 2, l.Width())), "\n"))
}

// Height, Spacing and Update implement list.ItemDelegate.
func (rows) Height() int                         { return 1 }
func (rows) Spacing() int                        { return 0 }
func (rows) Update(tea.Msg, *list.Model) tea.Cmd { return nil }
