package clevertap

import "net/http"

// gate lets a fixed number of requests be in flight. CleverTap limits
// concurrency, not rate: the request that finds the gate full is turned away at
// once, without a hint when to come again.
type gate chan struct{}

func newGate(n int) gate { return make(gate, n) }

// enter fails with HTTP 429 where the gate is full. The words are published, the
// envelope is likely; no header says how long to wait.
func (g gate) enter() error {
	select {
	case g <- struct{}{}:
		return nil
	default:
		return failure{http.StatusTooManyRequests, 429, "Too many concurrent requests"}
	}
}

func (g gate) leave() { <-g }
