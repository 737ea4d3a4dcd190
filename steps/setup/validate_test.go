package setup_test

import (
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/talontap/talontap/steps/setup"
)

// refusal is one answer and a part of the sentence that refuses it; "" accepts.
type refusal struct{ value, because string }

func judged(t *testing.T, check func(string) error, cases []refusal) {
	t.Helper()
	for _, c := range cases {
		err := check(c.value)
		switch {
		case c.because == "" && err != nil:
			t.Errorf("%q is refused: %v", c.value, err)
		case c.because != "" && err == nil:
			t.Errorf("%q is accepted, want it refused because of %q", c.value, c.because)
		case c.because != "" && !strings.Contains(err.Error(), c.because):
			t.Errorf("%q is refused with %q, want %q in it", c.value, err, c.because)
		}
		if err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("the refusal of %q repeats what cannot be seen: %q", c.value, err)
		}
	}
}

// hidden are characters that leave no mark on a screen.
var hidden = []string{"\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u200f", "\u00ad", "\u00a0", "\u3000", "\u2028",
	"\u115f", "\u3164", "\uffa0", "\u034f", "\U000e0041", "\x1b", "\x00", "\t", "\n", "\u0085", "\ue000"}

func TestOneLineIsTextThatCanBeSeen(t *testing.T) {
	judged(t, setup.CheckLine, []refusal{
		{"Coupon by email, 1 January 2027", ""}, {"Grüße für Ángel & 東京 ❤️", ""}, {`with "quotes" and \`, ""}, {strings.Repeat("ü", 200), ""},
		{"", "empty"}, {strings.Repeat("ü", 201), "201 characters"}, {"a\xffb", "not text"}, {"\xc3", "not text"},
	})
	for _, h := range hidden {
		judged(t, setup.CheckLine, []refusal{{"Coupon" + h + "Generated", "cannot be seen (U+"}})
	}
}

func TestWhatCannotBeSeenIsInNoAnswerThatIsShown(t *testing.T) {
	for _, f := range setup.Fields() {
		if f.Secret {
			continue
		}
		for _, h := range hidden {
			for _, value := range []string{"Coupon" + h + "Generated", "a" + h + "@example.com", "https://sh" + h + "op.talon.one", "NY-##" + h + "##"} {
				if f.Kind == setup.Date && strings.TrimSpace(h) == "" {
					continue
				}
				if f.Checked(value) == nil {
					t.Errorf("%s takes %q", f.Key, value)
				}
			}
		}
		if f.Checked("a\xffb") == nil {
			t.Errorf("%s takes invalid UTF-8", f.Key)
		}
	}
}

func TestACredentialIsAnythingThatFitsInAHeader(t *testing.T) {
	judged(t, setup.CheckCredential, []refusal{
		{rand.Text(), ""}, {strings.ToLower(rand.Text()) + "-_.~+/=", ""}, {strings.Repeat("x", 2400), ""},
		{"", "empty"}, {strings.Repeat("x", 2401), "2400"}, {"two words", "white space"}, {"line\nbreak", "line break"}, {`"quoted"`, "quotation marks"}, {"'quoted'", "quotation marks"}, {"in`the`midst", ""}, {`"half`, "quotation marks"}, {"half'", "quotation marks"}, {"“curly”", "quotation marks"}, {"op://vault/item/field", "not the key"}, {"${CLEVERTAP_PASSCODE}", "not the key"}, {"$KEY", "not the key"}, {"%KEY%", "not the key"}, {"k$y%a", ""}, {"no\u00a0break", "white space"},
		{"zero\u200bwidth", "no key has"}, {"\x1b[31m", "no key has"}, {"ключ", "no key has"}, {"\xff", "no key has"},
	})
}

func TestAPasswordMayHoldSpaces(t *testing.T) {
	f, _ := setup.FieldOf(setup.SignInPassword)
	password := " correct horse " + rand.Text() + " ünter dem Dach "
	if got := f.Cleaned(password); got != password {
		t.Error("the password is changed before it is sent")
	}
	if err := f.Checked(password); err != nil {
		t.Errorf("it is refused: %v", err)
	}
	if err := f.Checked(strings.Repeat("x", 2401)); err == nil || strings.Contains(err.Error(), "xxx") {
		t.Errorf("one longer than any keychain takes gives %v, want a refusal that does not repeat it", err)
	}
}

func TestAnAddressIsOneBareAddress(t *testing.T) {
	judged(t, setup.CheckAddress, []refusal{
		{"you@example.com", ""}, {"first.last+coupon@mail.example.co.uk", ""}, {"jörg@bücher.example", ""},
		{"", "empty"}, {"you", "not an email address"}, {"You <you@example.com>", "not an email address"},
		{"a@example.com, b@example.com", "not an email address"}, {" you@example.com", "not an email address"},
		{"you@exam\u202eple.com", "cannot be seen"},
	})
}

func TestATestIdentityCanStandInAnAddressAndInThePayload(t *testing.T) {
	judged(t, setup.CheckIdentity, []refusal{
		{"talontap-test-shop", ""}, {"you+1@example.com", ""}, {"id with space", ""}, {"a${b", ""},
		{"", "empty"}, {`a"b`, "cannot have"}, {`a\b`, "cannot have"}, {"a/b", "cannot have"}, {"a?b", "cannot have"}, {"a#b", "cannot have"}, {"a%b", "cannot have"},
	})
}

func TestADefaultTextStaysInsideItsQuotes(t *testing.T) {
	f, _ := setup.FieldOf(setup.EmailDefaultText)
	judged(t, f.Check, []refusal{
		{"your code is on its way", ""}, {"it's coming | soon", ""}, {"", "empty"}, {`say "x"`, "leave out"}, {"{{ x", "leave out"}, {"x }}", "leave out"},
	})
	e := setup.Email{DefaultText: `C:\codes é`}
	want := `{{ @Coupon Generated - CouponCode | default: "C:\codes é" }}`
	if got := e.Placeholder(setup.Event{Name: "Coupon Generated", Property: "CouponCode"}); got != want {
		t.Errorf("the placeholder is %s, want the text as it was typed: %s", got, want)
	}
}

func TestAnEventNameIsOneThatCleverTapTakes(t *testing.T) {
	judged(t, setup.CheckEventName, []refusal{
		{"Coupon Generated", ""}, {"Gutschein für dich", ""}, {strings.Repeat("é", 120), ""}, {"Stayed Home", ""},
		{"", "empty"}, {strings.Repeat("é", 121), "121 characters"}, {"App Launched", "CleverTap's own"}, {"applaunched", "CleverTap's own"},
		{"UTM VISITED", "CleverTap's own"}, {" Stayed ", "CleverTap's own"},
		{`Coupon "New"`, `"\"", which CleverTap forbids`}, {`back\slash`, `"\\", which CleverTap forbids`}, {"50% off", "forbids"}, {"a<b", "forbids"},
		{"a>b", "forbids"}, {"a!", "forbids"}, {"a|b", "forbids"}, {"a&b", "forbids"}, {"a.b", "forbids"}, {"a:b", "forbids"}, {"a;b", "forbids"},
		{"a$b", "forbids"}, {"it's", "forbids"},
	})
	judged(t, setup.CheckPropertyName, []refusal{{"CouponCode", ""}, {"App Launched", ""}, {"a.b", "property name"}, {"", "empty"}})
}

func TestCleverTapTakesNamesForOneWhateverTheirCaseAndSpaces(t *testing.T) {
	for _, same := range []string{"Coupon Generated", "coupon generated", "CouponGenerated", " C O U P O N generated"} {
		if !setup.SameEvent(same, "Coupon Generated") {
			t.Errorf("%q is taken for another event", same)
		}
	}
	if setup.SameEvent("Coupon-Generated", "Coupon Generated") || setup.SameEvent("Coupon", "Coupon Generated") {
		t.Error("two events are taken for one")
	}
}

func TestARegionIsOneWithAKnownHost(t *testing.T) {
	f, _ := setup.FieldOf(setup.Region)
	for _, typed := range []string{"eu1", " IN1 ", "sg1", "us1", "aps3", "mec1", "sk1"} {
		if err := f.Checked(f.Cleaned(typed)); err != nil {
			t.Errorf("%q is refused: %v", typed, err)
		}
	}
	judged(t, setup.CheckRegion, []refusal{{"", "choose a region"}, {"eu2", "eu1 (Europe), in1 (India)"}, {"United States", "us1 (United States)"}, {"eu1.evil", "not one of"}, {"global", `"global": give eu1`}})
}

func TestADashboardAddressTellsRegionAndProject(t *testing.T) {
	for _, c := range []struct{ typed, region, id, refused string }{
		{"https://global.dashboard.clevertap.com/R74-ZWR-R44Z/main", "eu1", "R74-ZWR-R44Z", ""},
		{"https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main", "eu1", "R74-ZWR-R44Z", ""},
		{"in1.dashboard.clevertap.com/TEST-R74-ZWR-R44Z", "in1", "TEST-R74-ZWR-R44Z", ""},
		{" HTTPS://EU1.Dashboard.CleverTap.com/r74-zwr-r44z?x=1#y ", "eu1", "R74-ZWR-R44Z", ""},
		{"r74-zwr-r44z", "", "R74-ZWR-R44Z", ""},
		{"TEST-R74-ZWR-R44Z", "", "TEST-R74-ZWR-R44Z", ""},
		{"https://eu1.dashboard.clevertap.com/", "", "", "no project ID"},
		{"https://eu1.dashboard.clevertap.com", "", "", "no project ID"},
		{"https://eu1.dashboard.clevertap.com/login", "", "", "has no project ID"},
		{"https://xx9.dashboard.clevertap.com/R74-ZWR-R44Z", "", "", "not one of CleverTap's regions"},
		{"https://dashboard.clevertap.com/R74-ZWR-R44Z", "", "", "not the dashboard's"},
		{"https://eu1.api.clevertap.com/1/upload", "", "", "CleverTap's API"},
		{"https://shop.europe-west1.talon.one/", "", "", "Talon.One's address"},
		{"https://eu1.dashboard.clevertap.com.evil.example/R74-ZWR-R44Z", "", "", "not CleverTap's dashboard"},
		{"https://eu1.dashboard.clevertap.com@evil.example/R74-ZWR-R44Z", "", "", "not CleverTap's dashboard"},
		{"https://[eu1/", "", "", "not a web address"},
		{"R74 ZWR R44Z", "", "", "white space"},
		{"", "", "", "empty"},
	} {
		p, err := setup.ParseDashboard(c.typed)
		switch {
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%q gives %v, want a refusal with %q", c.typed, err, c.refused)
		case c.refused == "" && (err != nil || p.Region != c.region || p.ID != c.id):
			t.Errorf("%q is read as %+v (%v), want %s and %s", c.typed, p, err, c.region, c.id)
		case c.refused == "" && p.Test() != strings.HasPrefix(c.id, "TEST-"):
			t.Errorf("%q: test project %v", c.typed, p.Test())
		}
	}
}

func FuzzParseDashboard(f *testing.F) {
	for _, s := range []string{"https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main", "r74-zwr-r44z", "eu1.dashboard.clevertap.com/TEST-AAA-BBB-CCCC",
		"https://user:word@sg1.dashboard.clevertap.com:443/AAA-BBB-CCCC", "//", "https://eu1.dashboard.clevertap.com/%52%37", "\xff", "http://[::1]/", "a.b", "ſ-ı"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := setup.ParseDashboard(s)
		if err != nil {
			return
		}
		if err := setup.CheckProjectID(p.ID); err != nil {
			t.Errorf("%q gives the project ID %q, which is refused: %v", s, p.ID, err)
		}
		if p.Region != "" && setup.CheckRegion(p.Region) != nil {
			t.Errorf("%q gives the region %q, which is refused", s, p.Region)
		}
		address := p.ID
		if p.Region != "" {
			address = "https://" + p.Region + ".dashboard.clevertap.com/" + p.ID
		}
		if again, err := setup.ParseDashboard(address); err != nil || again != p {
			t.Errorf("%q gives %+v, whose own address gives %+v (%v)", s, p, again, err)
		}
	})
}

