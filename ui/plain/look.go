package plain

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// look tries a step's answers and says what was found. It returns errAgain
// where the answers have to be given anew.
func (t *talk) look(ctx context.Context, step steps.Step) error {
	t.page.gap()
	t.page.say("Trying it, reading only …")
	findings, err := t.see(ctx, step.ID)
	if err != nil {
		return err
	}
	switch worst(findings) {
	case stopping:
		return t.afterStop(ctx, step, findings)
	case warning:
		yes, err := t.agreed(ctx, "Go on as it is?", t.state.Rehearsal, nil)
		if err != nil {
			return err
		}
		if !yes {
			return errAgain
		}
	}
	return nil
}

// see looks once, notes what was observed and says it.
func (t *talk) see(ctx context.Context, id steps.ID) ([]steps.Finding, error) {
	observed, findings := t.Engine.Look(ctx, id, t.state)
	if ctx.Err() != nil {
		return nil, errLeave
	}
	t.state.Observed = observed
	for _, f := range findings {
		t.finding(f)
	}
	t.observed[id] = worst(findings) != stopping
	return findings, nil
}

func (t *talk) finding(f steps.Finding) {
	symbol := "!"
	switch {
	case f.Good && f.Fix == "":
		symbol = "✓"
	case f.Stop:
		symbol = "✗"
	}
	took := ""
	if ms := f.Took.Milliseconds(); ms > 0 {
		took = fmt.Sprintf(" (%d ms)", ms)
	}
	t.page.print(t.Style.Wrap(symbol+" ", f.Text+took))
	t.page.under("do: ", f.Fix)
}

// How bad findings are.
type gravity int

const (
	fine gravity = iota
	warning
	stopping
)

func worst(findings []steps.Finding) gravity {
	w := fine
	for _, f := range findings {
		switch {
		case f.Stop:
			return stopping
		case !f.Good:
			w = warning
		}
	}
	return w
}

// afterStop offers what can be done about answers that were not accepted: to
// look for the passcode's region, or to answer anew.
func (t *talk) afterStop(ctx context.Context, step steps.Step, findings []steps.Finding) error {
	for _, f := range findings {
		if f.WrongRegion {
			return t.findRegion(ctx, step)
		}
	}
	t.page.say("Please answer again; what you gave is kept as the offer.")
	return errAgain
}

// findRegion tries the other regions, on the person's word only: the passcode
// is sent to each of their hosts.
func (t *talk) findRegion(ctx context.Context, step steps.Step) error {
	yes, err := t.agreed(ctx, "Try CleverTap's other regions? This sends the passcode to CleverTap's other hosts.", false, nil)
	if err != nil {
		return err
	}
	if !yes {
		return errAgain
	}
	region, err := t.Engine.FindRegion(ctx, t.state)
	switch {
	case ctx.Err() != nil:
		return errLeave
	case err != nil:
		t.failed(err)
		return errAgain
	case region == "":
		t.page.wrong("no region accepts this passcode with this project ID")
		return errAgain
	}
	t.page.say("✓ it belongs to the region " + region)
	t.state.Answers = t.state.Answers.With(setup.Region, region, setup.Typed)
	return t.look(ctx, step)
}

// lookBehind sees again what an earlier run saw, since only answers are kept:
// the questions to come offer what was observed. A step whose answers are no
// longer accepted is asked again.
func (t *talk) lookBehind(ctx context.Context, here steps.Step) error {
	for _, step := range t.list {
		if step.ID == here.ID {
			return nil
		}
		if !step.Looks || t.observed[step.ID] || !t.state.Confirmed[step.ID] {
			continue
		}
		t.page.say("Looking again at: " + step.Title + " …")
		findings, err := t.see(ctx, step.ID)
		if err != nil {
			return err
		}
		if worst(findings) == stopping {
			t.state = t.state.Undone(step.ID)
			return errAgain
		}
	}
	return nil
}
