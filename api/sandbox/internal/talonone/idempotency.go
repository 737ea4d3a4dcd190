package talonone

import "time"

// replayFor is how long an Idempotency-Key is honoured (published).
const replayFor = 24 * time.Hour

// replay is an answer that was given under an Idempotency-Key.
type replay struct {
	at     time.Time
	status int
	body   []byte
}

// replayKey is empty where the header is not given or not honoured: it counts
// on customer sessions and profiles.
func replayKey(to route, c *call) string {
	name := c.request.Header.Get("Idempotency-Key")
	if name == "" || to.access != integration || to.method == "GET" {
		return ""
	}
	return c.caller.application() + " " + to.method + " " + c.request.URL.RequestURI() + " " + name
}

func (a *Account) replayed(key string, at time.Time) (replay, bool) {
	earlier, found := a.replays[key]
	return earlier, key != "" && found && at.Sub(earlier.at) < replayFor
}

// remember keeps a success; modelled: a refused request may be tried again under
// the same key.
func (a *Account) remember(key string, at time.Time, status int, body []byte) {
	if key != "" && status < 300 {
		a.replays[key] = replay{at: at, status: status, body: body}
	}
}
