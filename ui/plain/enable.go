package plain

import (
	"context"
	"fmt"
)

// enable asks whether the campaign shall run, and looks at everything once more.
func (t *talk) enable(ctx context.Context) error {
	if err := t.decide(ctx); err != nil {
		return err
	}
	t.outcome.Enabled = t.Engine.Enabled()
	t.page.say("Looking at everything once more …")
	list, err := t.Engine.Checklist(ctx, t.state)
	if ctx.Err() != nil {
		return errLeave
	}
	if err != nil {
		return t.retry(ctx, fmt.Errorf("going through the checklist: %w", err))
	}
	t.outcome.Checklist = list
	return nil
}

func (t *talk) decide(ctx context.Context) error {
	switch {
	case t.Engine.Enabled():
		t.page.say("The campaign is enabled.")
		return nil
	case !t.Engine.MayEnable():
		t.whyNot()
		return nil
	}
	yes, err := t.agreed(ctx, "Everything that can be proven is. Enable the campaign now?", t.DefaultEnable, nil)
	if err != nil {
		return err
	}
	if !yes {
		t.page.say("Not yet: the campaign stays disabled.")
		return nil
	}
	if err := t.Engine.Enable(ctx, t.state); err != nil {
		return t.retry(ctx, err)
	}
	t.page.say("✓ The campaign is enabled.")
	return nil
}

// whyNot says what keeps the campaign from being enabled.
func (t *talk) whyNot() {
	t.page.say("The campaign cannot be enabled yet.")
	if t.outcome.Live == nil {
		t.page.point("·", "no test coupon was followed")
		return
	}
	gate := t.outcome.Live.Gate
	for _, f := range gate.Failures {
		t.page.point("·", "to be mended: "+f)
	}
	for _, u := range gate.Unseen {
		t.page.point("·", "for you to compare: "+u)
	}
}
