package plain

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// applied says what is in place, or hands the rest to the person.
func (t *talk) applied(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	if len(turn.Report.Left) > 0 {
		return t.byHand(ctx, turn)
	}
	live := words.LineNothingLive
	if turn.Runs {
		live = words.CampaignIsEnabled
	}
	t.page.say(fmt.Sprintf(words.LineInPlace, live))
	return steps.GoOn, nil
}

// byHand goes through what is left for a person, one card after the other, and
// says of each, on the word, which field is right. Where one became right, the
// plan is made anew: it may make the next one possible.
func (t *talk) byHand(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	left, next := turn.Report.Left, steps.GoOn
	for i, c := range left {
		t.page.gap()
		_ = report.Card(t.page, t.Style, c, i+1, len(left))
		if c.Card.Address != "" {
			t.page.under("open: ", c.Card.Address)
		}
		for _, v := range c.Card.Variants {
			t.page.under("instead: ", fmt.Sprintf(words.LineOther, v.Title))
		}
		t.page.gap()
		d, err := t.oneByHand(ctx, turn, c)
		switch {
		case err != nil:
			return "", err
		case d == steps.Again && c.Card.IsZero():
			return d, nil // without a card there is nothing to mark: the plan says how it stands
		case d == steps.Again:
			next = d
		}
	}
	return next, nil
}

// oneByHand waits at one card until it is right, which is Again, or left open.
func (t *talk) oneByHand(ctx context.Context, turn steps.Turn, c plan.Change) (steps.Decision, error) {
	question := words.LineDoneLook
	if c.Resource == plan.EmailCampaign {
		question = c.Channel.Say(words.LinePublished)
	}
	for {
		typed, err := t.ask(ctx, prompt{text: question})
		switch {
		case err != nil || typed == "":
			return steps.GoOn, err
		case strings.EqualFold(typed, "look") && c.Card.IsZero():
			return steps.Again, nil
		case strings.EqualFold(typed, "look"):
			if right, err := t.lookAtCard(ctx, turn, c); right || err != nil {
				return steps.Again, err
			}
		case strings.EqualFold(typed, "other") && len(c.Card.Variants) > 0:
			t.others(c)
		case c.Resource == plan.EmailCampaign && strings.Contains(typed, "{{"):
			t.placeholder(turn.Wanted, typed)
		default:
			t.page.wrong(words.LineTypeLook)
		}
	}
}

// lookAtCard marks the fields of one card.
func (t *talk) lookAtCard(ctx context.Context, turn steps.Turn, c plan.Change) (right bool, err error) {
	seen, err := turn.Bench.LookAtCards(ctx, turn.State)
	if ctx.Err() != nil {
		return false, errLeave
	}
	if err != nil {
		t.failed(err)
		return false, nil
	}
	for _, w := range seen.Cards {
		if w.Card.Resource != string(c.Resource) {
			continue
		}
		_ = report.Marks(t.page, t.Style, w.Marks)
		if w.Blind {
			t.page.say(words.LineUnseen)
		}
		right = w.Right
	}
	if seen.Early {
		return right, t.takeBack(ctx, turn)
	}
	return right, nil
}

func (t *talk) takeBack(ctx context.Context, turn steps.Turn) error {
	yes, err := t.agreed(ctx, words.LineEarly, true, nil)
	if err != nil || !yes {
		return err
	}
	if err := turn.Bench.TakeBack(ctx, turn.State); err != nil {
		t.failed(err)
		return nil
	}
	t.page.say(words.LineDeactivated)
	return nil
}

// others shows the further ways to do the same thing.
func (t *talk) others(c plan.Change) {
	for i, v := range c.Card.Variants {
		other := c
		other.Card, other.Why, other.Steps = v, v.Why, append([]string{v.Title}, v.Lines()...)
		_ = report.Card(t.page, t.Style, other, i+1, len(c.Card.Variants))
		t.page.gap()
	}
}

// placeholder compares what was pasted out of the email.
func (t *talk) placeholder(w setup.Wanted, pasted string) {
	differences, err := setup.ComparePlaceholder(pasted, w.Event, w.Email)
	if err != nil {
		t.page.wrong(err.Error())
		return
	}
	for _, d := range differences {
		t.page.wrong(fmt.Sprintf("%s: %s", d.What, d.Says))
	}
	if len(differences) == 0 {
		t.Flow.Note(t.Flow.State().PlaceholderRead(w))
		t.page.say(words.LinePlaceholder)
	}
}
