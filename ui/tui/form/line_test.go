package form

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
)

func TestTheKeysThatGoByWordsKeepWhatTheyDoNotMean(t *testing.T) {
	for _, test := range []struct {
		text string
		keys []string
		want string
	}{
		{"a", []string{"left", "alt+d"}, ""},
		{"one two", []string{"home", "alt+d"}, " two"},
		{"one two", []string{"home", "alt+d", "alt+d", "alt+d"}, ""},
		{"one two ", []string{"left", "alt+d"}, "one two"},
		{"one two", []string{"alt+d"}, "one two"},
		{"one two", []string{"ctrl+w"}, "one "},
		{"one two  ", []string{"ctrl+w", "ctrl+w", "ctrl+w"}, ""},
		{"one two", []string{"alt+b", "alt+b", "alt+f", "x"}, "onex two"},
		{"one two", []string{"left", "alt+b", "x"}, "one xtwo"},
		{"日本 語", []string{"alt+b", "alt+b", "alt+d"}, " 語"},
	} {
		if got := afterKeys(t, steps.Line, test.text, test.keys...); got != test.want {
			t.Errorf("%q and %v give %q, want %q", test.text, test.keys, got, test.want)
		}
	}
}

func TestOfAHiddenTextNoKeyTellsWhereItsWordsEnd(t *testing.T) {
	for key, want := range map[string]string{"alt+b": "xone two", "ctrl+w": "x", "alt+d": "one twox", "alt+f": "one twox"} {
		if got := afterKeys(t, steps.Hidden, "one two", key, "x"); got != want {
			t.Errorf("%s and a letter give %q, want %q", key, got, want)
		}
	}
}

func TestACompletionIsOfTheTextThatStandsThere(t *testing.T) {
	q := steps.Question{Kind: steps.Line, Options: func(steps.State) []steps.Option { return []steps.Option{{Value: "Coupon Generated"}} }}
	f := New(steps.Step{Questions: []steps.Question{q}}, steps.State{}, kit.Theme(true, false))
	for _, step := range []struct{ paste, key, want string }{
		{"C", "ctrl+e", "Coupon Generated"},
		{strings.Repeat("x", 100), "ctrl+e", "Coupon Generated" + strings.Repeat("x", 100)},
		{"", "ctrl+u", ""},
		{"Cou", "up", "Cou"},
		{"p", "ctrl+e", "Coupon Generated"},
	} {
		f.Paste(step.paste)
		f.Press(keyOf(step.key))
		if got := f.current().typed(); got != step.want {
			t.Errorf("after %q and %s: %q, want %q", step.paste, step.key, got, step.want)
		}
	}
}

func TestAPasteThatNoAnswerCanBeIsRefusedAndNothingTypedIsLost(t *testing.T) {
	for _, kind := range []steps.Kind{steps.Line, steps.Hidden, steps.Search} {
		q := steps.Question{Kind: kind}
		f := New(steps.Step{Questions: []steps.Question{q}}, steps.State{}, kit.Theme(true, false))
		f.Press(tea.KeyPressMsg{Code: 'a', Text: "a"})
		f.Paste(strings.Repeat("x ", 1<<19))
		here := f.current()
		if here.err == nil || !strings.Contains(here.err.Error(), "1,048,575 characters") {
			t.Errorf("kind %d: got %v, want how long the paste was", kind, here.err)
		}
		for range q.Most() + 1 {
			f.Press(tea.KeyPressMsg{Code: 'b', Text: "b"})
		}
		if here.err == nil || here.room() != 0 {
			t.Errorf("kind %d: %d more fit after all was typed; told: %v", kind, here.room(), here.err)
		}
	}
}

func TestASearchIsNeverWiderThanItsRoomAndHoldsWhatCanBeSeen(t *testing.T) {
	p := newPicker(true)
	p.offer([]steps.Option{{Value: "1", Label: "Shop"}})
	p.add("\x1b]0;x\x07\n\u202e日本語\xff" + strings.Repeat("w", 100))
	for _, l := range p.lines(kit.Palette(true, false), 20, 7) {
		if n := ansi.StringWidth(l); n > 20 {
			t.Errorf("%d columns of 20: %q", n, l)
		}
	}
	if want := "]0;x日本語" + strings.Repeat("w", 100); p.sought() != want {
		t.Errorf("it searches for %q, want %q", p.sought(), want)
	}
}

// afterKeys is what stands in a field of a kind after a text was put in and keys
// were pressed.
func afterKeys(t *testing.T, kind steps.Kind, text string, keys ...string) string {
	t.Helper()
	f := New(steps.Step{Questions: []steps.Question{{Kind: kind}}}, steps.State{}, kit.Theme(true, false))
	f.current().line.set(text)
	for _, k := range keys {
		f.Press(keyOf(k))
	}
	return f.current().typed()
}

// keyOf is the pressing of a key that these tests name.
func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{"left": tea.KeyLeft, "home": tea.KeyHome, "end": tea.KeyEnd, "up": tea.KeyUp, "down": tea.KeyDown,
		"pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace}
	modifiers := map[string]tea.KeyMod{"alt": tea.ModAlt, "ctrl": tea.ModCtrl}
	mod, letter, modified := strings.Cut(name, "+")
	switch {
	case modified:
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: modifiers[mod]}
	case codes[name] != 0:
		return tea.KeyPressMsg{Code: codes[name]}
	case name == "space":
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}
