package clevertap

import (
	"crypto/rand"
	"encoding/json"
	"math/big"
	"net/http"
	"strconv"
	"time"
)

// A count is answered at once or, while it is being made, as partial with the
// number of a request to come back with (certain).
//
// modelled: which of the two. Here a question is counted in the background the
// first time it is asked and answered at once from then on, so that a client
// meets both.

func (a *Account) countEvents(r *http.Request, now time.Time) (any, error) {
	var body eventQuery
	if err := readBody(r, &body); err != nil {
		return nil, err
	}
	q, err := a.ask(body, now)
	if err != nil {
		return nil, err
	}
	asked, err := json.Marshal(body)
	if err != nil {
		return nil, malformed("Malformed request")
	}
	if a.asked[string(asked)] {
		return a.count(q), nil
	}
	a.asked[string(asked)] = true
	return a.countLater(q), nil
}

// count sees the account as it is when the answer is read.
func (a *Account) count(q question) answer {
	return tight(http.StatusOK, struct {
		Status string `json:"status"`
		Count  int    `json:"count"`
	}{"success", len(a.matching(q))})
}

// countLater hands out a request number of the fifteen digits that samples show.
func (a *Account) countLater(q question) answer {
	id := int64(100_000_000_000_000)
	if random, err := rand.Int(rand.Reader, big.NewInt(9*id)); err == nil {
		id += random.Int64()
	}
	a.counts[strconv.FormatInt(id, 10)] = q
	return tight(http.StatusOK, struct {
		ID     int64  `json:"req_id"`
		Status string `json:"status"`
	}{id, "partial"})
}

// countResult is the GET of the count with ?req_id=.
func (a *Account) countResult(r *http.Request, _ time.Time) (any, error) {
	q, asked := a.counts[r.URL.Query().Get("req_id")]
	if !asked {
		return nil, malformed("invalid request id") // modelled: status and code
	}
	return a.count(q), nil
}
