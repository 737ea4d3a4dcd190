package live

// ItemID names, for ever, a thing that a person compares where the vendor shows
// too little. What a person said is noted under it.
type ItemID string

// The things that may have to be compared by hand.
const (
	RuleUnread  ItemID = "rule.unread"
	RuleWebhook ItemID = "rule.webhook"
)

// Item is one such thing, and how it is told to a person. Reports hold the words.
type Item struct {
	ID   ItemID
	Says string
}

// MarshalText writes the words.
func (i Item) MarshalText() ([]byte, error) { return []byte(i.Says), nil }

// Items lists them all.
func Items() []Item {
	return []Item{
		{RuleUnread, "the rule, which Talon.One does not show in a form that can be read"},
		{RuleWebhook, "the rule's webhook effect, which the dry run did not list"},
	}
}

// item finds one by its ID.
func item(id ItemID) Item {
	for _, i := range Items() {
		if i.ID == id {
			return i
		}
	}
	return Item{ID: id, Says: string(id)}
}
