package guide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

func campaignMarks(c Card, w setup.Wanted, s Seen) []Mark {
	switch {
	case s.CampaignHidden != "":
		return all(c, Unseen, fmt.Sprintf(words.MarkCampaignsHidden, s.CampaignHidden))
	case s.Campaign == nil:
		return all(c, Missing, fmt.Sprintf(words.MarkCampaignMissing, w.Application.Name))
	}
	have := *s.Campaign
	marks := []Mark{nameMark(name, have.Name, w.Campaign.Name, words.MarkWebhookNameCase), tagsMark(have, w), featuresMark(have),
		compared(codePattern, CodePattern(have), w.Campaign.Codes.Pattern, words.MarkPattern), limitMark(have, w), stateMark(have, s.Running)}
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
		Says: words.MarkTags}
}

func featuresMark(have talonone.Campaign) Mark {
	if slices.Contains(have.Features, "coupons") {
		return right(features, "coupons")
	}
	return compared(features, strings.Join(have.Features, ", "), "coupons", words.MarkFeatures)
}

// CodePattern is the pattern of a campaign's codes; "" where it has none.
func CodePattern(c talonone.Campaign) string {
	if c.CouponSettings == nil {
		return ""
	}
	return c.CouponSettings.Pattern
}

func limitMark(have talonone.Campaign, w setup.Wanted) Mark {
	wanted, seen := LimitPerCustomer(w.Campaign.Limits, NoLimit), LimitPerCustomer(have.Limits, NoLimit)
	m := compared(perCustomer, seen, wanted, words.MarkPerCustomer)
	if m.State == Wrong && seen == NoLimit {
		m.Says = words.MarkNoLimit
		if slices.ContainsFunc(have.Limits, func(l talonone.Limit) bool { return l.Action == "createCoupon" }) {
			m.Says = words.MarkLimitForAll
		}
	}
	return m
}

// stateMark is about a campaign that was activated before its rule is proven.
func stateMark(have talonone.Campaign, running bool) Mark {
	switch {
	case have.State == "enabled" && !running:
		return Mark{Field: StateField, State: Wrong, Seen: "enabled", Wanted: "disabled",
			Says: words.MarkEnabledTooEarly,
			Mend: words.MarkDeactivate}
	case have.FrontendState == "staged":
		return Mark{Field: StateField, State: Unseen, Seen: "staged", Wanted: "disabled",
			Says: words.MarkStaging}
	}
	return right(StateField, have.State)
}

// OutsideSchedule is the mark of a campaign that does not run on the whole of the
// rule's day.
func OutsideSchedule(have talonone.Campaign, day setup.Day) (m Mark, wrong bool) {
	m = Mark{Field: ScheduleField, State: Wrong, Wanted: fmt.Sprintf(words.MarkSchedule, day.Words()), Mend: words.MarkScheduleFix}
	zone := day.Zone()
	switch {
	case !have.StartTime.IsZero() && have.StartTime.After(day.Start()):
		m.Seen, m.Says = fmt.Sprintf(words.MarkFrom, have.StartTime.In(zone).Format("2 January 2006 15:04")), words.MarkBeginsLate
	case !have.EndTime.IsZero() && have.EndTime.Before(day.End()):
		m.Seen, m.Says = fmt.Sprintf(words.MarkUntil, have.EndTime.In(zone).Format("2 January 2006 15:04")), words.MarkEndsEarly
	default:
		return m, false
	}
	return m, true
}
