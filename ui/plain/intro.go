package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
)

// intro greets, settles what an earlier run left, and begins. What was read in an
// earlier run is not said again.
func (t *talk) intro(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	if turn.May(steps.Undo) && !t.offered {
		t.page.gap()
		t.page.say(turn.State.Earlier.Words())
		d, err := t.unfinished(ctx, turn, fmt.Sprintf(words.LineUnfinished, words.UnfinishedGoOn))
		if d == steps.Undo || err != nil {
			return d, err
		}
	}
	if turn.Met {
		return steps.GoOn, nil
	}
	t.head(turn)
	if turn.Step.Act == steps.ShowRotation {
		return steps.GoOn, nil // the question that follows waits
	}
	for _, line := range turn.State.Begun() {
		t.page.say(line)
	}
	_, err := t.ask(ctx, prompt{text: words.LineBegin})
	return steps.GoOn, err
}

// greet says where a saved setup is taken up.
func (t *talk) greet() {
	st := t.Flow.State()
	t.page.say(fmt.Sprintf(words.LineOpening, words.LineHelp))
	if st.Secrets.Where != "" {
		t.page.say(fmt.Sprintf(words.LineSecrets, st.Secrets))
	}
	if !st.Saved || t.Flow.Next().At == steps.AtStatus {
		return
	}
	var done []string
	for _, s := range t.Flow.List() {
		if st.Confirmed[s.ID] || s.Act == steps.ShowIntro && t.Flow.Next().Met {
			done = append(done, s.Title)
		}
	}
	if len(done) > 0 {
		t.page.say(fmt.Sprintf(words.LineWelcomeBack, strings.Join(done, ", ")))
	}
}

// head opens a step: its place, which kind of account is at stake, and what it
// is about.
func (t *talk) head(turn steps.Turn) {
	t.page.gap()
	number, of := steps.Position(t.Flow.List(), turn.Step)
	title := fmt.Sprintf(words.LineStep, number, of, turn.Step.Title)
	if kind := turn.State.AccountKind(); kind != "" {
		title += " (" + kind + ")"
	}
	t.page.say(title)
	if turn.Step.Intro != "" {
		t.page.say(turn.Step.Intro)
	}
}

// unfinished offers to go on with an earlier run that did not come to its end,
// or to take back what it made. That is offered once: where it is not taken back,
// going on with it is still a way.
func (t *talk) unfinished(ctx context.Context, turn steps.Turn, question string) (steps.Decision, error) {
	back, err := t.word(ctx, question, "take back", words.LineTakeBackOr)
	for ; errors.Is(err, errBack); back, err = t.word(ctx, question, "take back", words.LineTakeBackOr) {
		t.first(turn)
	}
	t.offered = err == nil
	if back {
		return steps.Undo, nil
	}
	return steps.GoOn, err
}

// taking asks before anything is taken back.
func (t *talk) taking(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	question := turn.Taking.Question()
	if question == "" {
		return steps.Yes, nil
	}
	d, err := t.decision(ctx, question, false, steps.Yes, steps.No)
	if errors.Is(err, errBack) {
		return steps.No, nil
	}
	return d, err
}

// taken says what is left to be removed by hand.
func (t *talk) taken(turn steps.Turn) {
	if turn.Err != nil {
		t.failed(turn.Err)
		return
	}
	for _, b := range turn.Taken {
		if b.Where != "" {
			t.page.say(fmt.Sprintf(words.LineRemoveByHand, b.Where))
		}
	}
}
