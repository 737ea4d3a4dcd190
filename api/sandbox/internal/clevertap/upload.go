package clevertap

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// An upload is answered record by record with HTTP 200, whatever became of the
// records. Only a body that cannot be read as an upload fails as a whole.

// mostRecords is the published limit of one call (certain).
const mostRecords = 1000

// mostBytes bounds what is read at all. modelled: CleverTap's limit is unknown.
const mostBytes = 8 << 20

// unprocessed is one refused record of the answer, in the documented order. The
// record is echoed in full: that is why such answers must never be logged.
type unprocessed struct {
	Status string          `json:"status"`
	Code   int             `json:"code"`
	Error  string          `json:"error"`
	Record json.RawMessage `json:"record"`
}

func (a *Account) upload(r *http.Request, now time.Time) (any, error) {
	records, err := readRecords(r)
	if err != nil {
		return nil, err
	}
	dryRun := truthy(r.URL.Query().Get("dryRun"))
	left := []unprocessed{}
	for i, raw := range records {
		rec, refused := a.check(raw, now)
		if refused != nil {
			left = append(left, unprocessed{"fail", refused.code, refused.say(i + 1), raw})
			continue
		}
		if !dryRun {
			a.accept(rec, now, arrivalDelay(r))
		}
	}
	processed, status := len(records)-len(left), "success"
	switch {
	case len(left) > 0 && processed == 0:
		status = "fail"
	case len(left) > 0:
		status = "partial"
	}
	return spaced(tight(http.StatusOK, struct {
		Status      string        `json:"status"`
		Processed   int           `json:"processed"`
		Unprocessed []unprocessed `json:"unprocessed"`
	}{status, processed, left})), nil
}

func readRecords(r *http.Request) ([]json.RawMessage, error) {
	var body struct {
		Records *[]json.RawMessage `json:"d"`
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(raw, &body) != nil {
		return nil, malformed("Malformed request")
	}
	switch {
	case body.Records == nil:
		return nil, malformed("Malformed request: d is missing")
	case len(*body.Records) > mostRecords:
		return nil, malformed("Malformed request: more than " + strconv.Itoa(mostRecords) + " records")
	}
	return *body.Records, nil
}

// truthy reads a switch of the query: dryRun=1 is on, dryRun=0 was recorded as
// off. modelled: "true" is on too.
func truthy(value string) bool { return value == "1" || value == "true" }

// accept puts a checked record on its way: into the account at once, or after a
// delay that a fault asked for.
func (a *Account) accept(rec record, now time.Time, delay time.Duration) {
	if rec.at.IsZero() {
		rec.at = now
	}
	a.waiting = append(a.waiting, arrival{due: now.Add(delay), record: rec})
	a.settle(now)
}
