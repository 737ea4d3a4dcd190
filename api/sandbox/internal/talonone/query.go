package talonone

import (
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// values is what a query parameter may be, and how a refusal says so.
type values struct {
	says string
	fit  func(text string) bool
}

// parameterValues are those of the parameters that take no free text, so that
// whoever reads one finds it readable.
func parameterValues() map[string]values {
	truth := values{"must be true or false", parses(strconv.ParseBool)}
	instant := values{"must be a date and time in RFC3339", parses(asInstant)}
	return map[string]values{
		"pageSize": between(1, mostPerPage), "skip": between(0, 1<<31-1),
		"dry": truth, "exactMatch": truth, "redeemed": truth, "runRuleEngine": truth, "withTotalResultSize": truth,
		"now": instant, "rangeStart": instant, "rangeEnd": instant, "createdAfter": instant, "createdBefore": instant,
		"sort": among("sort", "-time"), "silent": among("silent", "yes", "no"), "entityType": among("entityType", messageEntities...),
		"webhookIDs": {"must be up to 30 numbers between commas", parses(asIDs)},
		"cursor":     {"is not a cursor that was given out", parses(asCursor)},
	}
}

func parses[T any](read func(string) (T, error)) func(string) bool {
	return func(text string) bool {
		_, err := read(text)
		return err == nil
	}
}

// between is a number within bounds.
// modelled: that a value out of bounds is refused and not cut.
func between(least, most int) values {
	return values{"must be a number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most), func(text string) bool {
		number, err := strconv.Atoi(text)
		return err == nil && number >= least && number <= most
	}}
}

func among(name string, allowed ...string) values {
	return values{oneOf(name, allowed), func(text string) bool {
		return slices.ContainsFunc(allowed, func(one string) bool { return strings.EqualFold(one, text) })
	}}
}

func asInstant(text string) (time.Time, error) { return time.Parse(time.RFC3339, text) }

func asIDs(text string) (ids []int, err error) {
	for _, part := range strings.SplitN(text, ",", 30) {
		id, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func asCursor(text string) (int, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(raw))
}

// checkQuery refuses a parameter that the operation does not read, and a value
// that its document does not allow (published: 400). modelled: the words.
func checkQuery(to route, c *call) error {
	known, allowed := strings.Fields(to.reads), parameterValues()
	given := c.request.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		// The console reads what the API reads, and is not told what it does not.
		if to.access != anyone && !slices.Contains(known, name) {
			return wrongParameter(name, "the sandbox does not model the parameter "+name+" of "+to.method+" "+to.path)
		}
		for _, text := range given[name] {
			if may, bound := allowed[name]; bound && text != "" && !may.fit(text) {
				return wrongParameter(name, may.says)
			}
		}
	}
	return nil
}

func (c *call) query(name string) string { return c.request.URL.Query().Get(name) }

// yes is a boolean query parameter; left out is no.
func (c *call) yes(name string) bool {
	value, _ := strconv.ParseBool(c.query(name)) // checkQuery has read it before
	return value
}

// moment is a time among the query parameters; left out is the zero time.
func (c *call) moment(name string) time.Time {
	value, _ := asInstant(c.query(name)) // checkQuery has read it before
	return value
}

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