func TestACampaignManagerAddressIsCutDownToItsDeployment(t *testing.T) {
	for typed, want := range map[string]string{
		"https://shop.europe-west1.talon.one/applications/1/campaigns?x=1#y": "https://shop.europe-west1.talon.one",
		"  SHOP.Europe-West1.talon.one/ ":                                    "https://shop.europe-west1.talon.one",
		"https://experimental.shop.us-east4.talon.one":                       "https://experimental.shop.us-east4.talon.one",
		"http://127.0.0.1:4000/x":                                            "http://127.0.0.1:4000",
		"http://[::1]:4000":                                                  "http://[::1]:4000",
		"http://localhost:4000/":                                             "http://localhost:4000",
	} {
		got := setup.CleanDeploymentURL(typed)
		if err := setup.CheckDeploymentURL(got); err != nil || got != want {
			t.Errorf("%q is cleaned to %q (%v), want %q", typed, got, err, want)
		}
	}
	cleaned := func(s string) error { return setup.CheckDeploymentURL(setup.CleanDeploymentURL(s)) }
	judged(t, cleaned, []refusal{
		{"", "not a web address"}, {"shop", "not a Talon.One deployment"}, {"https://talon.one", "not a Talon.One deployment"},
		{"https://shop.talon.one.evil.example", "not a Talon.One deployment"}, {"https://evil-talon.one", "not a Talon.One deployment"},
		{"https://shop.talon.one@evil.example", "user name"}, {"https://me:word@shop.talon.one", "user name"},
		{"http://shop.talon.one", "https://"}, {"ftp://shop.talon.one", "https://"}, {"ftp://localhost", "no server can be reached"},
		{"https://docs.talon.one/x", "not your Campaign Manager"}, {"https://eu1.dashboard.clevertap.com/x", "CleverTap's address"},
		{"https://sh\u200bop.talon.one", "not a Talon.One deployment"}, {"https://..talon.one", "not a Talon.One deployment"},
		{"https://shop .talon.one", "not a web address"}, {"https://127.0.0.1.evil.example", "not a Talon.One deployment"},
	})
}

