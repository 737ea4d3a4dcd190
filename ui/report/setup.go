package report

import (
	"cmp"
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/ui/text"
)

// Summary is the end of a setup or demo.
type Summary struct {
	Report  steps.Report
	Profile string // the saved setup's name; "" and "default" need no flag
	Demo    bool
	SavedTo string // where the answers are kept, in words; "": nowhere
	Err     error  // what kept the run from its end; nil: it came there
}

// Setup writes the end of a setup: how it stands, the live check with its coupon
// code, the checklist, the three lists, where things are kept, what is left for
// a person, and what to run next.
func Setup(w io.Writer, style Style, sum Summary) error {
	s := newSheet(style)
	r := sum.Report
	says, tone := standing(r, sum.Err)
	s.prose("", tone, says)
	for _, b := range r.Blocked {
		s.put(row{lead: " ! ", text: b, tone: text.Warn})
	}
	s.applied(r)
	if r.Live != nil {
		s.live(*r.Live)
	}
	if len(r.Checklist.Checks) > 0 {
		s.checklist(r.Checklist)
	}
	if r.Live != nil {
		s.lists(*r.Live)
	}
	s.leftOpen(r.Unended)
	s.kept(sum)
	s.cards(r.Left)
	s.next(sum)
	return s.flush(w)
}

// standing is the whole setup in one sentence.
func standing(r steps.Report, err error) (string, text.Tone) {
	failing := len(r.Checklist.Failing()) > 0 || r.Live != nil && len(r.Live.Failing()) > 0
	switch {
	case err != nil && len(r.Checklist.Checks) == 0:
		return fmt.Sprintf(words.EndNotFinished, running(r)), text.Bad
	case failing && r.Enabled:
		return words.EndEnabledFails, text.Bad
	case failing:
		return fmt.Sprintf(words.EndNotReady, running(r)), text.Bad
	case r.Checklist.Verdict() == check.Failed:
		return fmt.Sprintf(words.EndNotSeen, running(r)), text.Bad
	case r.Enabled && len(r.Left) > 0:
		return fmt.Sprintf(words.EndEnabledLeft, phrase.Counted(len(r.Left), "thing")), text.Warn
	case r.Enabled && r.Verdict() == check.Right:
		return words.EndDone, text.Good
	case r.Enabled:
		return words.EndEnabledNotRight, text.Bad
	case len(r.Left) > 0:
		return fmt.Sprintf(words.EndLeft, phrase.Counted(len(r.Left), "thing")), text.Warn
	}
	return words.EndReady, text.Warn
}

// running is whether the campaign runs, as it was last seen.
func running(r steps.Report) string {
	switch {
	case !r.Looked:
		return words.EndNotLooked
	case r.Enabled:
		return words.LineIsEnabled
	}
	return words.EndNotEnabled
}

// applied lists what was changed, where the rest of the report does not show it.
func (s *sheet) applied(r steps.Report) {
	if len(r.Checklist.Checks) > 0 {
		return
	}
	s.list(words.EndChanged, changes(r))
}

func changes(r steps.Report) (lines []string) {
	for _, p := range r.Applied {
		lines = append(lines, joined(p.Title()+": "+string(p.State), p.Detail))
	}
	return lines
}

// leftOpen says why a session at Talon.One is still open; "" is none.
func (s *sheet) leftOpen(why string) {
	if why != "" {
		s.list(words.EndOpen, []string{why})
	}
}

// Left writes what a setup that a person left has done until then: its changes,
// its test coupon, and what is still open. Nothing where it did nothing.
func Left(w io.Writer, style Style, r steps.Report) error {
	s := newSheet(style)
	lines := changes(r)
	if r.Live != nil && r.Live.CouponCode != "" {
		lines = append(lines, fmt.Sprintf(words.EndCoupon, r.Live.CouponCode))
	}
	if r.Looked && r.Enabled {
		lines = append(lines, words.CampaignIsEnabled)
	}
	s.list(words.EndSoFar, lines)
	s.leftOpen(r.Unended)
	return s.flush(w)
}

func (s *sheet) kept(sum Summary) {
	s.heading("Kept")
	s.prose("  Credentials: ", text.Plain, cmp.Or(sum.Report.Kept, "nowhere"))
	s.prose("  Answers: ", text.Plain, cmp.Or(sum.SavedTo, "nowhere"))
}

// command is a line a person may run, and what for.
type command struct{ run, purpose string }

func (s *sheet) next(sum Summary) {
	s.heading("Next")
	for _, c := range commands(sum) {
		s.prose("  ", text.Plain, c.purpose+":")
		s.copied("    ", c.run)
	}
}

func commands(sum Summary) []command {
	if sum.Demo {
		return []command{{"talontap setup", words.NextOwn}}
	}
	flag := ""
	if sum.Profile != "" && sum.Profile != "default" {
		flag = " --profile " + sum.Profile
	}
	var out []command
	switch {
	case len(sum.Report.Left) > 0:
		out = append(out, command{fmt.Sprintf("talontap setup%s", flag), words.NextByHand})
	case !sum.Report.Enabled:
		out = append(out, command{fmt.Sprintf("talontap setup%s", flag), words.NextEnable})
	}
	return append(out,
		command{fmt.Sprintf("talontap verify%s", flag), words.NextVerify},
		command{fmt.Sprintf("talontap rotate clevertap%s", flag), words.NextRotate},
	)
}
