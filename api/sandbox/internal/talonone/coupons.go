package talonone

import (
	"cmp"
	"crypto/rand"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Published bounds: how often a code may be redeemed, and how many codes one
// call makes.
const (
	mostUsage      = 999_999
	mostNewCoupons = 20_000
)

type coupon struct {
	ID                     int            `json:"id"`
	Created                time.Time      `json:"created"`
	CampaignID             int            `json:"campaignId"`
	Value                  string         `json:"value"`
	UsageLimit             int            `json:"usageLimit"` // 0: unlimited
	UsageCounter           int            `json:"usageCounter"`
	Attributes             map[string]any `json:"attributes"`
	RecipientIntegrationID string         `json:"recipientIntegrationId,omitempty"`
	BatchID                string         `json:"batchId,omitempty"`
	ExpiryDate             *time.Time     `json:"expiryDate,omitempty"` // nil: never
}

// newCoupons is the body of POST …/coupons.
type newCoupons struct {
	UsageLimit             int            `json:"usageLimit"`
	NumberOfCoupons        int            `json:"numberOfCoupons"`
	Attributes             map[string]any `json:"attributes"`
	RecipientIntegrationID string         `json:"recipientIntegrationId"`
	ValidCharacters        []string       `json:"validCharacters"`
	CouponPattern          string         `json:"couponPattern"`
	UniquePrefix           string         `json:"uniquePrefix"`
	ExpiryDate             *time.Time     `json:"expiryDate"`

	// Not played: refused, so that nobody takes them for taken.
	StartDate any `json:"startDate"`
	Limits    any `json:"limits"`
}

// createCoupons answers 204 without the codes unless silent=no is given: that
// is the published default. Coupons made here count towards no limit of the
// campaign; those bound what rules make (modelled).
func (a *Account) createCoupons(c *call, wanted newCoupons) (answer, error) {
	if err := wanted.problemsIn(*c.campaign).refusal(); err != nil {
		return answer{}, err
	}
	made, err := a.makeCoupons(*c.campaign, wanted, c.at)
	if err != nil {
		return answer{}, err
	}
	a.coupons = append(a.coupons, made...)
	if c.query("silent") != "no" {
		return noContent, nil
	}
	return okay(page[coupon]{items: made, total: len(made)}.counted()), nil
}

func (n *newCoupons) begin() { n.Attributes = map[string]any{} }

func (n newCoupons) problemsIn(owner campaign) (found problems) {
	found.when(!owner.has("coupons"), "feature", "the coupons feature is not on in this campaign", "/")
	found.when(n.StartDate != nil || n.Limits != nil,
		"not played", "this sandbox plays coupons without a start and limits of their own", "/")
	found.when(n.UsageLimit < 0 || n.UsageLimit > mostUsage, "Invalid value", "usageLimit is 0 to 999999", "/usageLimit")
	found.when(n.NumberOfCoupons < 1 || n.NumberOfCoupons > mostNewCoupons, "Invalid value", "numberOfCoupons is 1 to 20000", "/numberOfCoupons")
	own := &codeSettings{ValidCharacters: n.ValidCharacters, CouponPattern: n.CouponPattern}
	if n.CouponPattern != "" {
		found = append(found, own.problems("")...)
	}
	return found
}

func (a *Account) makeCoupons(owner campaign, wanted newCoupons, at time.Time) ([]coupon, error) {
	settings := owner.codes()
	settings.CouponPattern = wanted.UniquePrefix + cmp.Or(wanted.CouponPattern, settings.CouponPattern)
	if len(wanted.ValidCharacters) > 0 {
		settings.ValidCharacters = wanted.ValidCharacters
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
			UsageLimit: wanted.UsageLimit,
			Attributes: wanted.Attributes, BatchID: batch,
			RecipientIntegrationID: wanted.RecipientIntegrationID, ExpiryDate: wanted.ExpiryDate,
		})
	}
	return made, nil
}

