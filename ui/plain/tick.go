package plain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
)

// ticks is a checklist on its way.
type ticks struct {
	options []steps.Option
	on      []bool
}

func newTicks(options []steps.Option, preset string) ticks {
	k := ticks{options: options, on: make([]bool, len(options))}
	for i, o := range options {
		k.on[i] = slices.Contains(strings.Split(preset, ","), o.Value)
	}
	return k
}

// tick lets any of the options be ticked, and gives the values of those that
// are, with commas between them.
func (t *talk) tick(ctx context.Context, q steps.Question) (string, error) {
	k := newTicks(q.Options(t.Flow.State()), q.Preset(t.Flow.State()))
	for {
		for i := range k.options {
			t.page.point(strconv.Itoa(i+1)+":", k.words(i))
		}
		typed, err := t.ask(ctx, prompt{more: t.more(q),
			text: words.LineTick})
		if err != nil {
			return "", err
		}
		if typed == "" {
			return k.value(), nil
		}
		if err := k.change(typed); err != nil {
			t.page.wrong(err.Error())
		}
	}
}

// words is one line of the list. The state is said in a word, for it is heard.
func (k ticks) words(i int) string {
	line := k.options[i].Label + " (" + phrase.YesNo(k.on[i]) + ")"
	if where := k.options[i].Where; where != "" {
		line += ". Look: " + where
	}
	return line
}

// change flips the numbers that were typed; all of them are understood, or none
// is flipped.
func (k ticks) change(typed string) error {
	switch typed = strings.ToLower(typed); typed {
	case "all", "none":
		for i := range k.on {
			k.on[i] = typed == "all"
		}
		return nil
	}
	var flipped []int
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(k.options) {
			return fmt.Errorf(words.LineNoTick, word, len(k.options))
		}
		flipped = append(flipped, n-1)
	}
	for _, i := range flipped {
		k.on[i] = !k.on[i]
	}
	return nil
}

func (k ticks) value() string {
	var out []string
	for i, o := range k.options {
		if k.on[i] {
			out = append(out, o.Value)
		}
	}
	return strings.Join(out, ",")
}
