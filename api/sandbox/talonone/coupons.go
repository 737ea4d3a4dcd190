package talonone

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Published bounds: how often a code may be redeemed, and how many codes one
// call makes.
const (
	mostUsage      = 999_999
	mostNewCoupons = 20_000
)

// coupon is a coupon in its wire form.
type coupon struct {
	ID                     int            `json:"id"`
	Created                time.Time      `json:"created"`
	CampaignID             int            `json:"campaignId"`
	Value                  string         `json:"value"`
	UsageLimit             int            `json:"usageLimit"` // 0: unlimited
	StartDate              *time.Time     `json:"startDate,omitempty"`
	ExpiryDate             *time.Time     `json:"expiryDate,omitempty"`
	Limits                 []limit        `json:"limits,omitempty"`
	UsageCounter           int            `json:"usageCounter"`
	Attributes             map[string]any `json:"attributes"`
	RecipientIntegrationID string         `json:"recipientIntegrationId,omitempty"`
	BatchID                string         `json:"batchId,omitempty"`
}

// newCoupons is the body of POST …/coupons.
type newCoupons struct {
	UsageLimit             int            `json:"usageLimit"`
	NumberOfCoupons        int            `json:"numberOfCoupons"`
	StartDate              *time.Time     `json:"startDate"`
	ExpiryDate             *time.Time     `json:"expiryDate"`
	Limits                 []limit        `json:"limits"`
	Attributes             map[string]any `json:"attributes"`
	RecipientIntegrationID string         `json:"recipientIntegrationId"`
	ValidCharacters        []string       `json:"validCharacters"`
	CouponPattern          string         `json:"couponPattern"`
	UniquePrefix           string         `json:"uniquePrefix"`
}

// createCoupons answers 204 without the codes unless silent=no is given: that
// is the published default. Coupons made here count towards no limit of the
// campaign; those bound what rules make (modelled).
func (a *Account) createCoupons(c *call) (answer, error) {
	owner, err := a.campaignOf(c)
	if err != nil {
		return answer{}, err
	}
	var wanted newCoupons
	if err := c.decode(&wanted, "usageLimit", "numberOfCoupons"); err != nil {
		return answer{}, err
	}
	if problems := wanted.problems(*owner); len(problems) > 0 {
		return answer{}, invalid(problems...)
	}
	made, err := a.makeCoupons(*owner, wanted, c.at)
	if err != nil {
		return answer{}, err
	}
	a.coupons = append(a.coupons, made...)
	if c.query("silent") != "no" {
		return noContent, nil
	}
	return okay(page[coupon]{items: made, total: len(made)}.counted()), nil
}

func (n newCoupons) problems(owner campaign) []apiError {
	var found []apiError
	if !owner.has("coupons") {
		found = append(found, problem("feature", "the coupons feature is not on in this campaign", "/"))
	}
	if n.UsageLimit < 0 || n.UsageLimit > mostUsage {
		found = append(found, problem("Invalid value", "usageLimit is 0 to 999999", "/usageLimit"))
	}
	if n.NumberOfCoupons < 1 || n.NumberOfCoupons > mostNewCoupons {
		found = append(found, problem("Invalid value", "numberOfCoupons is 1 to 20000", "/numberOfCoupons"))
	}
	if n.StartDate != nil && n.ExpiryDate != nil && !n.StartDate.Before(*n.ExpiryDate) {
		found = append(found, problem("Invalid value", "expiryDate must be after startDate", "/expiryDate"))
	}
	own := &codeSettings{ValidCharacters: n.ValidCharacters, CouponPattern: n.CouponPattern}
	if n.CouponPattern != "" {
		found = append(found, own.problems("")...)
	}
	return append(found, limitProblems(n.Limits)...)
}

