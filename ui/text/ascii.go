package text

import (
	"io"
	"strings"
)

// ASCII draws with the signs of ASCII. Letters that a person typed or a vendor sent
// are left as they are.
type ASCII struct{ signs *strings.Replacer }

// InASCII is how to draw in ASCII: a sign for each sign that talontap draws, one column
// for one column, where a terminal has no other characters: a C locale, the Linux
// console, or --ascii.
func InASCII() *ASCII {
	return &ASCII{strings.NewReplacer(
		"✓", "+", "✗", "x", "☐", "o", "·", ".", "–", "-", "—", "-", "…", ".", "⋯", ":", "≈", "~", "×", "x",
		"▸", ">", "▶", ">", "→", ">", "›", ">", "←", "<", "↑", "^", "↓", "v", "⏎", "<",
		"┃", "|", "│", "|", "─", "-", "━", "=", "┌", "+", "┐", "+", "└", "+", "┘", "+", "├", "+", "┤", "+",
		"╭", "+", "╮", "+", "╰", "+", "╯", "+", "●", "*", "○", "o", "“", `"`, "”", `"`, "’", "'", "‘", "'",
	)}
}

// Of gives a text as it is drawn; a nil ASCII leaves it.
func (a *ASCII) Of(s string) string {
	if a == nil {
		return s
	}
	return a.signs.Replace(s)
}

// Writer writes to w as Of says. A sign whose bytes come in two writes is left.
func (a *ASCII) Writer(w io.Writer) io.Writer { return asciiWriter{a, w} }

type asciiWriter struct {
	as *ASCII
	to io.Writer
}

func (a asciiWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(a.to, a.as.Of(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
