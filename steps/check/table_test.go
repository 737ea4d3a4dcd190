package check_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/plan"
)

var update = flag.Bool("update", false, "write the documents anew")

func away() error {
	return &transport.Failure{Kind: transport.Garbled, Service: "Talon.One", Doing: "reading"}
}

// withRow changes one row of the evidence's plan.
func withRow(r plan.Resource, change func(*check.Evidence, *plan.Change)) func(*check.Evidence) {
	return func(e *check.Evidence) {
		for i := range e.Plan.Changes {
			if e.Plan.Changes[i].Resource == r {
				change(e, &e.Plan.Changes[i])
			}
		}
	}
}

func unread(_ *check.Evidence, c *plan.Change) { c.Action, c.Err = plan.Unread, away() }

func differs(_ *check.Evidence, c *plan.Change) {
	c.Action, c.Route, c.Fields = plan.Update, plan.API, []plan.Field{{Name: "Name", From: "a", To: "b"}}
}

func off(e *check.Evidence) { e.Seen.Campaign.Campaign.State = "disabled" }

func email(row *clevertap.MessageRow) func(*check.Evidence) {
	return func(e *check.Evidence) { e.Seen.Email = plan.EmailSeen{Looked: true, Row: row} }
}

// values makes the evidence that each line of the table is about.
func values() map[string]func(*check.Evidence) {
	out := map[string]func(*check.Evidence){}
	probes := map[string]func(*check.Evidence) *check.Probe{
		"clevertap.credentials":    func(e *check.Evidence) *check.Probe { return &e.CleverTap },
		"talonone.management_key":  func(e *check.Evidence) *check.Probe { return &e.Management },
		"talonone.integration_key": func(e *check.Evidence) *check.Probe { return &e.Integration },
		"talonone.application":     func(e *check.Evidence) *check.Probe { return &e.Application },
	}
	for id, of := range probes {
		out[id+": accepted"], out[id+": it is there"] = func(*check.Evidence) {}, func(*check.Evidence) {}
		out[id+": rejected"] = func(e *check.Evidence) { of(e).Err = &transport.Failure{Kind: transport.Unauthorised} }
		out[id+": the service is away, or its answer is none"] = func(e *check.Evidence) { of(e).Err = away() }
		out[id+": the read failed"] = out[id+": the service is away, or its answer is none"]
		out[id+": the account has none of this number"] = func(e *check.Evidence) { of(e).Err, of(e).Wrong = errors.New("there is none"), true }
	}
	for id, r := range map[string]plan.Resource{"event.known": plan.Event, "webhook.matches": plan.Webhook, "campaign.matches": plan.Campaign, "rule.matches": plan.Rule} {
		out[id+": as wanted"] = func(*check.Evidence) {}
		out[id+": missing, or otherwise than wanted"], out[id+": the read failed"] = withRow(r, differs), withRow(r, unread)
	}
	hidden := func(e *check.Evidence, c *plan.Change) {
		e.Seen.WebhooksUnread, c.Action, c.Why = "not allowed", plan.Manual, "not shown"
	}
	out["event.known: the plan hides its schema, and a past event came with the property"] = func(e *check.Evidence) {
		e.Seen.Event, e.Arrived = plan.EventSeen{Raised: true}, nil
	}
	out["event.known: the plan hides its schema, and no such event was seen"] = func(e *check.Evidence) {
		e.Seen.Event, e.Arrived = plan.EventSeen{Unraised: "none was seen"}, nil
	}
	out["webhook.matches: the key may not read it"] = withRow(plan.Webhook, hidden)
	integration := func(e *check.Evidence, c *plan.Change) {
		c.Action, c.Compare, c.Fields = plan.Manual, true, []plan.Field{{Name: "Integration", From: "CleverTap"}}
	}
	out["webhook.matches: Talon.One's own CleverTap integration sends it, and nobody compared that"] = withRow(plan.Webhook, integration)
	out["webhook.matches: that integration sends it, and a code that it sent arrived"] = func(e *check.Evidence) {
		withRow(plan.Webhook, integration)(e)
		e.Delivered = true
	}
	out["campaign.matches: the key may not read it"] = withRow(plan.Campaign, func(e *check.Evidence, c *plan.Change) {
		e.Seen.CampaignsUnread, c.Action = "not allowed", plan.Manual
	})
	out["rule.matches: Talon.One does not show it, and nobody compared it"] = withRow(plan.Rule, func(e *check.Evidence, c *plan.Change) { c.Action, c.Compare = plan.Manual, true })
	for seen, s := range map[string]check.Status{"enough for all customers": check.Pass, "scarce, or a rush of hours": check.Warn, "fewer codes than customers": check.Fail, "nobody could count the customers": check.Manual} {
		out["rule.capacity: "+seen] = func(e *check.Evidence) { e.Plan.Capacity.Status = s }
	}
	out["campaign.enabled: it runs"], out["campaign.enabled: left off, and its day lies ahead"] = func(*check.Evidence) {}, off
	out["campaign.enabled: off, and it ran before"] = func(e *check.Evidence) { off(e); e.Enabled = "1 October 2026" }
	out["campaign.enabled: off, and its day is here or past"] = func(e *check.Evidence) { off(e); e.Now = e.Wanted.Rule.Day.Start() }
	out["campaign.enabled: the read failed"] = withRow(plan.Campaign, unread)
	given := func(into func(*check.Evidence) **check.Check, s check.Status) func(*check.Evidence) {
		return func(e *check.Evidence) { *into(e) = &check.Check{Status: s} }
	}
	arrived := func(e *check.Evidence) **check.Check { return &e.Arrived }
	out["live.arrival: not asked for"] = func(e *check.Evidence) { e.Arrived = nil }
	out["live.arrival: the code arrived"], out["live.arrival: it did not arrive"] = given(arrived, check.Pass), given(arrived, check.Fail)
	out["live.arrival: a service went away, or the check was left"] = given(arrived, check.Skip)
	redeem := func(e *check.Evidence) **check.Check { return &e.Redeemable }
	out["coupon.redeemable: a checkout refuses the code"] = given(redeem, check.Fail)
	out["coupon.redeemable: a checkout refuses it, and the admin says it is redeemed elsewhere"] = given(redeem, check.Warn)
	out["email.campaign: it runs"] = email(&clevertap.MessageRow{Status: "running", Start: "20261101"})
	out["email.campaign: stopped, gone, or to start after the day"] = email(&clevertap.MessageRow{Status: "running", Start: "20270102"})
	out["email.campaign: the message report was not read"] = withRow(plan.EmailCampaign, func(e *check.Evidence, c *plan.Change) { e.Received, c.Action = nil, plan.Manual })
	codes := func(r day.Report, err error) func(*check.Evidence) {
		return func(e *check.Evidence) { e.Day = &check.Day{Codes: r, EventsErr: err} }
	}
	out["day.events: from the day on: each code is on its customer"] = codes(day.Report{Coupons: 2, Sent: 2, Arrived: 2}, nil)
	out["day.events: from the day on: a code is lost"] = codes(day.Report{Coupons: 2, Sent: 2, Arrived: 1, Lost: []day.Code{{Code: "NY-1", Hop: day.Arrival}}}, nil)
	out["day.events: from the day on: the read failed"] = codes(day.Report{Coupons: 2, Sent: 2}, away())
	return out
}

