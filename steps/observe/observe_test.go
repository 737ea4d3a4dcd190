package observe_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// project is a CleverTap project that answers what it was told.
type project struct {
	events []clevertap.SchemaEvent
	err    error     // of the schema
	report *messages // nil: empty
	raised []clevertap.EventRecord
	fails  error // of the raised events
}

func (p *project) Schema(context.Context) ([]clevertap.SchemaEvent, error) { return p.events, p.err }

func (p *project) Events(context.Context, clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error] {
	return func(yield func(clevertap.EventRecord, error) bool) {
		for _, r := range p.raised {
			if !yield(r, nil) {
				return
			}
		}
		if p.fails != nil {
			yield(clevertap.EventRecord{}, p.fails)
		}
	}
}

func (p *project) MessageReport(_ context.Context, q clevertap.ReportQuery) ([]clevertap.MessageRow, error) {
	if p.report == nil {
		return nil, nil
	}
	return p.report.read(q)
}

// account is a Talon.One account that answers what it was told; typed rulesets
// and their failures are kept by the campaign's ID.
type account struct {
	webhooks  []talonone.Webhook
	campaigns []talonone.Campaign
	rulesets  map[int][]talonone.Ruleset
	typed     map[int]talonone.RulesetV2
	hidden    map[int]error
	err       error // of webhooks and campaigns
	reads     atomic.Int32
}

func (a *account) Webhooks(context.Context, int) ([]talonone.Webhook, error) {
	return a.webhooks, a.err
}

func (a *account) Campaigns(context.Context, int, string) ([]talonone.Campaign, error) {
	return a.campaigns, a.err
}

func (a *account) Rulesets(_ context.Context, _, campaign int) ([]talonone.Ruleset, error) {
	a.reads.Add(1)
	return a.rulesets[campaign], nil
}

func (a *account) RulesetV2(_ context.Context, _, campaign, _ int) (talonone.RulesetV2, error) {
	a.reads.Add(1)
	return a.typed[campaign], a.hidden[campaign]
}

func (a *account) CustomerCount(context.Context, int) (int, error) { return 5, nil }

func failure(k transport.Kind) error {
	return fmt.Errorf("trying: %w", &transport.Failure{Kind: k, Service: "Talon.One", Doing: "reading"})
}

