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

func (a *Account) upload(r *http.Request) answer {
	records, refusal := readRecords(r)
	if refusal != nil {
		return *refusal
	}
	dryRun := truthy(r.URL.Query().Get("dryRun"))
	now := a.enter()
	defer a.mu.Unlock()
	var left []unprocessed
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
	return uploadAnswer(len(records)-len(left), left)
}

func uploadAnswer(processed int, left []unprocessed) answer {
	if len(left) == 0 {
		return spacedSuccess(processed)
	}
	status := "partial"
	if processed == 0 {
		status = "fail"
	}
	return spaced(tight(http.StatusOK, struct {
		Status      string        `json:"status"`
		Processed   int           `json:"processed"`
		Unprocessed []unprocessed `json:"unprocessed"`
	}{status, processed, left}))
}

// readRecords takes the records out of the body.
// modelled: the three whole-request failures have the published envelope, but
// their codes and words are not known.
func readRecords(r *http.Request) ([]json.RawMessage, *answer) {
	var body struct {
		Records *[]json.RawMessage `json:"d"`
	}
	refuse := func(text string) ([]json.RawMessage, *answer) {
		return nil, new(failed(http.StatusBadRequest, 400, text))
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, mostBytes))
	if err != nil {
		return refuse("Request could not be read")
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return refuse("Malformed request")
	}
	switch {
	case body.Records == nil:
		return refuse("Malformed request: d is missing")
	case len(*body.Records) > mostRecords:
		return refuse("Malformed request: more than " + strconv.Itoa(mostRecords) + " records")
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
