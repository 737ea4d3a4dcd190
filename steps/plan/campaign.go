package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

func campaignChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Campaign, Name: w.Campaign.Name, Published: Formerly}
	have := s.Campaign.Campaign
	switch {
	case s.Failed[ReadCampaigns] != nil:
		c.unread(s.Failed[ReadCampaigns])
	case s.CampaignsUnread != "":
		c.leave(Manual, fmt.Sprintf(words.PlanCampaignsHidden, s.CampaignsUnread), guide.Campaign(w))
	case have == nil && sampleFailed(w, s) != nil:
		c.unread(sampleFailed(w, s))
	case have == nil && s.Campaign.Before != nil:
		copyCampaign(&c, w, s)
	case have == nil && !mayMakeRule(w, s):
		c.leave(Manual, whyNoRule(w, s), guide.Campaign(w))
		c.Fields = CampaignFields(w, talonone.Campaign{})
	case have == nil:
		c.Action, c.Route = Create, API
		c.Fields = CampaignFields(w, talonone.Campaign{})
	default:
		c.Action, c.Route, c.Published = Keep, Found, Yes
		c.Fields = CampaignFields(w, *have)
		c.beside(have.ID, whole.Campaign(w, *have, s.Campaign.Customers))
		fixCampaign(&c, w, s)
		c.ask(w, s)
	}
	return c
}

func fixCampaign(c *Change, w setup.Wanted, s Seen) {
	rivals := s.Campaign.rivals(w)
	was, another := anotherDay(w, s)
	switch {
	case len(rivals) > 0:
		whichCampaign(c, w, rivals, s.Campaign.Ours)
	case another:
		c.leaveAsItWas(was, w)
	case len(c.Fields) > 0 && hadItsDay(w, s):
		c.leave(Manual, words.PlanLeftAsItCame, fixing(Campaign, w, s, c.Fields))
	case slices.ContainsFunc(c.Fields, forYouToSay):
		c.leave(Manual, words.PlanForYouToSay, fixing(Campaign, w, s, c.Fields))
	case s.Campaign.Ours && len(c.Fields) > 0:
		c.Action, c.Route = Update, API
	case s.Campaign.Ours || len(c.Fields) == 0 && !adoptsRule(w, s):
	case w.Adopt:
		c.Action, c.Route, c.Why = Adopt, API, words.PlanCampaignTakenOver
		c.Fields = append(c.Fields, Field{"Tags", strings.Join(s.Campaign.Campaign.Tags, ", "), strings.Join(WithTags(s.Campaign.Campaign.Tags, w), ", ")})
	case len(c.Fields) > 0:
		c.NotMade = setup.NotMade(append(slices.Clone(s.Campaign.Campaign.Tags), s.Campaign.Campaign.Description)...)
		c.leave(Adopt, fmt.Sprintf(words.PlanCampaignNotOurs, c.NotMade),
			fixing(Campaign, w, s, c.Fields))
		c.mayAdopt(true)
	}
}

// forYouToSay reports what an update of talontap's own does not fix: when the
// campaign runs, and how much of it there is.
func forYouToSay(f Field) bool {
	return f.Name == guide.ScheduleField || strings.HasPrefix(f.Name, whole.LimitField) || f.Name == whole.TooFew
}

// whichCampaign leaves it to the admin which of several campaigns is meant.
func whichCampaign(c *Change, w setup.Wanted, rivals []talonone.Campaign, ours bool) {
	var ids []int
	for _, r := range rivals {
		ids = append(ids, r.ID)
	}
	c.Fields = nil
	why := fmt.Sprintf(words.PlanCampaignTwice, len(ids), guide.Listed(ids))
	do := fmt.Sprintf(words.PlanCampaignTwiceDo, guide.Listed(ids), setup.CampaignName)
	if ours {
		why = fmt.Sprintf(words.PlanCampaignMarkedTwice, len(ids), guide.Listed(ids))
		do = fmt.Sprintf(words.PlanCampaignMarkedTwiceDo, guide.Listed(ids), setup.MarkOf(w.Profile))
	}
	c.leave(Manual, why, guide.Choosing(string(Campaign), w.Campaign.Name, fmt.Sprintf(words.CardCampaignsWhere, w.Application.Name), do, w))
}

// CampaignFields lists what differs between the wanted campaign and a stored one.
func CampaignFields(w setup.Wanted, have talonone.Campaign) []Field {
	features := strings.Join(have.Features, ", ")
	if slices.Contains(have.Features, "coupons") {
		features = "coupons"
	}
	each := guide.LimitPerCustomer(have.Limits, "")
	if have.ID != 0 {
		each = cmp.Or(each, guide.NoLimit)
	}
	out := differing(
		Field{"Name", have.Name, w.Campaign.Name},
		Field{"Features", features, "coupons"},
		Field{"Code pattern", guide.CodePattern(have), w.Campaign.Codes.Pattern},
		Field{"Coupons per customer", each, guide.LimitPerCustomer(w.Campaign.Limits, guide.NoLimit)},
	)
	if m, outside := guide.OutsideSchedule(have, w.Rule.Day); outside {
		out = append(out, Field{guide.ScheduleField, m.Seen, m.Wanted})
	}
	return out
}

// WithTags are a campaign's own tags and talontap's.
func WithTags(have []string, w setup.Wanted) []string {
	out := slices.Clone(have)
	for _, t := range w.Campaign.Tags {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func enableChange(w setup.Wanted, s Seen, hook, campaign, rule Change) Change {
	c := Change{Resource: Enable, Name: campaign.Name, Action: Update, Route: API, Published: Yes,
		Fields: []Field{{"State", "disabled", "enabled"}}}
	have := s.Campaign.Campaign
	blind := unreadError(errorsOf(hook, campaign, rule))
	_, another := anotherDay(w, s)
	switch {
	case campaign.Action == Unread:
		c.unread(campaign.Err)
		c.Fields = nil
	case another:
		c.Action, c.Route, c.Fields = Manual, Guided, nil
		c.Why = words.PlanEnableCampaignFirst
	case have != nil && have.State == "enabled" && (rule.Action == Update || rule.Action == Adopt && rule.Made()):
		c.Why = words.PlanEnablePause
	case have != nil && have.State == "enabled" && (hook.ByHand() && !hook.OnlyIntegration() || campaign.ByHand() || rule.ByHand()):
		c.leave(Manual, words.PlanEnabledTooEarly, guide.TakingBack(w))
		c.Fields = nil
	case have != nil && have.State == "enabled":
		c.Action, c.Route, c.Fields = Keep, Found, nil
	case blind != nil:
		c.unread(blind)
	case hook.ByHand() || campaign.ByHand() || rule.ByHand():
		c.Action, c.Route = Manual, Guided
		c.Why = words.PlanEnableLater
	case s.Campaign.Paused != "":
		c.Why = fmt.Sprintf(words.PlanEnablePaused, s.Campaign.Paused)
	}
	return c
}

// errorsOf are why rows could not be looked at.
func errorsOf(rows ...Change) []error {
	var out []error
	for _, c := range rows {
		if c.Action == Unread {
			out = append(out, c.Err)
		}
	}
	return out
}
