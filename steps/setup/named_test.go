package setup_test

import (
	"maps"
	"testing"

	"github.com/talontap/talontap/steps/setup"
)

func TestLinesFillTheAnswersThatTheyName(t *testing.T) {
	got := setup.Named("# shop\r\nTALONTAP_CLEVERTAP_REGION=in1\nexport TALONTAP_CLEVERTAP_PASSCODE='a=b'\n" +
		"rule.date = \"2027-01-01\"\nPATH=/bin\nhello\ntalontap_event_name = Gift")
	want := map[setup.Key]string{setup.Region: "in1", setup.Passcode: "a=b", setup.RuleDate: "2027-01-01", setup.EventName: "Gift"}
	if !maps.Equal(got, want) {
		t.Errorf("named are %v, want %v", got, want)
	}
}

func FuzzLinesOfAnyKindNameNothingThatIsNoAnswer(f *testing.F) {
	f.Add("TALONTAP_CLEVERTAP_REGION=eu1")
	f.Fuzz(func(t *testing.T, text string) {
		for k := range setup.Named(text) {
			if _, known := setup.FieldOf(k); !known {
				t.Errorf("%q is named", k)
			}
		}
	})
}

func TestACredentialOfTheOtherVendorIsDoubtedAndTheOtherKindOfKeyRefused(t *testing.T) {
	const hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for _, c := range []struct {
		key     setup.Key
		given   string
		doubted bool
		refused bool
	}{
		{setup.Passcode, hex, true, false},
		{setup.Passcode, "AAA-BBB-CCCC", false, false},
		{setup.Passcode, hex[:32], false, false},
		{setup.ManagementKey, "AAA-BBB-CCCC", true, false},
		{setup.ManagementKey, hex, false, false},
		{setup.ManagementKey, "ManagementKey-v1 " + hex, false, false},
		{setup.ManagementKey, "ApiKey-v1 " + hex, false, true},
		{setup.IntegrationKey, "ApiKey-v1 " + hex, false, false},
		{setup.IntegrationKey, "ManagementKey-v1 " + hex, false, true},
	} {
		field, _ := setup.FieldOf(c.key)
		value := field.Cleaned(c.given)
		if got := c.key.Doubt(value) != ""; got != c.doubted {
			t.Errorf("%s given %d characters: doubted %v, want %v", c.key, len(c.given), got, c.doubted)
		}
		if got := field.Checked(value) != nil; got != c.refused {
			t.Errorf("%s given %q: refused %v, want %v", c.key, c.given[:10], got, c.refused)
		}
	}
}
