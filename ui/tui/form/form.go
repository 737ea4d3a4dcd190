// Package form asks the questions of one step, in a terminal: it draws them, takes
// what is typed, checks the answers as package steps says, and shows what comes of
// them while they are typed.
//
// Inside is one Huh form of one group, which hands what is typed to the field in
// focus: Huh's Confirm and MultiSelect, and its Input and Select on parts of Bubbles
// that we can reach. What Huh cannot do yet is done here:
//   - going back from an invalid answer, which locks its form for good
//     (charmbracelet/huh#540, #650, #655, #720): so moving and checking are ours;
//   - hiding a field by an earlier answer, which it can for groups alone
//     (charmbracelet/huh#700): so the form is built anew where the questions change;
//   - options longer than a line (charmbracelet/huh#769): so we draw those of a
//     MultiSelect;
//   - a list of ten thousand options, of which its Select paints every one for every
//     key (no issue known);
//   - word keys that cannot crash (charmbracelet/bubbles#1056), which its Input
//     passes on to the text input.
//
// It must never ask what steps does not ask, show a secret, wait for anything, or
// decide what comes after the step.
package form

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Form asks one step's questions. Its commands are not run; all they do is move
// the focus and blink.
type Form struct {
	step   steps.Step
	base   steps.State // before this step
	all    []*field    // one for each question; nil until it was shown
	shown  []*field
	at     int
	huh    *huh.Form
	styles *huh.Styles
}

// New is the form of a step, with what was answered before.
func New(step steps.Step, st steps.State, styles *huh.Styles) *Form {
	f := &Form{step: step, base: st, all: make([]*field, len(step.Questions)), styles: styles}
	f.arrange()
	f.Focus(max(f.wanting(0), 0))
	return f
}

// wanting is the first field from one on, and then from the top, that somebody has
// to look at; -1: there is none.
func (f *Form) wanting(from int) int {
	for i := range f.shown {
		n := (from + i) % len(f.shown)
		if field := f.shown[n]; !field.seen && !field.settled(f.before(n)) {
			return n
		}
	}
	return -1
}

// Whole reports whether nobody has to look at any field.
func (f *Form) Whole() bool { return f.wanting(0) < 0 }

// arrange finds the questions to show, which may depend on the answers to
// earlier ones, and reports whether they are others than before. A question
// that comes back has the answer it had.
func (f *Form) arrange() bool {
	var shown []*field
	st := f.base
	for i, q := range f.step.Questions {
		if q.Shown != nil && !q.Shown(st) {
			continue
		}
		if f.all[i] == nil {
			f.all[i] = newField(q, st, f.styles)
		}
		f.all[i].q = q.Said(st.Channel())
		shown = append(shown, f.all[i])
		st = withAnswer(q, st, f.all[i].typed())
	}
	if f.huh != nil && slices.Equal(shown, f.shown) {
		return false
	}
	f.shown = shown
	var faces []huh.Field
	for _, field := range shown {
		faces = append(faces, field.face)
	}
	f.huh = huh.NewForm(huh.NewGroup(faces...)).WithShowHelp(false).WithShowErrors(false)
	f.huh.Init()
	return true
}

// withAnswer is the state with one more answer, or as it was where it is unfit.
func withAnswer(q steps.Question, st steps.State, typed string) steps.State {
	next, err := q.Take(st, typed)
	if err != nil {
		return st
	}
	return next
}

// before is the state with the answers above one field.
func (f *Form) before(n int) steps.State {
	st := f.base
	for _, field := range f.shown[:n] {
		st = withAnswer(field.q, st, field.typed())
	}
	return st
}

// SoFar is the state with every answer that is fit, those to come too, so that
// nothing is lost when the step is left.
func (f *Form) SoFar() steps.State { return f.before(len(f.shown)) }

func (f *Form) current() *field { return f.shown[f.at] }

// Question is the question in focus.
func (f *Form) Question() steps.Question { return f.current().q }

// Page is the page on which the answer to the question in focus is found; "": none
// is known.
func (f *Form) Page() string {
	if f.Question().Page == nil {
		return ""
	}
	return f.Question().Page(f.SoFar())
}

// Typed is what stands in the field in focus.
func (f *Form) Typed() string { return f.current().typed() }

// Typing reports whether letters go into a text.
func (f *Form) Typing() bool { return f.current().isText() }

// Refuse says below the field in focus why its answer does not serve.
func (f *Form) Refuse(err error) { f.current().err = err }

// Observe takes what was seen at the services, which may become options.
func (f *Form) Observe(o steps.Observed) { f.base.Observed = o }

// Put answers a question in the person's place.
func (f *Form) Put(k setup.Key, answer string, st steps.State) {
	if i := f.of(k); i >= 0 {
		f.shown[i].refresh(st)
		f.shown[i].set(answer)
	}
}

// of is the field of a key; -1: it is not shown.
func (f *Form) of(k setup.Key) int {
	return slices.IndexFunc(f.shown, func(field *field) bool { return field.q.Key == k })
}

// Settles reports whether a letter is the whole answer of the field in focus, and
// gives it: y and n to a question, a to things that are all so.
func (f *Form) Settles(letter string) bool {
	here := f.current()
	switch {
	case here.q.Kind == steps.Confirm && (letter == "y" || letter == "n"):
		here.yes = letter == "y"
		f.rearranged()
	case here.ticks != nil && letter == "a":
		here.set(strings.Join(here.values(), ","))
	default:
		return false
	}
	return true
}

// Lists reports whether the arrows move within the field in focus.
func (f *Form) Lists() bool { return f.current().pick != nil || f.current().ticks != nil }

// EndSearch ends the search in the field in focus, where there is one.
func (f *Form) EndSearch() bool {
	p := f.current().pick
	return p != nil && p.clear()
}

