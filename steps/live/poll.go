package live

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
)

// The pace of looking for an arrival: fast at first, since most come at once,
// then ever slower, so that minutes of waiting cost few requests.
const (
	firstPause  = 150 * time.Millisecond
	longest     = 5 * time.Second
	slowingDown = 1.5
	// restPerLook is how many times as long as a look took the interval at least
	// is. As what arrives is seen one interval and one look later at the latest,
	// that is never more than 1.2 times the interval in force.
	restPerLook = 5
)

// until calls look until it reports true, an error, or the time is up. It says
// how long it waited; done is false when the time ran out. Looks begin one
// interval after each other, whatever a look takes.
func (r *check) until(ctx context.Context, most time.Duration, look func(context.Context) (bool, error)) (done bool, waited time.Duration, err error) {
	began := r.Now()
	pace := firstPause
	for {
		started := r.Now()
		done, err = look(ctx)
		waited = r.Now().Sub(began)
		took := max(r.Now().Sub(started), 0)
		if done || err != nil || waited >= most {
			return done, waited, err
		}
		interval := max(pace, restPerLook*took)
		pause := min(interval-took, most-waited) // the last look is when the time is up
		r.waiting(waited, pause, most)
		select {
		case <-ctx.Done():
			return false, waited, ctx.Err()
		case <-r.After(pause):
		}
		pace = min(time.Duration(float64(pace)*slowingDown), longest)
	}
}

// await is until with patience: two looks in a row may fail for a reason that
// passes, so that one hiccup in minutes of waiting does not end the check. Where
// the last look failed, that is the error: nothing was seen, not even an absence.
func (r *check) await(ctx context.Context, most time.Duration, look func(context.Context) (bool, error)) (done bool, waited time.Duration, err error) {
	const mostFailures = 2
	failed, last := 0, error(nil)
	done, waited, err = r.until(ctx, most, func(ctx context.Context) (bool, error) {
		done, err := look(ctx)
		if err == nil {
			failed, last = 0, nil
			return done, nil
		}
		failed, last = failed+1, err
		if !passing(err) || failed > mostFailures || ctx.Err() != nil {
			return false, err
		}
		return false, nil
	})
	if err == nil && !done {
		err = last
	}
	return done, waited, err
}

// passing tells what a later look may not meet again. Too many requests are not
// among them: the client itself has waited for that to pass.
func passing(err error) bool {
	kinds := []transport.Kind{transport.Unreachable, transport.TimedOut, transport.Broken, transport.Garbled}
	return slices.Contains(kinds, transport.KindOf(err))
}

func (r *check) waiting(waited, next, most time.Duration) {
	r.tell(Hop{ID: r.at, Status: Running, Took: waited, Next: next, Most: most, By: ByCleverTap,
		Detail: fmt.Sprintf(words.LiveSoFar, phrase.About(waited), phrase.Until(most), phrase.About(next))})
}
