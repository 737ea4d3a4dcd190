package setup_test

import (
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

var autumn = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// required answers what has no default, with secrets made up for this test.
func required() setup.Answers {
	var a setup.Answers
	for k, v := range map[setup.Key]string{setup.Region: "eu1", setup.ProjectID: "R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.talon.one", setup.Application: "1"} {
		a = a.With(k, v, setup.Typed)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		a = a.WithSecret(k, secret.New(rand.Text()), setup.Typed)
	}
	return a
}

func complete(a setup.Answers) setup.Answers {
	return setup.Complete(a, setup.Surroundings{Now: autumn, Profile: "shop"})
}

var shop = talonone.Application{ID: 1, Name: "Shop", TimeZone: "Europe/Berlin"}

func wanted(t *testing.T, a setup.Answers) setup.Wanted {
	t.Helper()
	w, err := setup.From(a, "shop", shop, setup.Addresses{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAStrongerSourceBeatsAWeakerOneInAnyOrder(t *testing.T) {
	for from := setup.Nowhere; from <= setup.Typed; from++ {
		for other := setup.Nowhere; other <= setup.Typed; other++ {
			var a setup.Answers
			a = a.With(setup.EventName, "first", from).With(setup.EventName, "second", other)
			want, source := "second", other
			if from > other {
				want, source = "first", from
			}
			if a.Text(setup.EventName) != want || a.From(setup.EventName) != source {
				t.Errorf("%s, then %s gives %q from the %s", from, other, a.Text(setup.EventName), a.From(setup.EventName))
			}
		}
	}
}

func TestAStrongerSourceBeatsAWeakerOneForSecretsToo(t *testing.T) {
	first, second := secret.New(rand.Text()), secret.New(rand.Text())
	var a setup.Answers
	a = a.WithSecret(setup.Passcode, first, setup.FromVariable)
	if b := a.WithSecret(setup.Passcode, second, setup.FromKeychain); !b.Secret(setup.Passcode).Equal(first) || b.From(setup.Passcode) != setup.FromVariable {
		t.Error("the keychain beats the variable")
	}
	if b := a.WithSecret(setup.Passcode, second, setup.Typed); !b.Secret(setup.Passcode).Equal(second) {
		t.Error("what was typed does not beat the variable")
	}
}

func TestAnswersAreValues(t *testing.T) {
	var none setup.Answers
	one := none.With(setup.EventName, "A", setup.Typed)
	two := one.With(setup.EventName, "B", setup.Typed).WithSecret(setup.Passcode, secret.New(rand.Text()), setup.Typed)
	if none.Has(setup.EventName) || one.Text(setup.EventName) != "A" || one.Has(setup.Passcode) || two.Text(setup.EventName) != "B" || !two.Has(setup.Passcode) {
		t.Error("a new answer changes the old ones")
	}
	if none.From(setup.EventName) != setup.Nowhere || none.Text(setup.EventName) != "" || !none.Secret(setup.Passcode).IsZero() {
		t.Error("the zero Answers is not empty")
	}
	if got := fmt.Sprintf("%v %+v %#v", two, two, two); strings.Contains(got, two.Secret(setup.Passcode).Reveal()) {
		t.Error("printing answers shows a secret")
	}
}

func TestEverySourceHasItsName(t *testing.T) {
	seen := map[string]bool{}
	for from := setup.Nowhere; from <= setup.Typed; from++ {
		seen[from.String()] = true
	}
	if len(seen) != int(setup.Typed)+1 || seen[""] {
		t.Errorf("the names are %v", slices.Collect(maps.Keys(seen)))
	}
}

func TestAProfileKeepsNoSecretNoSignInAndNoDefault(t *testing.T) {
	a := complete(required().With(setup.SignInEmail, "you@example.com", setup.Typed).With(setup.EventName, "Gift", setup.FromFile).
		With(setup.TestAddress, "", setup.Typed).WithSecret(setup.SignInPassword, secret.New(rand.Text()), setup.Typed))
	got := slices.Sorted(maps.Keys(a.Texts()))
	want := []setup.Key{setup.ProjectID, setup.Region, setup.EventName, setup.Application, setup.TalonOneURL}
	if !slices.Equal(got, want) {
		t.Errorf("kept are %v, want %v", got, want)
	}
}

func TestEveryKeyIsOneFieldWithATitleAndAVariable(t *testing.T) {
	keys, variables := map[setup.Key]bool{}, map[string]bool{}
	for _, f := range setup.Fields() {
		if f.Title == "" || f.Check == nil || keys[f.Key] || variables[f.Key.Variable()] {
			t.Errorf("%q has no title or check, or is there twice", f.Key)
		}
		keys[f.Key], variables[f.Key.Variable()] = true, true
		if got, ok := setup.FieldOf(f.Key); !ok || got.Title != f.Title {
			t.Errorf("%q is not found by its key", f.Key)
		}
	}
	if setup.CouponsEach.Variable() != "TALONTAP_RULE_COUPONS_PER_CUSTOMER" {
		t.Errorf("its variable is %s", setup.CouponsEach.Variable())
	}
	if _, ok := setup.FieldOf("no.such"); ok {
		t.Error("a key that is none has a field")
	}
}

func TestEveryDefaultPassesItsOwnCheck(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"} {
		s := setup.Surroundings{Now: autumn, Zone: zone(t, name), Profile: "shop-1"}
		for _, f := range setup.Fields() {
			v := setup.Default(f.Key, s, setup.Answers{})
			if v == "" {
				continue
			}
			if err := f.Checked(v); err != nil || f.Cleaned(v) != v {
				t.Errorf("%s: the default %q is refused or changed: %v", f.Key, v, err)
			}
			if f.Required || f.Secret {
				t.Errorf("%s is required or secret and has a default", f.Key)
			}
		}
		if err := setup.CheckDateAhead(setup.Default(setup.RuleDate, s, setup.Answers{}), s.Now, s.Zone); err != nil {
			t.Errorf("in %s the default day is over: %v", name, err)
		}
	}
}

func TestNamesFollowTheDateThatWasAnswered(t *testing.T) {
	s := setup.Surroundings{Now: autumn}
	var a setup.Answers
	for date, want := range map[string][2]string{
		"":           {"Create coupon on 1 January", "Coupon by email, 1 January 2027"},
		"2028-02-29": {"Create coupon on 29 February", "Coupon by email, 29 February 2028"},
		"soon":       {"Create coupon on 1 January", "Coupon by email, 1 January 2027"},
	} {
		b := a.With(setup.RuleDate, date, setup.Typed)
		if rule, campaign := setup.Default(setup.RuleName, s, b), setup.Default(setup.CampaignName, s, b); rule != want[0] || campaign != want[1] {
			t.Errorf("for %q they are %q and %q, want %v", date, rule, campaign, want)
		}
	}
}

func TestCompletingFillsWhatIsOpenAndNothingElse(t *testing.T) {
	a := required().With(setup.EventName, "Gift", setup.FromFile).With(setup.EmailSubject, "", setup.FromVariable)
	b := complete(a)
	if b.Text(setup.EventName) != "Gift" || b.From(setup.EventName) != setup.FromFile {
		t.Error("an answer is overwritten")
	}
	if b.Text(setup.EmailSubject) == "" {
		t.Error("an answer that was emptied gets no default")
	}
	for _, k := range []setup.Key{setup.TestAddress, setup.CampaignSample, setup.SignInEmail} {
		if b.Has(k) {
			t.Errorf("%s is made up", k)
		}
	}
	if err := setup.Fit(b); err != nil {
		t.Error(err)
	}
}

func TestNoRefusalRepeatsWhatWasGivenAsItMayBeASecret(t *testing.T) {
	passcode := rand.Text()[:3] + "-" + rand.Text()[:3] + "-" + rand.Text()[:4]
	for _, given := range []string{passcode, rand.Text() + rand.Text(), "k%+/\"" + rand.Text()} {
		for _, f := range setup.Fields() {
			value := f.Cleaned(given)
			if err := f.Checked(value); err != nil && strings.Contains(strings.ToLower(err.Error()), strings.ToLower(given)) {
				t.Errorf("%s repeats what it refuses: %v", f.Key, err)
			}
		}
		if _, err := setup.ParseDashboard("https://" + given + "/x"); err == nil || strings.Contains(strings.ToLower(err.Error()), strings.ToLower(given)) {
			t.Errorf("a dashboard address: %v", err)
		}
	}
}

func TestASecretThatIsAlsoGivenWhereItIsShownIsRefused(t *testing.T) {
	passcode := "ABC-DEF-GHIJ" // looks like a project ID
	a := required().WithSecret(setup.Passcode, secret.New(passcode), setup.Typed).With(setup.ProjectID, passcode, setup.Typed)
	err := setup.Fit(a)
	if err == nil || strings.Contains(err.Error(), passcode) || !strings.Contains(err.Error(), "CleverTap project ID and as CleverTap passcode") {
		t.Errorf("got %v", err)
	}
	if err := setup.Misplaced(required()); err != nil {
		t.Errorf("answers as they should be: %v", err)
	}
}

func TestWhatIsMissingIsNamedAllAtOnce(t *testing.T) {
	if n := len(setup.Missing(setup.Answers{})); n != 7 {
		t.Errorf("%d answers are required, want 7", n)
	}
	if left := setup.Missing(required()); len(left) != 0 {
		t.Errorf("missing are %+v", left)
	}
	err := setup.Fit(setup.Answers{}.With(setup.RedemptionLimit, "many", setup.Typed).With(setup.CodePattern, "x", setup.Typed))
	for _, want := range []string{"CleverTap passcode is missing (TALONTAP_CLEVERTAP_PASSCODE)", "TALONTAP_TALONONE_URL", "Redemption limit (typed): this is not a whole number", "Code pattern (typed): "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
}

func TestTwoParametersNeedTwoNames(t *testing.T) {
	for _, name := range []string{"ProfileID", "profileid"} {
		if err := setup.Fit(complete(required().With(setup.CouponParameter, name, setup.Typed))); err == nil || !strings.Contains(err.Error(), "two names") {
			t.Errorf("%s beside ProfileID gives %v", name, err)
		}
	}
}

func TestAnswersThatWereNotCompletedAreRefused(t *testing.T) {
	_, err := setup.From(required(), "shop", shop, setup.Addresses{})
	if err == nil || !strings.Contains(err.Error(), "CleverTap event: this cannot be empty") || strings.Contains(err.Error(), "Test address") {
		t.Errorf("got %v, want a refusal that names the event and not what may stay empty", err)
	}
}

func TestTheTutorialsSetupIsWhatIsWanted(t *testing.T) {
	a := complete(required())
	w := wanted(t, a)
	if w.UploadURL != "https://eu1.api.clevertap.com/1/upload" || w.Webhook.URL != w.UploadURL {
		t.Errorf("the upload goes to %s", w.UploadURL)
	}
	if w.Rule != (setup.Rule{Name: "Create coupon on 1 January", Day: day(t, "2027-01-01", w.Rule.Day.Zone()), RedemptionLimit: 100}) || w.Rule.Day.Zone().String() != "Europe/Berlin" {
		t.Errorf("the rule is %+v", w.Rule)
	}
	h := w.Webhook
	if h.Title != "Send CleverTap Email" || h.Verb != "POST" || !h.Enabled || h.Draft || h.ID != 0 || !slices.Equal(h.ApplicationIDs, []int{1}) || len(h.Params) != 2 {
		t.Errorf("the webhook is %+v", h)
	}
	want := map[string]string{"X-CleverTap-Account-Id": "R74-ZWR-R44Z", "X-CleverTap-Passcode": a.Secret(setup.Passcode).Reveal(), "Content-Type": "application/json; charset=utf-8"}
	got := map[string]string{}
	for _, x := range h.Headers {
		got[x.Name] = x.Value.Reveal()
	}
	if !maps.Equal(got, want) {
		t.Error("the webhook's headers are not the tutorial's")
	}
	if len(w.Campaign.Limits) != 1 || w.Campaign.Limits[0].Limit != 1 || w.Campaign.Codes.Pattern != "NY-####-####" || len(w.Campaign.Codes.ValidCharacters) != 36 {
		t.Errorf("the campaign is %+v", w.Campaign)
	}
	if !setup.Marked(h.Description, "shop") || w.Unpublished {
		t.Errorf("marked %q, unpublished calls %v", h.Description, w.Unpublished)
	}
}

func TestNoLimitPerCustomerIsNoLimitOfTheCampaign(t *testing.T) {
	if w := wanted(t, complete(required().With(setup.CouponsEach, "0", setup.Typed))); len(w.Campaign.Limits) != 0 {
		t.Errorf("the limits are %+v", w.Campaign.Limits)
	}
}

func TestEveryRegionHasItsUploadAddress(t *testing.T) {
	for _, r := range clevertap.Regions() {
		w := wanted(t, complete(required().With(setup.Region, r.Code, setup.Typed)))
		if w.UploadURL != "https://"+r.Code+".api.clevertap.com/1/upload" {
			t.Errorf("%s uploads to %s", r.Code, w.UploadURL)
		}
	}
	w, err := setup.From(complete(required()), "shop", shop, setup.Addresses{CleverTap: "http://127.0.0.1:9/{region}"})
	if err != nil || w.UploadURL != "http://127.0.0.1:9/eu1/1/upload" {
		t.Errorf("a rehearsal uploads to %s (%v)", w.UploadURL, err)
	}
	if _, err := setup.From(complete(required()), "shop", shop, setup.Addresses{CleverTap: "https://evil.example"}); err == nil {
		t.Error("the passcode would go to a host that is not CleverTap's")
	}
}

func TestAnApplicationWithoutAKnownTimeZoneIsRefused(t *testing.T) {
	for _, name := range []string{"", "Local", "local", "Mars/Olympus", "../etc/passwd"} {
		if _, err := setup.From(complete(required()), "shop", talonone.Application{ID: 1, Name: "Shop", TimeZone: name}, setup.Addresses{}); err == nil || !strings.Contains(err.Error(), "time zone") {
			t.Errorf("the zone %q gives %v", name, err)
		}
	}
}

func TestAMarkIsThatOfOneProfileAlone(t *testing.T) {
	for _, c := range []struct {
		text, profile string
		want          bool
	}{
		{"Made by talontap:shop; change it there.", "shop", true}, {"On the day it makes one. Made by talontap:shop.", "shop", true}, {"talontap:shop", "shop", true},
		{"Made by talontap:shop-eu; change it there.", "shop", false}, {"Made by talontap:shop2.", "shop", false}, {"Made by talontap:shop.eu.", "shop", false},
		{"Made by talontap:shop; change it there.", "shop-eu", false}, {"talontap:shop2 and talontap:shop.", "shop", true}, {"talontap", "shop", false}, {"", "shop", false},
	} {
		if got := setup.Marked(c.text, c.profile); got != c.want {
			t.Errorf("%q marked for %s: %v, want %v", c.text, c.profile, got, c.want)
		}
	}
	if got := setup.MarkOf(strings.Repeat("x", 60)); len(got) != 50 {
		t.Errorf("a mark has %d characters, a tag holds 50", len(got))
	}
}
