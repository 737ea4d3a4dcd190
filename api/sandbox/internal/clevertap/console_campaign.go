package clevertap

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// onCampaign runs an action on the campaign that the path names.
func (a *Account) onCampaign(change func(*campaign) (any, error)) act {
	return func(r *http.Request, _ time.Time) (any, error) {
		c := a.campaign(pathNumber(r, "id"))
		if c == nil {
			return nil, fmt.Errorf("campaign %s: %w", r.PathValue("id"), errNotThere)
		}
		return change(c)
	}
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
func (a *Account) editCampaign(r *http.Request, now time.Time) (any, error) {
	return a.onCampaign(func(c *campaign) (any, error) {
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
	})(r, now)
}

func (a *Account) removeCampaign(r *http.Request, now time.Time) (any, error) {
	return a.onCampaign(func(gone *campaign) (any, error) {
		a.campaigns = slices.DeleteFunc(a.campaigns, func(c *campaign) bool { return c == gone })
		return a.campaigns, nil
	})(r, now)
}
