package talonone

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"regexp"
	"strings"
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

// listAccessLogs wants rangeStart and rangeEnd, and filters by path, method and
// status (published).
func (a *Account) listAccessLogs(c *call) (answer, error) {
	shop, err := a.applicationOf(c)
	if err != nil {
		return answer{}, err
	}
	path, err := regexp.Compile(c.query("path")) // a regular expression (published)
	if err != nil {
		return answer{}, wrongParameter("path", "must be a regular expression")
	}
	start, err := c.neededMoment("rangeStart")
	if err != nil {
		return answer{}, err
	}
	end, err := c.neededMoment("rangeEnd")
	if err != nil {
		return answer{}, err
	}
	var entries []accessLogEntry
	for _, entry := range a.accessLog {
		within := !entry.Time.Before(start) && !entry.Time.After(end)
		if entry.applicationID == shop.ID && within && path.MatchString(entry.RequestURI) && entry.matches(c) {
			entries = append(entries, entry)
		}
	}
	list, err := pageOf(c, entries)
	if err != nil {
		return answer{}, err
	}
	return okay(list.uncounted()), nil
}

func (c *call) neededMoment(name string) (time.Time, error) {
	if c.query(name) == "" {
		return time.Time{}, wrongParameter(name, "is required")
	}
	if day, err := time.Parse(time.DateOnly, c.query(name)); err == nil {
		return day, nil // midnight UTC (published)
	}
	return c.moment(name)
}

func (e accessLogEntry) matches(c *call) bool {
	method, status := c.query("method"), c.query("status")
	return (method == "" || strings.EqualFold(method, e.Method)) &&
		(status == "" || (status == "success") == e.succeeded())
}

func (e accessLogEntry) succeeded() bool { return e.Status < http.StatusBadRequest }

// newUUID is a random UUID (version 4).
func newUUID() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails: crypto/rand ends the process instead
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[0:4], raw[4:6], raw[6:8], raw[8:10], raw[10:16])
}
