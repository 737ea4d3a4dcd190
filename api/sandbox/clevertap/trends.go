package clevertap

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// group is one entry of "groups" in the counts by property and by time.
type group struct {
	PropertyType string `json:"property_type,omitempty"`
	Name         string `json:"name,omitempty"`
	TopN         int    `json:"top_n,omitempty"`
	Order        string `json:"order,omitempty"`
	TrendType    string `json:"trend_type,omitempty"`
}

// The published bounds of the grouped counts.
const (
	mostGroups  = 5
	defaultTop  = 10
	mostTop     = 100
	longestTime = 366 * 24 * time.Hour
)

// countTop is POST /1/counts/top.json: the most frequent values of properties.
// modelled: properties of the event only, under the key STR.
func (a *Account) countTop(r *http.Request) answer {
	return a.count(r, "top", func(q question) answer {
		result := map[string]any{"status": "success"}
		for name, g := range q.Groups {
			if g.TopN < 0 || g.TopN > mostTop {
				return failed(http.StatusBadRequest, 400, "invalid top_n") // modelled
			}
			result[name] = map[string]any{"STR": a.top(q, g)}
		}
		return tight(http.StatusOK, result)
	})
}

func (a *Account) top(q question, g group) map[string]int {
	all := map[string]int{}
	for _, o := range a.matching(q) {
		if value := text(o.props[g.Name]); value != "" {
			all[value]++
		}
	}
	values := slices.SortedFunc(maps.Keys(all), func(x, y string) int {
		byCount := cmp.Compare(all[y], all[x])
		if g.Order == "asc" {
			byCount = -byCount
		}
		return cmp.Or(byCount, cmp.Compare(x, y))
	})
	most := g.TopN
	if most == 0 {
		most = defaultTop
	}
	for _, value := range values[min(most, len(values)):] {
		delete(all, value)
	}
	return all
}

// countTrends is POST /1/counts/trends.json: counts by day, week or month.
func (a *Account) countTrends(r *http.Request) answer {
	return a.count(r, "trends", func(q question) answer {
		if len(q.Groups) > mostGroups || q.until.Sub(q.from) > longestTime {
			return failed(http.StatusBadRequest, 400, "invalid trend") // modelled
		}
		result := map[string]any{"status": "success"}
		for name, g := range q.Groups {
			result[name] = a.trend(q, g)
		}
		return tight(http.StatusOK, result)
	})
}

// trend adds up events, or with unique the profiles, or the sum of a property.
func (a *Account) trend(q question, g group) map[string]float64 {
	all, seen := map[string]float64{}, map[string]map[*customer]bool{}
	for _, o := range a.matching(q) {
		key := period(o.at.In(a.zone), g.TrendType)
		switch {
		case q.SumOf != "":
			all[key] += number(o.props[q.SumOf])
		case q.Unique:
			if seen[key] == nil {
				seen[key] = map[*customer]bool{}
			}
			seen[key][o.customer] = true
			all[key] = float64(len(seen[key]))
		default:
			all[key]++
		}
	}
	return all
}

// period is the key of a trend: 20161224, 201652 or 201612 (certain).
func period(at time.Time, trend string) string {
	switch trend {
	case "weekly":
		year, week := at.ISOWeek()
		return strconv.Itoa(year*100 + week)
	case "monthly":
		return at.Format("200601")
	}
	return at.Format("20060102")
}