func FuzzCleanDeploymentURL(f *testing.F) {
	for _, s := range []string{"https://shop.europe-west1.talon.one/x?y#z", "shop.talon.one", "http://127.0.0.1:4000/a", "http://[::1]:1", "localhost",
		"https://a:b@shop.talon.one", "https:shop.talon.one", "https://shop.talon.one:", "https://%73hop.talon.one", "http://[::1%25eth0]/", "\xff.talon.one", "https://\u212a.talon.one"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cleaned := setup.CleanDeploymentURL(s)
		if again := setup.CleanDeploymentURL(cleaned); setup.CheckDeploymentURL(cleaned) == nil && again != cleaned {
			t.Errorf("%q is cleaned to %q and then to %q", s, cleaned, again)
		}
		if setup.CheckDeploymentURL(cleaned) != nil {
			return
		}
		u, err := url.Parse(cleaned)
		if err != nil {
			t.Fatalf("%q is accepted as %q, which is no address: %v", s, cleaned, err)
		}
		host := u.Hostname()
		loopback := host == "localhost" || strings.HasPrefix(host, "127.") || strings.Contains(host, ":")
		if u.Scheme != "https" && !loopback {
			t.Errorf("%q is accepted with %s on %s", s, u.Scheme, host)
		}
		if !loopback && !strings.HasSuffix(host, ".talon.one") {
			t.Errorf("%q is accepted with the host %q", s, host)
		}
		if u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
			t.Errorf("%q is accepted as %q, which is more than a host", s, cleaned)
		}
	})
}

