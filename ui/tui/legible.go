package tui

import (
	"io"
	"os"
	"unicode/utf8"
)

// legible is a terminal's input without the bytes that are no text. Behind each
// of them Bubble Tea waits for more and then reads again all that has come: a
// pasted picture would keep every key waiting behind it, Ctrl-C too.
type legible struct {
	*os.File
	begun []byte // a letter whose last bytes are yet to come

	latest  [6]byte // the bytes that came last
	pasting bool
	pasted  int // bytes of the paste
}

// mostRead is how much of a paste is read: more than any email. The rest is left
// out, since Bubble Tea may read all of it again with each piece.
const mostRead = 64 << 10

// The marks around a paste, as a terminal sends them.
const pasteBegins, pasteEnds = "\x1b[200~", "\x1b[201~"

// cut leaves out what is too much of a paste, but never the mark at its end.
func (l *legible) cut(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(pasteEnds))
	for _, c := range b {
		copy(l.latest[:], l.latest[1:])
		l.latest[len(l.latest)-1] = c
		over := l.pasting && l.pasted >= mostRead
		switch string(l.latest[:]) {
		case pasteBegins:
			l.pasting, l.pasted = true, 0
		case pasteEnds:
			l.pasting = false
			if over {
				out = append(out, pasteEnds...)
			}
		}
		if l.pasted++; !over {
			out = append(out, c)
		}
	}
	return out
}

// asText is a terminal's input as Bubble Tea is to read it.
func asText(in io.Reader) io.Reader {
	if file, is := in.(*os.File); is {
		return &legible{File: file}
	}
	return in
}

// Read implements io.Reader. It may give nothing: reading on would wait beyond
// the end of the program, which cancels a read before it begins.
func (l *legible) Read(p []byte) (int, error) {
	if len(p) < 2*len(pasteEnds) {
		return 0, io.ErrShortBuffer
	}
	n := copy(p, l.begun)
	more, err := l.File.Read(p[n : len(p)-len(pasteEnds)])
	text, begun := legibly(p[:n+more])
	l.begun = append(l.begun[:0], begun...)
	return copy(p, l.cut(p[:text])), err
}

// legibly moves the letters of some bytes to their beginning. It gives how many
// bytes they take, and a letter that is only begun.
func legibly(b []byte) (text int, begun []byte) {
	for at := 0; at < len(b); {
		letter, size := utf8.DecodeRune(b[at:])
		switch {
		case letter != utf8.RuneError || size > 1:
			text += copy(b[text:], b[at:at+size])
		case !utf8.FullRune(b[at:]):
			return text, b[at:]
		}
		at += size
	}
	return text, nil
}
