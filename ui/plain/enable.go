package plain

import (
	"context"
	"errors"
	"fmt"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
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
	}
	if err := t.compare(ctx); err != nil {
		return err
	}
	if !t.Engine.MayEnable() {
		t.whyNot()
		return nil
	}
	blockers := t.Engine.Blockers()
	for _, b := range blockers {
		t.page.point("!", b)
	}
	yes, err := t.agreed(ctx, "The code's way to the customer is proven. Enable the campaign now?", t.DefaultEnable && len(blockers) == 0, nil)
	if err != nil {
		return err
	}
	if !yes {
		t.page.say("Not yet: the campaign stays disabled.")
		return nil
	}
	err = t.Engine.Enable(ctx, t.state)
	if byHand := (*steps.ByHandError)(nil); errors.As(err, &byHand) {
		t.outcome.Left = append(t.outcome.Left, byHand.Change)
		_ = report.Cards(t.page, t.Style, []plan.Change{byHand.Change})
		return nil
	}
	if err != nil {
		return t.retry(ctx, err)
	}
	t.page.say("✓ The campaign is enabled.")
	return nil
}

// compare asks, for each thing that the vendor does not show, whether the person
// has compared it. Only a yes that was typed counts.
func (t *talk) compare(ctx context.Context) error {
	gate := t.Engine.Gate()
	if len(gate.Failures) > 0 {
		return nil
	}
	for _, item := range gate.Unseen {
		t.page.say("This cannot be seen from here: " + item.Says + ".")
		yes, err := t.agreed(ctx, "Have you compared it yourself, in the console, with what the plan wants?", false, nil)
		if err != nil {
			return err
		}
		if !yes {
			return nil
		}
		t.state = t.Engine.Compared(t.state, item)
		t.page.say("✓ Noted with today's date. It holds for this rule as it stands, and is asked again when the rule is changed.")
	}
	return nil
}

// whyNot says what keeps the campaign from being enabled.
func (t *talk) whyNot() {
	t.page.say("The campaign cannot be enabled yet.")
	if t.outcome.Live == nil {
		t.page.point("·", "no test coupon was followed")
		return
	}
	gate := t.Engine.Gate()
	for _, f := range gate.Failures {
		t.page.point("·", "to be mended: "+f)
	}
	for _, u := range gate.Unseen {
		t.page.point("·", "for you to compare: "+u.Says)
	}
}
