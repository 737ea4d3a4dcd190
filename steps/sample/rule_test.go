package sample_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
)

func TestARuleOfOurKindIsRead(t *testing.T) {
	f := berlin()
	r, err := sample.Read(f.typed(), zone(t, f.zone))
	if err != nil {
		t.Fatal(err)
	}
	if r.Title != "Sample" || r.Day != "2026-01-01" || r.RedemptionLimit != 50 || !r.LimitSet || r.CampaignID != 101 || r.WebhookID != 3 ||
		r.Recipient != "{{$Profile.IntegrationId}}" || !r.StoredInSession || r.Params["couponcode"] != "{{$Session.GeneratedCoupon}}" || r.ByWallClock {
		t.Errorf("got %+v", r)
	}
}

func TestBlocksInGroupsThatWantAllAreRead(t *testing.T) {
	set := berlin().typed()
	blocks := set.Rules[0].Blocks
	set.Rules[0].Blocks = []talonone.Block{{Type: "group", Operator: "all", Blocks: []talonone.Block{{Type: "group", Operator: "all", Blocks: blocks[:1]}}}, blocks[1], blocks[2]}
	if _, err := sample.Read(set, zone(t, "Europe/Berlin")); err != nil {
		t.Error(err)
	}
}

func TestOneWholeDayIsReadInTheApplicationsZone(t *testing.T) {
	const no = ""
	for _, c := range []struct {
		name, zone, start, end string
		inclusive, byWall      bool
		day                    string
	}{
		{"to the next midnight", "Europe/Berlin", "2025-12-31T23:00:00Z", "2026-01-01T23:00:00Z", false, false, "2026-01-01"},
		{"to the last second, inclusive", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-01T23:59:59+01:00", true, false, "2026-01-01"},
		{"to the last second, exclusive: that second is missing", "Europe/Berlin", "2026-01-01T00:00:00+01:00", "2026-01-01T23:59:59+01:00", false, false, no},
		{"to the last millisecond, inclusive", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T23:59:59.999Z", true, false, "2026-01-01"},
		{"to the last millisecond, exclusive", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T23:59:59.999Z", false, false, "2026-01-01"},
		{"to the next midnight, inclusive: one instant too many", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", true, false, no},
		{"to a minute before midnight", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T23:59:00Z", true, false, no},
		{"the day in UTC, not in Berlin", "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, false, no},
		{"the day in UTC, not in New York", "America/New_York", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, false, no},
		{"the same by the wall clock", "America/New_York", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", false, true, "2026-01-01"},
		{"of 23 hours", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", false, false, "2026-03-29"},
		{"of 24 hours where the day has 23", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+01:00", false, false, no},
		{"of 23 hours by the wall clock", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", false, true, "2026-03-29"},
		{"of 25 hours", "Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", false, false, "2026-10-25"},
		{"without a midnight", "America/Santiago", "2026-09-06T01:00:00-03:00", "2026-09-07T00:00:00-03:00", false, false, "2026-09-06"},
		{"29 February", "UTC", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z", false, false, "2028-02-29"},
		{"two days", "UTC", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", false, false, no},
		{"backwards", "UTC", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", false, false, no},
		{"from a second after midnight", "UTC", "2026-01-01T00:00:01Z", "2026-01-02T00:00:00Z", false, false, no},
		{"not an instant", "UTC", "2026-01-01", "2026-01-02", false, false, no},
		{"a template", "UTC", "{{$Campaign.StartTime}}", "2026-01-02T00:00:00Z", false, false, no},
		{"empty", "UTC", "", "", false, false, no},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := berlin()
			f.zone, f.start, f.end, f.inclusive, f.byWall = c.zone, c.start, c.end, c.inclusive, c.byWall
			r, err := sample.Read(f.typed(), zone(t, c.zone))
			if (err == nil) != (c.day != no) || r.Day != c.day {
				t.Errorf("it is the day %q (%v), want %q", r.Day, err, c.day)
			}
		})
	}
}

func TestARuleOfAnotherKindIsRefusedWithTheReason(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*talonone.RulesetV2)
		because string
	}{
		{"no rule", func(s *talonone.RulesetV2) { s.Rules = nil }, "no rule"},
		{"two rules", func(s *talonone.RulesetV2) { s.Rules = append(s.Rules, s.Rules[0]) }, "2 rules"},
		{"more than rules", func(s *talonone.RulesetV2) { s.Others = 1 }, "more than rules"},
		{"no condition", func(s *talonone.RulesetV2) { s.Rules[0].Blocks = s.Rules[0].Blocks[1:] }, "condition on the current time 0 times"},
		{"two conditions", func(s *talonone.RulesetV2) { s.Rules[0].Blocks = append(s.Rules[0].Blocks, s.Rules[0].Blocks[0]) }, "condition on the current time 2 times"},
		{"two coupons", func(s *talonone.RulesetV2) { s.Rules[0].Blocks = append(s.Rules[0].Blocks, s.Rules[0].Blocks[1]) }, "effect that makes a coupon 2 times"},
		{"two webhooks", func(s *talonone.RulesetV2) { s.Rules[0].Blocks = append(s.Rules[0].Blocks, s.Rules[0].Blocks[2]) }, "effect that calls a webhook 2 times"},
		{"no webhook", func(s *talonone.RulesetV2) { s.Rules[0].Blocks = s.Rules[0].Blocks[:2] }, "effect that calls a webhook 0 times"},
		{"a discount beside", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks = append(s.Rules[0].Blocks, talonone.Block{Type: "awardDiscount"})
		}, "awardDiscount"},
		{"an expression", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks = append(s.Rules[0].Blocks, talonone.Block{Type: "passthrough"})
		}, "expression"},
		{"any of several conditions", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks = []talonone.Block{{Type: "group", Operator: "atLeastOne", Blocks: s.Rules[0].Blocks}}
		}, "atLeastOne"},
		{"none of several, deep inside", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks = []talonone.Block{{Type: "group", Operator: "all", Blocks: []talonone.Block{{Type: "group", Operator: "none", Blocks: s.Rules[0].Blocks}}}}
		}, "none"},
		{"something else on failure", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks[0].OnFailure = []talonone.Block{{Type: "showNotification"}}
		}, "when its condition fails"},
		{"not on the day", func(s *talonone.RulesetV2) { s.Rules[0].Blocks[0].Operator = "not(within)" }, "not(within)"},
		{"after a day", func(s *talonone.RulesetV2) { s.Rules[0].Blocks[0].Operator = "after" }, "after"},
		{"a limit that is worked out", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks[1].UsageLimit = json.RawMessage(`"{{$Profile.Attributes.x}}"`)
		}, "not a plain number"},
		{"half a redemption", func(s *talonone.RulesetV2) { s.Rules[0].Blocks[1].UsageLimit = json.RawMessage("1.5") }, "not a plain number"},
		{"a campaign that is worked out", func(s *talonone.RulesetV2) {
			s.Rules[0].Blocks[1].Campaign = json.RawMessage(`"{{$Campaign.Id + 1}}"`)
		}, "campaign of its coupons"},
		{"no campaign", func(s *talonone.RulesetV2) { s.Rules[0].Blocks[1].Campaign = nil }, "campaign of its coupons"},
		{"campaign zero", func(s *talonone.RulesetV2) { s.Rules[0].Blocks[1].Campaign = json.RawMessage("0") }, "campaign of its coupons"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := berlin().typed()
			c.change(&set)
			r, err := sample.Read(set, zone(t, "Europe/Berlin"))
			if err == nil || !strings.Contains(err.Error(), c.because) || r.Day != "" {
				t.Errorf("got %+v, %v; want nothing and a refusal with %q", r, err, c.because)
			}
		})
	}
}

func TestALimitMayBeUnsetOrZero(t *testing.T) {
	for raw, set := range map[string]bool{"": false, "null": false, "0": true} {
		s := berlin().typed()
		s.Rules[0].Blocks[1].UsageLimit = json.RawMessage(raw)
		if r, err := sample.Read(s, zone(t, "Europe/Berlin")); err != nil || r.RedemptionLimit != 0 || r.LimitSet != set {
			t.Errorf("%q is read as %d, set %v (%v)", raw, r.RedemptionLimit, r.LimitSet, err)
		}
	}
}

func TestAParameterIsSpelledAsInTheTypedForm(t *testing.T) {
	for title, want := range map[string]string{"ProfileID": "profileid", "Order ID": "order_id"} {
		if got := sample.ParamKey(title); got != want {
			t.Errorf("%s is spelled %s, want %s", title, got, want)
		}
	}
}
