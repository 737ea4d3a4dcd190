package clevertap

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// projectView is what Settings › Project shows above the passcodes.
type projectView struct {
	Region    string `json:"region"`
	ProjectID string `json:"project_id"`
	TimeZone  string `json:"time_zone"`
}

// defineEvent makes an event and its properties Defined, with the rules given.
func (a *Account) defineEvent(r *http.Request, _ time.Time) (any, error) {
	var wanted struct {
		Defined    *bool       `json:"defined"`
		Properties []*property `json:"properties"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	kind := a.schema.know(r.PathValue("event"))
	kind.Defined = wanted.Defined == nil || *wanted.Defined
	for _, p := range wanted.Properties {
		p.Kind = cmp.Or(p.Kind, "String")
		if was := kind.property(p.Name); was != nil {
			*was = *p
			continue
		}
		kind.Properties = append(kind.Properties, p)
	}
	return kind, nil
}

// Discarding hides an event's history and refuses its future uploads (528).
// Restoring is a private beta: possible a day later, and with the history only
// until it is purged, 16 days after (certain).
const (
	restoreAfter = 24 * time.Hour
	purgeAfter   = 16 * 24 * time.Hour
)

func (a *Account) discardEvent(r *http.Request, now time.Time) (any, error) {
	a.schema.know(r.PathValue("event")).DiscardedAt = &now
	return a.schema.events, nil
}

func (a *Account) restoreEvent(r *http.Request, now time.Time) (any, error) {
	name := r.PathValue("event")
	kind := a.schema.find(name)
	if kind == nil || !kind.discarded() {
		return nil, fmt.Errorf("the event %q is not discarded", name)
	}
	since := now.Sub(*kind.DiscardedAt)
	if since < restoreAfter {
		return nil, fmt.Errorf("the event %q can be restored 24 hours after it was discarded, not before", name)
	}
	if since >= purgeAfter {
		a.raised = slices.DeleteFunc(a.raised, func(o *occurrence) bool { return o.event == kind })
	}
	kind.DiscardedAt = nil
	return a.schema.events, nil
}

func (a *Account) changeSettings(r *http.Request, _ time.Time) (any, error) {
	changed := a.settings
	if err := decode(r, &changed); err != nil {
		return nil, err
	}
	choices := []string{acceptUndefined, dropEvents, dropEventsWithFields, dropProperties}
	if !slices.Contains(choices, changed.Undefined) {
		return nil, fmt.Errorf("undefined_data %q is none of %s", changed.Undefined, strings.Join(choices, ", "))
	}
	a.settings = changed
	return a.settings, nil
}

// makePasscode is "+ Passcode". Its answer is the only place that shows one.
func (a *Account) makePasscode(r *http.Request, _ time.Time) (any, error) {
	var wanted struct {
		Name    string     `json:"name"`
		Expires *time.Time `json:"expires"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	if wanted.Name == "" {
		return nil, errors.New("a passcode needs a name")
	}
	made := &passcode{ID: a.nextID(), Name: wanted.Name, Expires: wanted.Expires, value: NewPasscode()}
	a.passcodes = append(a.passcodes, made)
	return struct {
		*passcode
		Value string `json:"passcode"`
	}{made, made.value}, nil
}

func (a *Account) revokePasscode(r *http.Request, _ time.Time) (any, error) {
	id := pathNumber(r, "id")
	revoked := first(a.passcodes, func(p *passcode) bool { return p.ID == id })
	if revoked == nil {
		return nil, fmt.Errorf("passcode %d: %w", id, errNotThere)
	}
	revoked.Revoked = true
	return revoked, nil
}

func (a *Account) editCustomer(r *http.Request, _ time.Time) (any, error) {
	var fields map[string]any
	if err := decode(r, &fields); err != nil {
		return nil, err
	}
	c := a.customers.upsert(r.PathValue("identity"))
	c.apply(fields)
	return c.view(), nil
}

func (a *Account) removeCustomer(r *http.Request, _ time.Time) (any, error) {
	c := a.customers.find(r.PathValue("identity"))
	if c == nil {
		return nil, fmt.Errorf("customer %s: %w", r.PathValue("identity"), errNotThere)
	}
	a.forget(c)
	return mapped(a.customers, (*customer).view), nil
}

// campaignOf is the campaign that the path names.
func (a *Account) campaignOf(r *http.Request) (*campaign, error) {
	id := pathNumber(r, "id")
	if found := first(a.campaigns, func(c *campaign) bool { return c.ID == id }); found != nil {
		return found, nil
	}
	return nil, fmt.Errorf("campaign %s: %w", r.PathValue("id"), errNotThere)
}

// buildCampaign is the thirteen steps of the tutorial in one.
func (a *Account) buildCampaign(r *http.Request, now time.Time) (any, error) {
	var c campaign
	if err := decode(r, &c); err != nil {
		return nil, err
	}
	c = c.filled(now)
	if wrong := c.invalid(); wrong != "" {
		return nil, errors.New(wrong)
	}
	c.ID, c.Sent = a.nextID(), 0
	a.campaigns = append(a.campaigns, &c)
	return c, nil
}

// editCampaign changes the fields that the body names and keeps the others.
func (a *Account) editCampaign(r *http.Request, _ time.Time) (any, error) {
	c, err := a.campaignOf(r)
	if err != nil {
		return nil, err
	}
	changed := *c
	if err := decode(r, &changed); err != nil {
		return nil, err
	}
	if wrong := changed.invalid(); wrong != "" {
		return nil, errors.New(wrong)
	}
	changed.ID, changed.Sent = c.ID, c.Sent
	*c = changed
	return c, nil
}

func (a *Account) removeCampaign(r *http.Request, _ time.Time) (any, error) {
	gone, err := a.campaignOf(r)
	a.campaigns = slices.DeleteFunc(a.campaigns, func(c *campaign) bool { return c == gone })
	return a.campaigns, err
}