func TestEachValueOfTheEvidenceEndsAsTheTableSays(t *testing.T) {
	made := values()
	for _, l := range table() {
		value := l.Check + ": " + l.Seen
		change, there := made[value]
		if !there {
			t.Errorf("%s is not tried here", value)
			continue
		}
		e := sound(t)
		change(&e)
		list := check.Checks(e)
		if c := of(t, list, l.Check); c.Status != l.Status || list.Verdict() != l.Exit {
			t.Errorf("%s is %s with exit %d, want %s with %d (%s; failing %v, unseen %v)", value, c.Status, list.Verdict(), l.Status, l.Exit, c.Detail, list.Failing(), list.Unseen())
		}
	}
}

func TestAnEmailCampaignThatDoesNotSendOnTheDayFails(t *testing.T) {
	gone := plan.EmailSeen{Looked: true, Was: plan.Days{From: autumn, To: autumn}}
	for name, seen := range map[string]plan.EmailSeen{
		"stopped": {Looked: true, Row: &clevertap.MessageRow{Status: "stopped"}}, "completed": {Looked: true, Row: &clevertap.MessageRow{Status: "completed"}},
		"late": {Looked: true, Row: &clevertap.MessageRow{Status: "scheduled", Start: "2027-01-02"}}, "gone": gone,
	} {
		e := sound(t)
		e.Seen.Email = seen
		if c := of(t, check.Checks(e), "email.campaign"); c.Status != check.Fail {
			t.Errorf("%s: it is %s: %s", name, c.Status, c.Detail)
		}
	}
	gone.Why = "it took too long"
	e := sound(t)
	e.Seen.Email = gone
	if c := of(t, check.Checks(e), "email.campaign"); c.Status == check.Fail {
		t.Errorf("not found in half a report it fails: %s", c.Detail)
	}
}

func TestACampaignThatIsLeftOffCountsTheDaysLeft(t *testing.T) {
	e := sound(t)
	off(&e)
	for left, want := range map[time.Duration]string{36 * time.Hour: "in 2 days", time.Second: "in one day"} {
		e.Now = e.Wanted.Rule.Day.Start().Add(-left)
		if c := of(t, check.Checks(e), "campaign.enabled"); !strings.Contains(c.Detail, want) {
			t.Errorf("%s before its day it says %q", left, c.Detail)
		}
	}
}

// written compares a text with the file that documents it.
func written(t *testing.T, file, part string) {
	t.Helper()
	have, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(have), part) {
		t.Errorf("%s does not hold this (%v):\n%s", file, err, part)
	}
}

func TestTheDocumentsHoldTheTable(t *testing.T) {
	if *update {
		if err := os.WriteFile("verdicts.md", []byte(document()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written(t, "verdicts.md", document())
	written(t, "../../README.md", exitTable())
}
