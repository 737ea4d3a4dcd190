package talonone

import (
	"fmt"
	"slices"
	"time"
)

// limit is one bound of a campaign, e.g. createCoupon, 1, ["Profile"] (the
// published LimitConfig).
type limit struct {
	Action   string   `json:"action"`
	Limit    float64  `json:"limit"`
	Period   string   `json:"period,omitempty"`
	Entities []string `json:"entities"`
}

// spend is one thing that counts towards limits.
type spend struct {
	campaignID int
	action     string
	amount     float64
	at         time.Time
	profile    string
	session    string
	coupon     string
}

var (
	limitPeriods  = []string{"daily", "weekly", "monthly", "yearly"}
	limitEntities = []string{"Coupon", "Referral", "Profile", "Identifier", "Store", "Session"}
)

func limitProblems(limits []limit) (found problems) {
	for i, bound := range limits {
		pointer := fmt.Sprintf("/limits/%d", i)
		found.when(bound.Action == "" || bound.Limit < 0, "Invalid value", "a limit has an action and is not below 0", pointer)
		if bound.Period != "" {
			found.unless(limitPeriods, "period", bound.Period, pointer+"/period")
		}
		for _, entity := range bound.Entities {
			found.unless(limitEntities, "entities", entity, pointer+"/entities")
		}
	}
	return found
}

// beyondLimits is the vendor's word for the limit that next would go beyond; "" where
// it goes beyond none.
func (a *Account) beyondLimits(of campaign, next spend, pending ...spend) string {
	for _, bound := range of.Limits {
		if bound.Action != next.action || a.spent(of, bound, next, pending...)+next.amount <= bound.Limit {
			continue
		}
		if slices.Contains(bound.Entities, "Profile") {
			return profileLimitReached
		}
		return campaignLimitReached
	}
	return ""
}

// spent is how much of a limit was used, and is about to be, by what next would count
// with: the same customer for a limit per Profile, the same month for a monthly one.
func (a *Account) spent(one campaign, bound limit, next spend, pending ...spend) float64 {
	total := 0.0
	since := a.periodStart(one, bound.Period, next.at)
	for _, list := range [][]spend{a.spends, pending} {
		for _, was := range list {
			if was.campaignID == one.ID && was.action == bound.Action && !was.at.Before(since) && bound.counts(was, next) {
				total += was.amount
			}
		}
	}
	return total
}

// counts reports whether was and next meet in every entity of the limit.
// modelled: a code that is just being made is a new coupon each time, so
// ["Coupon"] on createCoupon is a limit on all of them.
func (l limit) counts(was, next spend) bool {
	return !slices.ContainsFunc(l.Entities, func(entity string) bool {
		return entity == "Profile" && was.profile != next.profile ||
			entity == "Session" && was.session != next.session ||
			entity == "Coupon" && l.Action != actionCreateCoupon && was.coupon != next.coupon
	})
}

// periodStart is when the running period began, in the Application's time zone.
// modelled: calendar periods, weeks from Monday.
func (a *Account) periodStart(one campaign, period string, at time.Time) time.Time {
	zone := time.UTC
	if shop, err := a.application(one.ApplicationID); err == nil {
		zone = shop.zone
	}
	local := at.In(zone)
	year, month, day := local.Date()
	switch period {
	case "daily":
	case "weekly":
		day -= (int(local.Weekday()) + 6) % 7
	case "monthly":
		day = 1
	case "yearly":
		month, day = time.January, 1
	default:
		return time.Time{}
	}
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}
