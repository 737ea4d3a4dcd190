package steps_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

func applications() []talonone.Application {
	return []talonone.Application{{ID: 1, Name: "Shop", TimeZone: "Europe/Berlin"}, {ID: 2, Name: "Try", TimeZone: "UTC", Sandbox: true}}
}

// take answers a question and fails where it is refused.
func take(t testing.TB, st steps.State, k setup.Key, typed string) steps.State {
	t.Helper()
	st, err := ask(t, k).Take(st, typed)
	if err != nil {
		t.Fatalf("%s refuses %q: %v", k, typed, err)
	}
	return st
}

func TestAnAnswerIsCleanedCheckedAndKept(t *testing.T) {
	for _, c := range []struct {
		key         setup.Key
		typed, kept string
	}{
		{setup.TalonOneURL, " Shop.Europe-West1.talon.one/applications/1 ", "https://shop.europe-west1.talon.one"},
		{setup.EventName, " Coupon Generated ", "Coupon Generated"}, {setup.Unpublished, "TRUE", "true"}, {setup.RuleDate, "1 January 2027", "2027-01-01"},
		{setup.CouponParameter, " CouponCode ", "CouponCode"}, {setup.Region, " EU1 ", "eu1"}, {setup.ProjectID, "r74-zwr-r44z", "R74-ZWR-R44Z"},
		{setup.TestAddress, " you@example.com ", "you@example.com"},
	} {
		st := take(t, steps.State{Now: autumn}, c.key, c.typed)
		if got := st.Answers.Text(c.key); got != c.kept || st.Answers.From(c.key) != setup.Typed {
			t.Errorf("%s: %q is kept as %q from %s", c.key, c.typed, got, st.Answers.From(c.key))
		}
	}
}

func TestARefusedAnswerChangesNothing(t *testing.T) {
	before := take(t, steps.State{Now: autumn}, setup.ProfileParameter, "ProfileID")
	for _, c := range []struct {
		key            setup.Key
		typed, because string
	}{
		{setup.EventName, "App Launched", "CleverTap's own"}, {setup.RuleDate, "2026-10-31", "is over"}, {setup.RuleDate, "31 February 2027", "not in the calendar"},
		{setup.CouponParameter, "profileid", "same name"}, {setup.CouponParameter, "", "begins with a letter"}, {setup.Region, "", "has no region"},
		{setup.Region, "as in the address", "has no region"}, {setup.Region, "eu9", "not one of"}, {setup.ProjectID, "https://shop.talon.one", "Talon.One's address"},
		{setup.Passcode, "", "empty"}, {setup.Passcode, "two words", "white space"}, {setup.TestAddress, "you", "not an email address"}, {setup.Application, "", "not an Application's ID"},
	} {
		after, err := ask(t, c.key).Take(before, c.typed)
		if err == nil || !strings.Contains(err.Error(), c.because) {
			t.Errorf("%s takes %q with %v, want a refusal with %q", c.key, c.typed, err, c.because)
		}
		if fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%s: refusing %q changed the state", c.key, c.typed)
		}
	}
}

