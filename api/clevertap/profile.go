package clevertap

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const mostDelete = 100 // profiles in one call (certain)

type wireProfile struct {
	Identity json.RawMessage `json:"identity"` // a string or a number
	Name     string          `json:"name"`
	Email    string          `json:"email"`
	Phone    json.RawMessage `json:"phone"` // a string or a number
	Data     map[string]any  `json:"profileData"`
	Devices  []struct {
		ObjectID  string `json:"objectId"`
		PushToken string `json:"push_token"` // documented (certain)
	} `json:"platformInfo"`
	Events map[string]struct {
		Count    json.Number `json:"count"`
		LastSeen json.Number `json:"last_seen"` // epoch seconds
	} `json:"events"`
}

// Profile reads one customer by identity; found is false where CleverTap knows
// none. Numbers in Data are json.Number.
//
// Documented by CleverTap: GET /1/profile.json (certain). That an unknown
// identity is a success with a null record is likely.
func (c *Client) Profile(ctx context.Context, identity string) (p Profile, found bool, err error) {
	const doing = "reading a CleverTap profile"
	var answer struct {
		Status string       `json:"status"`
		Record *wireProfile `json:"record"`
	}
	query := url.Values{"identity": {identity}}
	call := transport.Call{Doing: doing, Path: "/1/profile.json", Offer: transport.OnAll, Query: query, Out: &answer}
	if err := c.get(ctx, call); err != nil {
		return Profile{}, false, err
	}
	if err := c.succeeded(doing, answer.Status); err != nil {
		return Profile{}, false, err
	}
	if answer.Record == nil {
		return Profile{}, false, nil
	}
	return answer.Record.profile(), true, nil
}

func (w *wireProfile) profile() Profile {
	p := Profile{Identity: transport.Text(w.Identity), Name: transport.Line(w.Name), Email: transport.Line(w.Email), Phone: transport.Text(w.Phone), Data: w.Data}
	// modelled: that a profile which came by API only has the fields is unknown, and so
	// is whether the phone is shown at all.
	if p.Email == "" {
		p.Email, _ = w.Data["Email"].(string)
	}
	if p.Phone == "" {
		p.Phone, _ = w.Data["Phone"].(string)
	}
	for _, d := range w.Devices {
		p.ObjectIDs = append(p.ObjectIDs, d.ObjectID)
		p.Pushable = p.Pushable || d.PushToken != ""
	}
	for name, e := range w.Events {
		if p.Events == nil {
			p.Events = make(map[string]EventSummary)
		}
		count, _ := e.Count.Int64()
		p.Events[name] = EventSummary{Count: int(count), LastSeen: epoch(e.LastSeen)}
	}
	return p
}

// epoch reads epoch seconds; anything else is the zero time.
func epoch(n json.Number) time.Time {
	seconds, err := n.Int64()
	if err != nil || seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}

// DeleteProfiles asks CleverTap to delete 1 to 100 customers by identity. It
// happens later, outside business hours (likely): success means that it was asked.
//
// Documented by CleverTap: POST /1/delete/profiles.json (certain).
func (c *Client) DeleteProfiles(ctx context.Context, identities ...string) error {
	const doing = "deleting CleverTap profiles"
	if len(identities) == 0 || len(identities) > mostDelete {
		return fmt.Errorf("%s: %d identities, where 1 to %d are allowed", doing, len(identities), mostDelete)
	}
	var answer struct {
		Status string `json:"status"`
	}
	call := transport.Call{Doing: doing, Path: "/1/delete/profiles.json", Repeatable: true, Out: &answer}
	if err := c.post(ctx, call, map[string]any{"identity": identities}); err != nil {
		return err
	}
	return c.succeeded(doing, answer.Status)
}
