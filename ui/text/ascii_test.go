package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talontap/talontap/ui/text"
)

func TestInASCIIEverySignKeepsItsColumnAndLettersStay(t *testing.T) {
	in := "✓✗☐·–…⋯≈×▸▶→›┃│─━┌┐└┘●○"
	out := text.InASCII().Of(in + " café 東京")
	if utf8.RuneCountInString(out) != utf8.RuneCountInString(in)+len(" café 東京")-len("é")+1-len("東京")+2 {
		t.Errorf("%q has other columns", out)
	}
	for _, r := range strings.TrimSuffix(out, " café 東京") {
		if r > 127 {
			t.Errorf("%q is drawn", r)
		}
	}
	if !strings.HasSuffix(out, " café 東京") {
		t.Errorf("letters became %q", out)
	}
	if got := (*text.ASCII)(nil).Of(in); got != in {
		t.Errorf("without it %q is drawn", got)
	}
}