func TestWhatTalonOneTakes(t *testing.T) {
	for _, c := range []struct {
		of    string
		check func(string) error
		cases []refusal
	}{
		{"a webhook's name", setup.CheckWebhookName, []refusal{
			{"Send CleverTap Email", ""}, {"a_.!~*'() -9", ""}, {"", "empty"}, {"9 lives", "begins with a letter"}, {" Send", "begins with a letter"},
			{"Größe", "begins with a letter"}, {"a/b", "begins with a letter"}, {`a"b`, "begins with a letter"}, {strings.Repeat("a", 201), "201"}}},
		{"a parameter", setup.CheckParameter, []refusal{
			{"ProfileID", ""}, {"c_1", ""}, {strings.Repeat("a", 50), ""}, {"", "begins with a letter"}, {"Profile ID", "letters, digits"},
			{"1st", "begins with a letter"}, {"a}", "letters, digits"}, {strings.Repeat("a", 51), "50 at most"}, {"a\n", "letters, digits"}}},
		{"an Application", setup.CheckApplication, []refusal{
			{"1", ""}, {"90210", ""}, {"", "ID"}, {"0", "ID"}, {"-1", "ID"}, {"+1", "ID"}, {"01", "ID"}, {"1.0", "ID"}, {"Shop EU", "ID"}, {"99999999999999999999", "ID"}}},
		{"a redemption limit", setup.CheckRedemptionLimit, []refusal{
			{"100", ""}, {"0", ""}, {"999999", ""}, {"1000000", "out of range"}, {"-1", "out of range"}, {"", "cannot be empty"}, {"99999999999999999999", "out of range"}, {"1.5", "whole number"}, {"ten", "whole number"}}},
		{"coupons per customer", setup.CheckCouponsEach, []refusal{{"1", ""}, {"0", ""}, {"x", "one customer"}}},
		{"a code pattern", setup.CheckCodePattern, []refusal{
			{"NY-####-####", ""}, {"####", ""}, {"a._%+@#-###", ""}, {"##", "3 to 100"}, {strings.Repeat("#", 101), "3 to 100"}, {"NEWYEAR", "fewer than 4"},
			{"NY-###", "fewer than 4"}, {"NY ####", "has only"}, {"NÜ####", "has only"}}},
		{"yes or no", setup.CheckBoolean, []refusal{{"true", ""}, {"false", ""}, {"yes", "true or false"}, {"", "true or false"}}},
		{"a date", setup.CheckDate, []refusal{{"2027-01-01", ""}, {"1 January 2027", ""}, {"2027-02-31", "not in the calendar"}, {"", "give a date"}}},
	} {
		t.Run(c.of, func(t *testing.T) { judged(t, c.check, c.cases) })
	}
}

func TestParametersThatDifferInCaseAloneAreOne(t *testing.T) {
	if !setup.SameParameter("Code", "CODE") || setup.SameParameter("ProfileID", "CouponCode") {
		t.Error("the typed form of a rule writes parameters in lower case, and can't tell Code from CODE")
	}
}

func TestADateIsKeptAsTypedWhereItCannotBeRead(t *testing.T) {
	for typed, want := range map[string]string{" 1 January 2027 ": "2027-01-01", " soon ": "soon", "2027-02-31": "2027-02-31"} {
		if got := setup.CleanDate(typed); got != want {
			t.Errorf("%q is cleaned to %q, want %q", typed, got, want)
		}
	}
}

func TestAThingOfAnotherSetupIsToldFromOneThatTalontapDidNotMake(t *testing.T) {
	for text, want := range map[string]string{
		"Sends a code. Made by talontap:staging; change it there.": "talontap made it for another setup, staging",
		"Made by talontap:shop-eu.":                                "talontap made it for another setup, shop-eu",
		"like talontap: by hand":                                   "talontap did not make it",
		"":                                                         "talontap did not make it",
	} {
		if got := setup.NotMade("", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
