package live

import (
	"cmp"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
)

// ItemID names, for ever, a thing that a person compares where the vendor shows
// too little. What a person said is noted under it.
type ItemID string

// The things that may have to be compared by hand.
const (
	RuleUnread  ItemID = "rule.unread"
	RuleWebhook ItemID = "rule.webhook"
	RuleHolders ItemID = "rule.holders"
	EmailText   ItemID = "email.text"
)

// Item is one such thing, and how it is told to a person. Reports hold the words.
type Item struct {
	ID ItemID
	// Object is the kind and ID of what holds a difference that nobody expected,
	// and About what that is of the setup; "" where it is about the rule as a whole.
	Object string
	About  plan.Resource
	Says   string
}

// Lead is how the words are led up to.
func (i Item) Lead() string {
	if i.Object != "" {
		return words.LiveOnlyYou
	}
	return words.LiveNotFromHere
}

// MarshalText writes the words.
func (i Item) MarshalText() ([]byte, error) { return []byte(i.Says), nil }

var items = map[ItemID]string{
	RuleUnread:  words.LiveItemRule,
	RuleHolders: words.LiveItemHolders,
	RuleWebhook: words.LiveItemEffect,
}

// ItemOf is the item with its words.
func ItemOf(id ItemID) Item { return Item{ID: id, Says: cmp.Or(items[id], string(id))} }
