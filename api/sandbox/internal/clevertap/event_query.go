package clevertap

import (
	"crypto/rand"
	"encoding/json"
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// eventQuery is the body that events.json and the count share. Its days are
// numbers, YYYYMMDD without quotes, unlike those of the message report (certain).
type eventQuery struct {
	Event      string          `json:"event_name"`
	From       json.RawMessage `json:"from"`
	To         json.RawMessage `json:"to"`
	Properties []eventFilter   `json:"event_properties,omitempty"`
}

// eventFilter keeps events by one property. The operator equals is likely; others,
// such as contains, are not played.
type eventFilter struct {
	Name     string `json:"name"`
	Operator string `json:"operator"`
	Value    any    `json:"value"`
}

// question is a query that was found to make sense: days as instants, to
// exclusive.
type question struct {
	eventQuery
	from, until time.Time
}

// ask checks a query. The words of the refusals are known, and for notification
// events all of it is.
func (a *Account) ask(q eventQuery, now time.Time) (question, error) {
	known := a.schema.find(q.Event)
	switch {
	case spelt(q.Event, notificationEvents()):
		return question{}, malformed("Export not allowed for this event")
	case known == nil || known.discarded():
		return question{}, malformed("invalid event")
	}
	from, okFrom := a.day(string(q.From))
	to, okTo := a.day(string(q.To))
	if !okFrom || !okTo || from.After(to) || to.After(now) {
		return question{}, malformed("invalid date")
	}
	if slices.ContainsFunc(q.Properties, func(filter eventFilter) bool { return filter.Operator != "equals" }) {
		return question{}, malformed("invalid operator")
	}
	return question{q, from, to.AddDate(0, 0, 1)}, nil
}

// day reads YYYYMMDD as that day's first instant in the project's time zone.
func (a *Account) day(digits string) (time.Time, bool) {
	if len(digits) != len("20060102") {
		return time.Time{}, false
	}
	day, err := time.ParseInLocation("20060102", digits, a.zone)
	return day, err == nil
}

// matching returns the events that answer the question, oldest upload first.
func (a *Account) matching(q question) []*occurrence {
	return slices.DeleteFunc(a.history(), func(o *occurrence) bool {
		return fold(o.event.Name) != fold(q.Event) || o.at.Before(q.from) || !o.at.Before(q.until) || !q.fits(o.props)
	})
}

func (q question) fits(props map[string]any) bool {
	return !slices.ContainsFunc(q.Properties, func(filter eventFilter) bool {
		value, there := props[filter.Name]
		return !there || inWords(value) != text(filter.Value)
	})
}

// A count is answered at once or, while it is being made, as partial with the
// number of a request to come back with (certain).
//
// modelled: which of the two. Here a question is counted in the background the
// first time it is asked and answered at once from then on, so that a client
// meets both.

func (a *Account) countEvents(r *http.Request, now time.Time) (any, error) {
	var body eventQuery
	if err := readJSON(r.Body, &body); err != nil {
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
