package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
)

// questions asks a step's questions one after the other.
func (t *talk) questions(ctx context.Context, step steps.Step) error {
	for i := 0; i < len(step.Asked(t.Flow.State())); i++ {
		err := t.question(ctx, step.Asked(t.Flow.State())[i])
		switch {
		case errors.Is(err, errBack) && i > 0:
			i -= 2
		case err != nil:
			return err
		}
	}
	return nil
}

// question asks until there is an answer that can be taken.
func (t *talk) question(ctx context.Context, q steps.Question) error {
	t.pose(q)
	doubted := ""
	for {
		typed, err := t.answer(ctx, q)
		if err != nil {
			return err
		}
		if says := q.Key.Doubt(typed); says != "" && doubted != typed {
			doubted = typed
			t.page.wrong(says)
			continue
		}
		next, err := q.Take(t.Flow.State(), typed)
		if err == nil {
			t.Flow.Note(next)
			if q.Kind == steps.Hidden && typed != "" { // a paste that was cut short is noticed
				t.page.say(phrase.Counted(t.Flow.State().Answers.Secret(q.Key).Len(), "character") + " taken.")
			}
			return nil
		}
		t.page.wrong(err.Error())
		t.page.say(q.Title)
	}
}

// pose says what is asked, what for, and where the answer is found.
func (t *talk) pose(q steps.Question) {
	t.page.gap()
	t.page.say(q.Title)
	t.page.under("", q.Help)
	t.page.under("Where: ", q.Where)
}

// answer gives what Question.Take shall take.
func (t *talk) answer(ctx context.Context, q steps.Question) (string, error) {
	switch q.Kind {
	case steps.Hidden:
		return t.ask(ctx, prompt{text: hiddenPrompt(q, t.Flow.State()), more: t.more(q), secret: true})
	case steps.Confirm:
		yes, err := t.agreed(ctx, words.LineYourAnswer, q.Preset(t.Flow.State()) == "true", t.more(q))
		return fmt.Sprint(yes), err
	case steps.Choice, steps.Search:
		return t.choose(ctx, q)
	case steps.Checklist:
		return t.tick(ctx, q)
	}
	return t.line(ctx, q)
}

// nothing is typed to leave an answer empty that would have another by Enter.
const nothing = "-"

func (t *talk) line(ctx context.Context, q steps.Question) (string, error) {
	preset := q.Preset(t.Flow.State())
	t.suggest(q)
	typed, err := t.ask(ctx, prompt{text: linePrompt(q, preset), more: t.more(q)})
	switch {
	case err != nil:
		return "", err
	case typed == "":
		return preset, nil
	case typed == nothing && q.Optional:
		return "", nil
	}
	return typed, nil
}

func linePrompt(q steps.Question, preset string) string {
	switch {
	case preset == "" && q.Optional:
		return words.LineLeaveEmpty
	case preset == "":
		return words.LineTypeIt
	case q.Optional:
		return fmt.Sprintf(words.LineEnterOrEmpty, preset, nothing)
	}
	return fmt.Sprintf(words.LineEnterForIt, preset)
}

func hiddenPrompt(q steps.Question, s steps.State) string {
	if known := q.Known(s); known != "" {
		return "Known: " + known + "."
	}
	if q.Optional {
		return words.LineLeaveEmpty
	}
	return words.LineTypeOrPaste
}

// mostSuggestions is how many of the known answers are read out.
const mostSuggestions = 10

// suggest lists answers that are known already, for a line that may be anything.
func (t *talk) suggest(q steps.Question) {
	if q.Options == nil {
		return
	}
	var names []string
	for _, o := range q.Options(t.Flow.State()) {
		names = append(names, o.Value)
	}
	if len(names) == 0 {
		return
	}
	more := ""
	if n := len(names) - mostSuggestions; n > 0 {
		names, more = names[:mostSuggestions], fmt.Sprintf(words.LineAndMore, n)
	}
	t.page.under(words.LineKnown, strings.Join(names, ", ")+more)
}

// more says again what is asked, and how the line mode works.
func (t *talk) more(q steps.Question) func() {
	return func() {
		t.pose(q)
		t.page.say(words.LineHelp)
	}
}
