package rotate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/status"
)

// StepID names a step of a rotation; the IDs are stable, reports and scripts
// rely on them.
type StepID string

// The steps. Not every rotation has all of them.
const (
	Resume   StepID = "resume"     // what an earlier run left is settled
	Prove    StepID = "prove"      // the vendor takes the new credential
	Old      StepID = "old"        // whether the old one is still taken
	Keep     StepID = "keep"       // the new one is kept as next
	Switch   StepID = "switch"     // the webhook gets the new one
	EndToEnd StepID = "end-to-end" // a test coupon arrives with it
	Promote  StepID = "promote"    // next becomes current, current previous
	Restore  StepID = "restore"    // the old state is put back on both sides
	Variable StepID = "variable"   // a person changes the variable
	Others   StepID = "others"     // who else uses it
	Revoke   StepID = "revoke"     // a person revokes the old one
	Forget   StepID = "forget"     // previous is removed
)

var titles = map[StepID]string{
	Resume: words.RotateTitleResume, Prove: words.RotateTitleProve, Old: words.RotateTitleOld, Keep: words.RotateTitleKeep, Switch: words.RotateTitleSwitch,
	EndToEnd: words.RotateTitleEndToEnd, Promote: words.RotateTitlePromote, Restore: words.RotateTitleRestore, Variable: words.RotateTitleVariable, Others: words.RotateTitleOthers,
	Revoke: words.RotateTitleRevoke, Forget: words.RotateTitleForget,
}

// Title is the step in a person's words.
func (s StepID) Title() string { return titles[s] }

// Status is how a step ended.
type Status = status.Status

// The statuses of a step.
const (
	Running = status.Running
	Pass    = status.Pass
	Fail    = status.Fail
	Warn    = status.Warn
	Manual  = status.Manual
	Skip    = status.Skip
)

// Step is one step of a rotation. It never holds a credential.
type Step struct {
	ID     StepID        `json:"id"`
	Status Status        `json:"status"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix,omitempty"`
	Card   []CardLine    `json:"card,omitempty"` // what a person clicks and enters, in order
	Most   time.Duration `json:"-"`              // while it goes on: how long it waits; 0: only for answers
	Took   time.Duration `json:"-"`
	TookMS int64         `json:"took_ms"`
}

// CardLine is one line of what a person clicks and enters.
type CardLine struct {
	Text  string
	Stays bool // it is there already, to be found again
}

func (l CardLine) String() string {
	if l.Stays {
		return fmt.Sprintf(words.RotateCardStays, l.Text)
	}
	return l.Text
}

// MarshalText writes the line as it is read.
func (l CardLine) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Outcome is how a rotation ended.
type Outcome string

// The outcomes. The zero Outcome is a run that failed before it changed anything.
const (
	Rotated   Outcome = "rotated"
	Undone    Outcome = "undone"     // the previous one is in use again
	TakenBack Outcome = "taken-back" // an unfinished rotation was ended, the old one stays
	Revoked   Outcome = "revoked"    // the old one is forgotten here
	Restored  Outcome = "restored"   // it failed, and everything is as before
	Waiting   Outcome = "waiting"    // for a person, or for the next run
	Nothing   Outcome = "nothing"    // there was nothing to do
)

// Result is what a rotation did.
type Result struct {
	Credential Credential
	Outcome    Outcome
	Steps      []Step
	Unended    string // why a session at Talon.One that was opened for it is still open; "": none is
	Word       string // what the admin vouched for instead of a proof; "": nothing
}

// Of finds a step by its ID, the last where there are more.
func (r Result) Of(id StepID) (Step, bool) {
	for _, step := range slices.Backward(r.Steps) {
		if step.ID == id {
			return step, true
		}
	}
	return Step{}, false
}

func (w *way) step(ctx context.Context, id StepID, do func(context.Context) (Step, error)) error {
	running := Step{ID: id, Status: Running}
	if id == EndToEnd {
		running.Most = w.Wait
	}
	w.tell(running)
	began := w.Now()
	s, err := do(ctx)
	s.ID, s.Took = id, w.Now().Sub(began)
	switch {
	case errors.Is(err, errByHand):
		s.Status = Manual
	case errors.Is(err, context.Canceled):
		s.Status, s.Detail = Fail, "it was stopped"
	case err != nil:
		s.Status, s.Detail = Fail, err.Error()
		var own interface{ Fix() string }
		if errors.As(err, &own) {
			s.Fix = own.Fix()
		}
	}
	w.note(s)
	return err
}

func (w *way) note(s Step) {
	s.TookMS = s.Took.Milliseconds()
	w.result.Steps = append(w.result.Steps, s)
	w.tell(s)
}

func (w *way) tell(s Step) {
	if w.Tell != nil {
		w.Tell(s)
	}
}

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
