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
	due  time.Time
	kind string
	who  string
}

// mostDeletions is the published number of values of one call (certain).
const mostDeletions = 100

// offHour is when the night's work is done, in the project's time zone.
// modelled: the hour.
const offHour = 2

// deleteProfiles is POST /1/delete/profiles.json with identity or guid, each a
// string or a list. modelled: what it answers when nothing fits.
func (a *Account) deleteProfiles(r *http.Request) answer {
	var body struct {
		Identity json.RawMessage `json:"identity"`
		GUID     json.RawMessage `json:"guid"`
	}
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	identities, guids := oneOrMany(body.Identity), oneOrMany(body.GUID)
	if n := len(identities) + len(guids); n == 0 || n > mostDeletions {
		return failed(http.StatusBadRequest, 400, "Between 1 and 100 identities are needed") // modelled
	}
	due := a.nextNight(a.enter())
	defer a.mu.Unlock()
	for _, who := range identities {
		a.deletions = append(a.deletions, deletion{due, "identity", who})
	}
	for _, who := range guids {
		a.deletions = append(a.deletions, deletion{due, "objectId", who})
	}
	return plainSuccess()
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
		a.forget(a.customers.find(d.kind, d.who))
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
