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
	"github.com/talontap/talontap/steps/live"
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

// Setup writes what a setup ends with in full: the live check with its coupon code,
// the checklist, the three lists, and the cards of what is left for a person. Its
// ending is told behind it.
func Setup(w io.Writer, style Style, r steps.Report) error {
	s := newSheet(style)
	if r.Live != nil {
		s.live(*r.Live)
	}
	if len(r.Checklist.Checks) > 0 {
		s.checklist(r.Checklist)
	}
	if r.Live != nil {
		s.lists(*r.Live)
	}
	s.cards(r.Left)
	return s.flush(w)
}

// EndOfSetup is how a setup ended.
func EndOfSetup(sum Summary) Ending {
	r := sum.Report
	e := Ending{done: done(r), next: commands(sum), listed: words.EndListed}
	e.verdict, e.tone = standing(r, sum.Err)
	e.verdict += arrival(r.Live)
	if r.Live != nil && r.Enabled {
		for _, says := range r.Live.OnTheDay {
			e.day = append(e.day, phrase.Capital(says))
		}
	}
	if sum.Demo {
		e.listed = words.EndListedMore // nothing of it is there afterwards
	} else {
		kept := phrase.Capital(cmp.Or(r.Kept, "nowhere"))
		if sum.SavedTo != "" {
			kept += "; " + fmt.Sprintf(words.EndAnswersAt, sum.SavedTo)
		}
		e.kept = []string{kept}
	}
	e.left = tasks(r, e.listed)
	return e
}

// arrival says whether the code that was followed has arrived.
func arrival(r *live.Result) string {
	switch {
	case r == nil || r.CouponCode == "":
		return ""
	case r.Arrived:
		return " " + fmt.Sprintf(words.EndCodeArrived, r.CouponCode)
	}
	return " " + fmt.Sprintf(words.EndCodeOnWay, r.CouponCode)
}

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
		lines = append(lines, followed(*r.Live))
	}
	if len(lines) == 0 {
		return []string{words.EndNothing}
	}
	return lines
}

func followed(r live.Result) string {
	return fmt.Sprintf(words.EndFollowed, phrase.Counted(len(r.Proven), "thing"), len(r.Rehearsed))
}

// tasks are what is left to do, what matters most first; listed is what lists those
// that only a person can check.
func tasks(r steps.Report, listed string) []task {
	all, diagnosed := unended(r.Unended), ""
	if r.Live != nil && r.Live.Diagnosis != nil {
		diagnosed = r.Live.Diagnosis.Fix
		all = append(all, task{what: r.Live.Diagnosis.Sentence, how: diagnosed})
	}
	for _, c := range r.Left {
		all = append(all, task{what: cmp.Or(c.Card.Title, c.Title()+" "+c.Name), how: c.Card.Where})
	}
	said := func(fix string) bool { return slices.ContainsFunc(all, func(t task) bool { return t.how == fix }) }
	for _, c := range slices.Concat(r.Checklist.Failing(), r.Checklist.Unseen(), r.Checklist.Warned()) {
		switch how := cmp.Or(c.Fix, c.Detail); {
		case how == diagnosed: // it is the same, seen twice
		case said(how):
			all = append(all, task{what: wrong(c)})
		default:
			all = append(all, task{what: wrong(c), how: how})
		}
	}
	for _, b := range r.Blocked {
		if !slices.ContainsFunc(all, func(t task) bool { return strings.Contains(b, t.what) }) {
			all = append(all, task{what: b})
		}
	}
	if n := r.Checklist.Summary.Manual; n > 0 {
		all = append(all, task{what: fmt.Sprintf(words.EndToCheck, phrase.Counted(n, "thing"), listed)})
	}
	return all
}

// wrong names a check that is not as it should be, and in which way.
func wrong(c check.Check) string {
	switch c.Status {
	case check.Fail:
		return fmt.Sprintf(words.AllFails, c.Title)
	case check.Warn:
		return fmt.Sprintf(words.EndWarning, c.Title)
	}
	return fmt.Sprintf(words.AllUnseen, c.Title)
}

// unended is why a session at Talon.One is still open, as something left to do.
func unended(why string) []task {
	if why == "" {
		return nil
	}
	return []task{{what: words.EndOpen, how: why}}
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

func changes(r steps.Report) (lines []string) {
	for _, p := range r.Applied {
		lines = append(lines, joined(p.Title()+": "+string(p.State), p.Detail))
	}
	return lines
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
	if r.Unended != "" {
		s.list(words.EndOpen, []string{r.Unended})
	}
	return s.flush(w)
}

// commands are what to run next, each with what for.
func commands(sum Summary) (next []string) {
	if sum.Demo {
		return []string{run("setup", "", words.NextOwn)}
	}
	switch {
	case len(sum.Report.Left) > 0:
		next = append(next, run("setup", sum.Profile, words.NextByHand))
	case !sum.Report.Enabled && sum.Report.Paused:
		next = append(next, run("resume", sum.Profile, words.NextEnable))
	case !sum.Report.Enabled:
		next = append(next, run("setup", sum.Profile, words.NextEnable))
	}
	return append(next, run("verify", sum.Profile, words.NextVerify), run("rotate clevertap", sum.Profile, words.NextRotate))
}

// run is a command for a saved setup, and what it is for.
func run(command, profile, purpose string) string {
	if profile != "" && profile != "default" {
		command += " --profile " + profile
	}
	return "talontap " + command + ": " + purpose
}
