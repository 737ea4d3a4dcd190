package talonone

import (
	"context"
	"encoding/json"
	"errors"
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

// list reads a list to its end, or until it has most elements; 0 is no bound.
// Each element is handed over as it came.
func (c *Client) list(ctx context.Context, doing string, p path, query url.Values, most int, each func(json.RawMessage) error) error {
	skip := 0
	for range mostPages {
		got, err := c.page(ctx, doing, p, query, skip, most)
		if err != nil {
			return err
		}
		for _, element := range got.Data {
			if err := each(element); err != nil {
				return c.caller.Garbled(doing, err)
			}
			if skip++; skip == most {
				return nil
			}
		}
		if got.last(skip) {
			return nil
		}
	}
	return c.caller.Garbled(doing, errors.New("a list that does not end"))
}

func (c *Client) page(ctx context.Context, doing string, p path, query url.Values, skip, most int) (page, error) {
	size := pageSize
	if most > 0 {
		size = min(size, most-skip)
	}
	query = maps.Clone(query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("pageSize", strconv.Itoa(size))
	if skip > 0 {
		query.Set("skip", strconv.Itoa(skip))
	}
	var got struct {
		page
		Data *[]json.RawMessage `json:"data"`
	}
	if err := c.manage(ctx, http.MethodGet, p, transport.Call{Doing: doing, Query: query, Out: &got}, nil); err != nil {
		return page{}, err
	}
	if got.Data == nil {
		return page{}, c.caller.Garbled(doing, errors.New("a list without data"))
	}
	got.page.Data = *got.Data
	return got.page, nil
}

// last reports whether nothing follows after seen elements.
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

// collect reads a list whose elements are decoded into W and turned into T.
func collect[W, T any](ctx context.Context, c *Client, doing string, p path, query url.Values, most int, turn func(W) T) ([]T, error) {
	return collectRaw(ctx, c, doing, p, query, most, func(element json.RawMessage) (T, error) {
		var wire W
		err := transport.Decode(element, &wire)
		return turn(wire), err
	})
}

// collectRaw reads a list whose elements are parsed as they came.
func collectRaw[T any](ctx context.Context, c *Client, doing string, p path, query url.Values, most int, parse func(json.RawMessage) (T, error)) ([]T, error) {
	var all []T
	err := c.list(ctx, doing, p, query, most, func(element json.RawMessage) error {
		one, err := parse(element)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// asItCame is for elements that are read into what they are.
func asItCame[T any](t T) T { return t }
