package form

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Preview shows what comes of a step's answers while they are typed; nothing while
// what is typed does not serve.
func (f *Form) Preview(ink text.Palette, here *time.Location, width int) []string {
	if f.Question().Check(f.before(f.at), f.Typed()) != nil {
		return nil
	}
	switch f.step.ID {
	case steps.RuleStep:
		return titled(ink, words.FormRuleHolds, ruleDay(ink, here, f.SoFar(), width))
	case steps.Values:
		return titled(ink, f.SoFar().Channel().Say(words.FormEmailReads), text.Fill(Placeholder(f.SoFar()), width-2))
	}
	return nil
}

func titled(ink text.Palette, title string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append([]string{ink.Of(text.Dim, title)}, text.Hang("", 2, lines)...)
}

// Answer is what was answered, else the default it would get.
func Answer(st steps.State, k setup.Key) string {
	if st.Answers.Has(k) {
		return st.Answers.Text(k)
	}
	return setup.Default(k, st.Surroundings(), st.Answers)
}

// ruleDay says when the day begins and ends, for the Application, in UTC and
// where the person is, and shows a code of the pattern.
func ruleDay(ink text.Palette, here *time.Location, st steps.State, width int) []string {
	day, err := setup.ParseDay(Answer(st, setup.RuleDate), st.Observed.Zone)
	if err != nil {
		return nil
	}
	var lines []string
	add := func(label, says string) {
		lines = append(lines, kit.Hang(ink.Of(text.Dim, label), says, 10, width-2)...)
	}
	whole := day.Words()
	if st.Observed.Zone != nil {
		whole = fmt.Sprintf(words.FormWholeDay, whole, day.Zone())
	}
	add("Day", whole)
	add("UTC", span(day, time.UTC))
	if st.Observed.Zone == nil || here.String() != day.Zone().String() {
		add("Here", span(day, here))
	}
	add("A code", example(Answer(st, setup.CodePattern)))
	return lines
}

func span(day setup.Day, zone *time.Location) string {
	const layout = "2 Jan 2006 15:04"
	return day.Start().In(zone).Format(layout) + " to " + day.End().In(zone).Format(layout)
}

// example fills a pattern with characters that look random and never change.
func example(pattern string) string {
	const characters = "7K3Q88PD5TM2XW9C"
	n := 0
	return strings.Map(func(r rune) rune {
		if r != '#' {
			return r
		}
		n++
		return rune(characters[(n-1)%len(characters)])
	}, pattern)
}

// Placeholder is what the email has to hold for the answers so far.
func Placeholder(st steps.State) string {
	return setup.Email{DefaultText: Answer(st, setup.EmailDefaultText)}.Placeholder(
		setup.Event{Name: Answer(st, setup.EventName), Property: Answer(st, setup.EventProperty)})
}
