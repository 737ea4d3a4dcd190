package check

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
)

func (e Evidence) unseen(c Check) (Check, bool) {
	switch {
	case e.SeenErr != nil:
		c.Status, c.Detail = Skip, fmt.Sprintf(words.CheckNotLookedAtBecause, e.SeenErr)
	case e.Seen == nil || e.Plan == nil || e.Wanted == nil:
		c.Status, c.Detail = Skip, words.NotLookedAt
	default:
		return c, false
	}
	return c, true
}

// object judges one row of the plan: what would be kept is as it should be.
func (e Evidence) object(id, title string, r plan.Resource) Check {
	c := Check{ID: id, Title: title, Status: Pass, Took: e.SeenTook}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	row := e.Plan.Of(r)
	c.Detail = row.Name
	switch {
	case row.Compare && len(row.Fields) > 0:
		c.Status, c.Detail, c.Fix = Manual, row.Why, words.CheckCompareFix
	case row.ByHand() && e.hidden(row):
		c.Status, c.Detail, c.Fix = Manual, row.Why, words.CheckHiddenFix
	case row.Action == plan.Unread && len(row.Fields) == 0:
		c.Status, c.Detail, c.Fix = Skip, fmt.Sprintf(words.NotSeen, row.Err), remedy.For(row.Err, words.TryAgain)
	case row.Action == plan.Keep:
		if row.Why != "" {
			c.Detail += "; " + row.Why
		}
		for _, d := range whole.Of(whole.Harmless, row.Beside) {
			c.Detail += "; " + d.String()
		}
	case row.Route != plan.Found && len(row.Fields) > 0 && row.Fields[0].From == "" && r != plan.Event && plan.StandingOf(*e.Wanted, *e.Seen).ID(r) == 0:
		c.Status, c.Detail, c.Fix = Fail, words.CheckMissing, fix(row)
	default:
		c.Status, c.Detail, c.Fix = Fail, detail(row), fix(row)
	}
	return c
}

// hidden reports whether the account does not show the object of a row, or shows
// of it what only a person can judge.
func (e Evidence) hidden(row plan.Change) bool {
	unread := map[plan.Resource]string{
		plan.Webhook:  e.Seen.WebhooksUnread,
		plan.Campaign: e.Seen.CampaignsUnread,
		plan.Rule:     e.Seen.CampaignsUnread,
	}
	return row.Compare || unread[row.Resource] != ""
}

func detail(row plan.Change) string {
	var parts []string
	for _, f := range row.Fields {
		parts = append(parts, fmt.Sprintf(words.CheckDiffers, f.Name, cmp.Or(f.From, "nothing"), f.To))
	}
	return cmp.Or(strings.Join(parts, "; "), row.Why)
}

func fix(row plan.Change) string {
	if row.ByHand() {
		return words.CheckByHandFix
	}
	return words.CheckApplyFix
}

func (e Evidence) event() Check {
	c := e.object(eventID, words.CheckEvent, plan.Event)
	if (c.Status == Pass || c.Status == Fail) && !e.Seen.Event.Read {
		return e.eventUnlisted(c)
	}
	if c.Status == Fail && e.Seen.Event.Discarded {
		c.Fix = words.LiveDiscardedFix
	}
	if c.Status == Pass && e.Plan.Of(plan.Event).Why != "" {
		c.Status, c.Detail = Warn, fmt.Sprintf(words.CheckEventSpelling, e.Plan.Of(plan.Event).Name)
		c.Fix = e.Plan.Of(plan.Event).Why
	}
	return c
}

// eventUnlisted judges the event where the plan hides the schema: one event that
// was seen with its property is as good, and nothing else is.
func (e Evidence) eventUnlisted(c Check) Check {
	seen := e.Seen.Event
	switch {
	case e.Arrived != nil && e.Arrived.Status == Pass:
		c.Status, c.Detail, c.Fix = Pass, words.CheckEventHiddenArrived, ""
	case seen.Raised:
		c.Status, c.Detail, c.Fix = Pass, words.EventHiddenRaised, ""
	default:
		c.Status, c.Detail = Manual, strings.TrimSuffix(words.EventHidden+"; "+seen.Unraised, "; ")
		c.Fix = fmt.Sprintf(words.CheckEventHiddenFix, e.Wanted.Event.Name, e.Wanted.Event.Property)
		if seen.Sent != "" {
			c.Detail += fmt.Sprintf(words.CheckEventSent, seen.Sent)
		}
	}
	return c
}

func (e Evidence) webhook() Check {
	c := e.object(webhookID, words.CheckWebhook, plan.Webhook)
	if c.Status == Fail && e.CleverTap.Err != nil && e.CleverTap.wrong() {
		c.Fix = words.CheckWebhookCredentialFix
	}
	if c.Status != Manual || !e.Plan.Of(plan.Webhook).OnlyIntegration() {
		return c
	}
	if c.Fix = words.IntegrationConfirm; e.Delivered {
		c.Status, c.Detail, c.Fix = Pass, fmt.Sprintf(words.CheckIntegrationArrived, e.Plan.Of(plan.Webhook).Name), ""
	}
	return c
}

