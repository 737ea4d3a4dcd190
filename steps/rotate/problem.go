package rotate

import (
	"context"
	"errors"

	"github.com/talontap/talontap/assets/words"
)

// Kind says what a problem means for whoever started the rotation.
type Kind int

// The kinds of problem.
const (
	Failed  Kind = iota // it could not be done
	Unfit               // it was asked for in a way that cannot be
	Unsound             // something is not as it must be, or is left to a person
)

// Problem is a rotation that did not come to its end, in a person's words.
type Problem struct {
	Kind   Kind
	Text   string
	Advice string
	Err    error // the cause; may be nil
}

// Error says what is wrong, and why where a call failed.
func (p *Problem) Error() string {
	if p.Err != nil && !errors.Is(p.Err, context.Canceled) {
		return p.Text + ": " + p.Err.Error()
	}
	return p.Text
}

// Fix says what to do about it.
func (p *Problem) Fix() string { return p.Advice }

func (p *Problem) Unwrap() error { return p.Err }

func unfit(text, advice string) error { return &Problem{Kind: Unfit, Text: text, Advice: advice} }

func unsound(text, advice string) error { return &Problem{Kind: Unsound, Text: text, Advice: advice} }

// errByHand ends a run that waits for a person. What it did so far stands, and
// the next run sees it.
var errByHand = errors.New(words.RotateByHandFirst)
