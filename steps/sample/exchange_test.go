package sample_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
)

func TestWebhookCampaignDayAndLimitAreExchangedAndTheRestStays(t *testing.T) {
	var got, want any
	if err := json.Unmarshal([]byte(made(t, berlin(), "2027-07-01")), &got); err != nil {
		t.Fatal(err)
	}
	const expected = `{"activate":true,"rbVersion":"v2","bindings":[],"strikethroughRules":[],"rules":[{"title":"Create coupon on 1 January","description":"","bindings":[],
		"condition":["and",[">=",["now"],["parseTime","2027-07-01T00:00:00+02:00"]],["<",["now"],["parseTime","2027-07-02T00:00:00+02:00"]]],
		"effects":[["catch",["noop"],["createCoupon",205,[".","Profile","IntegrationId"],100,true]],
			["catch",["noop"],["!","callApi12",[".","Profile","IntegrationId"],[".","Session","GeneratedCoupon"]]]]}]}`
	if err := json.Unmarshal([]byte(expected), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestADayMovesByTheClockOfTheApplication(t *testing.T) {
	for _, c := range []struct {
		name, zone, start, end string
		inclusive, byWall      bool
		to, first, last        string
	}{
		{"into summer time", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-02T00:00:00+01:00", false, false, "2027-07-01", "2027-07-01T00:00:00+02:00", "2027-07-02T00:00:00+02:00"},
		{"onto the day of 23 hours", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-02T00:00:00+01:00", false, false, "2027-03-28", "2027-03-28T00:00:00+01:00", "2027-03-29T00:00:00+02:00"},
		{"off the day of 25 hours", "Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", false, false, "2027-01-01", "2027-01-01T00:00:00+01:00", "2027-01-02T00:00:00+01:00"},
		{"written in UTC", "Europe/Berlin", "2025-12-31T23:00:00Z", "2026-01-01T23:00:00Z", false, false, "2027-07-01", "2027-06-30T22:00:00Z", "2027-07-01T22:00:00Z"},
		{"written in UTC, west of it", "America/New_York", "2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z", false, false, "2027-07-01", "2027-07-01T04:00:00Z", "2027-07-02T04:00:00Z"},
		{"written in another zone's time", "Europe/Berlin", "2025-12-31T18:00:00-05:00", "2026-01-01T18:00:00-05:00", false, false, "2027-07-01", "2027-07-01T00:00:00+02:00", "2027-07-02T00:00:00+02:00"},
		{"that ends at 23:59:59", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-01T23:59:59+01:00", true, false, "2027-03-28", "2027-03-28T00:00:00+01:00", "2027-03-28T23:59:59+02:00"},
		{"that ends a millisecond before midnight", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T23:59:59.999Z", true, false, "2028-02-29", "2028-02-29T00:00:00Z", "2028-02-29T23:59:59.999Z"},
		{"to the day after", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, false, "2026-01-02", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"},
		{"to the day before", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, false, "2025-12-31", "2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"to the same day", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, false, "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"},
		{"onto a day without a midnight", "America/Santiago", "2026-01-01T00:00:00-03:00", "2026-01-02T00:00:00-03:00", false, false, "2027-09-05", "2027-09-05T01:00:00-03:00", "2027-09-06T00:00:00-03:00"},
		{"by the wall clock", "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, true, "2027-07-01", "2027-07-01T00:00:00Z", "2027-07-02T00:00:00Z"},
		{"by the wall clock, with an offset that stays", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-01T23:59:59+01:00", true, true, "2027-07-01", "2027-07-01T00:00:00+01:00", "2027-07-01T23:59:59+01:00"},
		{"by the wall clock, over a change of clocks", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", false, true, "2027-01-01", "2027-01-01T00:00:00+01:00", "2027-01-02T00:00:00+02:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := berlin()
			f.zone, f.start, f.end, f.inclusive, f.byWall = c.zone, c.start, c.end, c.inclusive, c.byWall
			got := made(t, f, c.to)
			if !strings.Contains(got, fmt.Sprintf(`["parseTime",%q]],[`, c.first)) || !strings.Contains(got, fmt.Sprintf(`["parseTime",%q]]],`, c.last)) {
				t.Errorf("the rule is %s\nwant %s to %s in it", got, c.first, c.last)
			}
			again := f
			again.start, again.end = c.first, c.last
			if r, err := sample.Read(again.typed(), zone(t, c.zone)); err != nil || r.Day != c.to {
				t.Errorf("read again it is the day %s (%v), want %s", r.Day, err, c.to)
			}
		})
	}
}

func TestTheSameInstantWrittenInAnotherWayIsFound(t *testing.T) {
	f := berlin()
	set := talonone.Ruleset{Body: json.RawMessage(changed(t, f.body(), f.start, "2025-12-31T23:00:00.000Z"))}
	if _, err := sample.From(set, f.typed(), zone(t, f.zone)); err != nil {
		t.Error(err)
	}
}

func TestACampaignThatNamesItselfStaysAsItIs(t *testing.T) {
	f := berlin()
	f.campaign, f.owner = `"{{$Campaign.Id}}"`, `[".","Campaign","Id"]`
	if got := made(t, f, "2027-01-01"); !strings.Contains(got, `["createCoupon",[".","Campaign","Id"],`) {
		t.Errorf("the rule is %s", got)
	}
}

func TestAValueJustPutInIsNotTakenForOneToReplace(t *testing.T) {
	f := berlin()
	f.limit, f.owner, f.campaign = 205, 101, "101"
	target := f.target(t, "2027-01-01")
	target.CampaignID, target.RedemptionLimit = 205, 101 // the campaign gets the limit's old number, the limit the campaign's
	s, err := f.from(t)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.For(target)
	if err != nil || !strings.Contains(string(got), `["createCoupon",205,[".","Profile","IntegrationId"],101,true]`) {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestASampleIsUsedAgainAndAgain(t *testing.T) {
	s, err := berlin().from(t)
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.For(berlin().target(t, "2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.For(berlin().target(t, "2028-02-29")); err != nil {
		t.Fatal(err)
	}
	if again, err := s.For(berlin().target(t, "2027-01-01")); err != nil || string(again) != string(first) {
		t.Errorf("the third is %s (%v), want the first: %s", again, err, first)
	}
}

func TestNumbersBeyondAFloatSurvive(t *testing.T) {
	f := berlin()
	body := changed(t, f.body(), `"rbVersion":"v2"`, `"rbVersion":"v2","accountId":9007199254740993,"ratio":1.10`)
	s, err := sample.From(talonone.Ruleset{Body: json.RawMessage(body)}, f.typed(), zone(t, f.zone))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.For(f.target(t, "2027-01-01")); err != nil || !strings.Contains(string(got), "9007199254740993") || !strings.Contains(string(got), "1.10") {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestASampleThatIsNotCertainIsRefused(t *testing.T) {
	const create, call = `["createCoupon",101,`, `["!","callApi3",`
	for _, c := range []struct{ name, from, to, because string }{
		{"the webhook is not in it", "callApi3", "callApi4", "webhook 0 times"},
		{"the webhook is called by another word", `"callApi3"`, `"sendWebhook",3`, "webhook 0 times"},
		{"the webhook is in it twice", call, `["!","callApi3",["!","callApi3"],`, "webhook 2 times"},
		{"its first instant is not in it", "2026-01-01T00:00:00+01:00", "1 January", "first instant 0 times"},
		{"its first instant is in it twice", `["now"],["parseTime","2026-01-01T00:00:00+01:00"]`, `["now","2025-12-31T23:00:00Z"],["parseTime","2026-01-01T00:00:00+01:00"]`, "first instant 2 times"},
		{"its last instant is not in it", "2026-01-02T00:00:00+01:00", "2026-01-02", "last instant 0 times"},
		{"its day is only a date", `[">=",["now"],["parseTime","2026-01-01T00:00:00+01:00"]]`, `["onDay","2026-01-01"]`, "first instant 0 times"},
		{"its limit is not in it", `"IntegrationId"],50,true]`, `"IntegrationId"],["+",25,25],true]`, "redemption limit 0 times"},
		{"its limit is in it twice", `"IntegrationId"],50,true]`, `"IntegrationId"],50,50]`, "redemption limit 2 times"},
		{"its limit is written as text", `"IntegrationId"],50,true]`, `"IntegrationId"],"50",true]`, "redemption limit 0 times"},
		{"its limit is written in another way", `"IntegrationId"],50,true]`, `"IntegrationId"],50.0,true]`, "redemption limit 0 times"},
		{"its campaign is not in it", create, `["createCoupon",[".","Campaign","Id"],`, "campaign 0 times"},
		{"a coupon's expiry", create, `["createCoupon",101,["parseTime","2026-03-01T00:00:00Z"],`, "another date"},
		{"a coupon's expiry without a time", create, `["createCoupon",101,"2026-03-01",`, "another date"},
		{"another rule beside", `"rules":[{`, `"rules":[{"title":"Other"},{`, "has 2 rules"},
		{"no rule", `"rules":[{`, `"other":[],"rulez":[{`, "has 0 rules"},
		{"a rule that is no object", `"rules":[{`, `"rules":[1],"rulez":[{`, "not an object"},
		{"variables beside the rule", `"bindings":[],"strikethroughRules"`, `"bindings":[{"name":"x"}],"strikethroughRules"`, "bindings besides the rule"},
		{"variables in another shape", `"bindings":[],"strikethroughRules"`, `"bindings":{"x":1},"strikethroughRules"`, "bindings besides the rule"},
		{"variables in the rule", `"description":"","bindings":[]`, `"description":"","bindings":[{"name":"x"}]`, "its rule has bindings"},
		{"strikethrough prices", `"strikethroughRules":[]`, `"strikethroughRules":[{"title":"x"}]`, "strikethroughRules besides"},
		{"something new beside the rule", `"rbVersion":"v2"`, `"rbVersion":"v2","selectors":[{}]`, "selectors besides"},
		{"something new in the rule", `"parentId":"77aa"`, `"parentId":"77aa","otherwise":[["noop"]]`, "its rule has otherwise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := berlin()
			_, err := sample.From(talonone.Ruleset{Body: json.RawMessage(changed(t, f.body(), c.from, c.to))}, f.typed(), zone(t, f.zone))
			if err == nil || !strings.Contains(err.Error(), c.because) {
				t.Errorf("got %v, want a refusal with %q", err, c.because)
			}
		})
	}
}

func TestALimitThatIsAlsoTheCampaignsNumberIsRefused(t *testing.T) {
	f := berlin()
	f.limit = 101
	if _, err := f.from(t); err == nil || !strings.Contains(err.Error(), "cannot replace it safely") {
		t.Errorf("got %v, want a refusal: which 101 is which can't be told", err)
	}
}

func TestARulesetThatIsNoObjectIsRefused(t *testing.T) {
	for _, body := range []string{"", "null", "[]", "1", `"x"`, "{", `{"rules":null}`, `{"rules":{}}`, strings.Repeat("[", 20000)} {
		if _, err := sample.From(talonone.Ruleset{Body: json.RawMessage(body)}, berlin().typed(), zone(t, "UTC")); err == nil {
			t.Errorf("%.20q is taken for a ruleset", body)
		}
	}
	if _, err := (sample.Sample{}).For(berlin().target(t, "2027-01-01")); err == nil {
		t.Error("the zero Sample makes a rule out of nothing")
	}
}

func TestACouponWithoutALimitOrWithItsOwnPatternIsNoSample(t *testing.T) {
	set := talonone.Ruleset{Body: json.RawMessage(berlin().body())}
	unlimited := berlin().typed()
	unlimited.Rules[0].Blocks[1].UsageLimit = nil
	if _, err := sample.From(set, unlimited, zone(t, "Europe/Berlin")); err == nil || !strings.Contains(err.Error(), "no redemption limit") {
		t.Errorf("without a limit: %v", err)
	}
	patterned := berlin().typed()
	patterned.Rules[0].Blocks[1].Pattern = "SAMPLE-####"
	if _, err := sample.From(set, patterned, zone(t, "Europe/Berlin")); err == nil || !strings.Contains(err.Error(), "own code pattern") {
		t.Errorf("with a own code pattern: %v", err)
	}
}

// FuzzSample holds the package's promise against any ruleset: what comes out
// differs from what went in by the exchanged values alone.
func FuzzSample(f *testing.F) {
	seed := berlin()
	f.Add(seed.body(), 3, 50, 101, seed.start, seed.end, false, false)
	f.Add(strings.ReplaceAll(seed.body(), "101", "50"), 3, 50, 50, seed.start, seed.end, false, false)
	f.Add(strings.ReplaceAll(seed.body(), "callApi3", "callApi50"), 50, 50, 0, seed.start, seed.end, true, true)
	f.Add(`{"rules":[{"condition":["callApi1","2026-01-01T00:00:00Z"],"effects":[1,"2026-01-01T23:59:59Z"]}]}`, 1, 1, 0, "2026-01-01T00:00:00Z", "2026-01-01T23:59:59Z", true, false)
	f.Add(`{"rules":[{"condition":{"callApi1":["callApi1"]},"effects":null,"x":0}],"bindings":null}`, 1, 0, 0, "", "", false, true)
	f.Add(`[]`, 0, 0, 0, "x", "y", false, false)
	f.Fuzz(func(t *testing.T, body string, webhook, limit, campaign int, start, end string, inclusive, byWall bool) {
		rule := form{webhook: webhook, limit: limit, campaign: `"{{$Campaign.Id}}"`, start: start, end: end, inclusive: inclusive, byWall: byWall, zone: "America/New_York"}
		if campaign != 0 {
			rule.campaign = fmt.Sprint(campaign)
		}
		s, err := sample.From(talonone.Ruleset{Body: json.RawMessage(body)}, rule.typed(), zone(t, rule.zone))
		if err != nil {
			return
		}
		target := sample.Target{Title: "new", WebhookID: webhook ^ 1, CampaignID: campaign ^ 1, RedemptionLimit: limit ^ 1, Day: day(t, "2031-05-05", zone(t, rule.zone))}
		out, err := s.For(target)
		if err != nil {
			t.Fatalf("it was taken for a sample and then refused: %v", err)
		}
		want := 4
		if s.Rule().CampaignID != 0 {
			want = 5
		}
		before, after := inner(t, body), inner(t, string(out))
		if got := differences(t, before, after); got != want {
			t.Errorf("%d values differ, want %d:\n%v\n%v", got, want, before, after)
		}
	})
}

// inner is the one rule's condition and effects.
func inner(t *testing.T, body string) [2]any {
	t.Helper()
	var set map[string]any
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&set); err != nil {
		t.Fatal(err)
	}
	rule := set["rules"].([]any)[0].(map[string]any)
	return [2]any{rule["condition"], rule["effects"]}
}

// differences counts the leaves in which two trees of one shape differ.
func differences(t *testing.T, a, b any) int {
	t.Helper()
	n := 0
	switch a := a.(type) {
	case [2]any:
		other := b.([2]any)
		return differences(t, a[0], other[0]) + differences(t, a[1], other[1])
	case []any:
		other, ok := b.([]any)
		if !ok || len(a) != len(other) {
			t.Fatalf("%v became %v", a, b)
		}
		for i := range a {
			n += differences(t, a[i], other[i])
		}
		return n
	case map[string]any:
		other, ok := b.(map[string]any)
		if !ok || len(a) != len(other) {
			t.Fatalf("%v became %v", a, b)
		}
		for k := range a {
			n += differences(t, a[k], other[k])
		}
		return n
	}
	if !reflect.DeepEqual(a, b) {
		n++
	}
	return n
}
