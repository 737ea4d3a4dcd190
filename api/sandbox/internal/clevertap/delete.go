package clevertap

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// deletion is a profile that will be gone after the coming night: deleting is
// asynchronous and done in off-hours (likely).
type deletion struct {
	due      time.Time
	identity string
}

// mostDeletions is the published number of values of one call (certain).
const mostDeletions = 100

// offHour is when the night's work is done, in the project's time zone.
// modelled: the hour.
const offHour = 2

// deleteProfiles is POST /1/delete/profiles.json with an identity or a list of
// them. modelled: what it answers when nothing fits.
func (a *Account) deleteProfiles(r *http.Request, now time.Time) (any, error) {
	var body struct {
		Identity json.RawMessage `json:"identity"`
	}
	if err := readBody(r, &body); err != nil {
		return nil, err
	}
	identities := oneOrMany(body.Identity)
	if n := len(identities); n == 0 || n > mostDeletions {
		return nil, malformed("Between 1 and 100 identities are needed")
	}
	due := a.nextNight(now)
	for _, who := range identities {
		a.deletions = append(a.deletions, deletion{due, who})
	}
	return map[string]string{"status": "success"}, nil
}

func (a *Account) nextNight(now time.Time) time.Time {
	y, m, d := now.In(a.zone).Date()
	if tonight := time.Date(y, m, d, offHour, 0, 0, 0, a.zone); tonight.After(now) {
		return tonight
	}
	return time.Date(y, m, d+1, offHour, 0, 0, 0, a.zone)
}

func (a *Account) deleteDue(now time.Time) {
	a.deletions = slices.DeleteFunc(a.deletions, func(d deletion) bool {
		if d.due.After(now) {
			return false
		}
		a.forget(a.customers.find(d.identity))
		return true
	})
}

// forget removes a profile with its events.
func (a *Account) forget(gone *customer) {
	if gone == nil {
		return
	}
	a.customers = slices.DeleteFunc(a.customers, func(c *customer) bool { return c == gone })
	a.raised = slices.DeleteFunc(a.raised, func(o *occurrence) bool { return o.customer == gone })
}

// oneOrMany reads a string or a list of strings.
func oneOrMany(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(raw, &many) != nil {
		return nil
	}
	return many
}
