package plain

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
)

// review shows the plan and asks whether to go on.
func (t *talk) review(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	p := turn.Report.Plan
	t.page.gap()
	_ = report.Overview(t.page, t.Style, p) // a failed write ends the run by itself
	t.page.gap()
	t.way(turn)
	yes, err := t.adopt(ctx, turn, p)
	if yes || err != nil {
		return steps.Adopt, err
	}
	return steps.GoOn, t.accepted(ctx, p)
}

// adopt asks once whether talontap may take over what it did not make. A yes
// leads to another plan.
func (t *talk) adopt(ctx context.Context, turn steps.Turn, p plan.Plan) (bool, error) {
	if turn.State.Adopt || t.asked || !turn.May(steps.Adopt) {
		return false, nil
	}
	for _, c := range p.Adoptable() {
		t.page.point("·", fmt.Sprintf(words.LineTakeOver, c.Title(), c.Name, c.NotMade))
	}
	yes, err := t.agreed(ctx, words.TakeOverQuestion, false, nil)
	t.asked = err == nil
	return yes, err
}

// way says in a line how a code will travel, and which hosts are called.
func (t *talk) way(turn steps.Turn) {
	w := turn.Wanted
	t.page.say(fmt.Sprintf(w.Email.Channel.Say(words.LineFlow),
		w.Rule.Name, w.Webhook.Title, w.Event.Name, w.Email.Campaign))
	t.page.say(fmt.Sprintf(words.LineHosts, text.Host(w.UploadURL), text.Host(turn.State.Answers.Text(setup.TalonOneURL))))
}

// accepted asks for the word without which nothing is changed.
func (t *talk) accepted(ctx context.Context, p plan.Plan) error {
	cards := func() {
		_ = report.Cards(t.page, t.Style, p.ByHand())
		t.page.say(words.LineHelp)
	}
	for {
		yes, err := t.agreed(ctx, acceptance(p), true, cards)
		if yes || err != nil {
			return err
		}
		t.page.say(words.LineUnchanged)
	}
}

// acceptance is the question that fits what the plan would do.
func acceptance(p plan.Plan) string {
	switch {
	case p.NoChanges():
		return words.LineNoChange
	case len(p.Automatic()) == 0:
		return words.LineOnlyByHand
	}
	return words.LineApply
}
