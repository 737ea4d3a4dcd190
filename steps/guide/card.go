package guide

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/talontap/talontap/assets/words"
)

// Card is one thing that a person makes or fixes in a console.
type Card struct {
	Resource string  `json:"resource"` // as in the plan: webhook, campaign, rule, …
	Name     string  `json:"name"`     // what the thing is called
	Title    string  `json:"title"`    // what to do, in a few words
	Why      string  `json:"why,omitempty"`
	Where    string  `json:"where"`             // the way through the menus: "Talon.One: Account › Tools › …"
	Address  string  `json:"address,omitempty"` // of the console, to be opened in a browser
	Minutes  int     `json:"minutes"`           // about how long it takes
	Fields   []Field `json:"fields"`
	Before   string  `json:"before,omitempty"` // what not to do
	After    string  `json:"after,omitempty"`  // the last click, and what happens then
	Variants []Card  `json:"variants,omitempty"`

	at string // the way to the thing once it is made; "": as Where says
}

// Field is one thing to enter. Value is exact: it is what is copied. A secret's
// value says [redacted].
type Field struct {
	Under  string `json:"under,omitempty"` // the part of the form it stands in
	Label  string `json:"label"`           // unique on its card
	Value  string `json:"value"`
	Seen   string `json:"seen,omitempty"` // on a card that fixes: what is there now
	Secret bool   `json:"secret,omitempty"`
	Why    string `json:"why,omitempty"`
}

// Minutes is about how long a thing takes by hand: estimates of ours, for somebody
// who sees the console for the first time, with every value ready to copy.
func Minutes(resource string) int {
	return cmp.Or(map[string]int{webhook: 4, rule: 4, campaign: 2, emailCampaign: 8}[resource], 1)
}

// Field finds a field by its label.
func (c Card) Field(label string) (Field, bool) {
	for _, f := range c.Fields {
		if f.Label == label {
			return f, true
		}
	}
	return Field{}, false
}

// IsZero reports whether there is nothing to do.
func (c Card) IsZero() bool { return c.Where == "" && len(c.Fields) == 0 }

// Lines are the card as plain steps, one to a line: "Label: value", with "(seen:
// …)" behind it where something else stands there now.
func (c Card) Lines() []string {
	out := []string{c.Where}
	for _, f := range c.Fields {
		out = append(out, f.line())
	}
	return slices.DeleteFunc(append(out, c.Before, c.After), func(line string) bool { return line == "" })
}

func (f Field) line() string {
	if f.Seen != "" {
		return fmt.Sprintf(words.CardSeen, f.Label, f.Value, f.Seen)
	}
	return f.Label + ": " + f.Value
}

// Fixing is the part of a card that is to be changed: the fields that are wrong
// or missing, each with what is there now. What is wrong beyond the card's
// own fields is added to it.
func Fixing(c Card, marks []Mark) Card {
	out := c
	out.Fields, out.Variants, out.After = nil, nil, "Save"
	out.Title = fmt.Sprintf(words.CardFix, c.Resource, c.Name)
	out.Where = cmp.Or(c.at, c.Where)
	for _, m := range Amiss(marks) {
		f, known := c.Field(m.Field)
		if !known {
			f = Field{Label: m.Field, Value: m.Wanted}
		}
		f.Seen, f.Why = cmp.Or(m.Seen, "nothing"), m.Says
		out.Fields = append(out.Fields, f)
	}
	out.Minutes = min(c.Minutes, 1+len(out.Fields)/2)
	return out
}
