package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/setup"
)

// tried is how many real customers the shared ID is tried on: enough to tell a
// rule from an accident, few enough to stay within CleverTap's limits.
const tried = 5

// sharedID is what trying the shared ID on real customers told. It holds counts
// only; who the customers are is nobody's business here.
type sharedID struct {
	asked        int // customers of the Application that were looked up
	known        int // of them, known in CleverTap by the same ID
	reachable    int // of them, with what the channel needs: an email address, a phone number, a device
	unsubscribed int // of these, unsubscribed
	channel      phrase.Channel
	refused      bool
}

// people reads some customers of the Application, and counts all of them.
type people func() (talonone.People, error)

// peopleOf reads them when it is asked first, and once: two of a checklist's looks need
// them, and calls to one endpoint wait for each other.
func peopleOf(ctx context.Context, t TalonOne, application int) people {
	return sync.OnceValues(func() (talonone.People, error) {
		return t.People(ctx, application, 2*tried) // talontap's own may be among them
	})
}

// counted is Talon.One where the customers are counted as they are read.
type counted struct {
	observe.TalonOne
	people people
}

func (c counted) CustomerCount(context.Context, int) (int, error) {
	p, err := c.people()
	return p.Count, cmp.Or(err, p.Uncounted)
}

// trySharedID looks up a few real customers of the Application in CleverTap by
// the ID that the webhook will send, reading only.
func trySharedID(ctx context.Context, c CleverTap, all people, channel phrase.Channel) (sharedID, error) {
	read, err := all()
	switch transport.KindOf(err) {
	case transport.Refused, transport.NotFound:
		return sharedID{refused: true, channel: channel}, nil
	}
	if err != nil {
		return sharedID{}, err
	}
	customers := slices.DeleteFunc(read.Some, func(c talonone.Customer) bool { return setup.Test{}.Own(c.IntegrationID) })
	customers = customers[:min(tried, len(customers))]
	var known, reachable, unsubscribed atomic.Int32
	g, ctx := crash.WithContext(ctx)
	for _, customer := range customers {
		g.Go(func() error {
			p, found, err := c.Profile(ctx, customer.IntegrationID)
			if found {
				known.Add(1)
			}
			if reaches(channel, p) {
				reachable.Add(1)
			}
			if channel == phrase.Email && p.Email != "" && p.Unsubscribed() { // only of email a profile shows it
				unsubscribed.Add(1)
			}
			return err
		})
	}
	err = g.Wait()
	return sharedID{asked: len(customers), known: int(known.Load()), reachable: int(reachable.Load()), unsubscribed: int(unsubscribed.Load()), channel: channel}, err
}

// reaches reports whether a customer has what a channel needs, as far as the profile
// shows it.
func reaches(channel phrase.Channel, p clevertap.Profile) bool {
	switch {
	case channel.ToPhone():
		return p.Phone != ""
	case channel == phrase.Push:
		return p.Pushable
	}
	return p.Email != ""
}

func (s sharedID) finding(took time.Duration) steps.Finding {
	switch {
	case s.refused:
		return steps.Finding{Good: true, Text: words.SharedIDHidden, Fix: words.SharedIDFix}
	case s.asked == 0:
		return steps.Finding{Good: true, Text: words.SharedIDNoCustomer}
	case s.known == 0:
		return steps.Finding{Text: fmt.Sprintf(words.SharedIDNone, phrase.Counted(s.asked, "customer")), Fix: words.SharedIDFix, Took: took}
	case s.known < s.asked:
		return steps.Finding{Good: true, Text: s.words(), Fix: s.channel.Say(words.SharedIDOthers), Took: took}
	}
	return good(took, "%s", s.words())
}

func (s sharedID) words() string {
	if s.reachable == 0 && s.phone() {
		return fmt.Sprintf(words.SharedIDNoPhoneSeen, phrase.Part(s.known, s.asked, "customer"))
	}
	text := fmt.Sprintf(s.channel.Say(words.SharedIDKnown), phrase.Part(s.known, s.asked, "customer"), s.reachable)
	if s.unsubscribed > 0 {
		text += fmt.Sprintf(words.SharedIDUnsubscribed, s.unsubscribed)
	}
	return text
}

func (s sharedID) check(err error, took time.Duration) *check.Check {
	c := &check.Check{Status: check.Pass, Detail: s.words(), Took: took}
	switch {
	case err != nil:
		c.Status, c.Detail, c.Fix = check.Manual, fmt.Sprintf(words.SharedIDFailed, err.Error()), words.SharedIDFix
	case s.refused:
		c.Status, c.Detail, c.Fix = check.Manual, words.SharedIDMayNot, words.SharedIDFix
	case s.asked == 0:
		c.Status, c.Detail, c.Fix = check.Manual, words.SharedIDEmpty, words.SharedIDFix
	case s.known == 0:
		c.Status, c.Detail, c.Fix = check.Fail, fmt.Sprintf(words.SharedIDNone, phrase.Counted(s.asked, "customer")), words.SharedIDFix
	case s.known < s.asked:
		c.Status, c.Fix = check.Warn, fmt.Sprintf(s.channel.Say(words.SharedIDNoEmail), s.asked-s.known, words.SharedIDFix)
	case s.reachable == 0 && s.phone():
		c.Status, c.Detail, c.Fix = check.Manual, fmt.Sprintf(words.SharedIDNoPhoneSeen, phrase.Part(s.known, s.asked, "customer")), words.SharedIDNoPhoneSeenFix
	case s.reachable == 0:
		c.Status, c.Fix = check.Warn, s.channel.Say(words.SharedIDNoAddress)
	case s.reachable < s.known:
		c.Status, c.Fix = check.Warn, fmt.Sprintf(s.channel.Say(words.SharedIDSomeWithout), s.known-s.reachable)
	case s.unsubscribed == s.reachable:
		c.Status, c.Fix = check.Warn, words.SharedIDAllUnsubscribed
	}
	return c
}

// phone reports whether the channel needs a phone number. No page says that CleverTap
// shows one with a profile, so that none was shown means nothing.
func (s sharedID) phone() bool { return s.channel.ToPhone() }

// trap warns of the two names that the vendors' own pages give the property.
func trap(property string, known []string, channel phrase.Channel) []steps.Finding {
	other := map[string]string{"CouponCode": "CouponGenerated", "CouponGenerated": "CouponCode"}[property]
	if other != "" && slices.Contains(known, other) {
		return []steps.Finding{{Text: fmt.Sprintf(channel.Say(words.TrapProperty), other, property), Fix: fmt.Sprintf(channel.Say(words.TrapPropertyFix), other)}}
	}
	if property == "CouponGenerated" {
		return []steps.Finding{{Good: true, Text: channel.Say(words.TrapCouponGenerated)}}
	}
	return nil
}
