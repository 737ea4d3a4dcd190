package clevertap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/talontap/talontap/api/transport"
)

const (
	eventsPath   = "/1/events.json"
	defaultBatch = 50
	mostBatch    = 5000 // certain
	mostEmpty    = 100  // our own: pages in a row that hold nothing are no list, however long one may be
)

func (q EventQuery) wire() map[string]any {
	from, _ := strconv.Atoi(q.From.Format("20060102"))
	to, _ := strconv.Atoi(q.To.Format("20060102"))
	wire := map[string]any{"event_name": q.Event, "from": from, "to": to}
	var properties []map[string]string
	for _, name := range slices.Sorted(maps.Keys(q.Properties)) {
		properties = append(properties, map[string]string{"name": name, "operator": "equals", "value": q.Properties[name]})
	}
	if properties != nil {
		wire["event_properties"] = properties
	}
	return wire
}

type wireEventPage struct {
	Status  string       `json:"status"`
	Cursor  verbatim     `json:"cursor"`
	Next    verbatim     `json:"next_cursor"`
	Records []wireRecord `json:"records"`
}

type wireRecord struct {
	Profile struct {
		Identity json.RawMessage `json:"identity"` // a string or a number
		ObjectID string          `json:"objectId"`
		Email    string          `json:"email"`
	} `json:"profile"`
	At         json.Number    `json:"ts"`
	Properties map[string]any `json:"event_props"`
}

// verbatim is a string that goes back as it came. Being bytes, it is left out of
// the transport's sanitising.
type verbatim []byte

func (v *verbatim) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*v = verbatim(s)
	return nil
}

// Events reads the raised events that a query asks for, a page at a time, so that
// a busy event takes no more memory than a page. An event that has just been
// uploaded may be missing for a while (how long is unknown). Numbers in Properties
// are json.Number. An error ends it.
//
// It takes two kinds of call, both documented by CleverTap (certain): POST
// /1/events.json gives a cursor, GET /1/events.json follows it. A page that is
// not ready (code 2) is asked for again with the same cursor, with growing
// pauses; after two minutes of that the failure is TimedOut.
func (c *Client) Events(ctx context.Context, q EventQuery) iter.Seq2[EventRecord, error] {
	const doing = "reading CleverTap events"
	return func(yield func(EventRecord, error) bool) {
		cursor, err := c.eventCursor(ctx, doing, q)
		if err == nil {
			err = c.follow(ctx, doing, cursor, func(r EventRecord) bool { return yield(r, nil) })
		}
		if err != nil {
			yield(EventRecord{}, err)
		}
	}
}

func (c *Client) eventCursor(ctx context.Context, doing string, q EventQuery) (string, error) {
	batch := q.BatchSize
	if batch == 0 {
		batch = defaultBatch
	}
	if batch < 0 || batch > mostBatch {
		return "", fmt.Errorf("%s: a batch of %d, where 1 to %d are allowed", doing, batch, mostBatch)
	}
	var start wireEventPage
	call := transport.Call{
		Doing: doing, Path: eventsPath, Query: url.Values{"batch_size": {strconv.Itoa(batch)}},
		Repeatable: true, Out: &start,
	}
	if err := c.ready(ctx, func() error { return c.post(ctx, call, q.wire()) }); err != nil {
		return "", err
	}
	return string(start.Cursor), c.succeeded(doing, start.Status)
}

// follow reads page after page until there is no next cursor, or until each has
// enough. Pages differ in length from the batch that was asked for, so length says
// nothing. What comes again, or goes on without holding anything, is no list.
func (c *Client) follow(ctx context.Context, doing, cursor string, each func(EventRecord) bool) error {
	seen := make(map[string]bool)
	for empty := 0; cursor != ""; {
		if seen[cursor] || empty == mostEmpty {
			return c.caller.Garbled(doing, fmt.Errorf("a list that does not go on after %d pages", len(seen)))
		}
		seen[cursor] = true
		page, err := c.eventPage(ctx, doing, cursor)
		if err != nil {
			return err
		}
		if empty++; len(page.Records) > 0 {
			empty = 0
		}
		for _, r := range page.Records {
			record := EventRecord{
				Identity: transport.Text(r.Profile.Identity), ObjectID: r.Profile.ObjectID, Email: r.Profile.Email,
				At: r.At.String(), Properties: r.Properties,
			}
			if !each(record) {
				return nil
			}
		}
		cursor = string(page.Next)
	}
	return nil
}

// eventPage reads one page. The cursor comes percent-encoded and goes back as it
// came: encoded once more, CleverTap answers "Incorrect Usage" (code 3, likely).
func (c *Client) eventPage(ctx context.Context, doing, cursor string) (page wireEventPage, err error) {
	if strings.ContainsFunc(cursor, notInCursor) {
		return page, c.caller.Garbled(doing, errors.New("a cursor that is not percent-encoded"))
	}
	err = c.ready(ctx, func() error {
		page = wireEventPage{}
		return c.get(ctx, transport.Call{Doing: doing, Path: eventsPath, RawQuery: "cursor=" + cursor, Out: &page})
	})
	if err == nil {
		err = c.succeeded(doing, page.Status)
	}
	return page, err
}

// notInCursor is true for what a percent-encoded value cannot hold.
func notInCursor(r rune) bool { return r <= ' ' || r >= 0x7f || r == '#' || r == '&' }

const countsPath = "/1/counts/events.json"

// EventCount counts the raised events that a query asks for, however many they are,
// without reading them. BatchSize plays no part.
//
// Documented by CleverTap (certain): POST /1/counts/events.json answers with the
// count or with a request ID, which GET /1/counts/events.json is then asked for
// with growing pauses; after two minutes of that the failure is TimedOut.
func (c *Client) EventCount(ctx context.Context, q EventQuery) (int, error) {
	const doing = "counting CleverTap events"
	var answer wireCount
	call := transport.Call{Doing: doing, Path: countsPath, Repeatable: true, Out: &answer}
	if err := c.ready(ctx, func() error { return c.post(ctx, call, q.wire()) }); err != nil {
		return 0, err
	}
	if answer.Status == "partial" {
		// The request ID to the digit, whether it came as a number or as a text.
		return c.countLater(ctx, doing, transport.Sanitise(strings.Trim(string(answer.Request), `"`)))
	}
	return c.count(doing, answer)
}

type wireCount struct {
	Status  string          `json:"status"`
	Count   *int            `json:"count"`
	Request json.RawMessage `json:"req_id"` // a number or a string
}

func (c *Client) countLater(ctx context.Context, doing, request string) (int, error) {
	if request == "" || request == "null" {
		return 0, c.caller.Garbled(doing, errors.New("a count to be asked for later, without a request ID"))
	}
	var answer wireCount
	call := transport.Call{Doing: doing, Path: countsPath, Query: url.Values{"req_id": {request}}, Out: &answer}
	err := c.ready(ctx, func() error {
		answer = wireCount{}
		if err := c.get(ctx, call); err != nil {
			return err
		}
		if answer.Status == "partial" {
			return errPromised
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return c.count(doing, answer)
}

func (c *Client) count(doing string, answer wireCount) (int, error) {
	if err := c.succeeded(doing, answer.Status); err != nil {
		return 0, err
	}
	if answer.Count == nil {
		return 0, c.caller.Garbled(doing, errors.New("a success without a count"))
	}
	return *answer.Count, nil
}