func TestADashboardAddressAnswersTheRegionToo(t *testing.T) {
	st := take(t, steps.State{}, setup.ProjectID, "https://in1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
	if st.Answers.Text(setup.Region) != "in1" || ask(t, setup.Region).Preset(st) != "in1" {
		t.Errorf("the region is %q", st.Answers.Text(setup.Region))
	}
	for _, o := range ask(t, setup.Region).Options(st) {
		if o.Value == "as in the address" {
			t.Error("the address is offered as an answer, where it has answered already")
		}
	}
	if st = take(t, st, setup.Region, "as in the address"); st.Answers.Text(setup.Region) != "in1" {
		t.Errorf("the region became %q", st.Answers.Text(setup.Region))
	}
	if st = take(t, st, setup.ProjectID, "TEST-R74-ZWR-R44Z"); st.Answers.Text(setup.Region) != "in1" {
		t.Error("a bare project ID takes the region away")
	}
}

func TestASecretThatIsKnownNeedNotBeTypedAgainAndIsNeverShown(t *testing.T) {
	value := rand.Text()
	st := steps.State{}
	st.Answers = st.Answers.WithSecret(setup.Passcode, secret.New(value), setup.FromKeychain)
	q := ask(t, setup.Passcode)
	if known := q.Known(st); !strings.Contains(known, "26 characters, from the keychain") || strings.Contains(known, value) || q.Preset(st) != "" {
		t.Errorf("it is announced as %q", known)
	}
	if kept := take(t, st, setup.Passcode, ""); !kept.Answers.Secret(setup.Passcode).Equal(secret.New(value)) || kept.Answers.From(setup.Passcode) != setup.FromKeychain {
		t.Error("Enter does not keep it")
	}
	other := rand.Text()
	if changed := take(t, st, setup.Passcode, " "+other+" "); !changed.Answers.Secret(setup.Passcode).Equal(secret.New(other)) {
		t.Error("another one is not taken")
	}
	if ask(t, setup.EventName).Known(st) != "" || q.Known(steps.State{}) != "" {
		t.Error("something is called known that is no secret, or is not there")
	}
	if _, err := q.Take(st, value+" "+value); err == nil || strings.Contains(err.Error(), value) {
		t.Errorf("the refusal is %v", err)
	}
}

func TestAPasswordIsTakenAsItWasTyped(t *testing.T) {
	password := " " + rand.Text() + " with spaces "
	if st := take(t, steps.State{}, setup.SignInPassword, password); !st.Answers.Secret(setup.SignInPassword).Equal(secret.New(password)) {
		t.Error("it is another one afterwards")
	}
}

func TestWhatMayStayEmptyCanBeEmptiedAgain(t *testing.T) {
	for k, v := range map[setup.Key]string{setup.TestAddress: "you@example.com", setup.CampaignSample: "Sample", setup.SignInEmail: "you@example.com"} {
		st := steps.State{}
		st.Answers = st.Answers.With(k, v, setup.FromProfile)
		if st = take(t, st, k, ""); st.Answers.Has(k) {
			t.Errorf("%s is still %q", k, st.Answers.Text(k))
		}
	}
}

func TestPrerequisitesAreTickedWithTheirDateAndUntickedAgain(t *testing.T) {
	q := questions()["What is in place?"]
	st := steps.State{Now: autumn}
	st, err := q.Take(st, "shop.calls, email.provider")
	if err != nil || len(st.Noted.Ticked) != 2 || st.Noted.Ticked["shop.calls"] != "2026-11-01" {
		t.Fatalf("noted is %v (%v)", st.Noted, err)
	}
	st.Now = autumn.AddDate(0, 1, 0)
	if got := q.Preset(st); got != "email.provider,shop.calls" {
		t.Errorf("ticked are %q", got)
	}
	later, err := q.Take(st, "shop.calls,accounts.admin")
	if err != nil || later.Noted.Ticked["shop.calls"] != "2026-11-01" || later.Noted.Ticked["accounts.admin"] != "2026-12-01" || later.Noted.Ticked["email.provider"] != "" {
		t.Errorf("noted is %v (%v)", later.Noted, err)
	}
	if none, err := q.Take(later, ""); err != nil || len(none.Noted.Ticked) != 0 {
		t.Errorf("after every tick was taken away noted is %v (%v)", none.Noted, err)
	}
	if after, err := q.Take(st, "shop.call"); err == nil || len(after.Noted.Ticked) != 2 {
		t.Errorf("what is not on the list is noted: %v", after.Noted)
	}
}

func TestAPresetIsTheAnswerElseTheDefault(t *testing.T) {
	st := steps.State{Now: autumn, Profile: "shop"}
	if got := ask(t, setup.TestIdentity).Preset(st); got != "talontap-test-shop" {
		t.Errorf("the default is %q", got)
	}
	st = take(t, st, setup.TestIdentity, "someone")
	if got := ask(t, setup.TestIdentity).Preset(st); got != "someone" {
		t.Errorf("the answer is %q", got)
	}
	if got := ask(t, setup.Application).Preset(st); got != "" {
		t.Errorf("of no Application %q is chosen", got)
	}
	st.Observed.Applications = applications()[:1]
	if got := ask(t, setup.Application).Preset(st); got != "1" {
		t.Errorf("of one Application %q is chosen", got)
	}
	st.Observed.Applications = applications()
	if got := ask(t, setup.Application).Preset(st); got != "" {
		t.Errorf("of two Applications %q is chosen", got)
	}
}

func TestTheDateIsCountedWhereTheApplicationIs(t *testing.T) {
	st := steps.State{Now: time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)}
	st.Observed.Zone = time.FixedZone("east", 3600)
	if got := ask(t, setup.RuleDate).Preset(st); got != "2028-01-01" {
		t.Errorf("on New Year's Day there the next one is %s", got)
	}
	if err := ask(t, setup.RuleDate).Check(st, "2026-12-31"); err == nil {
		t.Error("a day that is over there is taken")
	}
	if err := ask(t, setup.RuleDate).Check(st, "2027-01-01"); err != nil {
		t.Errorf("today there is refused: %v", err)
	}
}
