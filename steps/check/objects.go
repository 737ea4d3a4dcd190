package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/whole"
)

// unseen is the row of an object that could not be looked at.
func (e Evidence) unseen(c Check) (Check, bool) {
	switch {
	case e.SeenErr != nil:
		c.Status, c.Detail = Skip, "not looked at: "+e.SeenErr.Error()
	case e.Seen == nil || e.Plan == nil || e.Wanted == nil:
		c.Status, c.Detail = Skip, "not looked at"
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
		c.Status, c.Detail, c.Fix = Manual, row.Why, "look at it in the Campaign Manager; when it is meant, run talontap setup and say so"
	case row.ByHand() && e.hidden(row):
		c.Status, c.Detail, c.Fix = Manual, row.Why, "give the key the right to read it, or compare it with what talontap plan lists and say so in talontap setup"
	case row.Action == plan.Unread && len(row.Fields) == 0:
		c.Status, c.Detail, c.Fix = Skip, "not seen: "+row.Err.Error(), remedy.For(row.Err, "run it again")
	case row.Action == plan.Keep:
		if row.Why != "" {
			c.Detail += "; " + row.Why
		}
		for _, d := range whole.Of(whole.Harmless, row.Beside) {
			c.Detail += "; " + d.String()
		}
	case row.Route != plan.Found && len(row.Fields) > 0 && row.Fields[0].From == "" && r != plan.Event && !e.stands(r):
		c.Status, c.Detail, c.Fix = Fail, "it is not there", fix(row)
	default:
		c.Status, c.Detail, c.Fix = Fail, detail(row), fix(row)
	}
	return c
}

// hidden reports whether the account does not show the object of a row, or shows
// of it what only a person can judge.
func (e Evidence) hidden(row plan.Change) bool {
	if row.Compare {
		return true
	}
	switch row.Resource {
	case plan.Webhook:
		return e.Seen.WebhooksUnread != ""
	case plan.Campaign, plan.Rule:
		return e.Seen.CampaignsUnread != ""
	}
	return false
}

// stands reports whether the object of a row is there at all, right or wrong.
func (e Evidence) stands(r plan.Resource) bool {
	s := plan.StandingOf(*e.Wanted, *e.Seen)
	switch r {
	case plan.Webhook:
		return s.Webhook.ID != 0
	case plan.Campaign:
		return s.Campaign.ID != 0
	case plan.Rule:
		return s.RulesetID != 0
	}
	return true
}

func detail(row plan.Change) string {
	var parts []string
	for _, f := range row.Fields {
		from := f.From
		if from == "" {
			from = "nothing"
		}
		parts = append(parts, fmt.Sprintf("%s: seen %s, wanted %s", f.Name, from, f.To))
	}
	if len(parts) == 0 {
		return row.Why
	}
	return strings.Join(parts, "; ")
}

func fix(row plan.Change) string {
	if row.ByHand() {
		return "make it by hand as talontap plan lists it"
	}
	return "run talontap apply"
}

func (e Evidence) event() Check {
	c := e.object(eventID, "CleverTap knows the event and its property", plan.Event)
	if (c.Status == Pass || c.Status == Fail) && !e.Seen.Event.Read {
		return e.eventUnlisted(c)
	}
	if c.Status == Pass && e.Plan.Of(plan.Event).Why != "" {
		c.Status, c.Detail = Warn, e.Plan.Of(plan.Event).Name+": another spelling of it is known"
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
		c.Status, c.Detail, c.Fix = Pass, plan.HiddenSchema+"; the test coupon's event has come with its property", ""
		return c
	case seen.Raised:
		c.Status, c.Detail, c.Fix = Pass, plan.HiddenSchema+"; a past event of that name came with the property", ""
		return c
	}
	c.Status, c.Detail = Manual, strings.TrimSuffix(plan.HiddenSchema+"; "+seen.Unraised, "; ")
	if seen.Sent != "" {
		c.Detail += "; one test event made it known on " + seen.Sent
	}
	c.Fix = "talontap verify --live=relay sees it by a test coupon; or look in CleverTap under Settings › Schema › Events for " + e.Wanted.Event.Name + " with the property " + e.Wanted.Event.Property
	return c
}

func (e Evidence) webhook() Check {
	c := e.object(webhookID, "The webhook is as wanted in every field", plan.Webhook)
	if c.Status == Fail && e.CleverTap.Err != nil && e.CleverTap.wrong() {
		c.Fix = "give the region and the passcode that CleverTap accepts first, and look again: this was compared with those that it does not"
	}
	return c
}

func (e Evidence) campaign() Check {
	return e.object(campaignID, "The campaign has its code pattern and limit", plan.Campaign)
}

func (e Evidence) rule() Check {
	return e.object(ruleID, "The rule makes the coupon and sends it on the right day", plan.Rule)
}