func (a *Account) listCoupons(c *call) (answer, error) {
	found := chosen(a.coupons, func(each coupon) bool { return each.CampaignID == c.campaign.ID && each.matches(c) })
	return okay(pageOf(c, found).uncounted()), nil
}

// deleteCoupon takes the coupon's ID; a code is not one.
func (a *Account) deleteCoupon(c *call) (answer, error) {
	name := c.request.PathValue("couponId")
	at := slices.IndexFunc(a.coupons, func(each coupon) bool {
		return each.CampaignID == c.campaign.ID && strconv.Itoa(each.ID) == name
	})
	if at < 0 {
		return answer{}, notFound("coupon", name)
	}
	a.coupons = slices.Delete(a.coupons, at, at+1)
	return noContent, nil
}

func (one coupon) matches(c *call) bool {
	from, to := c.moment("createdAfter"), c.moment("createdBefore")
	recipient := c.query("recipientIntegrationId")
	return one.hasValue(c.query("value"), c.yes("exactMatch")) &&
		(c.query("redeemed") == "" || c.yes("redeemed") == (one.UsageCounter > 0)) &&
		(recipient == "" || recipient == one.RecipientIntegrationID) &&
		(from.IsZero() || one.Created.After(from)) && (to.IsZero() || one.Created.Before(to))
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

func (one coupon) expired(at time.Time) bool {
	return one.ExpiryDate != nil && !at.Before(*one.ExpiryDate)
}

func (one coupon) usedUp() bool { return one.UsageLimit > 0 && one.UsageCounter >= one.UsageLimit }

// codePattern is the published pattern of a coupon pattern; each # of it is
// replaced by a character.
var codePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._%+@#-]{3,100}$`) })

// attemptsPerCode bounds the search for a code that is free: a pattern with few
// places runs full.
const attemptsPerCode = 200

// shortestCode is the least length of a code (published).
const shortestCode = 4

func (s *codeSettings) problems(pointer string) (found problems) {
	if s == nil {
		return nil
	}
	found.when(!codePattern().MatchString(s.CouponPattern), "pattern", "couponPattern has 3 to 100 letters, digits and ._%+@#-", pointer+"/couponPattern")
	found.when(slices.Contains(s.ValidCharacters, ""), "Invalid value", "a valid character is not empty", pointer+"/validCharacters")
	return found
}

// codes is how the campaign's codes look. modelled: eight characters where the
// campaign does not say.
func (one campaign) codes() codeSettings {
	settings := codeSettings{CouponPattern: "########"}
	if one.CouponSettings != nil {
		settings = *one.CouponSettings
	}
	if len(settings.ValidCharacters) == 0 {
		settings.ValidCharacters = strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "")
	}
	return settings
}

func freeCode(settings codeSettings, taken map[string]bool) (string, error) {
	for range attemptsPerCode {
		code := settings.random()
		if len(code) >= shortestCode && !taken[code] {
			return code, nil
		}
	}
	return "", failed("the pattern %s leaves no free code", settings.CouponPattern)
}

func (a *Account) usedCodes() map[string]bool {
	codes := make(map[string]bool, len(a.coupons))
	for _, each := range a.coupons {
		codes[each.Value] = true
	}
	return codes
}

func (s codeSettings) random() string {
	var code strings.Builder
	for _, letter := range s.CouponPattern {
		if letter != '#' {
			code.WriteRune(letter)
			continue
		}
		many := big.NewInt(int64(len(s.ValidCharacters)))
		at, _ := rand.Int(rand.Reader, many) // never fails: crypto/rand ends the process instead
		code.WriteString(s.ValidCharacters[at.Int64()])
	}
	return code.String()
}

// newBatchID is eight lower-case letters, as published examples have.
func newBatchID() string {
	return codeSettings{
		ValidCharacters: strings.Split("abcdefghijklmnopqrstuvwxyz", ""), CouponPattern: "########",
	}.random()
}
