package live

import (
	"errors"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
)

// Company is the other live checks of the same setup that run right now. They
// share the test customer, and none may lose its coupon to another.
type Company interface {
	Follows(code string)                    // says which coupon this check follows
	Others() (codes []string, unnamed bool) // the others' coupons; unnamed: one of them has not said its own yet
}

func (r *check) follows(c talonone.Coupon) {
	r.coupon, r.result.CouponCode = c, c.Value
	if r.Company != nil {
		r.Company.Follows(c.Value)
	}
}

// beside lists the codes that other checks follow, or have followed since this one
// began. A coupon of theirs that has not been named yet may be any.
func (r *check) beside() (codes []string, unnamed bool) {
	if r.Company == nil {
		return nil, false
	}
	codes, unnamed = r.Company.Others()
	for _, code := range codes {
		if !slices.Contains(r.others, code) {
			r.others = append(r.others, code)
		}
	}
	return r.others, unnamed
}

// errBeside keeps a real run from another check's test customer: the rule counts
// both checks' coupons for that one customer, and neither could tell what its own
// run made. Checks on other machines cannot be seen.
var errBeside = errors.New(words.LiveAnotherRuns)

func (r *check) spare(all []talonone.Coupon) []talonone.Coupon {
	others, unnamed := r.beside()
	return slices.DeleteFunc(all, func(c talonone.Coupon) bool {
		own := c.Value == r.coupon.Value || r.TakeUp != nil && c.Value == r.TakeUp.Code
		return !own && (unnamed || slices.Contains(others, c.Value))
	})
}
