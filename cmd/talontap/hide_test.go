package main

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
)

func TestWhatCouldBeASecretIsToldFromWordsNamesNumbersAndDays(t *testing.T) {
	key := hex.EncodeToString([]byte(rand.Text()))
	for word, want := range map[string]bool{
		"3741465941585934484135445242574e54484749585054473358": true, // encoded, with one letter
		"ABC-DEF-GHIJ": true, rand.Text(): true, key: true, "k%+/" + rand.Text(): true, "pass-word1-with%": true, "a1b2c3d4": true,
		"talonone-management": false, "not-there.toml": false, "europe-west1": false, "nonsense": false, "yesterday": false,
		"2027-01-01T00:00:00+01:00": false, "2027-13-01": false, "99999999999999": false, "everything": false, "customer-1001": false, "rule.coupons_per_customer": false, "CamelCaseName": false, "v1": false, "": false,
		"answers-2027-01-01.toml": false, "shop-eu1-2027-v2": false, "1-2-3 Go": false, "answers.2027-a1b2c3d4.toml": true,
		"https://shop1.example.com": false, "/home/Somebody/Talontap2": false,
		"PRODUCTION": false, "SHOP-2027": false, "EUROPE-WEST1": false, "COUPON_GENERATED": false, "NOTIFICATION SENT": false, "CUSTOMER-1001": false, "31DEC2027": false, "1,000,000": false,
		`C:\Users\me\answers.toml`: false, `..\answers.toml`: false, "~/answers.toml": false, "1d12h30m": false, "New Year's coupon": false, "7c9e6679-7425-40de-944b-e07fc1f90ae7": false,
		"build3929038272": false, "checkout3929038272": false, "e374146594158593448413544524257": true, "QWERTYUIOPASDFGH": true, "TEST-ABC-DEF-GHIJ": true, `C:\Users\` + key: false, "~" + key: true,
	} {
		if got := couldBeSecret(word); got != want {
			t.Errorf("%q: got %v, want %v", word, got, want)
		}
	}
}

func TestAWordOfTheCommandLineIsHiddenWholeAndInItsParts(t *testing.T) {
	code := rand.Text()
	for _, word := range []string{code, "--set=" + code, "clevertap.project_id=" + code, "--" + code, "/folder/" + code, `C:\folder\` + code, "~/" + code} {
		a := &app{args: []string{"setup", word}, streams: streams{lookup: func(string) (string, bool) { return "", false }}}
		var values []string
		for _, s := range a.hidden() {
			values = append(values, s.Reveal())
		}
		if !slices.Contains(values, code) {
			t.Error("the secret in a word is not hidden")
		}
	}
}

func TestTheNameOfAnAnswerIsNeverHidden(t *testing.T) {
	for _, word := range []string{"rule.redemption_limit=1,000", "--set=rule.redemption_limit=1.000", "clevertap.project_id=W6W797865Z", "webhook.name=1-2-3 Go"} {
		a := &app{args: []string{"plan", "--set", word}, streams: streams{lookup: func(string) (string, bool) { return "", false }}}
		key, _, _ := strings.Cut(strings.TrimPrefix(word, "--set="), "=")
		if got := secret.Scrub(key, a.hidden()...); got != key {
			t.Errorf("%s: an error says %s", word, got)
		}
	}
}

func TestTheSecretVariablesAreTakenOutOfTheEnvironmentAndStillRead(t *testing.T) {
	value := rand.Text()
	t.Setenv("TALONTAP_CLEVERTAP_PASSCODE", value)
	t.Setenv("TALONTAP_CLEVERTAP_REGION", "eu1")
	t.Setenv("TALONTAP_TALONONE_PASSWORD", "")
	lookup := withheld()
	if slices.ContainsFunc(os.Environ(), func(pair string) bool { return pair == "TALONTAP_CLEVERTAP_PASSCODE="+value }) {
		t.Error("a program that is started would inherit the passcode")
	}
	if got, given := lookup("TALONTAP_CLEVERTAP_PASSCODE"); got != value || !given {
		t.Error("the passcode cannot be read any more")
	}
	if got, given := lookup("TALONTAP_TALONONE_PASSWORD"); got != "" || !given {
		t.Error("a variable that was given empty is not")
	}
	if got, _ := lookup("TALONTAP_CLEVERTAP_REGION"); got != "eu1" {
		t.Errorf("the region is %q", got)
	}
	if _, given := lookup("TALONTAP_TALONONE_MANAGEMENT_KEY"); given {
		t.Error("a variable came out of nowhere")
	}
}
