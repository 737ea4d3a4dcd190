// Package fleet goes through many setups side by side and reduces each to what is
// told of it: one may have five hundred checklists, and nobody reads them whole.
//
// Those of one deployment share its limits, so a few of them at a time, one begun after
// the other, keep it as busy as it may be; more would only wait, and hold memory.
// Deployments know nothing of each other. What befalls one setup, even a fault of
// talontap's own, is its outcome, and the others go on.
//
// It must never look at a service or judge a check: the caller does, for one setup
// at a time. It keeps no whole checklist.
package fleet

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
)

// Setup is one to go through.
type Setup struct {
	Name string
	Line string // the deployment whose limits it shares
}

// Outcome is what is told of one setup.
type Outcome struct {
	Profile string
	Verdict check.Exit // Cancelled: it was stopped before its end, and says nothing
	Summary check.Summary
	Failing []check.Check
	Unseen  []check.Check
	Err     error // what kept it from its end
	Took    time.Duration
}

// Of reduces a checklist. The codes of a day are left to the setup's own report.
func Of(l check.List) Outcome {
	return Outcome{Verdict: l.Verdict(), Summary: l.Summary, Failing: withoutCodes(l.Failing()), Unseen: withoutCodes(l.Unseen())}
}

func withoutCodes(checks []check.Check) []check.Check {
	for i := range checks {
		checks[i].Lost, checks[i].OnWay = nil, nil
	}
	return slices.Clip(checks)
}

// How many are gone through at once: of all, which bounds the memory; and of one
// deployment, so that while some wait for an answer another may ask.
const (
	ofAll     = 80
	ofOneLine = 3
)

// work is how much of a processor one look takes. Begun faster than that, looks would
// only pile up and hold memory.
const work = 6 * time.Millisecond

// Each looks at every setup, tells each outcome as it comes, one after the other, and
// gives them all, the gravest first. Those of one deployment begin a pace after each
// other, and all of them as fast as the processors can do them. Once the context ends,
// none is begun any more: the rest is Cancelled.
func Each(ctx context.Context, setups []Setup, pace time.Duration, look func(context.Context, string) Outcome, tell func(done int, o Outcome)) []Outcome {
	free := semaphore.NewWeighted(ofAll)
	beginning, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan Outcome)
	var wait crash.Waiting
	turns := time.NewTicker(work / time.Duration(runtime.GOMAXPROCS(0)))
	defer turns.Stop()
	for _, line := range lines(setups) {
		wait.Go(func() {
			places := make(chan struct{}, ofOneLine)
			for _, name := range line {
				next := time.After(pace)
				await(beginning, turns.C)
				places <- struct{}{}
				wait.Go(func() {
					ended <- one(ctx, free, name, look)
					<-places
				})
				await(beginning, next)
			}
		})
	}
	var out []Outcome
	for range setups {
		o := <-ended
		out = append(out, o)
		tell(len(out), o)
	}
	stop()
	wait.Wait()
	slices.SortStableFunc(out, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(gravity(b.Verdict), gravity(a.Verdict)), strings.Compare(a.Profile, b.Profile))
	})
	return out
}

func await(ctx context.Context, at <-chan time.Time) {
	select {
	case <-ctx.Done():
	case <-at:
	}
}

// lines puts together the names of those that share limits, in their order.
func lines(setups []Setup) map[string][]string {
	out := map[string][]string{}
	for _, s := range setups {
		out[s.Line] = append(out[s.Line], s.Name)
	}
	return out
}

// one looks at one setup when its turn comes.
func one(ctx context.Context, free *semaphore.Weighted, name string, look func(context.Context, string) Outcome) (o Outcome) {
	began := time.Now()
	err := free.Acquire(ctx, 1)
	if err == nil {
		err = crash.Guard(func() error { o = look(ctx, name); return nil })()
		free.Release(1)
	}
	if err != nil {
		o = Outcome{Verdict: check.Failed, Err: err}
	}
	if ctx.Err() != nil && o.Err != nil {
		o.Verdict = check.Cancelled
	}
	o.Profile, o.Took = name, time.Since(began)
	return o
}

// gravity ranks verdicts: what is wrong goes before what was not seen, and that
// before what was not looked at.
func gravity(v check.Exit) int {
	return slices.Index([]check.Exit{check.Right, check.Cancelled, check.Failed, check.Wrong, check.Rejected}, v)
}

// Verdict is that of the gravest. Stopped in the middle it is none.
func Verdict(all []Outcome) check.Exit {
	worst := check.Right
	for _, o := range all {
		if o.Verdict == check.Cancelled {
			return check.Cancelled
		}
		worst = max(worst, o.Verdict)
	}
	return worst
}
