package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
)

// Live writes a live check: its hops, the coupon code on a line of its own, what
// is proven, rehearsed and only to be seen on the day, what keeps the campaign
// from being enabled, and what the check left behind.
func Live(w io.Writer, style Style, r live.Result) error {
	s := newSheet(style)
	s.live(r)
	s.lists(r)
	return s.flush(w)
}

func (s *sheet) live(r live.Result) {
	s.heading(words.LiveCheckTitle)
	for _, h := range r.Hops {
		if r.Depth != live.DepthSimulate || h.Status != live.Skip || h.ID == live.Simulate { // the verdict says what a simulation leaves out
			s.hop(h)
		}
	}
	if r.CouponCode != "" {
		s.gap()
		s.line(words.ReportCouponCode)
		s.line("  " + s.ink.Of(text.Strong, r.CouponCode)) // on a line of its own, to be copied
	}
	s.gap()
	words, tone := verdict(r)
	s.prose("", tone, words)
	s.diagnosis(r.Diagnosis)
}

// diagnosis is the one thing to know, where there is one. What is only about a
// later checkout stands in the lists.
func (s *sheet) diagnosis(d *live.Diagnosis) {
	if d == nil || d.Cause == live.NotRedeemable {
		return
	}
	s.prose("", text.Plain, d.Sentence)
	s.fix("", d.Fix)
}

func (s *sheet) hop(h live.Hop) {
	title := marked(h.Status, h.Title())
	if h.Status == live.Fail {
		title = shouted(h.Status, "FAILS: "+h.Title())
	}
	switch {
	case h.Status == live.Skip:
		s.put(title)
	case s.style.narrow():
		s.put(title)
		s.remark(joined("by "+doer(h.By), phrase.Took(h.Took)))
	default:
		s.columned(title, doer(h.By), phrase.Took(h.Took))
	}
	s.remark(h.Detail)
	if h.Status != live.Pass {
		s.fix("     ", h.Fix)
	}
}

// columned writes a row with who did it and how long it took in columns.
func (s *sheet) columned(r row, by, took string) {
	line := s.ink.Of(r.leadTone, r.lead) + s.ink.Of(r.tone, text.Pad(r.text, 28)) + fmt.Sprintf("%-11s%8s", by, took)
	s.line(strings.TrimRight(line, " "))
}

// verdict is the live check in one sentence, which claims what its depth can
// show and no more.
func verdict(r live.Result) (string, text.Tone) {
	if failing := r.Failing(); len(failing) > 0 {
		return fmt.Sprintf(words.ReportFailedAt, failing[0].Title()), text.Bad
	}
	simulated, _ := r.Of(live.Simulate)
	switch {
	case r.Arrived:
		return words.ReportArrived, text.Good
	case r.Depth == live.DepthSimulate && simulated.Status == live.Pass:
		return words.ReportSimulated, text.Good
	case r.Depth == live.DepthSimulate:
		return words.ReportSimulatedOpen, text.Warn
	}
	return words.LineNotArrived, text.Warn
}

func (s *sheet) lists(r live.Result) {
	s.list("Proven", r.Proven)
	s.list(words.Rehearsed, r.Rehearsed)
	s.list(words.OnTheDay, r.OnTheDay)
	if !r.Gate.Open {
		var compare []string
		for _, i := range r.Gate.Unseen {
			compare = append(compare, i.Says)
		}
		s.list(words.ReportToFix, r.Gate.Failures)
		s.list(words.ReportToCompare, compare)
	}
	s.list(words.ReportLeftBehind, r.Left)
	var requests []string // what the check cost each vendor
	for _, q := range r.Requests {
		requests = append(requests, fmt.Sprintf("%d × %s", q.Count, q.Call))
	}
	s.list(words.ReportRequests, requests)
}
