package clevertap_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/api/clevertap"
)

func TestARegionGivesItsHost(t *testing.T) {
	for _, test := range []struct{ base, region, want string }{
		{"", "eu1", "https://eu1.api.clevertap.com"},
		{"", "mec1", "https://mec1.api.clevertap.com"},
		{"", "sk1", "https://sk1.api.clevertap.com"},
		{"", "xyz9", "https://xyz9.api.clevertap.com"}, // one that is newer than the list
		{"https://api.clevertap.com/", "", "https://api.clevertap.com"},
		{"https://{region}.api.clevertap.com", "in1", "https://in1.api.clevertap.com"},
		{"http://127.0.0.1:4711/{region}", "us1", "http://127.0.0.1:4711/us1"},
		{"http://127.0.0.1:4711/{region}/", "us1", "http://127.0.0.1:4711/us1"},
		{"http://[::1]:4711", "", "http://[::1]:4711"},
	} {
		got, err := clevertap.BaseURL(test.base, test.region)
		if err != nil || got != test.want {
			t.Errorf("BaseURL(%q, %q) = %q, %v; want %q", test.base, test.region, got, err, test.want)
		}
	}
}

func TestAPasscodeCannotBeAddressedElsewhere(t *testing.T) {
	for _, test := range []struct{ base, region string }{
		{"", ""}, {"", "evil.org/"}, {"", "eu1.evil.org#"}, {"", "EU1"}, {"", "eu"}, {"", "1"}, {"", "eu1\n"}, {"", "toolong1"},
		{"https://clevertap.com", "eu1"}, {"https://evil-clevertap.com", "eu1"}, {"https://api.clevertap.com.evil.org", "eu1"},
		{"http://eu1.api.clevertap.com", "eu1"}, {"https://user@eu1.api.clevertap.com", "eu1"},
		{"https://eu1.api.clevertap.com?x=1", "eu1"}, {"https://eu1.api.clevertap.com#x", "eu1"},
		{"ftp://eu1.api.clevertap.com", "eu1"}, {"eu1.api.clevertap.com", "eu1"},
		{"https://{region}.evil.org", "eu1"}, {"https://example.com", ""},
	} {
		got, err := clevertap.BaseURL(test.base, test.region)
		if err == nil {
			t.Errorf("BaseURL(%q, %q) = %q, want an error", test.base, test.region, got)
		}
		if _, err := clevertap.New(clevertap.Config{Base: test.base, Region: test.region}); err == nil {
			t.Errorf("New(%q, %q) succeeded", test.base, test.region)
		}
	}
}

func FuzzBaseURLStaysWithCleverTap(f *testing.F) {
	for _, region := range []string{"eu1", "aps3", "x@y", "a.b/", "eu1#", "\u2100eu1"} {
		f.Add(region)
	}
	f.Fuzz(func(t *testing.T, region string) {
		base, err := clevertap.BaseURL("", region)
		if err == nil && base != "https://"+region+".api.clevertap.com" || strings.ContainsAny(base, "?#@ ") {
			t.Fatalf("BaseURL gave %q for the region %q", base, region)
		}
	})
}

func TestEuropesTwoHostsAreOneAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://api.clevertap.com/1/upload", "https://eu1.api.clevertap.com/1/upload", true},
		{"https://EU1.api.clevertap.com/1/upload", "https://eu1.api.clevertap.com/1/upload", true},
		{"https://api.clevertap.com/1/upload", "https://in1.api.clevertap.com/1/upload", false},
		{"https://api.clevertap.com/1/upload?dryRun=1", "https://eu1.api.clevertap.com/1/upload", false},
		{"http://api.clevertap.com/1/upload", "https://eu1.api.clevertap.com/1/upload", false},
		{"api.clevertap.com/1/upload", "https://eu1.api.clevertap.com/1/upload", false},
		{"%", "https://eu1.api.clevertap.com/1/upload", false},
	} {
		if got := clevertap.SameAddress(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func TestTheSixOfficialRegionsAreOfferedAndTheSeventhAccepted(t *testing.T) {
	var codes []string
	for _, r := range clevertap.Regions() {
		codes = append(codes, r.Code)
		if !clevertap.KnownRegion(r.Code) || r.Name == "" {
			t.Errorf("%+v is offered but not known, or has no name", r)
		}
	}
	if got := strings.Join(codes, " "); got != "eu1 in1 sg1 us1 aps3 mec1" {
		t.Errorf("offered: %s", got)
	}
	if !clevertap.KnownRegion("sk1") || clevertap.KnownRegion("") || clevertap.KnownRegion("eu2") {
		t.Error("sk1 should be known; no region and eu2 should not")
	}
}
