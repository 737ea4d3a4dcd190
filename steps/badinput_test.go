package steps_test

import (
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// november is when the answers of these tests are given.
var november = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// bad is what somebody types or pastes, and a part of what is said to it.
type bad struct{ typed, says string }

var badInput = []struct {
	key   setup.Key
	cases []bad
}{
	{setup.ProjectID, []bad{
		{"https://app.mixpanel.com/project/123", "is not CleverTap's dashboard"},
		{"https://shop.europe-west1.talon.one/applications/1", "this is Talon.One's address"},
		{"https://eu1.api.clevertap.com/1/upload", "copy the dashboard's address instead"},
		{"https://eu1.dashboard.clevertap.com.example.org/R74-ZWR-R44Z/main", "is not CleverTap's dashboard"},
		{"https://eu1.dashboard.clevertap.com/login", "has no project ID"},
		{"https://eu1.dashboard.clevertap.com", "has no project ID"},
		{"https://xx9.dashboard.clevertap.com/R74-ZWR-R44Z/main", "is not one of CleverTap's regions: eu1"},
		{"R74 ZWR-R44Z", "white space inside the project ID"},
		{"the shop", "white space"},
		{"", "cannot be empty"},
	}},
	{setup.EventName, []bad{
		{"App Launched", "one of CleverTap's own events"},
		{"notificationsent", `"Notification Sent" is one of CleverTap's own events`},
		{strings.Repeat("x", 121), "has 121 characters"},
		{"Coupon: Generated", `has ":"`},
		{`Coupon "Generated"`, "which CleverTap forbids"},
		{`Coupon\Generated`, "which CleverTap forbids"},
		{"Coupon\x1b[31mGenerated", "U+001B"},
		{"Coupon\u202eGenerated", "U+202E"},
		{" ", "cannot be empty"},
	}},
	{setup.EventProperty, []bad{{`Coupon"Code`, "forbids"}, {strings.Repeat("x", 121), "CleverTap accepts 120 at most"}}},
	{setup.RuleDate, []bad{
		{"31 February 2027", "is not in the calendar"}, {"2027-02-31", "is not in the calendar"},
		{"2026-11-21", "21 November 2026 is over"}, {"yesterday", "this date cannot be read"},
		{"01/02/2027", "write year-month-day"}, {"", "give a date"},
	}},
	{setup.RedemptionLimit, []bad{
		{"-1", "out of range"}, {"0", "write unlimited if you mean that"}, {"00", "write unlimited if you mean that"}, {"-0", "write unlimited if you mean that"},
		{"1.5", "is not a whole number"}, {"1000000", "out of range"}, {"99999999999999999999", "out of range"}, {"many", "is not a whole number"}, {"", "cannot be empty"},
	}},
	{setup.CouponsEach, []bad{{"-1", "out of range"}, {"one", "whole number"}}},
	{setup.TalonOneURL, []bad{
		{"http://shop.europe-west1.talon.one", "begin with https://"},
		{"https://shop.example.com", "is not a Talon.One deployment"},
		{"https://shop.talon.one.example.org", "is not a Talon.One deployment"},
		{"https://docs.talon.one/docs", "is not your Campaign Manager"},
		{"https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z", "this is CleverTap's address"},
		{"the shop's", "is not a web address"}, {"", "is not a web address"},
	}},
	{setup.WebhookName, []bad{{"1. webhook", "begins with a letter"}, {"", "cannot be empty"}}},
	{setup.CodePattern, []bad{{"NY", "3 to 100 characters"}, {"NEWYEAR", "can be guessed"}, {`NY-"###"#`, "has only"}}},
	{setup.EmailDefaultText, []bad{{`say "hi"`, "leave out"}, {"{{ x }}", "leave out"}}},
	{setup.TestIdentity, []bad{{"a/b", "cannot have"}, {"", "cannot be empty"}}},
	{setup.TestAddress, []bad{{"me", "is not an email address"}, {"me@example.com, you@example.com", "is not an email address"}}},
}

func TestBadInputIsRefusedAtOnceInWordsThatSayWhatIsWanted(t *testing.T) {
	for _, of := range badInput {
		q := ask(t, of.key)
		for _, c := range of.cases {
			before := steps.State{Now: november}
			before.Answers = before.Answers.With(setup.CampaignName, "kept", setup.Typed)
			after, err := q.Take(before, c.typed)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s %q: told %v, want %q", of.key, c.typed, err, c.says)
			}
			if after.Answers.Has(of.key) || after.Answers.Text(setup.CampaignName) != "kept" {
				t.Errorf("%s %q: it was taken all the same, or another answer was lost", of.key, c.typed)
			}
		}
	}
}

