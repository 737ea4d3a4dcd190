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

// mostListed is how many options are read out at once.
const mostListed = 20

// menu is a choice among options. Options are numbered in the order in which
// they were last listed; where their values are numbers themselves, such as
// Application IDs, those are used instead, so that no number means two things.
type menu struct {
	all     []steps.Option
	listed  []steps.Option
	numeric bool
}

func (t *talk) choose(ctx context.Context, q steps.Question) (string, error) {
	m := &menu{all: q.Options(t.Flow.State())}
	m.numeric = slices.ContainsFunc(m.all, func(o steps.Option) bool { return isNumber(o.Value) })
	if len(m.all) == 0 {
		t.page.under("", words.LineNoChoice)
		return t.line(ctx, steps.Question{Key: q.Key, Optional: q.Optional, Default: q.Preset})
	}
	preset, hasPreset := m.exactly(q.Preset(t.Flow.State()))
	if len(m.all) > mostListed {
		t.page.under("", fmt.Sprintf(words.LineChoices, len(m.all)))
	} else {
		t.readOut(m, m.all)
	}
	for {
		typed, err := t.ask(ctx, prompt{text: m.prompt(preset, hasPreset), more: t.more(q)})
		if err != nil {
			return "", err
		}
		if typed == "" && hasPreset {
			return preset.Value, nil
		}
		if o, ok := t.pick(m, typed); ok {
			t.page.say("Chosen: " + o.Label)
			return o.Value, nil
		}
	}
}

// pick finds the option that was meant. Where several or none may be, it says
// so and lists them.
func (t *talk) pick(m *menu, typed string) (steps.Option, bool) {
	if o, ok := m.exactly(typed); ok && typed != "" {
		return o, true
	}
	if o, ok := m.numbered(typed); ok {
		return o, true
	}
	found := m.holding(typed)
	switch {
	case typed == "":
		t.page.wrong(words.LineChooseOne)
	case m.numeric && isNumber(typed):
		t.page.wrong(fmt.Sprintf(words.LineNoNumber, typed))
	case len(found) == 0:
		t.page.wrong(fmt.Sprintf(words.LineNoMatch, typed))
	case len(found) == 1:
		return found[0], true
	default:
		t.readOut(m, found)
	}
	return steps.Option{}, false
}

// readOut says the options, twenty at most, and gives them their numbers.
func (t *talk) readOut(m *menu, options []steps.Option) {
	m.listed = options[:min(len(options), mostListed)]
	for i, o := range m.listed {
		t.page.point(m.name(i)+":", o.Label)
	}
	if n := len(options) - len(m.listed); n > 0 {
		t.page.under("", fmt.Sprintf(words.LineMore, n))
	}
}

// name is what is typed for an option that was listed.
func (m *menu) name(i int) string {
	switch {
	case !m.numeric:
		return strconv.Itoa(i + 1)
	case m.listed[i].Value == "":
		return nothing
	}
	return m.listed[i].Value
}

func (m *menu) prompt(preset steps.Option, hasPreset bool) string {
	how := words.LineTypeNumber
	if len(m.all) > mostListed {
		how = words.LineTypePart
	}
	if hasPreset {
		return fmt.Sprintf(words.LineEnterFor, how, preset.Label)
	}
	return how + "."
}

// exactly finds an option by its value or its whole label.
func (m *menu) exactly(typed string) (steps.Option, bool) {
	for _, o := range m.all {
		if o.Value == typed || typed == nothing && o.Value == "" {
			return o, true
		}
	}
	for _, o := range m.all {
		if typed != "" && (strings.EqualFold(o.Value, typed) || strings.EqualFold(o.Label, typed)) {
			return o, true
		}
	}
	return steps.Option{}, false
}

// numbered finds an option by the number it was last listed with.
func (m *menu) numbered(typed string) (steps.Option, bool) {
	n, err := strconv.Atoi(typed)
	if err != nil || m.numeric || n < 1 || n > len(m.listed) {
		return steps.Option{}, false
	}
	return m.listed[n-1], true
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

// holding finds the options with a text in their labels.
func (m *menu) holding(text string) []steps.Option {
	text = strings.ToLower(text)
	return slices.DeleteFunc(slices.Clone(m.all), func(o steps.Option) bool {
		return !strings.Contains(strings.ToLower(o.Label), text)
	})
}

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