var autumn = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func wanted(t testing.TB) setup.Wanted {
	t.Helper()
	d, err := setup.ParseDay("2027-01-01", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return setup.Wanted{
		Profile: "shop", Application: talonone.Application{ID: 1}, Unpublished: true, Rule: setup.Rule{Day: d},
		Event: setup.Event{Name: "Coupon Generated", Property: "CouponCode"}, Webhook: talonone.Webhook{Title: "Send CleverTap Email"},
		Campaign: setup.Campaign{Name: "Coupon by email", Sample: "Sample"}, Email: setup.Email{Campaign: "Coupon email"},
	}
}

func look(t testing.TB, p *project, a *account) (plan.Seen, error) {
	t.Helper()
	o := observe.Observer{CleverTap: p, TalonOne: a, Now: autumn, SignedIn: true, EmailWait: time.Minute}
	return o.Look(t.Context(), wanted(t))
}

func seen(t testing.TB, p *project, a *account) plan.Seen {
	t.Helper()
	s, err := look(t, p, a)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTwoEmptyAccountsHoldNothing(t *testing.T) {
	s := seen(t, &project{}, &account{})
	if !s.SignedIn || !s.Event.Read || s.Event.Known || len(s.Webhooks) != 0 || s.Campaign.Campaign != nil || s.Sample.Rule != nil || !s.Email.Looked || s.Email.Row != nil {
		t.Errorf("seen is %+v", s)
	}
}

func TestWhereTheSchemaIsNotShownAPastEventWithThePropertyIsLookedFor(t *testing.T) {
	with := func(properties ...string) clevertap.EventRecord {
		r := clevertap.EventRecord{Properties: map[string]any{}}
		for _, p := range properties {
			r.Properties[p] = "x"
		}
		return r
	}
	for _, c := range []struct {
		name   string
		raised []clevertap.EventRecord
		fails  error
		want   bool
		why    string
	}{
		{"none", nil, nil, false, "no past event"},
		{"another property", []clevertap.EventRecord{with("CouponGenerated")}, nil, false, "no past event"},
		{"one with it", []clevertap.EventRecord{with(), with("CouponCode")}, nil, true, ""},
		{"not read", []clevertap.EventRecord{with()}, failure(transport.Broken), false, "could not be read"},
		{"a busy event without it", slices.Repeat([]clevertap.EventRecord{with()}, 5000), failure(transport.Broken), false, "no past event"},
	} {
		s := seen(t, &project{err: failure(transport.Refused), raised: c.raised, fails: c.fails}, &account{})
		if s.Event.Read || s.Event.Raised != c.want || !strings.Contains(s.Event.Unraised, c.why) || c.want != (s.Event.Unraised == "") {
			t.Errorf("%s: the event is %+v", c.name, s.Event)
		}
	}
}

func TestAServiceThatFailsIsAnErrorThatSaysWhatWasRead(t *testing.T) {
	for _, k := range []transport.Kind{transport.Unauthorised, transport.Unreachable, transport.TimedOut, transport.Limited, transport.Broken,
		transport.NotFound, transport.Rejected, transport.Garbled} {
		if _, err := look(t, &project{err: failure(k)}, &account{}); transport.KindOf(err) != k || !strings.Contains(err.Error(), "reading CleverTap's events") {
			t.Errorf("CleverTap %s: %v", k, err)
		}
	}
	for _, k := range []transport.Kind{transport.Unauthorised, transport.Unreachable, transport.TimedOut, transport.Limited, transport.Broken} {
		if _, err := look(t, &project{}, &account{err: failure(k)}); transport.KindOf(err) != k || !strings.Contains(err.Error(), "reading Talon.One's") {
			t.Errorf("Talon.One %s: %v", k, err)
		}
		a := owned()
		a.hidden = map[int]error{21: failure(k)}
		if _, err := look(t, &project{}, a); transport.KindOf(err) != k || !strings.Contains(err.Error(), "reading the campaign's rule") {
			t.Errorf("the rule %s: %v", k, err)
		}
		a = sampled()
		a.hidden = map[int]error{9: failure(k)}
		if _, err := look(t, &project{}, a); transport.KindOf(err) != k || !strings.Contains(err.Error(), "reading the sample") {
			t.Errorf("the sample %s: %v", k, err)
		}
	}
}

func TestAnEventIsKnownWhateverItsCaseAndSpaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []clevertap.SchemaEvent
		want   plan.EventSeen
	}{
		{"another", []clevertap.SchemaEvent{{Name: "Coupon"}}, plan.EventSeen{Read: true}},
		{"without the property", []clevertap.SchemaEvent{{Name: "couponGENERATED", Status: "Active", Properties: []string{"couponcode"}}}, plan.EventSeen{Read: true, Known: true, Name: "couponGENERATED"}},
		{"with it", []clevertap.SchemaEvent{{Name: "Coupon Generated", Properties: []string{"x", "CouponCode"}}}, plan.EventSeen{Read: true, Known: true, Property: true, Name: "Coupon Generated"}},
		{"discarded in one spelling, active in another", []clevertap.SchemaEvent{{Name: "CouponGenerated", Status: "DISCARDED"}, {Name: "Coupon Generated", Status: "Active"}},
			plan.EventSeen{Read: true, Known: true, Discarded: true, Name: "CouponGenerated"}},
		{"the same, the other way round", []clevertap.SchemaEvent{{Name: "Coupon Generated", Status: "Active"}, {Name: "CouponGenerated", Status: "Discarded"}},
			plan.EventSeen{Read: true, Known: true, Discarded: true, Name: "CouponGenerated"}},
	} {
		if s := seen(t, &project{events: c.events}, &account{}); s.Event != c.want {
			t.Errorf("%s: the event is %+v, want %+v", c.name, s.Event, c.want)
		}
	}
}

func TestOnlyWebhooksOfOurNameOrMarkAreSeen(t *testing.T) {
	a := &account{webhooks: []talonone.Webhook{{ID: 1, Title: "Notify warehouse"}, {ID: 2, Title: "send clevertap email"},
		{ID: 3, Title: "Renamed", Description: "Made by talontap:shop; change it there."}, {ID: 4, Title: "Other", Description: "Made by talontap:shop-eu; change it there."}}}
	var ids []int
	for _, h := range seen(t, &project{}, a).Webhooks {
		ids = append(ids, h.ID)
	}
	if fmt.Sprint(ids) != "[2 3]" {
		t.Errorf("seen are the webhooks %v", ids)
	}
}