// TestWhatIsOnlyWrittenOtherwiseIsPutRight is about input that has one meaning.
func TestWhatIsOnlyWrittenOtherwiseIsPutRight(t *testing.T) {
	for _, c := range []struct {
		key         setup.Key
		typed, want string
	}{
		{setup.ProjectID, " r74-zwr-r44z\n", "R74-ZWR-R44Z"},
		{setup.ProjectID, "eu1.dashboard.clevertap.com/r74-zwr-r44z/main?x=1#y", "R74-ZWR-R44Z"},
		{setup.TalonOneURL, "shop.europe-west1.talon.one/applications/1/campaigns?q=1", "https://shop.europe-west1.talon.one"},
		{setup.TalonOneURL, "https://SHOP.talon.one/", "https://shop.talon.one"},
		{setup.RuleDate, "1 January 2027", "2027-01-01"},
		{setup.RedemptionLimit, " 0100 ", "100"},
		{setup.RedemptionLimit, "Unlimited", "0"},
		{setup.EventName, " Coupon Generated ", "Coupon Generated"},
	} {
		st, err := ask(t, c.key).Take(steps.State{Now: november}, c.typed)
		if got := st.Answers.Text(c.key); err != nil || got != c.want {
			t.Errorf("%s %q became %q (%v), want %q", c.key, c.typed, got, err, c.want)
		}
	}
}

func TestAPastedCredentialIsTrimmedAndNeverRepeated(t *testing.T) {
	value := rand.Text()
	for _, key := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		q := ask(t, key)
		for _, pasted := range []string{value, value + "\n", "\r\n\t " + value + " \r\n"} {
			st, err := q.Take(steps.State{}, pasted)
			if err != nil || !st.Answers.Secret(key).Equal(secret.New(value)) {
				t.Errorf("%s with white space around it: %v", key, err)
			}
		}
		for _, pasted := range []string{value[:4] + " " + value[4:], value[:4] + "\n" + value[4:], "X-CleverTap-Passcode: " + value, value + "ü", value + "\x00", strings.Repeat(value, 200)} {
			st, err := q.Take(steps.State{}, pasted)
			switch {
			case err == nil || st.Answers.Has(key):
				t.Errorf("%s: %d characters that can be no key were taken", key, len(pasted))
			case strings.Contains(err.Error(), value[4:]):
				t.Errorf("%s: the refusal repeats the key", key)
			}
		}
	}
}

func TestAUserNameInAnAddressIsRefusedWithoutRepeatingItsPassword(t *testing.T) {
	password := rand.Text()
	_, err := ask(t, setup.TalonOneURL).Take(steps.State{}, "https://admin:"+password+"@shop.talon.one")
	if err == nil || !strings.Contains(err.Error(), "user name") || strings.Contains(err.Error(), password) {
		t.Errorf("told %v", err)
	}
}

func TestAnUnlimitedCodeIsAskedAboutOnceMore(t *testing.T) {
	q := ask(t, setup.RedemptionLimit)
	st, err := q.Take(steps.State{}, "0")
	if err == nil {
		t.Error("0 was taken without a question")
	}
	if st, err = q.Take(st, setup.Unlimited); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Take(st, "0"); err != nil {
		t.Errorf("0 is asked about again after it was confirmed: %v", err)
	}
}

// TestUnfitAnswersOfARunWithoutAPersonAreAllNamedWithTheirPlace is about answers
// that nobody typed, a profile's for example.
func TestUnfitAnswersOfARunWithoutAPersonAreAllNamedWithTheirPlace(t *testing.T) {
	st := steps.State{Now: november}
	for key, value := range map[setup.Key]string{setup.Region: "mars1", setup.ProjectID: "https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z",
		setup.TalonOneURL: "http://shop.talon.one", setup.Application: "Shop EU", setup.RedemptionLimit: "1.5", setup.EventName: "App Launched"} {
		st.Answers = st.Answers.With(key, value, setup.FromProfile)
	}
	for _, key := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		st.Answers = st.Answers.WithSecret(key, secret.New(rand.Text()), setup.FromVariable)
	}
	err := steps.FitForSetup(st)
	if err == nil {
		t.Fatal("they are taken as fit")
	}
	for _, part := range []string{"CleverTap region (profile): ", "give only the project ID", "https://", "Application's ID", "whole number", "CleverTap's own events"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not said in\n%v", part, err)
		}
	}
}

func TestWhateverTheNamesHoldThePayloadStaysJSON(t *testing.T) {
	for _, name := range []string{`a"b`, `a\b`, "a\nb", `","x":"`, `\u0022`, "a</script>b", "EVENT", "${$Other}"} {
		payload := setup.Payload(name, name, "ProfileID", "CouponCode")
		var upload struct {
			D []struct {
				EvtName string            `json:"evtName"`
				EvtData map[string]string `json:"evtData"`
			} `json:"d"`
		}
		if err := json.Unmarshal([]byte(payload), &upload); err != nil {
			t.Errorf("%q makes %s: %v", name, payload, err)
			continue
		}
		if len(upload.D) != 1 || upload.D[0].EvtName != name || upload.D[0].EvtData[name] != "${$CouponCode}" {
			t.Errorf("%q makes %s", name, payload)
		}
	}
}
