package clevertap

import (
	"crypto/rand"
	"encoding/hex"
	"slices"
	"strings"
)

// customer is one profile.
type customer struct {
	known    []ids
	objectID string
	data     map[string]any // profileData, the standard fields among it
}

func (c *customer) identity() string {
	for _, kind := range identityKinds() {
		for _, id := range c.known {
			if id.kind == kind {
				return id.value
			}
		}
	}
	return c.objectID
}

func (c *customer) field(name string) string { return text(c.data[name]) }

// unreachable says why an email cannot go to this customer; empty if it can. An
// event succeeds all the same (likely: it follows from the subscription model).
func (c *customer) unreachable() string {
	if c.field("Email") == "" {
		return "the profile has no Email"
	}
	if subscribed, set := c.data["MSG-email"].(bool); set && !subscribed {
		return "the profile is unsubscribed (MSG-email is false)"
	}
	return ""
}

// custom are the fields that an admin's own integration has added.
func (c *customer) custom() map[string]any {
	own := map[string]any{}
	for key, value := range c.data {
		if !slices.Contains([]string{"Name", "Email", "Phone"}, key) {
			own[key] = value
		}
	}
	return own
}

// Welcome makes a customer known who may get emails.
func (a *Account) Welcome(identity, email string) {
	a.enter()
	defer a.mu.Unlock()
	a.customers.upsert(ids{"identity", identity}).apply(map[string]any{"Email": email, "MSG-email": true})
}

// customers are all profiles, in the order they came to be known.
type customers []*customer

func (cs customers) find(kind, value string) *customer {
	for _, c := range cs {
		switch {
		case kind == "email" && strings.EqualFold(c.field("Email"), value),
			kind == "objectId" && c.objectID == value,
			slices.Contains(c.known, ids{kind, value}):
			return c
		}
	}
	return nil
}

// upsert returns the profile, making one for an identity not seen before (certain).
func (cs *customers) upsert(who ids) *customer {
	if found := cs.find(who.kind, who.value); found != nil {
		return found
	}
	c := &customer{known: []ids{who}, objectID: newObjectID(), data: map[string]any{}}
	if who.kind == "objectId" {
		c.objectID = who.value // modelled: an unknown objectId makes a profile
	}
	*cs = append(*cs, c)
	return c
}

func newObjectID() string {
	random := make([]byte, 8)
	rand.Read(random)
	return "__" + hex.EncodeToString(random)
}
