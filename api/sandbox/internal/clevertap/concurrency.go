package clevertap

import "net/http"

// gate lets a fixed number of requests be in flight. CleverTap limits
// concurrency, not rate: the request that finds the gate full is turned away at
// once, without a hint when to come again.
type gate chan struct{}

func newGate(n int) gate { return make(gate, n) }

func (g gate) enter() bool {
	select {
	case g <- struct{}{}:
		return true
	default:
		return false
	}
}

func (g gate) leave() { <-g }

// tooMany is HTTP 429. The words are published, the envelope is likely; no
// header says how long to wait.
func tooMany() answer {
	return failed(http.StatusTooManyRequests, 429, "Too many concurrent requests")
}
