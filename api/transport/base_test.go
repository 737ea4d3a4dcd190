package transport

import (
	"strings"
	"testing"
)

func TestBaseAddressIsHTTPSOrThisMachine(t *testing.T) {
	for _, test := range []struct{ base, want string }{
		{"https://eu1.api.clevertap.com", "https://eu1.api.clevertap.com"},
		{"https://EU1.api.clevertap.com/", "https://eu1.api.clevertap.com"},
		{" https://host.talon.one ", "https://host.talon.one"},
		{"http://127.0.0.1:4711/eu1/", "http://127.0.0.1:4711/eu1"},
		{"http://[::1]:4711", "http://[::1]:4711"},
		{"http://localhost:80", "http://localhost:80"},
	} {
		u, err := ParseBase(test.base)
		if err != nil {
			t.Errorf("ParseBase(%q): %v", test.base, err)
			continue
		}
		if got := u.String(); got != test.want {
			t.Errorf("ParseBase(%q) = %q, want %q", test.base, got, test.want)
		}
	}
}

func TestBaseAddressesThatCouldLeakAreRefusedWithoutBeingRepeated(t *testing.T) {
	const password = "hunter-of-errors"
	for _, base := range []string{
		"", "host.talon.one", "ftp://host.talon.one", "https://", "https://:443",
		"http://eu1.api.clevertap.com", "http://127.0.0.1.nip.io",
		"https://user:" + password + "@host.talon.one",
		"https://host.talon.one?key=" + password, "https://host.talon.one?",
		"https://host.talon.one#" + password,
		"https://host\x7f" + password, "https://user:" + password + "@%zz",
	} {
		_, err := ParseBase(base)
		if err == nil {
			t.Errorf("ParseBase(%q) accepted it", base)
		} else if strings.Contains(err.Error(), password) {
			t.Errorf("ParseBase: the error repeats the password: %v", err)
		}
	}
}

func TestADomainHoldsOnlyWhatLiesBelowIt(t *testing.T) {
	for host, want := range map[string]bool{
		"eu1.api.clevertap.com": true, "EU1.API.CleverTap.com": true,
		"clevertap.com": false, ".clevertap.com": false, "evilclevertap.com": false,
		"clevertap.com.evil.org": false, "": false,
	} {
		if got := Within(host, "clevertap.com"); got != want {
			t.Errorf("Within(%q) = %v, want %v", host, got, want)
		}
	}
}
