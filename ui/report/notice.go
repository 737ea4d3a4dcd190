package report

import (
	"io"
	"strings"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/ui/text"
)

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
