package sample_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func day(t testing.TB, s string, z *time.Location) setup.Day {
	t.Helper()
	d, err := setup.ParseDay(s, z)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// form is a rule of our kind in both of its forms, so that a test changes one
// thing and leaves the rest.
type form struct {
	webhook, limit    int
	campaign          string // as in the typed form
	owner             any    // as in the rule language
	start, end        string // as in both
	inclusive, byWall bool
	zone              string
}

func berlin() form {
	return form{webhook: 3, limit: 50, campaign: "101", owner: 101, start: "2026-01-01T00:00:00+01:00", end: "2026-01-02T00:00:00+01:00", zone: "Europe/Berlin"}
}

func (f form) typed() talonone.RulesetV2 {
	return talonone.RulesetV2{ID: 7, Rules: []talonone.RuleV2{{Title: "Sample", Blocks: []talonone.Block{
		{Type: "checkAttribute", Operator: "within", Attribute: "$Now", Start: f.start, End: f.end, StartInclusive: true, EndInclusive: f.inclusive, TimezoneInsensitive: f.byWall},
		{Type: "createCoupon", Campaign: json.RawMessage(f.campaign), Recipient: "{{$Profile.IntegrationId}}", StoreInSession: true, UsageLimit: json.RawMessage(fmt.Sprint(f.limit))},
		{Type: "triggerWebhook", WebhookID: f.webhook, WebhookTitle: "Send sample email", Params: map[string]string{"profileid": "{{$Profile.IntegrationId}}", "couponcode": "{{$Session.GeneratedCoupon}}"}},
	}}}}
}

// body is the rule in the rule language, or in what stands for it here: its real
// words for a coupon and a day are not public.
func (f form) body() string {
	return fmt.Sprintf(`{"id":7,"campaignId":101,"created":"2025-11-01T00:00:00Z","userId":9,"activatedAt":"2025-11-02T00:00:00Z","rbVersion":"v2",
		"bindings":[],"strikethroughRules":[],"rules":[{"id":"1b9d","parentId":"77aa","title":"Sample","description":"","bindings":[],
		"condition":["and",[">=",["now"],["parseTime",%q]],["<",["now"],["parseTime",%q]]],
		"effects":[["catch",["noop"],["createCoupon",%v,[".","Profile","IntegrationId"],%d,true]],
			["catch",["noop"],["!","callApi%d",[".","Profile","IntegrationId"],[".","Session","GeneratedCoupon"]]]]}]}`,
		f.start, f.end, f.owner, f.limit, f.webhook)
}

func (f form) from(t testing.TB) (sample.Sample, error) {
	t.Helper()
	return sample.From(talonone.Ruleset{ID: 7, Body: json.RawMessage(f.body())}, f.typed(), zone(t, f.zone))
}

func (f form) target(t testing.TB, date string) sample.Target {
	t.Helper()
	return sample.Target{Title: "Create coupon on 1 January", WebhookID: 12, CampaignID: 205, RedemptionLimit: 100, Day: day(t, date, zone(t, f.zone))}
}

func made(t testing.TB, f form, date string) string {
	t.Helper()
	s, err := f.from(t)
	if err != nil {
		t.Fatal(err)
	}
	body, err := s.For(f.target(t, date))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// changed gives the text with one thing replaced that must be there.
func changed(t testing.TB, text, from, to string) string {
	t.Helper()
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q stands %d times in %s", from, strings.Count(text, from), text)
	}
	return strings.Replace(text, from, to, 1)
}