// owned is an account with our campaign and a rule in it.
func owned() *account {
	return &account{
		campaigns: []talonone.Campaign{{ID: 21, ApplicationID: 1, Name: "Coupon by email", ActiveRulesetID: 31, Tags: []string{"talontap", "talontap:shop"}}},
		typed:     map[int]talonone.RulesetV2{21: {ID: 31, Rules: []talonone.RuleV2{{Title: "ours"}}}},
	}
}

func TestTheCampaignWithOurMarkComesBeforeOthersOfItsName(t *testing.T) {
	named := talonone.Campaign{Name: "Coupon by email"}
	ours := talonone.Campaign{Name: "Renamed by somebody", Tags: []string{"x", "talontap:shop"}}
	another := talonone.Campaign{Name: "Coupon by email", Tags: []string{"talontap:shop-eu"}}
	archived := talonone.Campaign{Name: "Coupon by email", State: "archived", Tags: []string{"talontap:shop"}}
	unrelated := talonone.Campaign{Name: "10% off"}
	for _, c := range []struct {
		name   string
		all    []talonone.Campaign
		id     int // place in the list, from 1; 0: none
		ours   bool
		others int
	}{
		{"none", nil, 0, false, 0},
		{"others only", []talonone.Campaign{unrelated, archived}, 0, false, 0},
		{"of the name", []talonone.Campaign{unrelated, named}, 2, false, 0},
		{"two of the name", []talonone.Campaign{named, named}, 1, false, 1},
		{"another profile's", []talonone.Campaign{another}, 1, false, 0},
		{"ours first", []talonone.Campaign{ours, named, another}, 1, true, 2},
		{"ours last", []talonone.Campaign{named, another, ours}, 3, true, 2},
		{"ours twice", []talonone.Campaign{ours, ours}, 1, true, 1},
		{"ours, and one archived", []talonone.Campaign{archived, ours}, 2, true, 0},
	} {
		all := append([]talonone.Campaign{}, c.all...)
		for i := range all {
			all[i].ID = i + 1
		}
		s := seen(t, &project{}, &account{campaigns: all}).Campaign
		id := 0
		if s.Campaign != nil {
			id = s.Campaign.ID
		}
		if id != c.id || s.Ours != c.ours || len(s.Others) != c.others {
			t.Errorf("%s: seen is %d, ours %v, with %d others", c.name, id, s.Ours, len(s.Others))
		}
	}
}

func TestTheActiveRuleIsReadInTheTypedForm(t *testing.T) {
	s := seen(t, &project{}, owned()).Campaign
	if s.Active == nil || s.Active.Rules[0].Title != "ours" || s.Unread != "" {
		t.Errorf("seen is %+v", s)
	}
}

func TestATypedFormThatIsNotShownIsPartOfWhatWasSeen(t *testing.T) {
	otherForm := &transport.Failure{Kind: transport.Garbled, Err: &json.UnmarshalTypeError{Value: "array", Type: reflect.TypeFor[int]()}}
	for k, err := range map[string]error{"refused": failure(transport.Refused), "not found": failure(transport.NotFound), "another form": otherForm} {
		a := owned()
		a.hidden = map[int]error{21: err}
		s := seen(t, &project{}, a).Campaign
		if s.Active != nil || s.Unread == "" || s.Campaign == nil {
			t.Errorf("%s: seen is %+v, want the campaign and the reason", k, s)
		}
	}
}

func TestWithoutAnActiveRuleTheRulesetsAreListed(t *testing.T) {
	a := owned()
	a.campaigns[0].ActiveRulesetID = 0
	a.rulesets = map[int][]talonone.Ruleset{21: {{ID: 30}, {ID: 31}}}
	if s := seen(t, &project{}, a).Campaign; s.Active != nil || len(s.Rulesets) != 2 {
		t.Errorf("seen is %+v", s)
	}
}

