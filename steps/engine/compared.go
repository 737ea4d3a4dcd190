package engine

import (
	"fmt"
	"slices"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// comparison is what a person compares today where the vendor shows too little of
// the rule: the very ruleset as it is now, with what is wanted now. A difference is
// what its ID says, of its object.
func comparison(w setup.Wanted, at plan.Standing, of live.Item) note.Comparison {
	switch {
	case of.ID == live.EmailText:
		return steps.EmailComparison(w)
	case of.Object != "":
		return note.Comparison{Object: of.Object}
	}
	return note.Comparison{
		Object: fmt.Sprintf("ruleset %d", at.RulesetID), As: at.Fingerprint,
		With: plan.Fingerprint([]any{w.Rule.Name, w.Rule.Day.ISO(), w.Rule.Day.Zone().String(), w.Rule.RedemptionLimit, w.Parameters, at.Webhook.ID}),
	}
}

// comparedNow tells the plan whether a person compared the rule that stands.
func comparedNow(st steps.State, w setup.Wanted, at plan.Standing) string {
	c := st.Noted.Compared[live.RuleUnread]
	if !c.Holds(comparison(w, at, live.Item{ID: live.RuleUnread})) {
		return ""
	}
	return c.On.Words()
}

// Compared notes, with today's date, that a person compared something the last live
// check could not see (one of its Gate.Unseen). It is the only thing that opens a gate
// which nothing proves: nobody but a person who has seen it may give this word.
func (s *Session) Compared(st steps.State, what live.Item) steps.State {
	now := s.world.Now()
	s.change(func(n *snapshot) {
		c := comparison(n.wanted, n.standing, what)
		c.On = note.On(now)
		st.Noted.Compared = note.With(st.Noted.Compared, what.ID, c)
		if n.result != nil {
			n.answer(n.result, st.Noted)
		}
		n.seen.Campaign.Compared, n.seen.Judged = comparedNow(st, n.wanted, n.standing), judged(st.Noted)
	})
	return st
}

// judged are the days on which a person judged something, by its ID.
func judged(n note.Notes) map[string]string {
	out := map[string]string{}
	for id, c := range n.Compared {
		out[string(id)] = c.On.Words()
	}
	return out
}

// answer keeps a live check's result. It takes what a person compared out of what
// is unseen, and opens the gate where nothing else keeps it shut.
func (n *snapshot) answer(r *live.Result, noted note.Notes) {
	out := *r // whoever holds the last result keeps it as it was
	g := &out.Gate
	unseen := []live.Item{}
	for _, item := range g.Unseen {
		if noted.Compared[item.ID].Holds(comparison(n.wanted, n.standing, item)) {
			g.Compared = append(g.Compared, item)
			continue
		}
		unseen = append(unseen, item)
	}
	g.Unseen = unseen
	g.Open = len(g.Failures) == 0 && len(g.Unseen) == 0
	n.result = &out
}

// Weigh says whether the campaign may be enabled, as the last live check left it. Its
// blockers are what makes a code worth nothing although the way to the customer is
// proven: no run enables over one of them by itself.
func (s *Session) Weigh() steps.Weighed {
	n := s.last()
	w := steps.Weighed{May: n.mayEnable(), Enabled: n.standing.Enabled()}
	if n.result != nil {
		w.Gate = n.result.Gate
	}
	if r := n.notes.refusal(n.standing.Campaign.ID); r != nil && !n.wanted.Elsewhere {
		w.Blockers = []string{fmt.Sprintf(words.BlockerRefused, r.Detail, r.Fix)}
	}
	w.Paused = since(n.notes.paused, n.standing.Campaign.ID) != ""
	return w
}

// mayEnable reports whether the rule is proven and what it depends on is not left.
func (n *snapshot) mayEnable() bool {
	if n.result == nil || !n.result.Gate.Open || !n.standing.Complete() {
		return false
	}
	return !slices.ContainsFunc(n.left, steps.NeededForLive)
}

// ReadInbox takes what a person found in the mail of the test address, and gives the
// last live check as it is now, and the state that keeps it. An error is a sentence
// about what was entered, and changes nothing.
func (s *Session) ReadInbox(st steps.State, entered string) (steps.State, live.Result, error) {
	now := s.last()
	if now.result == nil || !now.result.AwaitsInbox() {
		return st, live.Result{}, steps.ErrNoInbox
	}
	read, err := now.result.ReadInbox(now.wanted, entered)
	if err != nil {
		return st, *now.result, err
	}
	s.change(func(n *snapshot) { n.result = &read })
	st.Noted.Received = note.Received{}
	if h, _ := read.Of(live.Inbox); h.Status == live.Pass {
		st.Noted.Received = now.receivedOn(note.On(s.world.Now()))
	}
	return st, read, nil
}

// receivedOn is the note about an email of the campaign and placeholder that are
// wanted now: what is said of one is not said of another.
func (n *snapshot) receivedOn(day note.Day) note.Received {
	return note.Received{On: day, Campaign: n.wanted.Email.Noted(), Placeholder: n.wanted.Email.Placeholder(n.wanted.Event)}
}

// received judges the email of the test coupon: as this session's live check saw
// it, else as a person once did.
func (n *snapshot) received() *check.Check {
	if n.result != nil && n.result.Depth != live.DepthSimulate {
		if h, ok := n.result.Of(live.Inbox); ok && h.Status != live.Skip {
			return asCheck(h)
		}
	}
	if n.read.On == "" || n.read != n.receivedOn(n.read.On) {
		return nil
	}
	return &check.Check{Status: check.Pass, Detail: fmt.Sprintf(words.CheckYouRead, n.read.On.Words())}
}
