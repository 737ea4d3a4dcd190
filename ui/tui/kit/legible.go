package kit

import (
	"io"
	"os"
	"slices"
	"sync"
	"unicode/utf8"
)

// legible is a terminal's input as Bubble Tea can read it without keeping every
// key waiting, Ctrl-C too. It draws a frame for each letter that is no paste, and
// behind bytes that it does not know it waits for more, and reads again all that
// has come. So bytes that are no text are left out, and so is what is too much
// of a paste; and letters that come in a burst, as nobody types, are a paste,
// which not every terminal marks as one.
type legible struct {
	*os.File

	// lock guards what follows: a reader that the program cancelled may still be at
	// work beside the next one. It is never held while a read waits.
	lock  sync.Mutex
	begun []byte // a letter whose last bytes are yet to come

	latest   [6]byte // the bytes that came last
	pasting  bool
	pasted   int // bytes of the paste
	letters  int // since the last key that is none
	sequence sequence
	name     []byte // of a key, as far as it has come

	fresh bool // who reads next does not know of a paste that has begun
}

// sequence is where in an escape sequence the input is.
type sequence int

const (
	outside sequence = iota
	escaped          // behind Esc
	within           // behind Esc [ or Esc O, before the last letter
)

const (
	// mostRead is how many bytes of a paste are read, marked or not: more than the
	// text of an email has.
	mostRead = 16 << 10
	// burst is how many letters come at once that nobody typed.
	burst = 64
	// longestName is more than the name of any key has.
	longestName = 64
)

// The marks around a paste, as a terminal sends them.
const pasteBegins, pasteEnds = "\x1b[200~", "\x1b[201~"

// AsText is a terminal's input as Bubble Tea is to read it.
func AsText(in io.Reader) io.Reader {
	if file, is := in.(*os.File); is {
		return &legible{File: file}
	}
	return in
}

// StartsAnew notes that another reads a terminal's input from now on. The rest of
// a paste is a paste to it too: letter by letter it would be pressed keys.
func StartsAnew(in io.Reader) {
	if l, is := in.(*legible); is {
		l.lock.Lock()
		defer l.lock.Unlock()
		l.fresh = true
	}
}

// Read implements io.Reader. It may give nothing: reading on would wait beyond
// the end of the program, which cancels a read before it begins. Half of p is
// room for the marks that come to what is read.
func (l *legible) Read(p []byte) (int, error) {
	if len(p) < 8*len(pasteEnds) {
		return 0, io.ErrShortBuffer
	}
	l.lock.Lock()
	goesOn := l.fresh && l.pasting
	l.fresh = false
	n := copy(p, l.begun)
	l.begun = l.begun[:0]
	l.lock.Unlock()
	more, err := l.File.Read(p[n : len(p)/2])
	l.lock.Lock()
	defer l.lock.Unlock()
	text, begun := legibly(p[:n+more])
	l.begun = append(l.begun[:0], begun...)
	out := l.cut(p[:text])
	if goesOn {
		out = slices.Insert(out, 0, []byte(pasteBegins)...)
	}
	return copy(p, out), err
}

// cut leaves out what is too much of a paste, but never the mark at its end, and
// marks bursts.
func (l *legible) cut(b []byte) []byte {
	out, run := make([]byte, 0, 2*len(b)+4*len(pasteEnds)), 0
	for _, c := range b {
		inPaste, over := l.pasting, l.pasted >= mostRead
		ends := l.passes(c)
		switch {
		case inPaste && !over:
			out = append(out, c)
		case inPaste && ends:
			out = append(out, pasteEnds...)
		case inPaste:
		case c >= ' ' && c != 0x7f && l.sequence == outside:
			if l.letters++; l.letters <= mostRead {
				out, run = append(out, c), run+1
			}
		default:
			out, run, l.letters = l.key(marked(out, run), c), 0, 0
		}
	}
	return l.alone(marked(out, run))
}

// passes notes that a byte came, and whether a paste ends with it.
func (l *legible) passes(c byte) (ends bool) {
	copy(l.latest[:], l.latest[1:])
	l.latest[len(l.latest)-1] = c
	l.pasted++
	switch string(l.latest[:]) {
	case pasteBegins:
		l.pasting, l.pasted = true, 0
	case pasteEnds:
		ends, l.pasting = true, false
	}
	return ends
}

// key takes a byte of a key's name. A name that another one or a control key
// interrupts is left out: Bubble Tea would take the two as one, and a paste that
// begins there as letters.
func (l *legible) key(out []byte, c byte) []byte {
	was := l.sequence
	if c < ' ' {
		l.name = l.name[:0]
	}
	l.name = append(l.name, c)
	switch {
	case c == 0x1b:
		l.sequence = escaped
		return out
	case was == escaped && (c == '[' || c == 'O'), was == within && ' ' <= c && c < '@' && len(l.name) < longestName:
		l.sequence = within
		return out
	}
	out = append(out, l.name...)
	l.name, l.sequence = l.name[:0], outside
	return out
}

// alone gives the Esc with which the input ends for now: it may be the key.
func (l *legible) alone(out []byte) []byte {
	if l.sequence == escaped {
		out = append(out, l.name...)
		l.name = l.name[:0]
	}
	return out
}

// marked puts the marks of a paste around the last run bytes, where they are a burst.
func marked(out []byte, run int) []byte {
	if run < burst {
		return out
	}
	out = slices.Insert(out, len(out)-run, []byte(pasteBegins)...)
	return append(out, pasteEnds...)
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
