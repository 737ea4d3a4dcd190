package plain

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/report"
)

// Options is what a run needs. Flow, In and Out must be there.
type Options struct {
	Flow *steps.Flow
	In   io.Reader
	Out  io.Writer
	// ReadSecret shows a prompt and reads one line without showing it, then ends
	// the line. Nil reads it from In like any other, for input that is no terminal.
	ReadSecret func(prompt string) (string, error)
	Style      report.Style // of plan and cards; the zero Style has no colour
}

// How a question can end other than with an answer.
var (
	errBack  = errors.New("back")
	errLeave = errors.New("left")
)

// Run asks until the flow has ended or the person leaves. Leaving, the end of the
// input and a context that is cancelled (a signal) are no errors: what was answered
// until then was kept, and the flow has not ended. An error means that the run
// itself could not go on: reading, writing or keeping failed, or its time was over.
//
// A read that waits when the context ends is abandoned to whoever closes In.
func Run(ctx context.Context, o Options) error {
	t := &talk{Options: o, page: &page{to: o.Out, style: o.Style}}
	err := t.run(ctx)
	if errors.Is(err, errLeave) {
		err = unkept(o.Flow.Save())
		if errors.Is(ctx.Err(), context.DeadlineExceeded) { // its time is over; else it was a signal
			err = errors.Join(err, fmt.Errorf("asking for the answers: %w", ctx.Err()))
		}
	}
	return errors.Join(err, t.page.err)
}

func unkept(err error) error {
	if err != nil {
		return fmt.Errorf("keeping what was answered: %w", err)
	}
	return nil
}

// talk is one run.
type talk struct {
	Options
	page    *page
	greeted bool
	offered bool // whether an earlier run is gone on with or taken back
	asked   bool // whether talontap may take over what it did not make
}

func (t *talk) run(ctx context.Context) error {
	for {
		turn := t.Flow.Next()
		if turn.At == steps.AtEnd || turn.At == steps.AtStillKept {
			t.page.gap()
			return nil
		}
		if !t.greeted && turn.Task != steps.Preparing {
			t.greeted = true
			t.greet()
		}
		reply, err := t.turn(ctx, turn)
		switch {
		case errors.Is(err, errBack):
			t.first(turn)
			reply = steps.Reply{Decision: steps.GoBack}
		case err != nil:
			return err
		}
		t.Flow.Took(reply)
		switch {
		case ctx.Err() != nil:
			return errLeave
		case t.page.err != nil:
			return nil // Run returns the page's error
		}
		t.afterwards(turn)
	}
}

// first says where there is nothing to go back to.
func (t *talk) first(turn steps.Turn) {
	if turn.Step.ID == t.Flow.List()[0].ID {
		t.page.say(words.LineFirstStep)
	}
}

// turn says what a turn is about, and asks what it asks.
func (t *talk) turn(ctx context.Context, turn steps.Turn) (steps.Reply, error) {
	if turn.At == steps.AtRun {
		return t.task(ctx, turn), nil
	}
	if turn.Opens && turn.At != steps.AtIntro && turn.At != steps.AtStatus {
		t.head(turn)
	}
	switch turn.At {
	case steps.AtQuestions:
		return steps.Reply{}, t.questions(ctx, turn.Step)
	case steps.AtArrival:
		return t.arrival(ctx, turn)
	}
	d, err := t.decide(ctx, turn)
	return steps.Reply{Decision: d}, err
}

func (t *talk) decide(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	switch turn.At {
	case steps.AtIntro:
		return t.intro(ctx, turn)
	case steps.AtStatus:
		return t.status(ctx, turn)
	case steps.AtTaking:
		return t.taking(ctx, turn)
	case steps.AtTaken:
		t.taken(turn)
		return steps.GoOn, nil
	case steps.AtFound:
		return steps.GoOn, nil // it was told
	case steps.AtUnfinished:
		return t.unfinished(ctx, turn, words.RotateUnfinishedEarlier+" "+words.RotateUnfinishedAsk)
	case steps.AtKept:
		question := fmt.Sprintf(words.RotateRevokedQuestion, turn.Result.Credential.Vendor())
		return t.decision(ctx, question, turn.Default() == steps.Yes, steps.Yes, steps.No)
	case steps.AtWarning:
		return t.decision(ctx, words.LineGoOn, turn.Default() == steps.GoOn, steps.GoOn, steps.Again)
	case steps.AtRegion:
		return t.decision(ctx, words.LineOtherRegions, false, steps.Yes, steps.No)
	case steps.AtPlan:
		return t.review(ctx, turn)
	case steps.AtApplied:
		return t.applied(ctx, turn)
	case steps.AtLive:
		return t.live(ctx, turn)
	case steps.AtComparison:
		return t.compare(ctx, turn)
	case steps.AtEnabling:
		return t.enable(ctx, turn)
	case steps.AtClosed:
		t.closed(turn)
		return steps.GoOn, nil
	case steps.AtRefusal:
		return t.refused(ctx, turn)
	}
	return t.failure(ctx, turn)
}

// failure says what failed, and waits for a word to do the step again.
func (t *talk) failure(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	err := turn.Err
	switch turn.Task {
	case steps.Opening:
		return "", errLeave // who began the rotation tells it
	case steps.Checking:
		err = fmt.Errorf("going through the checklist: %w", err)
	}
	if turn.Default() == steps.GoOn {
		t.failed(err)
		return steps.GoOn, nil
	}
	return t.retry(ctx, err)
}

func (t *talk) retry(ctx context.Context, err error) (steps.Decision, error) {
	t.failed(err)
	_, err = t.ask(ctx, prompt{text: words.LineTryAgain})
	return steps.Again, err
}

func (t *talk) failed(err error) { _ = report.Error(t.page, t.Style, err) }

// page is where everything is said. After a write that failed nothing more is
// written, and the run ends with that error.
type page struct {
	to    io.Writer
	style report.Style
	err   error
}

// Write makes the page a writer for whole texts.
func (p *page) Write(text []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.to.Write(text)
	p.err = err
	return n, err
}

// say writes prose, wrapped between words.
func (p *page) say(text string) { p.print(p.style.Wrap("", text)) }

// under writes prose that belongs to what was said before it; nothing for no
// text.
func (p *page) under(label, text string) {
	if text != "" {
		p.print(p.style.Wrap("  "+label, text))
	}
}

func (p *page) point(name, text string) { p.print(p.style.Wrap("  "+name+" ", text)) }

// wrong says that an answer cannot be taken, and why.
func (p *page) wrong(why string) { p.print(p.style.Wrap("✗ ", why)) }

func (p *page) print(line string) { _, _ = io.WriteString(p, line+"\n") }

func (p *page) gap() { p.print("") }
