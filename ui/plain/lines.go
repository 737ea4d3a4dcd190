package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// longest is how long a line may be, in bytes. Every answer is shorter by far.
const longest = 64 << 10

// errTooLong says that a line was longer than any answer; it was left out.
var errTooLong = errors.New("that line is too long to be an answer; type it again")

// lines reads an input line by line, and never further than the line that is
// asked for: what follows may be for another reader, such as a hidden prompt.
type lines struct{ in *bufio.Reader }

func newLines(in io.Reader) *lines { return &lines{bufio.NewReaderSize(in, longest)} }

// read gives the next line without its end. A last line without an end counts;
// behind it comes io.EOF.
func (l *lines) read() (string, error) {
	raw, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.in.ReadSlice('\n')
		}
		return "", errTooLong
	}
	if errors.Is(err, io.EOF) && len(raw) > 0 {
		err = nil
	}
	return strings.TrimRight(string(raw), "\r\n"), err
}

// awaited reads, and stops waiting for it when the context ends. The read itself
// cannot be stopped; it ends with its input.
func awaited(ctx context.Context, read func() (string, error)) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	type result struct {
		text string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		text, err := read()
		got <- result{text, err}
	}()
	select {
	case r := <-got:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
