package live

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/setup"
)

// RealCustomer reports whether a CleverTap profile is somebody's own: it has an
// email address and does not carry the name that talontap gives its test
// customers. No test may reach one.
func RealCustomer(p clevertap.Profile) bool {
	return (p.Email != "" || p.Phone != "" || p.Pushable) && p.Name != setup.TestCustomer
}

// credentials tries both credentials, and notes how things stand with the test
// customer before anything is made.
func (r *check) credentials(ctx context.Context) Hop {
	var profile clevertap.Profile
	var known bool
	g, side := crash.WithContext(ctx)
	g.Go(func() (err error) {
		profile, known, err = r.CleverTap.Profile(side, r.w.Test.Identity)
		return err
	})
	if !r.WebhookOnly {
		g.Go(func() error { return TryIntegrationKey(side, r.TalonOne) })
	}
	if err := g.Wait(); err != nil {
		return r.blame(ByTalontap, evidence{err: err})
	}
	r.customer.know(profile)
	r.customer.baseline, _ = count(profile, r.w.Event.Name)
	if r.TakeUp != nil {
		r.customer.baseline = r.TakeUp.Baseline
	}
	if r.result.Depth != DepthSimulate {
		if hop, ok := r.baseline(ctx, profile, known); !ok {
			return hop
		}
	}
	counted := fmt.Sprintf("%d × %s", r.customer.baseline, r.w.Event.Name)
	return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf(words.LiveBothAccepted, r.w.Test.Identity, counted)}
}

// baseline refuses a real customer, and remembers the events of the test
// customer, so that none of them is taken for the new one.
func (r *check) baseline(ctx context.Context, profile clevertap.Profile, known bool) (Hop, bool) {
	r.customer.real = RealCustomer(profile)
	r.customer.ours = !r.customer.real && (!known || profile.Name == setup.TestCustomer || byName(r.w.Test.Identity))
	if r.customer.real && !r.Insist {
		return r.blame(ByCleverTap, evidence{taken: r.w.Test.Identity}), false
	}
	if r.Rehearsal != nil && r.TakeUp == nil {
		r.emails = len(r.Rehearsal.Inbox(r.w.Test.Identity))
	}
	if r.customer.baseline == 0 {
		return Hop{}, true
	}
	if err := r.remember(ctx); err != nil {
		return r.blame(ByCleverTap, evidence{err: err}), false
	}
	return Hop{}, true
}

func byName(identity string) bool {
	return strings.HasPrefix(identity, strings.TrimSuffix(setup.Default(setup.TestIdentity, setup.Surroundings{}, setup.Answers{}), "-"))
}

// count finds an event on a profile as CleverTap does, whatever its case, and
// when it was seen last.
func count(p clevertap.Profile, event string) (n int, last time.Time) {
	for name, e := range p.Events {
		if !setup.SameEvent(name, event) {
			continue
		}
		n += e.Count
		if e.LastSeen.After(last) {
			last = e.LastSeen
		}
	}
	return n, last
}

func (r *check) simulate(ctx context.Context) Hop {
	if !r.standing.Complete() {
		r.result.Gate.Failures = append(r.result.Gate.Failures, words.LiveNotAllThere)
		return r.blame(ByTalonOne, evidence{incomplete: true})
	}
	all, err := r.SimulateDay(ctx, r.w, r.standing)
	if err != nil {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	again, err := r.simulateHeld(ctx, r.w, r.standing)
	if err != nil {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	hop, unseen := judge(all, r.w.Rule.Day)
	unseen = again.into(&hop, unseen)
	r.proven = proven(all, r.w.Rule.Day)
	r.result.Gate.Unseen = append(r.result.Gate.Unseen, unseen...)
	if cause, bad := map[Status]Cause{Fail: WrongDay, Warn: Unproven}[hop.Status]; bad {
		r.found = append(r.found, Diagnosis{Cause: cause, Hop: Simulate, Status: hop.Status, Sentence: phrase.Sentence(hop.Detail), Fix: hop.Fix})
	}
	return hop
}
