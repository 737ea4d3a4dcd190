package plain

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

// live asks whether a test coupon may be followed.
func (t *talk) live(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	if len(turn.Missing) > 0 {
		var names []string
		for _, c := range turn.Missing {
			names = append(names, c.Title())
		}
		t.page.say(fmt.Sprintf(words.LineNothingToFollow, strings.Join(names, ", ")))
		return steps.GoOn, nil
	}
	if turn.Pending != nil {
		yes, err := t.agreed(ctx, fmt.Sprintf(words.LinePending, turn.Pending.Code), true, nil)
		if yes || err != nil {
			return steps.TakeUp, err
		}
	}
	t.page.say(turn.Wanted.Email.Channel.Say(live.DepthRelay.Touches()))
	d, err := t.decision(ctx, words.LineSend, true, steps.Send, steps.GoOn)
	if err == nil && d == steps.GoOn {
		t.page.say(words.LineNoCheck)
	}
	return d, err
}

// arrival says whether the code arrived, asks for what only the person can see,
// and offers to run the check again where a hop failed.
func (t *talk) arrival(ctx context.Context, turn steps.Turn) (steps.Reply, error) {
	switch {
	case turn.Read && turn.Err != nil:
		t.page.wrong(turn.Err.Error())
		return t.inbox(ctx, turn)
	case turn.Err != nil:
		d, err := t.retry(ctx, turn.Err)
		return steps.Reply{Decision: d}, err
	case turn.Read:
		t.mailed(*turn.Report.Live)
		return t.onOrAgain(ctx, *turn.Report.Live)
	}
	r := *turn.Report.Live
	if r.Arrived {
		t.page.gap()
		t.page.say(words.LineArrived)
		t.page.print(r.CouponCode)
	} else {
		t.page.wrong(words.LineNotArrived)
	}
	if !turn.May(steps.ReadCode) {
		return t.onOrAgain(ctx, r)
	}
	t.page.gap()
	return t.inbox(ctx, turn)
}

// inbox asks for the code in the email itself.
func (t *talk) inbox(ctx context.Context, turn steps.Turn) (steps.Reply, error) {
	entered, err := t.ask(ctx, prompt{text: fmt.Sprintf(words.LineLeaveOpen, live.AskInbox(turn.Wanted.Email.Channel, turn.Wanted.Test.Address))})
	switch {
	case err != nil:
		return steps.Reply{}, err
	case entered == "":
		return t.onOrAgain(ctx, *turn.Report.Live)
	}
	return steps.Reply{Decision: steps.ReadCode, Text: entered}, nil
}

// mailed says what the code in the inbox means.
func (t *talk) mailed(r live.Result) {
	h, _ := r.Of(live.Inbox)
	if h.Status == live.Pass {
		t.page.say("✓ " + h.Detail + ".")
		return
	}
	t.page.wrong(h.Detail)
	t.page.say(fmt.Sprintf(words.LineToDo, h.Fix))
}

// onOrAgain goes on where all is well, and asks where it is not.
func (t *talk) onOrAgain(ctx context.Context, r live.Result) (steps.Reply, error) {
	if r.Arrived && len(r.Failing()) == 0 {
		return steps.Reply{Decision: steps.GoOn}, nil
	}
	again, err := t.word(ctx, words.LineAgain, "again", words.LineAgainOr)
	if again {
		return steps.Reply{Decision: steps.Again}, nil
	}
	return steps.Reply{Decision: steps.GoOn}, err
}

// compare asks whether the person has compared what the vendor does not show. Only
// a yes that was typed counts.
func (t *talk) compare(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	item, _ := turn.Weighed.Unseen()
	t.page.say(item.Lead() + item.Says + ".")
	d, err := t.decision(ctx, words.LineCompared, false, steps.Yes, steps.No)
	if d == steps.Yes {
		t.page.say(words.LineNoted)
	}
	return d, err
}

// enable asks whether the campaign shall run.
func (t *talk) enable(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	for _, b := range turn.Weighed.Blockers {
		t.page.point("!", b)
	}
	d, err := t.decision(ctx, words.LineEnable, turn.Default() == steps.Yes, steps.Yes, steps.No)
	if err == nil && d == steps.No {
		t.page.say(words.LineNotYet)
	}
	return d, err
}

// closed says what keeps the campaign from being enabled, where it is not.
func (t *talk) closed(turn steps.Turn) {
	if turn.Weighed.Enabled {
		t.page.say(words.LineIsEnabled)
		return
	}
	t.page.say(words.LineNotYetPossible)
	if turn.Report.Live == nil {
		t.page.point("·", words.LineNotFollowed)
	}
	for _, f := range turn.Weighed.Gate.Failures {
		t.page.point("·", fmt.Sprintf(words.LineToFix, f))
	}
	for _, u := range turn.Weighed.Gate.Unseen {
		t.page.point("·", fmt.Sprintf(words.LineToCompare, u.Says))
	}
}

// refused hands to the person what the account did not let talontap do.
func (t *talk) refused(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	if turn.ByHand == nil {
		return t.retry(ctx, turn.Err)
	}
	_ = report.Cards(t.page, t.Style, []plan.Change{*turn.ByHand})
	return steps.GoOn, nil
}
