package clevertap

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"github.com/talontap/talontap/api/transport"
)

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
		return c.countLater(ctx, doing, answer.request())
	}
	return c.count(doing, answer)
}

type wireCount struct {
	Status  string          `json:"status"`
	Count   *int            `json:"count"`
	Request json.RawMessage `json:"req_id"` // a number or a string
}

// request is the request ID to the digit, whichever type it came as.
func (w wireCount) request() string { return transport.Sanitise(strings.Trim(string(w.Request), `"`)) }

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