func (a *Account) makeCoupons(owner campaign, wanted newCoupons, at time.Time) ([]coupon, error) {
	settings := owner.codes()
	if wanted.CouponPattern != "" {
		settings.CouponPattern = wanted.CouponPattern
	}
	if len(wanted.ValidCharacters) > 0 {
		settings.ValidCharacters = wanted.ValidCharacters
	}
	settings.CouponPattern = wanted.UniquePrefix + settings.CouponPattern
	attributes := wanted.Attributes
	if attributes == nil {
		attributes = map[string]any{}
	}
	batch := newBatchID()
	taken := a.usedCodes()
	made := make([]coupon, 0, wanted.NumberOfCoupons)
	for range wanted.NumberOfCoupons {
		code, err := freeCode(settings, taken)
		if err != nil {
			return nil, invalid(problem("Invalid value", err.Error(), "/numberOfCoupons"))
		}
		taken[code] = true
		made = append(made, coupon{
			ID: a.nextID("coupon"), Created: at.UTC(), CampaignID: owner.ID, Value: code,
			UsageLimit: wanted.UsageLimit, StartDate: wanted.StartDate, ExpiryDate: wanted.ExpiryDate,
			Limits: wanted.Limits, Attributes: attributes, BatchID: batch,
			RecipientIntegrationID: wanted.RecipientIntegrationID,
		})
	}
	return made, nil
}

func (a *Account) listCoupons(c *call) (answer, error) {
	owner, err := a.campaignOf(c)
	if err != nil {
		return answer{}, err
	}
	var found []coupon
	for _, each := range a.coupons {
		if each.CampaignID != owner.ID {
			continue
		}
		fits, err := each.matches(c)
		if err != nil {
			return answer{}, err
		}
		if fits {
			found = append(found, each)
		}
	}
	list, err := pageOf(c, found)
	if err != nil {
		return answer{}, err
	}
	return okay(list.uncounted()), nil
}

// deleteCoupon takes the coupon's ID; a code is not one.
func (a *Account) deleteCoupon(c *call) (answer, error) {
	owner, err := a.campaignOf(c)
	if err != nil {
		return answer{}, err
	}
	name := c.request.PathValue("couponId")
	at := slices.IndexFunc(a.coupons, func(each coupon) bool {
		return each.CampaignID == owner.ID && strconv.Itoa(each.ID) == name
	})
	if at < 0 {
		return answer{}, notFound("coupon", name)
	}
	a.coupons = slices.Delete(a.coupons, at, at+1)
	return noContent, nil
}

// matches reads the filters.
func (one coupon) matches(c *call) (bool, error) {
	exact, err := c.yes("exactMatch")
	if err != nil {
		return false, err
	}
	from, err := c.moment("createdAfter")
	if err != nil {
		return false, err
	}
	to, err := c.moment("createdBefore")
	if err != nil {
		return false, err
	}
	recipient := c.query("recipientIntegrationId")
	return one.hasValue(c.query("value"), exact) &&
		(recipient == "" || recipient == one.RecipientIntegrationID) &&
		(from.IsZero() || one.Created.After(from)) && (to.IsZero() || one.Created.Before(to)), nil
}

// hasValue reads the filter value (published): it finds parts, looks at letters
// and digits alone and at no case; with exactMatch the whole code, at no case.
func (one coupon) hasValue(wanted string, exact bool) bool {
	switch {
	case wanted == "":
		return true
	case exact:
		return strings.EqualFold(one.Value, wanted)
	}
	return strings.Contains(alphanumeric(one.Value), alphanumeric(wanted))
}

func alphanumeric(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, code)
}

func (one coupon) validity(at time.Time) string {
	switch {
	case one.ExpiryDate != nil && !at.Before(*one.ExpiryDate):
		return "expired"
	case one.StartDate != nil && at.Before(*one.StartDate):
		return "validFuture"
	default:
		return "validNow"
	}
}

func (one coupon) usedUp() bool { return one.UsageLimit > 0 && one.UsageCounter >= one.UsageLimit }
