package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

const allSchema = "talontap.verify-all/v1"

// verdictSays is a verdict on a setup, in words.
type verdictSays struct {
	of      check.Exit
	name    string // what a script reads
	mark    status.Status
	counted string // how many there are of it
}

// allStandings are all there are, the gravest first.
var allStandings = []verdictSays{
	{check.Rejected, "rejected", status.Fail, words.AllCountRejected},
	{check.Wrong, "wrong", status.Fail, words.AllCountWrong},
	{check.Failed, "not seen", status.Unseen, words.AllCountUnseen},
	{check.Cancelled, "stopped", status.Skip, words.AllCountStopped},
	{check.Right, "right", status.Pass, words.AllCountRight},
}

func standingOf(verdict check.Exit) verdictSays {
	for _, s := range allStandings {
		if s.of == verdict {
			return s
		}
	}
	return verdictSays{of: verdict, name: "not seen", mark: status.Unseen}
}

// OutcomeLine is one of many setups that has been gone through, for a log.
func OutcomeLine(done, of int, o fleet.Outcome) string {
	return fmt.Sprintf("[%d/%d] ", done, of) + logged(standingOf(o.Verdict).mark, o.Profile, outcomeWords(o), phrase.Took(o.Took))
}

// outcomeWords is an outcome in one line.
func outcomeWords(o fleet.Outcome) string {
	switch {
	case o.Verdict == check.Cancelled:
		return words.AllStopped
	case o.Err != nil:
		what, why, _ := ErrorText(o.Err)
		return fmt.Sprintf(words.AllUnread, text.Line(joined(what, why)))
	case o.Verdict == check.Rejected:
		return words.AllRejected
	case o.Verdict == check.Failed:
		return fmt.Sprintf(words.AllUnseen, firstOf(o.Unseen))
	case len(o.Failing) > 0:
		return fmt.Sprintf(words.AllFails, firstOf(o.Failing))
	}
	says := strings.TrimSuffix(summary(o.Summary), ".")
	if o.Verdict == check.Right {
		return fmt.Sprintf(words.AllRight, says)
	}
	return says
}

// firstOf names the first of some checks, and says how many more there are.
func firstOf(checks []check.Check) string {
	if len(checks) == 0 {
		return ""
	}
	if more := len(checks) - 1; more > 0 {
		return fmt.Sprintf(words.AllMore, checks[0].Title, more)
	}
	return checks[0].Title
}

// allWords counts the setups by how they stand.
func allWords(all []fleet.Outcome) string {
	var parts []string
	for _, s := range allStandings {
		if n := countOf(all, s.of); n > 0 {
			parts = append(parts, fmt.Sprintf(s.counted, n))
		}
	}
	return fmt.Sprintf(words.AllHead, phrase.Counted(len(all), "setup"), strings.Join(parts, ", "))
}

func countOf(all []fleet.Outcome, verdict check.Exit) (n int) {
	for _, o := range all {
		if o.Verdict == verdict {
			n++
		}
	}
	return n
}

// All writes a line for each setup, in their order, and then what is amiss with each.
func All(w io.Writer, style Style, all []fleet.Outcome) error {
	s := newSheet(style)
	s.prose("", text.Strong, allWords(all))
	s.gap()
	for _, o := range all {
		s.put(marked(standingOf(o.Verdict).mark, o.Profile+": "+outcomeWords(o)))
	}
	for _, o := range all {
		s.amiss(o)
	}
	return s.flush(w)
}

// amiss writes what is to be done about a setup; nothing where nothing is.
func (s *sheet) amiss(o fleet.Outcome) {
	if o.Verdict == check.Right || o.Verdict == check.Cancelled {
		return
	}
	s.heading(o.Profile)
	for _, c := range append(o.Failing, o.Unseen...) {
		s.check(c)
	}
	if o.Err == nil {
		return
	}
	what, why, fix := ErrorText(o.Err)
	s.put(shouted(status.Unseen, what))
	s.remark(why)
	for _, f := range toGive(o.Err) {
		s.prose("     · ", text.Plain, f.Title+": "+f.Key.Variable())
	}
	s.fix("     ", fix)
}

