package clevertap

import (
	"crypto/rand"
	"encoding/base64"
	"hash/crc32"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Events are read in two steps: a query makes a cursor, the cursor is read page
// by page. The cursor is handed out percent-encoded and must come back byte for
// byte; encoded a second time it is not understood.

// How long a cursor lives (certain).
const (
	cursorLife = 4 * time.Hour
	cursorIdle = time.Hour
)

// pageUnit: pages come in multiples of 23, and a batch size is not kept exactly
// (likely, observed once). mostBatch is published.
const (
	pageUnit     = 23
	defaultBatch = 50 // modelled
	mostBatch    = 5000
)

// cursor is the rest of one answer, as found when the query was made.
type cursor struct {
	made, used time.Time
	rest       []*occurrence
	page       int
	bare       bool // profile=false: without profileData
	prepared   bool // the first read of a query finds it in progress
}

func (c *cursor) expired(now time.Time) bool {
	return now.Sub(c.made) >= cursorLife || now.Sub(c.used) >= cursorIdle
}

func (a *Account) openCursor(r *http.Request, now time.Time) (any, error) {
	return a.open(r, r.Body, now)
}

func (a *Account) open(r *http.Request, query io.Reader, now time.Time) (any, error) {
	var body eventQuery
	if err := readJSON(query, &body); err != nil {
		return nil, err
	}
	batch, ok := batchSize(r.URL.Query().Get("batch_size"))
	if !ok {
		return nil, malformed("invalid batch_size")
	}
	q, err := a.ask(body, now)
	if err != nil {
		return nil, err
	}
	token := a.keepCursor(&cursor{
		made: now,
		used: now,
		rest: a.matching(q),
		page: (batch + pageUnit - 1) / pageUnit * pageUnit,
		bare: r.URL.Query().Get("profile") == "false",
		// modelled: every other query is found in progress at its first read, so
		// that a client meets both and none waits long.
		prepared: a.queries%2 == 1,
	})
	a.queries++
	return struct {
		Status string `json:"status"`
		Cursor string `json:"cursor"`
	}{"success", url.QueryEscape(token)}, nil
}

func batchSize(value string) (int, bool) {
	if value == "" {
		return defaultBatch, true
	}
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= 1 && n <= mostBatch
}

// keepCursor stores a cursor under a new token. Padding makes sure that every
// token has something to encode, so that a client's mistake shows at once.
func (a *Account) keepCursor(c *cursor) string {
	random := make([]byte, 16)
	rand.Read(random)
	token := base64.StdEncoding.EncodeToString(random)
	a.cursors[token] = c
	return token
}

// readCursor is GET /1/events.json: it reads a cursor or, with a query, makes one
// as CleverTap's own Node client asks for it.
func (a *Account) readCursor(r *http.Request, now time.Time) (any, error) {
	if query := r.URL.Query().Get("query"); query != "" {
		return a.open(r, strings.NewReader(query), now)
	}
	token, err := url.QueryUnescape(rawParameter(r.URL.RawQuery, "cursor"))
	if err != nil || token == "" || strings.Contains(token, "%") {
		return nil, failure{http.StatusOK, 3, "Incorrect Usage"}
	}
	c := a.cursors[token]
	switch {
	case c == nil:
		return nil, malformed("invalid cursor")
	case c.expired(now):
		delete(a.cursors, token)
		return nil, malformed("CURSOR_INVALIDATED")
	case !c.prepared:
		c.prepared, c.used = true, now
		return nil, failure{http.StatusOK, 2, "Request still in progress, please retry later"}
	}
	c.used = now
	return a.pageOf(c, now), nil
}

func rawParameter(rawQuery, name string) string {
	for pair := range strings.SplitSeq(rawQuery, "&") {
		if key, value, _ := strings.Cut(pair, "="); key == name {
			return value
		}
	}
	return ""
}

// eventPage is one page; next_cursor is absent at the end (certain).
type eventPage struct {
	Status string        `json:"status"`
	Next   string        `json:"next_cursor,omitempty"`
	Events []eventRecord `json:"records"`
}

// pageOf reads one page. The same cursor can be read again: what comes after it
// has a cursor of its own.
func (a *Account) pageOf(c *cursor, now time.Time) eventPage {
	n := min(c.page, len(c.rest))
	page := eventPage{Status: "success", Events: mapped(c.rest[:n], func(o *occurrence) eventRecord {
		return a.eventRecord(o, c.bare)
	})}
	if n < len(c.rest) {
		next := &cursor{made: c.made, used: now, rest: c.rest[n:], page: c.page, bare: c.bare, prepared: true}
		page.Next = url.QueryEscape(a.keepCursor(next))
	}
	return page
}

// eventRecord is one raised event as events.json shows it: without the event's
// name, without an ID, and with the profile as it is now (certain).
type eventRecord struct {
	Profile struct {
		ObjectID    string         `json:"objectId"`
		Platform    string         `json:"platform"`
		Email       string         `json:"email,omitempty"`
		ProfileData map[string]any `json:"profileData,omitempty"`
		Identity    string         `json:"identity"`
		ID          int64          `json:"id"`
	} `json:"profile"`
	At           int64          `json:"ts"`
	EventProps   map[string]any `json:"event_props"`
	SessionProps map[string]any `json:"session_props"`
}

func (a *Account) eventRecord(o *occurrence, bare bool) eventRecord {
	// modelled: where the source shows
	rec := eventRecord{At: a.digits(o.at), EventProps: o.props, SessionProps: map[string]any{"CT Source": o.source}}
	rec.Profile.ObjectID, rec.Profile.Identity = o.customer.objectID, o.customer.identity
	rec.Profile.Platform = "API" // modelled: for events that no device sent
	rec.Profile.Email = o.customer.field("Email")
	rec.Profile.ID = int64(crc32.ChecksumIEEE([]byte(o.customer.objectID))) // a number of its own (the vendor's sample)
	if !bare {
		rec.Profile.ProfileData = o.customer.custom()
	}
	return rec
}

// digits is an instant as the number yyyyMMddHHmmss in the project's time zone,
// not in UTC and not in epoch seconds (certain).
func (a *Account) digits(at time.Time) int64 {
	n, _ := strconv.ParseInt(at.In(a.zone).Format("20060102150405"), 10, 64)
	return n
}
