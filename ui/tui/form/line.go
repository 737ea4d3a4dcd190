package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// line is Huh's Input with a text input that it lets us reach. It holds no more
// than the question's answer may have, so that nothing it does with a text takes
// long. The keys that go by words are its own: those of the text input index beyond
// the end (charmbracelet/bubbles#1056), and measure the whole text for every letter
// they pass.
type line struct {
	*huh.Input
	input  textinput.Model
	hidden bool
	known  []string // what it can be completed to
	value  *string  // what is typed, for the field
}

func newLine(most int, hidden bool, styles *huh.Styles, value *string) *line {
	l := &line{Input: huh.NewInput().Value(value), input: textinput.New(), hidden: hidden, value: value}
	l.input.Prompt, l.input.CharLimit = "", most
	if hidden {
		l.input.EchoMode, l.input.EchoCharacter = textinput.EchoPassword, '●'
	}
	look := l.input.Styles()
	look.Cursor.Color = lipgloss.NoColor{}
	look.Focused.Prompt, look.Focused.Text, look.Focused.Placeholder = lipgloss.Style{}, lipgloss.Style{}, styles.Focused.TextInput.Placeholder
	l.input.SetStyles(look)
	l.input.KeyMap.AcceptSuggestion.SetKeys("ctrl+e")
	l.input.KeyMap.Paste.SetEnabled(false) // the terminal pastes
	return l
}

func (l *line) complete(known []string) {
	l.known = known
	l.input.ShowSuggestions = len(known) > 0
	l.input.SetSuggestions(known)
}

func (l *line) set(text string) {
	l.input.SetValue(text)
	l.changed()
}

// changed tells the field what is typed now. The completions are found anew:
// the text input does that for a key alone, and one for another text would be
// cut where that has no letter any more.
func (l *line) changed() {
	*l.value = l.input.Value()
	if l.input.ShowSuggestions {
		l.input.SetSuggestions(l.known)
	}
}

// room is how many more characters it takes.
func (l *line) room() int { return l.input.CharLimit - len([]rune(l.input.Value())) }

func (l *line) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	if k, pressed := msg.(tea.KeyPressMsg); !pressed || !l.byWord(k.String()) {
		l.input, _ = l.input.Update(msg)
	}
	l.changed()
	return l, nil
}

// byWord handles the keys that go by words.
func (l *line) byWord(key string) (handled bool) {
	text, at := []rune(l.input.Value()), l.input.Position()
	switch key {
	case "alt+b", "alt+left", "ctrl+left":
		l.input.SetCursor(l.wordBefore(text, at))
	case "alt+f", "alt+right", "ctrl+right":
		l.input.SetCursor(l.wordAfter(text, at))
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		l.cut(text, l.wordBefore(text, at), at)
	case "alt+d", "alt+delete", "ctrl+delete":
		l.cut(text, at, l.wordAfter(text, at))
	default:
		return false
	}
	return true
}

func (l *line) cut(text []rune, from, to int) {
	l.input.SetValue(string(text[:from]) + string(text[to:]))
	l.input.SetCursor(from)
}

// wordBefore is where the word before the cursor begins. Where a hidden text has
// blanks is not told.
func (l *line) wordBefore(text []rune, at int) int {
	if l.hidden {
		return 0
	}
	before := strings.TrimRightFunc(string(text[:at]), unicode.IsSpace)
	return utf8.RuneCountInString(strings.TrimRightFunc(before, isLetter))
}

// wordAfter is where the word after the cursor ends.
func (l *line) wordAfter(text []rune, at int) int {
	if l.hidden {
		return len(text)
	}
	after := strings.TrimLeftFunc(string(text[at:]), unicode.IsSpace)
	return len(text) - utf8.RuneCountInString(strings.TrimLeftFunc(after, isLetter))
}

// isLetter reports whether a character belongs to a word.
func isLetter(r rune) bool { return !unicode.IsSpace(r) }

func (l *line) View() string { return l.input.View() }

func (l *line) Focus() tea.Cmd { return l.input.Focus() }

func (l *line) Blur() tea.Cmd {
	l.input.Blur()
	return nil
}

// WithWidth implements huh.Field. One column is the cursor's behind the text.
func (l *line) WithWidth(width int) huh.Field {
	l.input.SetWidth(width - 1)
	return l
}
