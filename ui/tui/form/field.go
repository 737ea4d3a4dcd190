package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/huh/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
)

// field is one question as it stands in a form: a Huh field that is typed into,
// and around it what Huh does not know.
type field struct {
	q      steps.Question
	face   huh.Field
	preset string // what stood in it by itself
	seen   bool   // somebody took it

	doubted string // what was said to look like something else; taken the second time
	err     error
	note    string // about the last paste

	text   string   // Line, Hidden
	yes    bool     // Confirm
	ticked []string // Checklist
	pick   *picker  // Choice, Search
	line   *line    // Line, Hidden
	ticks  *huh.MultiSelect[string]

	options []steps.Option
}

func newField(q steps.Question, st steps.State, styles *huh.Styles) *field {
	f := &field{q: q}
	switch q.Kind {
	case steps.Choice, steps.Search:
		f.pick = newPicker(q.Kind == steps.Search)
		f.face = f.pick
	case steps.Confirm:
		f.face = huh.NewConfirm().Affirmative("Yes").Negative("No").Value(&f.yes).Inline(true).WithButtonAlignment(0)
	case steps.Checklist:
		f.ticks = huh.NewMultiSelect[string]().Filterable(false)
		f.face = f.ticks
	default:
		f.line = newLine(q.Most(), q.Kind == steps.Hidden, styles, &f.text)
		f.face = f.line
	}
	f.face.WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return styles }))
	f.offer(st)
	f.set(q.Preset(st))
	f.preset = f.typed()
	return f
}

// offer gives the field its options, which may depend on earlier answers.
func (f *field) offer(st steps.State) {
	if f.q.Options == nil {
		return
	}
	f.options = f.q.Options(st)
	switch {
	case f.pick != nil:
		f.pick.offer(f.options)
	case f.ticks != nil:
		var out []huh.Option[string]
		for _, o := range f.options {
			out = append(out, huh.NewOption(o.Label, o.Value))
		}
		f.ticks.Options(out...)
	case f.line != nil:
		f.line.complete(f.values())
	}
}

// values are all that can be answered, or all that is offered to complete.
func (f *field) values() (all []string) {
	for _, o := range f.options {
		all = append(all, o.Value)
	}
	return all
}

// typed is what was answered, as steps takes it.
func (f *field) typed() string {
	switch {
	case f.pick != nil:
		return f.pick.value()
	case f.ticks != nil:
		return strings.Join(f.ticked, ",")
	case f.q.Kind == steps.Confirm:
		return strconv.FormatBool(f.yes)
	}
	return f.text
}

func (f *field) set(value string) {
	switch {
	case f.pick != nil:
		f.pick.choose(value)
	case f.ticks != nil:
		f.ticked = slices.DeleteFunc(strings.Split(value, ","), func(s string) bool { return s == "" })
		f.ticks.Value(&f.ticked)
	case f.q.Kind == steps.Confirm:
		f.yes = value == "true"
	default:
		f.line.set(value)
	}
}

// refresh brings a field up to date with what was answered before it. What the
// person put in stays.
func (f *field) refresh(st steps.State) {
	untouched := f.typed() == f.preset
	f.offer(st)
	if untouched {
		f.set(f.q.Preset(st))
		f.preset = f.typed()
	}
}

// settled reports whether nobody has to look at it.
func (f *field) settled(st steps.State) bool {
	if typed := f.typed(); typed != f.preset || f.q.Kind == steps.Hidden && typed != "" {
		return f.q.Check(st, typed) == nil
	}
	return f.q.Ready(st)
}

// isText reports whether letters are typed into it.
func (f *field) isText() bool { return f.line != nil || f.pick != nil && f.pick.search }

// room is how many more characters can be typed into it.
func (f *field) room() int {
	if f.pick != nil {
		return f.pick.room()
	}
	return f.line.room()
}

// summary is the answer on one line, as it stands while another field is asked.
func (f *field) summary(st steps.State) string {
	switch {
	case f.pick != nil:
		return f.pick.label()
	case f.ticks != nil:
		return phrase.Counted(len(f.ticked), "thing") + " ticked"
	case f.q.Kind == steps.Confirm:
		return phrase.Capital(phrase.YesNo(f.yes))
	case f.q.Kind != steps.Hidden:
		return cmp.Or(f.text, f.q.Empty)
	case f.text != "":
		return kit.Masks + "  " + cmp.Or(f.note, phrase.Counted(utf8.RuneCountInString(strings.TrimSpace(f.text)), "character"))
	}
	length, _, _ := strings.Cut(f.q.Known(st), ",") // where it came from is said while it is asked
	if length == "" {
		return ""
	}
	return kit.Masks + "  " + length
}
