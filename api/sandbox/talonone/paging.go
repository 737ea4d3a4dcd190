package talonone

import (
	"strconv"
	"strings"
)

// mostPerPage is the largest page, and the one that is given when none is asked
// for (published).
const mostPerPage = 1000

// page is one page of a list, in either published envelope.
type page[T any] struct {
	items []T
	total int
	more  bool
}

// counted is the envelope of most lists.
func (p page[T]) counted() any {
	return struct {
		Total int `json:"totalResultSize"`
		Data  []T `json:"data"`
	}{p.total, p.items}
}

// uncounted is the envelope of the …/no_total lists.
func (p page[T]) uncounted() any {
	return struct {
		More bool `json:"hasMore"`
		Data []T  `json:"data"`
	}{p.more, p.items}
}

// pageOf cuts the page that the call asks for with pageSize and skip.
func pageOf[T any](c *call, all []T) (page[T], error) {
	size, err := c.number("pageSize", mostPerPage, 1, mostPerPage)
	if err != nil {
		return page[T]{}, err
	}
	skip, err := c.number("skip", 0, 0, 1<<31-1)
	if err != nil {
		return page[T]{}, err
	}
	from := min(skip, len(all))
	to := min(from+size, len(all))
	return page[T]{items: append([]T{}, all[from:to]...), total: len(all), more: to < len(all)}, nil
}

// number reads an integer query parameter within bounds.
// modelled: that a value out of bounds is refused and not cut.
func (c *call) number(name string, otherwise, least, most int) (int, error) {
	text := c.query(name)
	if text == "" {
		return otherwise, nil
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < least || value > most {
		return 0, wrongParameter(name, "must be a number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
	}
	return value, nil
}

// ids reads a query parameter of numbers between commas; left out is none.
func (c *call) ids(name string) ([]int, error) {
	text := c.query(name)
	if text == "" {
		return nil, nil
	}
	var list []int
	for part := range strings.SplitSeq(text, ",") {
		id, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return nil, wrongParameter(name, "must be numbers between commas")
		}
		list = append(list, id)
	}
	return list, nil
}
