package steps

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/setup"
)

// tried is how many real customers the shared ID is tried on: enough to tell a
// rule from an accident, few enough to stay within CleverTap's limits.
const tried = 5

// sharedID is what trying the shared ID on real customers told. It holds counts
// only; who the customers are is nobody's business here.
type sharedID struct {
	asked     int // customers of the Application that were looked up
	known     int // of them, known in CleverTap by the same ID
	reachable int // of them, with an email address
	refused   bool
}

// trySharedID looks up a few real customers of the Application in CleverTap by
// the ID that the webhook will send, reading only.
func trySharedID(ctx context.Context, c CleverTap, t TalonOne, application int) (sharedID, error) {
	customers, err := t.Customers(ctx, application, "", 2*tried) // talontap's own may be among them
	switch transport.KindOf(err) {
	case transport.Refused, transport.NotFound:
		return sharedID{refused: true}, nil
	}
	if err != nil {
		return sharedID{}, err
	}
	customers = slices.DeleteFunc(customers, func(c talonone.Customer) bool { return setup.Test{}.Own(c.IntegrationID) })
	customers = customers[:min(tried, len(customers))]
	found := make([]sharedID, len(customers))
	g, ctx := crash.WithContext(ctx)
	for i, customer := range customers {
		g.Go(func() error {
			p, known, err := c.Profile(ctx, customer.IntegrationID)
			if known {
				found[i].known = 1
			}
			if p.Email != "" {
				found[i].reachable = 1
			}
			return err
		})
	}
	err = g.Wait()
	all := sharedID{asked: len(customers)}
	for _, f := range found {
		all.known += f.known
		all.reachable += f.reachable
	}
	return all, err
}

const compareIDs = "compare a customer's Integration ID in Talon.One with the same customer's Identity in CleverTap; the shop must use one ID for both, else the code reaches nobody"

func (s sharedID) finding(took time.Duration) Finding {
	switch {
	case s.refused:
		return Finding{Good: true, Text: "the Management API key may not read customers, so the shared ID was not tried", Fix: compareIDs}
	case s.asked == 0:
		return Finding{Good: true, Text: "the Application has no customer yet, so the shared ID could not be tried"}
	case s.known == 0:
		return Finding{Text: fmt.Sprintf("none of %d customers of the Application is known in CleverTap by the same ID", s.asked), Fix: compareIDs, Took: took}
	case s.known < s.asked:
		return Finding{Good: true, Text: s.words(), Fix: "the others would get a profile without an address, and no email", Took: took}
	}
	return good(took, "%s", s.words())
}

func (s sharedID) words() string {
	return fmt.Sprintf("%d of %d customers are known in CleverTap by the same ID, %d with an email address", s.known, s.asked, s.reachable)
}

func (s sharedID) check(err error, took time.Duration) *check.Check {
	c := &check.Check{Status: check.Pass, Detail: s.words(), Took: took}
	switch {
	case err != nil:
		c.Status, c.Detail, c.Fix = check.Manual, "it could not be tried: "+err.Error(), compareIDs
	case s.refused:
		c.Status, c.Detail, c.Fix = check.Manual, "the Management API key may not read customers", compareIDs
	case s.asked == 0:
		c.Status, c.Detail, c.Fix = check.Manual, "the Application has no customer yet", compareIDs
	case s.known == 0:
		c.Status, c.Detail, c.Fix = check.Fail, fmt.Sprintf("none of %d customers is known in CleverTap by the same ID", s.asked), compareIDs
	case s.known < s.asked:
		c.Status, c.Fix = check.Warn, fmt.Sprintf("%d of those tried would get no email: CleverTap makes a new profile without an address for an ID that it does not know; %s", s.asked-s.known, compareIDs)
	case s.reachable == 0:
		c.Status, c.Fix = check.Warn, "none of them has an email address in CleverTap: they would get no email"
	}
	return c
}

// trap warns of the two names that the vendors' own pages give the property.
func trap(property string, known []string) []Finding {
	other := map[string]string{"CouponCode": "CouponGenerated", "CouponGenerated": "CouponCode"}[property]
	for _, k := range known {
		if k == property || k != other {
			continue
		}
		return []Finding{{Text: fmt.Sprintf("CleverTap knows this event with %s, not %s: an email that names the other one shows its default text", k, property),
			Fix: "use one name in the webhook and in the email; go back and write " + k + ", or change the email's placeholder"}}
	}
	if property == "CouponGenerated" {
		return []Finding{{Good: true, Text: "CouponGenerated is the name on CleverTap's page; Talon.One's page says CouponCode. The email must name the same one"}}
	}
	return nil
}
