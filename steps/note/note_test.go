package note_test

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// everything has each note.
func everything() note.Notes {
	day := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
	return note.Notes{
		Ticked: map[string]note.Day{"shop.calls": "2026-11-01", "accounts.admin": "2026-11-02"},
		Compared: map[live.ItemID]note.Comparison{
			live.RuleUnread:  {On: "2026-11-03", Object: "ruleset 12", As: "f00d", With: "beef"},
			live.RuleWebhook: {On: "2026-11-04", Object: "ruleset 12"},
		},
		Accepted: map[string]note.Acknowledgement{"accounts.same_kind": {By: "ada", Why: "it is a trial", On: "2026-11-06", Until: "2026-12-31"}},
		Since:    map[setup.Key]note.Day{setup.Passcode: "2026-11-05"},
		Vouched:  map[setup.Key]string{setup.Passcode: "I changed it"},
		Pending:  live.Pending{Code: "NY-7K3Q-88PD", Sent: day.Add(4 * time.Hour), Baseline: 3, Taken: true, Identity: "a customer"},
		Email:    note.Email{Campaign: "Coupon email", Days: plan.Days{From: day, To: day.AddDate(0, 0, 1)}, TakesFrom: setup.Event{Name: "Coupon, Generated", Property: "CouponCode"}},
		Event:    note.Event{Event: setup.Event{Name: "Coupon, Generated", Property: "CouponCode"}, On: "2026-11-06"},
		Past:     map[note.Day]note.Campaign{"2025-01-01": {ID: 17, Name: "Coupon by email, 1 January 2025"}},
		Received: note.Received{On: "2026-11-07", Campaign: "Coupon email", Placeholder: "{{ @Coupon Generated - CouponCode }}"},
		Origin:   "staging",
		Secrets:  note.AtKeychain,
		Enabled:  note.Enabled{On: "2026-11-08", Campaign: 21},
		Paused:   note.Enabled{On: "2026-11-10", Campaign: 21},
		Refused:  note.Refused{On: "2026-11-09", Campaign: 21, Why: "no rule takes the code"},
	}
}

func TestEveryNoteComesBackFromItsTexts(t *testing.T) {
	want := everything()
	for i, v := 0, reflect.ValueOf(want); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("%s is not tried here", v.Type().Field(i).Name)
		}
	}
	if got := note.Read(want.Texts()); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if texts := (note.Notes{}).Texts(); len(texts) != 0 {
		t.Errorf("nothing is written as %v", texts)
	}
}

func TestWhatAnOlderVersionKeptIsRead(t *testing.T) {
	old := map[string]string{
		"shop.calls": "1 November 2026", "since.clevertap.passcode": "2026-11-05", "rotated.clevertap.passcode": "I changed it",
		"compared.ruleset-12": "3 November 2026: the rule, which Talon.One does not show in a form that can be read; the rule's webhook effect, which the dry run did not list",
		"pending":             "NY-7K3Q-88PD 2026-11-26T04:00:00Z 3 true a customer",
		"email-campaign":      "2026-11-26 to 2026-11-27: Coupon: email",
		"event":               "6 November 2026: Coupon, Generated, CouponCode",
		"inbox":               `7 November 2026: Coupon, email, {{ @Coupon Generated - CouponCode | default: "soon, {{ x" }}`,
		"something else":      "of nobody",
	}
	want := everything()
	want.Ticked = map[string]note.Day{"shop.calls": "2026-11-01"}
	want.Compared = map[live.ItemID]note.Comparison{
		live.RuleUnread:  {On: "2026-11-03", Object: "ruleset 12"},
		live.RuleWebhook: {On: "2026-11-03", Object: "ruleset 12"},
	}
	want.Enabled, want.Paused, want.Refused = note.Enabled{}, note.Enabled{}, note.Refused{} // noted since
	want.Email.Campaign, want.Email.TakesFrom = "Coupon: email", setup.Event{}
	want.Secrets, want.Origin = "", ""
	want.Past, want.Accepted, want.Enabled, want.Refused = map[note.Day]note.Campaign{}, map[string]note.Acknowledgement{}, note.Enabled{}, note.Refused{}
	want.Received = note.Received{On: "2026-11-07", Campaign: "Coupon, email", Placeholder: `{{ @Coupon Generated - CouponCode | default: "soon, {{ x" }}`}
	got := note.Read(old)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if again := note.Read(got.Texts()); !reflect.DeepEqual(again, got) {
		t.Errorf("written anew it is\n%+v", again)
	}
	byFingerprint := note.Read(map[string]string{"compared.f00d": old["compared.ruleset-12"]})
	if c := byFingerprint.Compared[live.RuleUnread]; c.As != "f00d" || c.Object != "" {
		t.Errorf("the older fingerprint is read as %+v", c)
	}
}

