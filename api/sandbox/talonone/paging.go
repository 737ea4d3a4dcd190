package talonone

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
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

// pageOf cuts the page that the call asks for with pageSize, skip and sort.
func pageOf[T any](c *call, all []T) (page[T], error) {
	size, err := c.number("pageSize", mostPerPage, 1, mostPerPage)
	if err != nil {
		return page[T]{}, err
	}
	skip, err := c.number("skip", 0, 0, 1<<31-1)
	if err != nil {
		return page[T]{}, err
	}
	sorted := slices.Clone(all)
	if by := c.query("sort"); by != "" {
		sortBy(sorted, by)
	}
	from := min(skip, len(sorted))
	to := min(from+size, len(sorted))
	items := append([]T{}, sorted[from:to]...)
	return page[T]{items: items, total: len(sorted), more: to < len(sorted)}, nil
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
	for _, part := range strings.Split(text, ",") {
		id, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return nil, wrongParameter(name, "must be numbers between commas")
		}
		list = append(list, id)
	}
	return list, nil
}

// sortBy orders by members of the wire form: "name", "-created", or several with
// commas. A member that is not there leaves the order as it is.
func sortBy[T any](items []T, by string) {
	members := make(map[int]map[string]any, len(items))
	order := make([]int, len(items))
	for i, item := range items {
		raw, _ := json.Marshal(item) // an item that can't be encoded sorts as if it had no members
		var fields map[string]any
		_ = json.Unmarshal(raw, &fields)
		members[i], order[i] = fields, i
	}
	for _, field := range slices.Backward(strings.Split(by, ",")) {
		name, descending := strings.CutPrefix(field, "-")
		slices.SortStableFunc(order, func(i, j int) int {
			found := compareMembers(members[i][name], members[j][name])
			if descending {
				return -found
			}
			return found
		})
	}
	was := slices.Clone(items)
	for to, from := range order {
		items[to] = was[from]
	}
}

func compareMembers(x, y any) int {
	if xs, ok := x.(string); ok {
		ys, _ := y.(string)
		xt, xErr := time.Parse(time.RFC3339, xs)
		yt, yErr := time.Parse(time.RFC3339, ys)
		if xErr == nil && yErr == nil {
			return xt.Compare(yt)
		}
		return cmp.Compare(xs, ys)
	}
	xn, _ := x.(float64)
	yn, _ := y.(float64)
	return cmp.Compare(xn, yn)
}
