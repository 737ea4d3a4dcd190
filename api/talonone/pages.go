package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/talontap/talontap/api/transport"
)

const (
	pageSize  = 500 // the vendor's most is 1000; half of it keeps an answer well below the cap on bodies
	mostPages = 200 // our own: a list with no end is an error, not a loop
)

// page is one page of a list, in either of the vendor's two forms.
type page struct {
	Data    []json.RawMessage `json:"data"`
	Total   *int              `json:"totalResultSize"`
	HasMore *bool             `json:"hasMore"`
}

// Typed says that no number of unknown type is in it.
func (page) Typed() {}

// collect reads a list to its end, or until it has most elements; 0 is no bound.
func collect[T any](ctx context.Context, c *Client, doing string, p path, query url.Values, most int, parse func(json.RawMessage) (T, error)) ([]T, error) {
	return whole(elements(ctx, c, doing, p, query, most, mostPages, parse))
}

func whole[T any](list iter.Seq2[T, error]) (all []T, err error) {
	for one, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func filters(all map[string]string) url.Values {
	query := url.Values{}
	for name, value := range all {
		if value != "" {
			query.Set(name, value)
		}
	}
	return query
}

// elements reads a list an element at a time, so that a long one takes no more
// memory than a page. Each element is parsed as it came. An error ends it.
func elements[T any](ctx context.Context, c *Client, doing string, p path, query url.Values, most, pages int, parse func(json.RawMessage) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen := 0
		for range pages {
			got, err := c.page(ctx, doing, p, query, seen, most)
			if err != nil {
				yield(none, err)
				return
			}
			for _, element := range got.Data {
				one, err := parse(element)
				if err != nil {
					yield(none, c.caller.Garbled(doing, err))
					return
				}
				if seen++; !yield(one, nil) || seen == most {
					return
				}
			}
			if got.last(seen) {
				return
			}
		}
		yield(none, c.caller.Garbled(doing, errors.New("a list that does not end")))
	}
}

// decoded parses what is read into what it is.
func decoded[T any](raw json.RawMessage) (t T, err error) {
	err = transport.Decode(raw, &t)
	return t, err
}

// one sends a call whose answer is one object, which is parsed as it came.
func one[T any](ctx context.Context, c *Client, method string, p path, call transport.Call, body any, parse func(json.RawMessage) (T, error)) (t T, err error) {
	var raw json.RawMessage
	call.Out = &raw
	if err := c.manage(ctx, method, p, call, body); err != nil {
		return t, err
	}
	parsed, err := parse(raw)
	if err != nil {
		return t, c.caller.Garbled(call.Doing, err)
	}
	return parsed, nil
}

func (c *Client) page(ctx context.Context, doing string, p path, query url.Values, skip, most int) (got page, err error) {
	size := pageSize
	if most > 0 {
		size = min(size, most-skip)
	}
	asked := url.Values{"pageSize": {strconv.Itoa(size)}}
	if skip > 0 {
		asked.Set("skip", strconv.Itoa(skip))
	}
	maps.Copy(asked, query)
	err = c.manage(ctx, http.MethodGet, p, transport.Call{Doing: doing, Query: asked, Out: &got}, nil)
	if err == nil && got.Data == nil {
		err = c.caller.Garbled(doing, errors.New("a list without data"))
	}
	return got, err
}

func (p page) last(seen int) bool {
	switch {
	case len(p.Data) == 0:
		return true
	case p.HasMore != nil:
		return !*p.HasMore
	case p.Total != nil:
		return seen >= *p.Total
	}
	return len(p.Data) < pageSize
}
