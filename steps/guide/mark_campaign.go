package guide

import (
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

func campaignMarks(c Card, w setup.Wanted, s Seen) []Mark {
	switch {
	case s.CampaignHidden != "":
		return all(c, Unseen, "the Management API key may not read campaigns: "+s.CampaignHidden)
	case s.Campaign == nil:
		return all(c, Missing, "no campaign of this name is saved in "+w.Application.Name+" yet")
	}
	have := *s.Campaign
	marks := []Mark{nameMark(have.Name, w.Campaign.Name), tagsMark(have, w), featuresMark(have),
		compared(codePattern, patternOf(have), w.Campaign.Codes.Pattern, "codes would look otherwise"), limitMark(have, w), stateMark(have, s.Running)}
	if m, wrong := OutsideSchedule(have, w.Rule.Day); wrong {
		marks = append(marks, m)
	}
	return marks
}

// tagsMark is never wrong: the campaign is known by its name, too.
func tagsMark(have talonone.Campaign, w setup.Wanted) Mark {
	wanted := strings.Join(w.Campaign.Tags, ", ")
	if slices.Contains(have.Tags, setup.MarkOf(w.Profile)) {
		return right(tags, wanted)
	}
	return Mark{Field: tags, State: Unseen, Seen: strings.Join(have.Tags, ", "), Wanted: wanted,
		Says: "talontap's mark is not among them; the campaign is known by its name instead"}
}

func featuresMark(have talonone.Campaign) Mark {
	if slices.Contains(have.Features, "coupons") {
		return right(features, "coupons")
	}
	return compared(features, strings.Join(have.Features, ", "), "coupons", "the campaign has no coupons, so no rule in it can make one")
}

func patternOf(c talonone.Campaign) string {
	if c.CouponSettings == nil {
		return ""
	}
	return c.CouponSettings.Pattern
}

func limitMark(have talonone.Campaign, w setup.Wanted) Mark {
	wanted, seen := LimitPerCustomer(w.Campaign.Limits, noLimit), LimitPerCustomer(have.Limits, noLimit)
	m := compared(perCustomer, seen, wanted, "a customer would get another number of codes")
	if m.State == Wrong && seen == noLimit {
		m.Says = "without a limit per customer profile every call of the shop makes another code and email"
		if slices.ContainsFunc(have.Limits, func(l talonone.Limit) bool { return l.Action == "createCoupon" }) {
			m.Says = "there is a limit on coupons created, but not per customer profile: it would end the campaign for everybody"
		}
	}
	return m
}

// stateMark is about a campaign that was activated before its rule is proven.
func stateMark(have talonone.Campaign, running bool) Mark {
	switch {
	case have.State == "enabled" && !running:
		return Mark{Field: state, State: Wrong, Seen: "enabled", Wanted: "disabled",
			Says: "the campaign is activated already, before its rule is proven: a call of the shop could make a wrong code",
			Mend: "deactivate it, or let talontap take it back"}
	case have.FrontendState == "staged":
		return Mark{Field: state, State: Unseen, Seen: "staged", Wanted: "disabled",
			Says: "this Application uses campaign staging and revisions: talontap cannot change the campaign, publish your changes there yourself"}
	}
	return right(state, have.State)
}

// OutsideSchedule is the mark of a campaign that does not run on the whole of the
// rule's day.
func OutsideSchedule(have talonone.Campaign, day setup.Day) (m Mark, wrong bool) {
	m = Mark{Field: schedule, State: Wrong, Wanted: "none, or one that holds " + day.Words(), Mend: "change or remove it under Settings › Schedule"}
	zone := day.Zone()
	switch {
	case !have.StartTime.IsZero() && have.StartTime.After(day.Start()):
		m.Seen, m.Says = "from "+have.StartTime.In(zone).Format("2 January 2006 15:04"), "the campaign begins only after the rule's day has begun"
	case !have.EndTime.IsZero() && have.EndTime.Before(day.End()):
		m.Seen, m.Says = "until "+have.EndTime.In(zone).Format("2 January 2006 15:04"), "the campaign ends before the rule's day is over"
	default:
		return m, false
	}
	return m, true
}