type outcomeView struct {
	Profile string        `json:"profile"`
	Status  string        `json:"status"` // rejected, wrong, not seen, stopped or right
	Exit    check.Exit    `json:"exit"`   // what it adds to the exit status
	Summary check.Summary `json:"summary"`
	Failing []check.Check `json:"failing"`
	Unseen  []check.Check `json:"unseen"`
	TookMS  int64         `json:"took_ms"`
	Error   *errorView    `json:"error,omitempty"`
}

func viewOfOutcome(o fleet.Outcome) outcomeView {
	return outcomeView{Profile: o.Profile, Status: standingOf(o.Verdict).name, Exit: o.Verdict, Summary: o.Summary,
		Failing: list(o.Failing), Unseen: list(o.Unseen), TookMS: o.Took.Milliseconds(), Error: viewOfError(o.Err)}
}

// AllJSON writes the same for a script.
func AllJSON(w io.Writer, all []fleet.Outcome) error {
	view := struct {
		Schema   string         `json:"schema"`
		Profiles []outcomeView  `json:"profiles"`
		Summary  map[string]int `json:"summary"` // how many of each status
	}{allSchema, []outcomeView{}, map[string]int{}}
	for _, o := range all {
		view.Profiles = append(view.Profiles, viewOfOutcome(o))
	}
	for _, s := range allStandings {
		view.Summary[s.name] = countOf(all, s.of)
	}
	return encode(w, view)
}

// AllMarkdown writes a table of many setups, and then what is amiss with each.
func AllMarkdown(w io.Writer, all []fleet.Outcome) error {
	p := &markdownPen{}
	p.heading(1, says(strings.TrimSuffix(allWords(all), ".")))
	p.out.WriteString("\n" + words.AllTable)
	for _, o := range all {
		mark, _ := text.Mark(standingOf(o.Verdict).mark)
		p.out.WriteString("| " + mark + " | " + fenced(o.Profile) + " | " + escaped(outcomeWords(o)) + " |\n")
	}
	for _, o := range all {
		if o.Verdict != check.Right && o.Verdict != check.Cancelled {
			p.heading(2, code(o.Profile))
			penAmiss(p, o)
		}
	}
	_, err := io.WriteString(w, p.page())
	return err
}

// penAmiss lists what is amiss with a setup; nothing where nothing is.
func penAmiss(p pen, o fleet.Outcome) {
	penChecks(p, append(o.Failing, o.Unseen...))
	if o.Err != nil {
		what, why, fix := ErrorText(o.Err)
		p.item(0, open, says(text.Line(joined(what, why))))
		p.item(1, noBox, says("do: "+text.Line(fix)))
	}
}

const notifySchema = "talontap.notify/v1"

// Change is a setup that stands otherwise than it was last told.
type Change struct {
	Was string // see Standing
	Now fleet.Outcome
}

// Standing is a verdict in one word, as a script reads it.
func Standing(verdict check.Exit) string { return standingOf(verdict).name }

type changeView struct {
	Was string `json:"was"`
	outcomeView
}

// NoticeJSON writes what changed for a program.
func NoticeJSON(w io.Writer, changes []Change) error {
	view := struct {
		Schema  string       `json:"schema"`
		Text    string       `json:"text"`
		Changes []changeView `json:"changes"`
	}{notifySchema, noticeText(changes), nil}
	for _, c := range changes {
		view.Changes = append(view.Changes, changeView{c.Was, viewOfOutcome(c.Now)})
	}
	return encode(w, view)
}

// NoticeSlack writes it as Slack takes it, with the three signs escaped that could be
// read as a mention or a link there.
func NoticeSlack(w io.Writer, changes []Change) error {
	safe := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(noticeText(changes))
	return encode(w, struct {
		Text string `json:"text"`
	}{safe})
}

// noticeText is a line for each change.
func noticeText(changes []Change) string {
	var lines []string
	for _, c := range changes {
		mark, _ := text.Mark(standingOf(c.Now.Verdict).mark)
		lines = append(lines, mark+" "+behind(text.Line(c.Now.Profile+": "+outcomeWords(c.Now)), "it was "+c.Was))
	}
	return strings.Join(lines, "\n")
}
