package talonone

import (
	"crypto/rand"
	"fmt"
	"slices"
	"time"
)

// mostAccessLogs bounds how many Integration API calls are kept.
const mostAccessLogs = 2000

// accessLogEntry is one Integration API call. Headers are no part of it, so no
// key is.
// modelled: dry runs are logged too. The vendor says that it stores nothing of
// them; a client must not depend on it.
type accessLogEntry struct {
	UUID            string    `json:"uuid"`
	Time            time.Time `json:"time"`
	Status          int       `json:"status"`
	Method          string    `json:"method"`
	RequestURI      string    `json:"requestUri"`
	RequestPayload  string    `json:"requestPayload"`
	ResponsePayload string    `json:"responsePayload"`

	applicationID int
}

func (a *Account) logAccess(c *call, status int, response []byte) {
	if len(a.accessLog) >= mostAccessLogs {
		a.accessLog = a.accessLog[1:]
	}
	a.accessLog = append(a.accessLog, accessLogEntry{
		UUID:            newUUID(),
		Time:            c.at.UTC(),
		Status:          status,
		Method:          c.request.Method,
		RequestURI:      c.request.URL.RequestURI(),
		RequestPayload:  string(c.body),
		ResponsePayload: string(response),
		applicationID:   c.caller.applicationID,
	})
}

// listAccessLogs wants rangeStart and rangeEnd (published), and gives the newest
// entries first where it is asked to.
func (a *Account) listAccessLogs(c *call) (answer, error) {
	for _, name := range []string{"rangeStart", "rangeEnd"} {
		if c.query(name) == "" {
			return answer{}, wrongParameter(name, "is required")
		}
	}
	start, end := c.moment("rangeStart"), c.moment("rangeEnd")
	entries := chosen(a.accessLog, func(entry accessLogEntry) bool {
		return entry.applicationID == c.shop.ID && !entry.Time.Before(start) && !entry.Time.After(end)
	})
	if c.query("sort") != "" {
		slices.Reverse(entries)
	}
	return okay(pageOf(c, entries).uncounted()), nil
}

// newUUID is a random UUID (version 4).
func newUUID() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails: crypto/rand ends the process instead
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[0:4], raw[4:6], raw[6:8], raw[8:10], raw[10:16])
}