// Keys lists what can be pressed in the field in focus.
func (f *Form) Keys() []kit.Hint {
	keys := kit.Keys("enter", "next", "esc", "back")
	q := f.Question()
	switch q.Kind {
	case steps.Choice, steps.Search:
		return append(keys, kit.Key("↑↓", "choose"))
	case steps.Confirm:
		return append(keys, kit.Keys("y", "yes", "n", "no")...)
	case steps.Date:
		return append(keys, kit.Keys("←→", "day", "↑↓", "week", "pgdn", "month")...)
	case steps.Checklist:
		return append(keys, kit.Keys("a", "all are so", "space", "tick", "↑↓", "move")...)
	}
	return slices.Concat(keys,
		kit.KeysIf(q.Copy != "", "ctrl+y", "copy the list"),
		kit.KeysIf(f.Page() != "", "ctrl+o", "open the page"),
		kit.KeysIf(q.Options != nil, "ctrl+e", "complete"))
}

// Focus moves to one field and brings it up to date with those above it.
func (f *Form) Focus(n int) {
	f.shown[n].refresh(f.before(n))
	for ; f.at < n; f.at++ {
		f.huh.Update(huh.NextField())
	}
	for ; f.at > n; f.at-- {
		f.huh.Update(huh.PrevField())
	}
}

// Find moves to the question of a key, where it is shown.
func (f *Form) Find(k setup.Key) {
	if i := f.of(k); i >= 0 {
		f.Focus(i)
	}
}

// rearranged puts the focus back where it was after the questions changed.
func (f *Form) rearranged() {
	here := f.current()
	if !f.arrange() {
		return
	}
	f.at = 0
	if i := slices.Index(f.shown, here); i >= 0 {
		f.Focus(i)
	}
}

// Enter takes the field in focus and goes to the next that somebody has to look at.
// Where there is none, it reports that the form is complete.
func (f *Form) Enter() (complete bool) {
	if !f.take() {
		return false
	}
	if n := f.wanting(f.at + 1); n >= 0 {
		f.Focus(n)
		return false
	}
	return f.sound()
}

// Down takes the field in focus and goes to the one below.
func (f *Form) Down() {
	if f.take() && f.at < len(f.shown)-1 {
		f.Focus(f.at + 1)
	}
}

// take checks the field in focus.
func (f *Form) take() bool {
	here := f.current()
	next, err := here.q.Take(f.before(f.at), here.typed())
	if here.err = err; err != nil {
		return false
	}
	if says := here.q.Key.Doubt(here.typed()); says != "" && here.doubted != here.typed() {
		here.doubted, here.err = here.typed(), errors.New(says)
		return false
	}
	here.seen = true
	f.spread(next)
	f.rearranged()
	for n := f.at + 1; n < len(f.shown); n++ { // a default may follow from what was taken
		f.shown[n].refresh(f.before(n))
	}
	return true
}

// spread puts what was read out of a dashboard's address into the fields that it
// answers.
func (f *Form) spread(st steps.State) {
	if f.current().q.Key != setup.ProjectID || st.Answers.Text(setup.ProjectID) == f.current().typed() {
		return
	}
	if i := f.of(setup.Region); i >= 0 && st.Answers.Has(setup.Region) {
		f.shown[i].offer(st)
		f.shown[i].set(st.Answers.Text(setup.Region))
		f.shown[i].seen = true
	}
	f.current().set(st.Answers.Text(setup.ProjectID))
}

// sound checks all answers once more from the top, since one may have been
// changed after those below it, and goes to the first that is unfit.
func (f *Form) sound() bool {
	st := f.base
	for i, field := range f.shown {
		var err error
		if st, err = field.q.Take(st, field.typed()); err != nil {
			field.err = err
			f.Focus(i)
			return false
		}
	}
	return true
}

// Prev goes to the field above; first reports that there is none.
func (f *Form) Prev() (first bool) {
	if f.at == 0 {
		return true
	}
	f.current().err = nil
	f.Focus(f.at - 1)
	return false
}

// Press types a key into the field in focus.
func (f *Form) Press(k tea.KeyPressMsg) {
	here := f.current()
	here.err, here.note = nil, ""
	if k.Text != "" && here.isText() && here.room() == 0 {
		here.err = errors.New(words.FormFull)
		return
	}
	f.huh.Update(k)
	f.rearranged()
}

// Paste types a paste. Line breaks at its end are the copying's, not the
// answer's. One that does not fit is no answer: what stands there stays. Where the
// field was empty and the paste is its whole answer, the next that somebody has to
// look at is asked.
func (f *Form) Paste(text string) {
	here := f.current()
	if !here.isText() {
		return
	}
	empty := here.typed() == ""
	clean := strings.TrimSpace(text)
	here.err, here.note = nil, ""
	if named := setup.Named(clean); len(named) > 0 && f.step.ID != steps.NewCredential {
		f.fill(named)
		return
	}
	if has, most := utf8.RuneCountInString(clean), here.room(); has > most {
		here.err = fmt.Errorf(words.FormPasteTooLong, phrase.Counted(has, "character"), phrase.Number(float64(most)))
		return
	}
	if here.pick != nil {
		here.pick.add(clean)
		return
	}
	f.huh.Update(tea.PasteMsg{Content: clean})
	if here.q.Kind == steps.Hidden {
		here.note = fmt.Sprintf("%s taken", phrase.Counted(utf8.RuneCountInString(clean), "character"))
		if clean != text {
			here.note += words.FormBlanksRemoved
		}
	}
	f.rearranged()
	if empty && here.line != nil && here.q.Check(f.before(f.at), here.typed()) == nil {
		f.Enter()
	}
}
