package clevertap

import (
	"net/http"
	"time"
)

type profileRecord struct {
	Identity     string                  `json:"identity"`
	Name         string                  `json:"name,omitempty"`
	Email        string                  `json:"email,omitempty"`
	Phone        string                  `json:"phone,omitempty"` // modelled: no page shows it
	ProfileData  map[string]any          `json:"profileData"`
	Events       map[string]eventSummary `json:"events"`
	PlatformInfo []device                `json:"platformInfo"`
}

// eventSummary counts one event; the times are in epoch seconds (certain).
type eventSummary struct {
	Count     int   `json:"count"`
	FirstSeen int64 `json:"first_seen"`
	LastSeen  int64 `json:"last_seen"`
}

// profile is GET /1/profile.json by identity. An unknown one is a success without
// a record (likely).
func (a *Account) profile(r *http.Request, _ time.Time) (any, error) {
	identity := r.URL.Query().Get("identity")
	if identity == "" {
		return nil, malformed("Identity is missing")
	}
	return struct {
		Status string         `json:"status"`
		Record *profileRecord `json:"record"`
	}{"success", a.profileOf(a.customers.find(identity))}, nil
}

func (a *Account) profileOf(c *customer) *profileRecord {
	if c == nil {
		return nil
	}
	return &profileRecord{
		Identity:     c.identity,
		Name:         c.field("Name"),
		Email:        c.field("Email"),
		Phone:        c.field("Phone"),
		ProfileData:  c.custom(),
		Events:       a.summaries(c),
		PlatformInfo: c.devices(),
	}
}

func (a *Account) summaries(c *customer) map[string]eventSummary {
	all := map[string]eventSummary{}
	for _, o := range a.history() {
		if o.customer != c {
			continue
		}
		at, s := o.at.Unix(), all[o.event.Name]
		if s.Count == 0 || at < s.FirstSeen {
			s.FirstSeen = at
		}
		s.Count, s.LastSeen = s.Count+1, max(s.LastSeen, at)
		all[o.event.Name] = s
	}
	return all
}