func (e Evidence) date() Check {
	c := Check{ID: "rule.date", Title: words.CheckDate, Status: Pass}
	if e.Wanted == nil || e.Application.Err != nil {
		c.Status, c.Detail = Skip, words.NotLookedAt
		return c
	}
	day := e.Wanted.Rule.Day
	c.Detail = day.Words() + " in " + day.Zone().String()
	if !e.Now.Before(day.Start()) {
		c.Title = words.CheckDateToday
	}
	if day.Past(e.Now) {
		c.Title, c.Status, c.Fix = words.CheckDateOver, Warn, words.CheckDateOverFix
	}
	return c
}

func (e Evidence) enabled() Check {
	c := Check{ID: enabledID, Title: words.CheckEnabled, Status: Pass}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	s := plan.StandingOf(*e.Wanted, *e.Seen)
	switch row := e.Plan.Of(plan.Campaign); {
	case row.Action == plan.Unread:
		c.Status, c.Detail, c.Fix = Skip, fmt.Sprintf(words.NotSeen, row.Err), remedy.For(row.Err, words.TryAgain)
	case e.Seen.CampaignsUnread != "":
		c.Status, c.Detail = Manual, fmt.Sprintf(words.CheckEnabledUnread, e.Seen.CampaignsUnread)
		c.Fix = words.CheckEnabledUnreadFix
	case s.Campaign.ID == 0:
		c.Status, c.Detail = Skip, words.CheckEnabledNoCampaign
	case !s.Enabled():
		return e.disabled(c, s.Campaign.State)
	case s.Campaign.FrontendState == "expired":
		c.Status, c.Detail, c.Fix = Fail, words.CheckEnabledExpired, words.CheckEnabledExpiredFix
	default:
		c.Detail = fmt.Sprintf(words.CheckEnabledAs, s.Campaign.FrontendState)
	}
	return c
}

// disabled judges a campaign that does not run. Left off with its day ahead it is
// as the person chose; once it ran, or once the day is here, it is not.
func (e Evidence) disabled(c Check, state string) Check {
	day := e.Wanted.Rule.Day
	c.Fix = words.CheckDisabledFix
	switch days := daysUntil(day.Start(), e.Now); {
	case day.Past(e.Now):
		c.Status, c.Detail = Fail, fmt.Sprintf(words.CheckDisabledOver, state)
	case e.Paused != "":
		c.Status, c.Detail, c.Fix = Warn, fmt.Sprintf(words.CheckPaused, e.Paused), words.CheckPausedFix
	case days <= 0:
		c.Status, c.Detail = Fail, fmt.Sprintf(words.CheckDisabledToday, state)
	case e.Enabled != "":
		c.Status, c.Detail = Fail, fmt.Sprintf(words.CheckDisabledAgain, state, e.Enabled)
	default:
		c.Status, c.Detail = Warn, fmt.Sprintf(words.CheckDisabledYet, state, phrase.Spelled(days, "day"))
	}
	return c
}

func daysUntil(start, now time.Time) int {
	return int((max(0, start.Sub(now)) + 24*time.Hour - 1) / (24 * time.Hour))
}

func (e Evidence) email() Check {
	c := Check{ID: emailID, Title: e.say(words.CheckEmail), Status: Pass}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	row := e.Plan.Of(plan.EmailCampaign)
	c.Detail = row.Name
	switch why := e.Seen.Email.Wrong(e.Wanted.Rule.Day); {
	case why != "":
		c.Status, c.Detail = Fail, row.Name+": "+why
		c.Fix = e.say(words.CheckEmailWrongFix)
	case row.Action == plan.Keep:
		if row.Why != "" {
			c.Detail += "; " + row.Why
		}
	case plan.EmailStale(*e.Wanted, *e.Seen):
		c.Status, c.Detail = Fail, row.Why
		c.Fix = words.CheckEmailStaleFix
	case e.Received != nil && e.Received.Status == Pass:
		c.Detail = fmt.Sprintf(e.say(words.CheckEmailReceived), row.Name)
	default:
		c.Status, c.Detail = Manual, row.Why
		c.Fix = fmt.Sprintf(words.CheckEmailManualFix, row.Name)
	}
	return c
}

// arrived has to be seen once a coupon was sent.
func (e Evidence) arrived() Check {
	c := given(e.Arrived, arrivalID, words.CheckArrival, words.CheckNoTestCoupon)
	c.Core = e.Arrived != nil
	return c
}

func given(c *Check, id, title, without string) Check {
	if c == nil {
		return Check{ID: id, Title: title, Status: Skip, Detail: without}
	}
	c.ID, c.Title = id, title
	return *c
}
