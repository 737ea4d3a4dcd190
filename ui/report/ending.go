package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// mostTasks is how many things that are left to do an ending lists.
const mostTasks = 3

// task is one thing that is left to do, and where or how.
type task struct{ what, how string }

// End writes the end of a setup on a few lines: what was done, what is left, what
// to run next, and last how it stands with the coupon's code. Setup has the rest.
func End(w io.Writer, style Style, sum Summary) error {
	s := newSheet(style)
	for _, l := range EndLines(sum, s.ink, style.width()) {
		s.line(l)
	}
	if !sum.Demo {
		for _, l := range text.Hang(s.ink.Of(text.Dim, text.Pad(words.EndKept, endColumn)), endColumn, shortened(kept(sum), style.width()-endColumn)) {
			s.line(l)
		}
	}
	s.line("")
	s.line(EndVerdict(sum, s.ink, style.width()))
	return s.flush(w)
}

// EndVerdict is how a setup stands, with the code that was followed.
func EndVerdict(sum Summary, ink text.Palette, width int) string {
	says, tone := standing(sum.Report, sum.Err)
	mark := map[text.Tone]status.Status{text.Good: status.Pass, text.Bad: status.Fail}[tone]
	sign, _ := text.Mark(cmp.Or(mark, status.Warn))
	if r := sum.Report.Live; r != nil && r.CouponCode != "" {
		arrival := words.EndCodeOnWay
		if r.Arrived {
			arrival = words.EndCodeArrived
		}
		says += " " + fmt.Sprintf(arrival, r.CouponCode)
	}
	return strings.Join(text.Hang(ink.Of(tone, sign+" "), 2, ink[tone].All(text.Wrap(says, width-2))), "\n")
}

// EndLines are what was done, what is left and what to run next.
func EndLines(sum Summary, ink text.Palette, width int) (lines []string) {
	add := func(label string, items ...string) {
		for i, item := range items {
			lead := ""
			if i == 0 {
				lead = label
			}
			lines = append(lines, ink.Of(text.Dim, text.Pad(lead, endColumn))+text.Short(item, width-endColumn))
		}
	}
	add(words.EndWas, done(sum.Report)...)
	add(words.EndLeftToDo, numbered(tasks(sum.Report), width-endColumn)...)
	if sum.Report.Live != nil && sum.Report.Enabled {
		var day []string
		for _, says := range sum.Report.Live.OnTheDay {
			day = append(day, shortened(says, width-endColumn)...)
		}
		add(words.EndDay, day...)
	}
	var next []string
	for _, c := range commands(sum) {
		next = append(next, c.run+": "+c.purpose)
	}
	add("Next", next...)
	return lines
}

// kept says where the credentials are, and the answers.
func kept(sum Summary) string {
	says := cmp.Or(sum.Report.Kept, "nowhere")
	if sum.SavedTo != "" {
		says += "; " + fmt.Sprintf(words.EndAnswersAt, sum.SavedTo)
	}
	return says
}

// endColumn is where the lines of an ending begin, behind their label.
const endColumn = 7

// done says in two lines what a setup did.
func done(r steps.Report) (lines []string) {
	var made, there []string
	for _, p := range r.Applied {
		switch p.State {
		case apply.Done:
			made = append(made, p.Title())
		case apply.Kept:
			there = append(there, p.Title())
		}
	}
	if len(made) > 0 {
		lines = append(lines, fmt.Sprintf(words.EndMade, strings.Join(made, ", ")))
	}
	if len(there) > 0 && len(made) == 0 {
		lines = append(lines, fmt.Sprintf(words.EndThere, strings.Join(there, ", ")))
	}
	if r.Live != nil {
		lines = append(lines, fmt.Sprintf(words.EndFollowed, phrase.Counted(len(r.Live.Proven), "thing"), len(r.Live.Rehearsed)))
	}
	if len(lines) == 0 {
		return []string{words.EndNothing}
	}
	return lines
}

// tasks are what is left to do, what matters most first.
func tasks(r steps.Report) (all []task) {
	if r.Unended != "" {
		all = append(all, task{words.EndOpen, r.Unended})
	}
	if r.Live != nil && r.Live.Diagnosis != nil {
		all = append(all, task{r.Live.Diagnosis.Sentence, r.Live.Diagnosis.Fix})
	}
	for _, c := range r.Left {
		all = append(all, task{cmp.Or(c.Card.Title, c.Title()+" "+c.Name), c.Card.Where})
	}
	said := func(fix string) bool { return slices.ContainsFunc(all, func(t task) bool { return t.how == fix }) }
	for _, of := range []check.Status{check.Fail, check.Warn} {
		for _, c := range r.Checklist.Checks {
			if c.Status == of && c.Fix != "" && !said(c.Fix) {
				all = append(all, task{c.Title, c.Fix})
			}
		}
	}
	for _, b := range r.Blocked {
		if !slices.ContainsFunc(all, func(t task) bool { return strings.Contains(b, t.what) }) {
			all = append(all, task{b, ""})
		}
	}
	if n := r.Checklist.Summary.Manual; n > 0 {
		all = append(all, task{fmt.Sprintf(words.EndToCheck, phrase.Counted(n, "thing")), ""})
	}
	return all
}

// shortened is a text on two lines at most.
func shortened(s string, width int) []string {
	if s == "" {
		return nil
	}
	lines := text.Wrap(phrase.Capital(s), width)
	if len(lines) < 3 {
		return lines
	}
	return []string{lines[0], text.Short(lines[1]+" …", width)}
}

// numbered is a list of tasks, each with how below it.
func numbered(all []task, width int) (lines []string) {
	for i, t := range all[:min(len(all), mostTasks)] {
		lines = append(lines, text.Hang(fmt.Sprintf("%d. ", i+1), 3, shortened(t.what, width-3))...)
		for _, l := range shortened(t.how, width-3) {
			lines = append(lines, "   "+l)
		}
	}
	if n := len(all) - mostTasks; n > 0 {
		lines = append(lines, fmt.Sprintf(words.EndMore, phrase.Counted(n, "more thing")))
	}
	return lines
}
