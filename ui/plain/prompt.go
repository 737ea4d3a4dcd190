package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
)

// prompt is one line that says how to answer.
type prompt struct {
	text   string
	more   func() // what "?" says; nil: how the line mode works
	secret bool
}

// The words that are no answers.
const (
	wordBack, signBack = "back", "<"
	wordQuit           = "quit"
	wordHelp           = "?"
)

// ask shows a prompt and gives what was typed, trimmed unless it is a secret. It
// returns errBack or errLeave where that was wanted.
func (t *talk) ask(ctx context.Context, p prompt) (string, error) {
	for {
		t.page.say(p.text)
		if t.page.err != nil {
			return "", errLeave
		}
		typed, err := t.read(ctx, p.secret)
		switch {
		case errors.Is(err, errTooLong):
			t.page.wrong(err.Error())
			continue
		case err != nil:
			return "", err
		}
		if !p.secret {
			typed = strings.TrimSpace(typed)
		}
		switch typed {
		case wordBack, signBack:
			return "", errBack
		case wordQuit:
			return "", errLeave
		case wordHelp:
			if p.more == nil {
				p.more = func() { t.page.say(words.LineHelp) }
			}
			p.more()
			continue
		}
		return literal(typed), nil
	}
}

// literal takes the backslash off a word that would have been a command.
func literal(typed string) string {
	switch typed {
	case `\` + wordBack, `\` + signBack, `\` + wordQuit, `\` + wordHelp:
		return typed[1:]
	}
	return typed
}

// read gives one line. The end of the input and of the context leave.
func (t *talk) read(ctx context.Context, secret bool) (string, error) {
	read := func() (string, error) { return ReadLine(t.In) }
	if secret && t.ReadSecret != nil {
		read = func() (string, error) { return t.ReadSecret(words.LineHidden) }
	}
	typed, err := Await(ctx, read)
	switch {
	case ctx.Err() != nil:
		return "", errLeave
	case errors.Is(err, io.EOF):
		t.page.say(words.LineInputEnded)
		return "", errLeave
	case errors.Is(err, errTooLong):
		return "", err
	case err != nil:
		return "", fmt.Errorf("reading the answer: %w", err)
	}
	return typed, nil
}

func (t *talk) agreed(ctx context.Context, question string, byEnter bool, more func()) (bool, error) {
	how := words.LineEnterNo
	if byEnter {
		how = words.LineEnterYes
	}
	for {
		typed, err := t.ask(ctx, prompt{text: question + " (" + how + ")", more: more})
		if err != nil {
			return false, err
		}
		if typed == "" {
			return byEnter, nil
		}
		if yes, ok := meant(typed); ok {
			return yes, nil
		}
		t.page.wrong(words.LineYesOrNo)
	}
}

// decision asks for yes or no, and gives what the answer decides.
func (t *talk) decision(ctx context.Context, question string, byEnter bool, yes, no steps.Decision) (steps.Decision, error) {
	agreed, err := t.agreed(ctx, question, byEnter, nil)
	if agreed {
		return yes, err
	}
	return no, err
}

// word asks for one word or Enter, and reports whether it was the word.
func (t *talk) word(ctx context.Context, question, word, otherwise string) (bool, error) {
	for {
		typed, err := t.ask(ctx, prompt{text: question})
		switch {
		case err != nil || typed == "":
			return false, err
		case strings.EqualFold(typed, word):
			return true, nil
		}
		t.page.wrong(otherwise)
	}
}

func meant(typed string) (yes, ok bool) {
	switch strings.ToLower(typed) {
	case "y", "yes", "true":
		return true, true
	case "n", "no", "not yet", "false":
		return false, true
	}
	return false, false
}

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
