package clevertap

import (
	"crypto/rand"
	"encoding/hex"
	"slices"
)

// customer is one profile.
type customer struct {
	identity string
	objectID string
	data     map[string]any // profileData, the standard fields among it
}

func (c *customer) field(name string) string { return text(c.data[name]) }

// apply changes a profile by profileData: each value replaces what is there, and
// null takes it away.
func (c *customer) apply(data map[string]any) {
	for key, value := range data {
		if value == nil {
			delete(c.data, key)
			continue
		}
		c.data[key] = value
	}
}

// custom are the fields that an admin's own integration has added.
func (c *customer) custom() map[string]any {
	own := map[string]any{}
	for key, value := range c.data {
		if !slices.Contains([]string{"Name", "Email", "Phone", pushToken}, key) {
			own[key] = value
		}
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
	c := &customer{identity: identity, objectID: newObjectID(), data: map[string]any{}}
	*cs = append(*cs, c)
	return c
}

func newObjectID() string {
	random := make([]byte, 8)
	rand.Read(random)
	return "__" + hex.EncodeToString(random)
}