func TestAWordHoldsOnlyForTheSameThingComparedWithTheSame(t *testing.T) {
	given := note.Comparison{On: "2026-11-03", Object: "ruleset 12", As: "f00d", With: "beef"}
	for name, c := range map[string]struct {
		given, now note.Comparison
		want       bool
	}{
		"the same":                       {given, note.Comparison{Object: "ruleset 12", As: "f00d", With: "beef"}, true},
		"changed since":                  {given, note.Comparison{Object: "ruleset 12", As: "cafe", With: "beef"}, false},
		"another of the same content":    {given, note.Comparison{Object: "ruleset 13", As: "f00d", With: "beef"}, false},
		"another wish":                   {given, note.Comparison{Object: "ruleset 12", As: "f00d", With: "cafe"}, false},
		"no longer readable":             {given, note.Comparison{Object: "ruleset 12", With: "beef"}, false},
		"never given":                    {note.Comparison{}, note.Comparison{}, false},
		"never readable":                 {note.Comparison{On: "2026-11-03", Object: "ruleset 12", With: "beef"}, note.Comparison{Object: "ruleset 12", With: "beef"}, true},
		"of an older version, the same":  {note.Comparison{On: "2026-11-03", As: "f00d"}, note.Comparison{Object: "ruleset 12", As: "f00d", With: "beef"}, true},
		"of an older version, by number": {note.Comparison{On: "2026-11-03", Object: "ruleset 12"}, note.Comparison{Object: "ruleset 12", With: "beef"}, true},
		"of an older version, another":   {note.Comparison{On: "2026-11-03", As: "f00d"}, note.Comparison{Object: "ruleset 12", As: "cafe", With: "beef"}, false},
	} {
		if got := c.given.Holds(c.now); got != c.want {
			t.Errorf("%s: it holds: %v", name, got)
		}
	}
}

func TestTwoRunsThatBeganWithTheSameKeepWhatEachChanged(t *testing.T) {
	all := everything()
	since := func(days map[setup.Key]note.Day) note.Notes { return note.Notes{Since: days} }
	for name, c := range map[string]struct{ base, mine, theirs, want note.Notes }{
		"only theirs changed":     {note.Notes{}, note.Notes{}, all, all},
		"only mine changed":       {note.Notes{}, all, note.Notes{}, all},
		"mine took all away":      {all, note.Notes{}, all, note.Notes{}},
		"theirs took all away":    {all, all, note.Notes{}, note.Notes{}},
		"each another credential": {note.Notes{}, since(map[setup.Key]note.Day{"a": "2026-11-01"}), since(map[setup.Key]note.Day{"b": "2026-11-02"}), since(map[setup.Key]note.Day{"a": "2026-11-01", "b": "2026-11-02"})},
		"mine over theirs":        {note.Notes{}, since(map[setup.Key]note.Day{"a": "2026-11-01"}), since(map[setup.Key]note.Day{"a": "2026-11-02"}), since(map[setup.Key]note.Day{"a": "2026-11-01"})},
	} {
		if got := note.Merge(c.base, c.mine, c.theirs); !maps.Equal(got.Texts(), c.want.Texts()) {
			t.Errorf("%s: got %v", name, got.Texts())
		}
	}
}
