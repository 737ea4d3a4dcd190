package clevertap

import (
	"net/http"
	"sync"
	"testing"
)

// held answers only after the test let it: whoever writes to it is in flight.
type held struct {
	http.ResponseWriter
	writing chan<- struct{}
	release <-chan struct{}
}

func (h held) WriteHeader(status int) {
	h.writing <- struct{}{}
	<-h.release
	h.ResponseWriter.WriteHeader(status)
}

func TestTooManyRequestsAtOnceAreTurnedAwayAndTheTwoLimitsAreApart(t *testing.T) {
	r := newRig(t)
	writing, release := make(chan struct{}), make(chan struct{})
	r.meet(func(w http.ResponseWriter, q *http.Request) {
		if query := q.URL.Query(); query.Has("hold") {
			query.Del("hold")
			q.URL.RawQuery = query.Encode()
			w = held{w, writing, release}
		}
		r.account.ServeHTTP(w, q)
	})
	var busy sync.WaitGroup
	occupy := func(n int, method, path, body string) {
		for range n {
			busy.Go(func() {
				if g := r.call(method, path, body); g.status != 200 {
					t.Errorf("a request within the limit answered %d %s", g.status, g.body)
				}
			})
			<-writing
		}
	}
	const tooManyBody = `{"status":"fail","error":"Too many concurrent requests","code":429}`
	record := upload(event("Coupon Generated", `,"evtData":{}`))
	occupy(15, "POST", "/eu1/1/upload?hold=1", record)
	r.is(r.call("POST", "/eu1/1/upload", record), 429, tooManyBody)
	occupy(3, "GET", "/eu1/1/profile.json?identity=customer-1001&hold=1", "")
	r.is(r.call("GET", "/eu1/getSchema?type=events", ""), 429, tooManyBody)
	if g := r.callAs(r.project, NewPasscode(), "GET", "/eu1/getSchema?type=events", ""); g.status != 401 {
		t.Errorf("a stranger answered %d, want 401 whatever the load", g.status)
	}
	close(release)
	busy.Wait()
	r.is(r.call("POST", "/eu1/1/upload", record), 200, taken)
	if g := r.call("GET", "/eu1/getSchema?type=events", ""); g.status != 200 {
		t.Errorf("after the rush it answered %d", g.status)
	}
}
