package plain

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// Longest is how long a line may be, in bytes: more than the longest credential.
const Longest = 64 << 10

// errTooLong says that a line was longer than any answer; it was left out.
var errTooLong = errors.New(words.LineTooLong)

// ReadLine gives the next line without its end, and reads not a byte beyond it:
// what follows may be for another reader, such as a hidden prompt. A last line
// without an end counts; behind it comes io.EOF.
func ReadLine(in io.Reader) (string, error) {
	var line []byte
	one, long := make([]byte, 1), false
	for {
		n, err := in.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			return ended(line, long)
		case n == 1 && len(line) < Longest:
			line = append(line, one[0])
		case n == 1:
			long = true
		}
		if errors.Is(err, io.EOF) && len(line) > 0 {
			return ended(line, long)
		}
		if err != nil {
			return "", err
		}
	}
}

func ended(line []byte, long bool) (string, error) {
	if long {
		return "", errTooLong
	}
	return strings.TrimRight(string(line), "\r"), nil
}

// Await reads, and stops waiting for it when the context ends. The read itself
// cannot be stopped; it ends with its input.
func Await(ctx context.Context, read func() (string, error)) (string, error) {
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
