package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A question to a person must end when the run does: reading from a terminal
// knows no context, so it happens beside, and the terminal is put back however
// it ends. Questions go to the stream for talk; results have the other to
// themselves.

// askHidden asks for one line without showing what is typed.
func (a *app) askHidden(ctx context.Context, prompt string) (string, error) {
	defer restoreEcho()()
	return beside(ctx, func() (string, error) { return readHidden(a.err, prompt) })
}

// askLine asks for one line.
func (a *app) askLine(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(a.err, prompt)
	return beside(ctx, func() (string, error) { return readLine(a.in) })
}

// askYes asks a question that only yes says yes to.
func (a *app) askYes(ctx context.Context, question string) (bool, error) {
	answer, err := a.askLine(ctx, question+" Only yes is taken as yes: ")
	return strings.EqualFold(strings.TrimSpace(answer), "yes"), err
}

// beside waits for an answer, or for the end of the run.
func beside(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		text, err := read()
		answered <- answer{text, err}
	}()
	select {
	case got := <-answered:
		if errors.Is(got.err, io.EOF) {
			return got.text, &exitError{exitCancelled, errors.New("nothing was entered, so nothing was done")}
		}
		return got.text, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// longest is the longest line that is read: more than the longest credential.
const longest = 64 << 10

// readLine reads one line and not a byte beyond it: the next question has a
// reader of its own.
func readLine(in io.Reader) (string, error) {
	var line []byte
	one := make([]byte, 1)
	for len(line) < longest {
		n, err := in.Read(one)
		if n == 1 && one[0] == '\n' {
			break
		}
		if n == 1 {
			line = append(line, one[0])
		}
		if err != nil {
			return string(line), err
		}
	}
	return strings.TrimSuffix(string(line), "\r"), nil
}
