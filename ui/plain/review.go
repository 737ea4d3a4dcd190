package plain

import (
	"context"
	"fmt"

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
		t.page.point("·", fmt.Sprintf("the %s %q is there, and %s", c.Resource, c.Name, c.NotMade))
	}
	yes, err := t.agreed(ctx, "May talontap take it over: change what differs, and mark it as its own? Whoever else uses it gets the change too.", false, nil)
	t.asked = err == nil
	return yes, err
}

// way says in a line how a code will travel, and which hosts are called.
func (t *talk) way(turn steps.Turn) {
	w := turn.Wanted
	t.page.say(fmt.Sprintf("The way of a code: rule %q, webhook %q, event %q, email campaign %q.",
		w.Rule.Name, w.Webhook.Title, w.Event.Name, w.Email.Campaign))
	t.page.say("Hosts that are called: " + text.Host(w.UploadURL) + " and " + text.Host(turn.State.Answers.Text(setup.TalonOneURL)) + ".")
}

// accepted asks for the word without which nothing is changed.
func (t *talk) accepted(ctx context.Context, p plan.Plan) error {
	cards := func() {
		_ = report.Cards(t.page, t.Style, p.ByHand())
		t.page.say(aboutLineMode)
	}
	for {
		yes, err := t.agreed(ctx, acceptance(p), true, cards)
		if yes || err != nil {
			return err
		}
		t.page.say(`Nothing is changed. Type "back" to change an answer, or "quit" to leave.`)
	}
}

// acceptance is the question that fits what the plan would do.
func acceptance(p plan.Plan) string {
	switch {
	case p.NoChanges():
		return "There is nothing to change. Go on to the live check?"
	case len(p.Automatic()) == 0:
		return "talontap changes nothing here by itself. Go on to what is done by hand?"
	}
	return "Apply this? Nothing goes live by it."
}
