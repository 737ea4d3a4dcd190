package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

// Judgement is what a person has to judge: one difference of one object as it is
// now. Its ID holds all of that, so that a word for it is none for another.
type Judgement struct{ ID, Object, Says string }

func judgement(r Resource, object int, d whole.Difference) Judgement {
	of := d.Field + "\n" + d.Seen
	if d.Field == whole.Integration {
		of += "\n" + d.Wanted // what nobody can see was compared with that
	}
	sum := sha256.Sum256([]byte(of))
	return Judgement{
		ID:     fmt.Sprintf("beside.%s.%d.%s", r, object, hex.EncodeToString(sum[:6])),
		Object: fmt.Sprintf("%s %d", r, object),
		Says:   "the " + string(r) + "'s " + d.String(),
	}
}

// Judging is the judgement of a difference in an existing object.
func (s Standing) Judging(r Resource, d whole.Difference) Judgement {
	return judgement(r, s.ID(r), d)
}

// beside takes in what a thing holds that the setup does not ask for: what is
// wrong is one more field that differs.
func (c *Change) beside(object int, all []whole.Difference) {
	c.object, c.Beside = object, all
	c.Fields = append(c.Fields, fieldsOf(whole.Of(whole.Wrong, all))...)
}

func fieldsOf(all []whole.Difference) (out []Field) {
	for _, d := range all {
		out = append(out, Field{d.Field, d.Seen, d.Wanted})
	}
	return out
}

// ask leaves to a person what nobody else can judge. Where talontap writes the
// thing anew, it is gone by that, or asked after when it is read again.
func (c *Change) ask(w setup.Wanted, s Seen) {
	open := c.open(s)
	switch {
	case len(open) == 0 && c.Action == Keep && c.Why == "":
		c.Why = c.judged(s)
	case len(open) == 0 || c.Made():
	case c.Action == Keep:
		c.Fields = fieldsOf(open)
		c.leave(Manual, judging(open), fixing(c.Resource, w, s, c.Fields))
		c.Compare = true
	default:
		c.Fields = append(c.Fields, fieldsOf(open)...)
		c.Why += "; " + judging(open)
		c.Card.Why = c.Why
	}
}

// open are the differences that nobody has judged yet.
func (c *Change) open(s Seen) []whole.Difference {
	return slices.DeleteFunc(whole.Of(whole.Unknown, c.Beside), func(d whole.Difference) bool {
		return s.Judged[judgement(c.Resource, c.object, d).ID] != ""
	})
}

// judged says which differences a person judged, and when.
func (c *Change) judged(s Seen) string {
	var all []string
	for _, d := range whole.Of(whole.Unknown, c.Beside) {
		all = append(all, fmt.Sprintf(words.PlanMeant, d.Field, d.Seen, s.Judged[judgement(c.Resource, c.object, d).ID]))
	}
	return strings.Join(all, "; ")
}

// OnlyIntegration reports whether all that is open of a webhook is what the CleverTap
// integration adds to it, which a real delivery shows.
func (c Change) OnlyIntegration() bool {
	return c.Compare && len(c.Fields) == 1 && c.Fields[0].Name == whole.Integration
}

func judging(open []whole.Difference) string {
	if len(open) == 1 && open[0].Field == whole.Integration {
		return fmt.Sprintf(words.PlanIntegrationOpen, open[0].Seen)
	}
	var all []string
	for _, d := range open {
		all = append(all, d.String())
	}
	return fmt.Sprintf(words.PlanCannotJudge, strings.Join(all, "; "))
}

// Beside is what the existing objects have beside what the setup asks for.
func (s Standing) Beside(w setup.Wanted) map[Resource][]whole.Difference {
	out := map[Resource][]whole.Difference{}
	if s.Webhook.ID != 0 {
		out[Webhook] = whole.Webhook(w, s.Webhook)
	}
	if s.Campaign.ID != 0 {
		out[Campaign] = whole.Campaign(w, s.Campaign, s.Customers)
	}
	out[Rule] = whole.Rule(w, s.Rule, s.Talang)
	return out
}
