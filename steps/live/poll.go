package live

import (
	"context"
	"time"
)

// The pace of looking for an arrival: fast at first, since most come at once,
// then ever slower, so that minutes of waiting cost few requests.
const (
	firstPause  = 150 * time.Millisecond
	longest     = 5 * time.Second
	slowingDown = 1.5
)

// until calls look until it reports true, an error, or the time is up. It says
// how long it waited; done is false when the time ran out.
func (c Checker) until(ctx context.Context, most time.Duration, look func(context.Context) (bool, error)) (done bool, waited time.Duration, err error) {
	began := c.Now()
	pause := firstPause
	for {
		done, err = look(ctx)
		waited = c.Now().Sub(began)
		if done || err != nil || waited+pause > most {
			return done, waited, err
		}
		select {
		case <-ctx.Done():
			return false, waited, ctx.Err()
		case <-c.After(pause):
		}
		pause = min(time.Duration(float64(pause)*slowingDown), longest)
	}
}
