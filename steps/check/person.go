package check

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps/setup"
)

// secrets says where the credentials came from, never what they are.
func (e Evidence) secrets() Check {
	c := Check{ID: "secrets.kept", Title: "The credentials are kept where the next run finds them", Status: Pass}
	var where, differ []string
	for _, s := range e.Secrets {
		where = append(where, s.Title+": "+s.From.String())
		if s.Differs {
			differ = append(differ, s.Variable)
		}
	}
	c.Detail = strings.Join(where, "; ")
	switch {
	case len(e.Secrets) == 0:
		c.Status, c.Detail = Skip, "not looked at"
	case len(differ) > 0:
		c.Status = Warn
		c.Detail += "; the keychain holds another value than " + strings.Join(differ, " and ")
		c.Fix = "unset the variable, or rotate the credential so that both agree"
	}
	return c
}

// Prerequisite is something only a person can see.
type Prerequisite struct {
	ID, Title, Where string
}

// Prerequisites are those of the tutorial that no API shows, and one that it
// leaves unsaid: that the shop calls.
func Prerequisites() []Prerequisite {
	return []Prerequisite{
		{"accounts.admin", "You are Admin in CleverTap and in Talon.One", "CleverTap: Settings › Users. Talon.One: Account › Users"},
		{"email.provider", "An email provider is set up in CleverTap and was tested", "CleverTap: " + setup.WhereEmailProvider},
		{"customers.shared_id", "Customers have the same ID in both systems", "CleverTap: a customer's Identity. Talon.One: the customer's Integration ID"},
		{"shop.calls", "Your shop calls Talon.One for its customers on the day", "nothing in Talon.One fires by the clock; ask who built the shop"},
	}
}

func (e Evidence) byPerson() []Check {
	var out []Check
	seen := map[string]*Check{"customers.shared_id": e.SharedID, "shop.calls": e.ShopCalls}
	for _, p := range Prerequisites() {
		if c := seen[p.ID]; c != nil {
			c.ID, c.Title = p.ID, p.Title
			out = append(out, *c)
			continue
		}
		c := Check{ID: p.ID, Title: p.Title, Status: Manual, Detail: "no API shows it", Fix: "look: " + p.Where}
		if on := e.Ticked[p.ID]; on != "" {
			c.Detail = fmt.Sprintf("you confirmed it on %s; no API shows it", on)
		}
		out = append(out, c)
	}
	return out
}
