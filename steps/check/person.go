package check

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// capacity says whether the rule's day can be served, and what a message says that
// comes without a code.
func (e Evidence) capacity() Check {
	c := Check{ID: "rule.capacity", Title: words.CheckCapacity}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	of := e.Plan.Capacity
	c.Status, c.Detail, c.Fix = of.Status, of.Says+" "+of.Without(), of.Fix
	return c
}

// secrets says where the credentials came from, never what they are.
func (e Evidence) secrets() Check {
	c := Check{ID: "secrets.kept", Title: words.CheckSecrets, Status: Pass}
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
		c.Status, c.Detail = Skip, words.NotLookedAt
	case len(differ) > 0:
		c.Status = Warn
		c.Detail += fmt.Sprintf(words.CheckSecretsDiffer, strings.Join(differ, " and "))
		c.Fix = words.CheckSecretsDifferFix
	}
	return c
}

// Prerequisite is something only a person can see.
type Prerequisite struct {
	ID, Title, Where string
}

// Prerequisites are those of the tutorial that no API shows, and one that it
// leaves unsaid: that the shop calls.
func Prerequisites(channel phrase.Channel) []Prerequisite {
	return []Prerequisite{
		{"accounts.admin", words.CheckAdmin, words.CheckAdminWhere},
		{"email.provider", channel.Say(words.CheckEmailProvider), "CleverTap: " + setup.WhereEmailProvider},
		{"customers.shared_id", words.CheckSharedID, words.CheckSharedIDWhere},
		{"shop.calls", words.CheckShopCalls, words.CheckShopCallsWhere},
	}
}

func (e Evidence) byPerson() []Check {
	var out []Check
	seen := map[string]*Check{"customers.shared_id": e.SharedID, "shop.calls": e.ShopCalls}
	for _, p := range Prerequisites(e.Channel) {
		if c := seen[p.ID]; c != nil {
			c.ID, c.Title = p.ID, p.Title
			out = append(out, *c)
			continue
		}
		c := Check{ID: p.ID, Title: p.Title, Status: Manual, Detail: words.CheckNoAPI, Fix: p.Where}
		if on := e.Ticked[p.ID]; on != "" {
			c.Detail = fmt.Sprintf(words.CheckConfirmed, on)
		}
		out = append(out, c)
	}
	return out
}
