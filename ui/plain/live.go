package plain

import (
	"context"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

// live follows a test coupon.
func (t *talk) live(ctx context.Context) error {
	if open := toFollow(t.outcome.Left); len(open) > 0 {
		t.page.say("There is nothing to follow yet: " + strings.Join(open, ", ") + " left to do by hand. Run talontap again when that is done.")
		return nil
	}
	if p, ok := t.Engine.OnItsWay(t.state); ok {
		yes, err := t.agreed(ctx, "The test coupon "+p.Code+" of an earlier check may arrive yet. Wait on for it?", true, nil)
		if err != nil {
			return err
		}
		if yes {
			return t.follow(ctx, t.Engine.TakeUp)
		}
	}
	t.page.say(live.DepthRelay.Touches())
	yes, err := t.agreed(ctx, "Send one test coupon?", true, nil)
	if err != nil {
		return err
	}
	if !yes {
		t.page.say("No live check, so nothing is proven and the campaign stays as it is.")
		return nil
	}
	return t.follow(ctx, t.anew)
}

// follower makes a live check, as the engine does.
type follower func(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error)

func (t *talk) anew(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	return t.Engine.Live(ctx, st, live.DepthRelay, tell)
}

// toFollow names what is missing for a live check.
func toFollow(left []plan.Change) []string {
	var out []string
	for _, c := range left {
		if c.Compare {
			continue
		}
		switch c.Resource {
		case plan.Webhook, plan.Campaign, plan.Rule:
			out = append(out, string(c.Resource))
		}
	}
	return out
}

func (t *talk) follow(ctx context.Context, how follower) error {
	result, err := how(ctx, t.state, func(h live.Hop) {
		if line := report.HopLine(h); line != "" {
			t.page.say(line)
		}
	})
	if err == nil {
		t.outcome.Live = &result
	}
	if ctx.Err() != nil {
		return errLeave
	}
	if err != nil {
		return t.retry(ctx, err)
	}
	return t.verdict(ctx, result)
}

// verdict says whether the code arrived, and offers to run the check again where
// a hop failed.
func (t *talk) verdict(ctx context.Context, r live.Result) error {
	if r.Arrived {
		t.page.gap()
		t.page.say("The code arrived in CleverTap:")
		t.page.print(r.CouponCode)
	} else {
		t.page.wrong("The code has not arrived in CleverTap.")
	}
	if r.AwaitsInbox() {
		var err error
		if r, err = t.inbox(ctx, r); err != nil {
			return err
		}
	}
	if r.Arrived && len(r.Failing()) == 0 {
		return nil
	}
	return t.onOrAgain(ctx)
}

// inbox asks for what only the person can see: the code in the email itself.
func (t *talk) inbox(ctx context.Context, r live.Result) (live.Result, error) {
	t.page.gap()
	for {
		entered, err := t.ask(ctx, prompt{text: live.AskInbox(t.Engine.Wanted().Test.Address) + ". Press Enter to leave it open:"})
		if err != nil || entered == "" {
			return r, err
		}
		st, read, err := t.Engine.ReadInbox(t.state, entered)
		if err != nil {
			t.page.wrong(err.Error())
			continue
		}
		t.state, t.outcome.Live = st, &read
		h, _ := read.Of(live.Inbox)
		if h.Status == live.Pass {
			t.page.say("✓ " + h.Detail + ".")
			return read, nil
		}
		t.page.wrong(h.Detail)
		t.page.say("To do: " + h.Fix + ".")
		return read, nil
	}
}

func (t *talk) onOrAgain(ctx context.Context) error {
	for {
		typed, err := t.ask(ctx, prompt{text: `Type "again" to run the live check again, or press Enter to go on without.`})
		switch {
		case err != nil:
			return err
		case typed == "":
			return nil
		case strings.EqualFold(typed, "again"):
			return errAgain
		}
		t.page.wrong(`please type "again", or press Enter`)
	}
}
