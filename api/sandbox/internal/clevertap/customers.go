package clevertap

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

type customer struct {
	identity string
	objectID string
	data     map[string]any // profileData, the standard fields among it
}

func (c *customer) field(name string) string { return text(c.data[name]) }

// apply changes a profile by profileData: each value replaces what is there, and
// null takes it away.
func (c *customer) apply(data map[string]any) {
	maps.Copy(c.data, data)
	maps.DeleteFunc(c.data, func(_ string, value any) bool { return value == nil })
}

// custom are the fields that an admin's own integration has added.
func (c *customer) custom() map[string]any {
	own := maps.Clone(c.data)
	for _, standard := range []string{"Name", "Email", "Phone", pushToken} {
		delete(own, standard)
	}
	return own
}

// Welcome makes a customer known who may get emails.
func (a *Account) Welcome(identity, email string) {
	a.enter()
	defer a.mu.Unlock()
	a.customers.upsert(identity).apply(map[string]any{"Email": email, "MSG-email": true})
}

// customers are all profiles, in the order they came to be known.
type customers []*customer

func (cs customers) find(identity string) *customer {
	return first(cs, func(c *customer) bool { return c.identity == identity })
}

// upsert returns the profile, making one for an identity not seen before (certain).
func (cs *customers) upsert(identity string) *customer {
	if found := cs.find(identity); found != nil {
		return found
	}
	random := make([]byte, 8)
	rand.Read(random)
	c := &customer{identity: identity, objectID: "__" + hex.EncodeToString(random), data: map[string]any{}}
	*cs = append(*cs, c)
	return c
}

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
	if err := readJSON(r.Body, &body); err != nil {
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

func (a *Account) forget(gone *customer) {
	if gone == nil {
		return
	}
	a.customers = slices.DeleteFunc(a.customers, func(c *customer) bool { return c == gone })
	a.raised = slices.DeleteFunc(a.raised, func(o *occurrence) bool { return o.customer == gone })
}

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