// sampled is an account with a sample campaign that a rule can be made after.
func sampled() *account {
	body := `{"id":5,"rules":[{"condition":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"],"effects":[9,50,"callApi3"]}]}`
	return &account{
		campaigns: []talonone.Campaign{{ID: 8, ApplicationID: 1, Name: "10% off", ActiveRulesetID: 4}, {ID: 9, ApplicationID: 1, Name: "Sample", State: "disabled", ActiveRulesetID: 5}},
		rulesets:  map[int][]talonone.Ruleset{9: {{ID: 4, Body: json.RawMessage("{}")}, {ID: 5, Body: json.RawMessage(body)}}},
		typed: map[int]talonone.RulesetV2{9: {ID: 5, Rules: []talonone.RuleV2{{Blocks: []talonone.Block{
			{Type: "checkAttribute", Operator: "within", Start: "2026-01-01T00:00:00Z", End: "2026-01-02T00:00:00Z"},
			{Type: "createCoupon", Campaign: json.RawMessage("9"), UsageLimit: json.RawMessage("50")}, {Type: "triggerWebhook", WebhookID: 3}}}}}},
	}
}

func TestASampleIsReadInBothForms(t *testing.T) {
	s := seen(t, &project{}, sampled()).Sample
	if s.Name != "Sample" || s.Rule == nil || s.Unfit != "" || s.Rule.Rule().WebhookID != 3 {
		t.Errorf("seen is %+v", s)
	}
}

func TestASampleThatCannotBeUsedComesWithTheReason(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*account)
		because string
	}{
		{"no such campaign", func(a *account) { a.campaigns = a.campaigns[:1] }, "no campaign of that name"},
		{"no active rule", func(a *account) { a.campaigns[1].ActiveRulesetID = 0 }, "no active rule"},
		{"not shown in the typed form", func(a *account) { a.hidden = map[int]error{9: failure(transport.NotFound)} }, "does not know it"},
		{"not allowed in the typed form", func(a *account) { a.hidden = map[int]error{9: failure(transport.Refused)} }, "does not allow"},
		{"not in the list", func(a *account) { a.rulesets[9] = a.rulesets[9][:1] }, "not in the list of its rulesets"},
		{"not a rule of our kind", func(a *account) { a.typed[9] = talonone.RulesetV2{} }, "no rule"},
		{"not the same in both forms", func(a *account) { a.typed[9].Rules[0].Blocks[2].WebhookID = 4 }, "webhook 0 times"},
		{"cannot be read", func(a *account) { a.rulesets[9][1].Body = json.RawMessage("[") }, "cannot be read"},
	} {
		a := sampled()
		c.change(a)
		s := seen(t, &project{}, a).Sample
		if s.Name != "Sample" || s.Rule != nil || !strings.Contains(s.Unfit, c.because) {
			t.Errorf("%s: seen is %+v, want the reason %q", c.name, s, c.because)
		}
	}
}

func TestASampleIsNotReadWhereNoRuleCouldBeMadeFromIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*observe.Observer, *setup.Wanted)
	}{
		{"none wanted", func(_ *observe.Observer, w *setup.Wanted) { w.Campaign.Sample, w.Campaign.NoSample = "", true }},
		{"not allowed", func(_ *observe.Observer, w *setup.Wanted) { w.Unpublished = false }},
		{"not signed in", func(o *observe.Observer, _ *setup.Wanted) { o.SignedIn = false }},
	} {
		a, w := sampled(), wanted(t)
		o := observe.Observer{CleverTap: &project{}, TalonOne: a, Now: autumn, SignedIn: true}
		c.change(&o, &w)
		s, err := o.Look(t.Context(), w)
		if err != nil || s.Sample.Rule != nil || s.Sample.Name != "" || a.reads.Load() != 0 {
			t.Errorf("%s: seen is %+v after %d reads (%v)", c.name, s.Sample, a.reads.Load(), err)
		}
	}
}

func TestASampleThatWasReadInThisRunIsNotReadAgain(t *testing.T) {
	known := seen(t, &project{}, sampled()).Sample
	for name, reads := range map[string]int32{"Sample": 0, "Another": 2} {
		a := sampled()
		w := wanted(t)
		w.Campaign.Sample, a.campaigns[1].Name = name, name
		o := observe.Observer{CleverTap: &project{}, TalonOne: a, Now: autumn, SignedIn: true, Sample: known}
		s, err := o.Look(t.Context(), w)
		if err != nil || s.Sample.Rule == nil || s.Sample.Name != name || a.reads.Load() != reads {
			t.Errorf("%s: seen is %+v after %d reads (%v), want %d", name, s.Sample, a.reads.Load(), err, reads)
		}
	}
}
