package clevertap

import (
	"net/http"
	"time"
)

// activeWindow is what "now" means in now.json (certain).
const activeWindow = 5 * time.Minute

// activeNow is POST /1/now.json: how many customers were active just now.
// modelled: which of them are new, by whether all their events are recent.
func (a *Account) activeNow(*http.Request) answer {
	now := a.enter()
	defer a.mu.Unlock()
	active := map[*customer]bool{}
	isNew := map[*customer]bool{}
	last := int64(0)
	for _, o := range a.history() {
		recent := now.Sub(o.at) < activeWindow && !o.at.After(now)
		last = max(last, o.at.Unix())
		if _, known := isNew[o.customer]; !known {
			isNew[o.customer] = true
		}
		isNew[o.customer] = isNew[o.customer] && recent
		if recent {
			active[o.customer] = true
		}
	}
	types := map[string]int{"new": 0, "existing": 0}
	for c := range active {
		if isNew[c] {
			types["new"]++
		} else {
			types["existing"]++
		}
	}
	return tight(http.StatusOK, struct {
		Status string         `json:"status"`
		Count  int            `json:"count"`
		Types  map[string]int `json:"user_type"`
		Last   int64          `json:"last_processed_ts"`
	}{"success", len(active), types, last})
}
