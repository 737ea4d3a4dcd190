package live

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// What a person answers who finds no code to enter.
const (
	NoMail    = "none"  // no email came
	OtherMail = "wrong" // one came, and shows something else in the code's place
)

// AskInbox is what a person is asked who can open the mail, or the messages, of the
// test address.
func AskInbox(c phrase.Channel, address string) string {
	return fmt.Sprintf(c.Say(words.LiveCodeQuestion), address, NoMail, OtherMail)
}

// AwaitsInbox reports whether the check waits for what only a person can see:
// the email in the mail of the test address.
func (r Result) AwaitsInbox() bool {
	h, _ := r.Of(Inbox)
	return r.Arrived && h.Status == Manual
}

// ReadInbox takes what a person found in the mail of the test address: the code,
// by itself or with the email around it, or NoMail or OtherMail. It gives the
// check with its last hop settled and everything that follows from it. An error
// is a sentence about what was entered; the check is then as it was.
func (r Result) ReadInbox(w setup.Wanted, entered string) (Result, error) {
	entered = strings.TrimSpace(entered)
	text := strings.ToLower(entered)
	holds := func(part string) bool { return part != "" && strings.Contains(text, strings.ToLower(part)) }
	switch {
	case holds(r.CouponCode):
		return r.received(w), nil
	case text == NoMail:
		return r.notReceived(w, evidence{noEmail: true}), nil
	case text == OtherMail, holds(w.Email.DefaultText), holds("{{"):
		return r.notReceived(w, evidence{subject: cmp.Or(w.Email.Subject, w.Email.Campaign, words.LiveOfTheTest)}), nil
	}
	return r, fmt.Errorf(w.Email.Channel.Say(words.LiveNotThisCode), r.CouponCode, OtherMail)
}

// received is the check with the code read in the inbox. It came in an email, so
// a campaign sends one, whatever the message report shows.
func (r Result) received(w setup.Wanted) Result {
	say := w.Email.Channel.Say
	r.Hops = slices.Clone(r.Hops)
	r.settle(Hop{ID: Inbox, Status: Pass, By: ByPerson, Detail: fmt.Sprintf(say(words.LiveYouRead), r.CouponCode, w.Test.Address)})
	if h, _ := r.Of(Email); h.Status == Manual {
		r.settle(Hop{ID: Email, Status: Pass, By: ByPerson, Detail: say(words.LiveEmailAnswers)})
	}
	r.Gate.Unseen = slices.DeleteFunc(slices.Clone(r.Gate.Unseen), func(i Item) bool { return i.ID == EmailText })
	r.Gate.Open = len(r.Gate.Failures)+len(r.Gate.Unseen) == 0
	r.Proven = append(slices.Clone(r.Proven), fmt.Sprintf(say(words.LiveEmailRead), r.CouponCode, w.Test.Address))
	r.OnTheDay = slices.DeleteFunc(slices.Clone(r.OnTheDay), func(s string) bool { return s == say(words.LiveDayInbox) })
	return r
}

func (r Result) notReceived(w setup.Wanted, e evidence) Result {
	e.w, e.code, e.depth = w, r.CouponCode, r.Depth
	d := diagnose(e)
	d.Hop = Inbox
	found := []Diagnosis{d}
	if r.Diagnosis != nil {
		found = append(found, *r.Diagnosis)
	}
	r.Diagnosis = gravest(found)
	r.Hops = slices.Clone(r.Hops)
	r.settle(Hop{ID: Inbox, Status: d.Status, By: ByPerson, Detail: d.Sentence, Fix: d.Fix})
	r.Gate.Failures = slices.Clone(r.Gate.Failures)
	r.Gate.shutFor(r.Hops)
	return r
}

func (r *Result) settle(h Hop) {
	for i, was := range r.Hops {
		if was.ID == h.ID {
			h.Took, h.TookMS, h.Channel = was.Took, was.TookMS, was.Channel
			r.Hops[i] = h
		}
	}
}
