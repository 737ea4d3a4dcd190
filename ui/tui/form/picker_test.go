package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
)

func TestAListShowsThePageOfWhatIsChosenAndKeepsItBehindASearch(t *testing.T) {
	var options []steps.Option
	for i := range 10 {
		options = append(options, steps.Option{Value: fmt.Sprint(i), Label: fmt.Sprintf("Shop %d in a street with a long name", i)})
	}
	p := newPicker(true)
	p.offer(options)
	p.choose("4")
	for _, step := range []struct {
		key, chosen string
		lines       []string
	}{
		{"", "4", []string{"  type to search among 10", "  Shop 3 in a street …", "▸ Shop 4 in a street", "  with a long name", "  Shop 5 in a street …", "  page 2 of 4"}},
		{"pgdown", "7", nil},
		{"end", "9", []string{"  type to search among 10", "▸ Shop 9 in a street", "  with a long name", "  page 4 of 4"}},
		{"home", "0", nil},
		{"up", "0", nil},
		{"p", "0", nil},
		{"space", "0", nil},
		{"8", "8", []string{"p 8  1 of 10", "▸ Shop 8 in a street", "  with a long name"}},
		{"9", "", []string{"p 89  0 of 10"}},
		{"backspace", "8", nil},
		{"ctrl+u", "8", nil},
		{"down", "9", nil},
		{"down", "9", nil},
	} {
		if step.key != "" {
			p.Update(keyOf(step.key))
		}
		got := p.lines(text.Palette{}, 22, 5)
		if p.value() != step.chosen || step.lines != nil && !slices.Equal(trimmed(got), step.lines) {
			t.Errorf("after %q: %q of %q", step.key, p.value(), got)
		}
	}
}

func trimmed(lines []string) (out []string) {
	for _, l := range lines {
		out = append(out, strings.TrimRight(l, " "))
	}
	return out
}
