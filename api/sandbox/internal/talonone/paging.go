package talonone

import (
	"strconv"
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

// pageOf cuts the page that the call asks for with pageSize and skip, which
// checkQuery has read before.
func pageOf[T any](c *call, all []T) page[T] {
	size, err := strconv.Atoi(c.query("pageSize"))
	if err != nil {
		size = mostPerPage
	}
	skip, _ := strconv.Atoi(c.query("skip"))
	from := min(skip, len(all))
	to := min(from+size, len(all))
	return page[T]{items: append([]T{}, all[from:to]...), total: len(all), more: to < len(all)}
}