func (e Evidence) date() Check {
	c := Check{ID: "rule.date", Title: "The rule's day lies ahead", Status: Pass}
	if e.Wanted == nil || e.Application.Err != nil {
		c.Status, c.Detail = Skip, "not looked at"
		return c
	}
	day := e.Wanted.Rule.Day
	c.Detail = day.Words() + " in " + day.Zone().String()
	if !e.Now.Before(day.Start()) {
		c.Title = "The rule's day is here"
	}
	if day.Past(e.Now) {
		c.Title = "The rule's day is over"
		c.Status = Warn
		c.Fix = "another day is another campaign: talontap again --date YEAR-MONTH-DAY"
	}
	return c
}

func (e Evidence) enabled() Check {
	c := Check{ID: enabledID, Title: "The campaign is enabled", Status: Pass}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	s := plan.StandingOf(*e.Wanted, *e.Seen)
	switch {
	case e.Plan.Of(plan.Campaign).Action == plan.Unread:
		err := e.Plan.Of(plan.Campaign).Err
		c.Status, c.Detail, c.Fix = Skip, "not seen: "+err.Error(), remedy.For(err, "run it again")
	case e.Seen.CampaignsUnread != "":
		c.Status, c.Detail = Manual, "campaigns cannot be read: "+e.Seen.CampaignsUnread
		c.Fix = "give the key the right to read them, or look in the Campaign Manager"
	case s.Campaign.ID == 0:
		c.Status, c.Detail = Skip, "there is no campaign yet"
	case !s.Enabled():
		return e.disabled(c, s.Campaign.State)
	case s.Campaign.FrontendState == "expired":
		c.Status, c.Detail, c.Fix = Fail, "its schedule is over", "change the campaign's end in the Campaign Manager"
	default:
		c.Detail = "enabled, and reported as " + s.Campaign.FrontendState
	}
	return c
}

// disabled judges a campaign that does not run. Left off with its day ahead it is
// as the person chose; once it ran, or once the day is here, it is not.
func (e Evidence) disabled(c Check, state string) Check {
	day := e.Wanted.Rule.Day
	c.Fix = "enable it: talontap setup, or in the Campaign Manager"
	switch days := daysUntil(day.Start(), e.Now); {
	case day.Past(e.Now):
		c.Status, c.Detail = Fail, "it is "+state+", and its day is over"
	case days <= 0:
		c.Status, c.Detail = Fail, "it is "+state+", and today is the day: nothing happens"
	case e.Enabled != "":
		c.Status, c.Detail = Fail, "it is "+state+", and was enabled on "+e.Enabled
	default:
		c.Status, c.Detail = Warn, fmt.Sprintf("it is %s: on the day, in %s, nothing would happen", state, phrase.Spelled(days, "day"))
	}
	return c
}

// daysUntil counts begun days; 0 once it is there.
func daysUntil(start, now time.Time) int {
	if !now.Before(start) {
		return 0
	}
	return int((start.Sub(now) + 24*time.Hour - 1) / (24 * time.Hour))
}

func (e Evidence) email() Check {
	c := Check{ID: emailID, Title: "The email campaign runs in CleverTap", Status: Pass}
	if c, skipped := e.unseen(c); skipped {
		return c
	}
	row := e.Plan.Of(plan.EmailCampaign)
	c.Detail = row.Name
	switch why := e.Seen.Email.Wrong(e.Wanted.Rule.Day); {
	case why != "":
		c.Status, c.Detail = Fail, row.Name+": "+why
		c.Fix = "look in CleverTap under Messages › Campaigns; talontap plan lists how it has to be"
	case row.Action == plan.Keep:
		if row.Why != "" {
			c.Detail += "; " + row.Why
		}
	case plan.EmailStale(*e.Wanted, *e.Seen):
		c.Status, c.Detail = Fail, row.Why
		c.Fix = "change it as talontap plan lists it, and show it: paste its placeholder in talontap setup, or read the code with talontap verify --live=relay"
	case e.Received != nil && e.Received.Status == Pass:
		c.Detail += " sends, since its email came; CleverTap's message report does not show it running"
	default:
		c.Status, c.Detail = Manual, row.Why
		c.Fix = "look in CleverTap under Messages › Campaigns for " + row.Name + "; talontap plan lists how to make it"
	}
	return c
}

func (e Evidence) simulated() Check {
	return given(e.Simulated, "rule.simulated", "Simulated at the edges of the day, the rule does the right thing", "not simulated; talontap verify --live does it")
}

// arrived has to be seen once a coupon was sent.
func (e Evidence) arrived() Check {
	c := given(e.Arrived, arrivalID, "A test coupon arrives in CleverTap", "no test coupon was sent; talontap verify --live=relay sends one")
	c.Core = e.Arrived != nil
	return c
}

func (e Evidence) received() Check {
	return given(e.Received, "email.received", "The email came with the code in it", "no test email was read; with test.address set to your own, talontap verify --live=relay sends one")
}

func (e Evidence) redeemable() Check {
	return given(e.Redeemable, redeemableID, "A shop would take the code at its checkout", "no test coupon was made to try it with; talontap verify --live=relay makes one")
}

func given(c *Check, id, title, without string) Check {
	if c == nil {
		return Check{ID: id, Title: title, Status: Skip, Detail: without}
	}
	c.ID, c.Title = id, title
	return *c
}
