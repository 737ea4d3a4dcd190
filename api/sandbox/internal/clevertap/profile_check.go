package clevertap

import (
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// The published limits of a profile: 256 custom keys beside the standard ones.
const mostProfileKeys = 256

var phoneShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) }) // E.164

func checkProfile(fields map[string]any, now time.Time) (record, *refusal) {
	rec, refused := envelope(fields, now)
	if refused != nil {
		return record{}, refused
	}
	data, ok := fields["profileData"].(map[string]any)
	if !ok {
		return record{}, neither()
	}
	rec.profile, rec.data = true, data
	for _, check := range profileChecks() {
		if value, there := data[check.key]; there && !check.valid(value) {
			return record{}, aboutProfile(check.code, check.says)
		}
	}
	return rec, checkProfileKeys(data)
}

type profileCheck struct {
	key   string
	code  int
	says  string
	valid func(any) bool
}

// profileChecks have recorded words.
func profileChecks() []profileCheck {
	return []profileCheck{
		{"Email", 515, "Email is not valid", validEmail},
		{"Phone", 516, "Phone number is not valid", func(v any) bool { return phoneShape().MatchString(text(v)) }},
	}
}

func validEmail(value any) bool {
	address, err := mail.ParseAddress(text(value))
	return err == nil && address.Address == text(value)
}

// checkProfileKeys holds the published lengths and characters; for a profile "#"
// is forbidden as well. modelled: the codes and words.
func checkProfileKeys(data map[string]any) *refusal {
	if len(data) > mostProfileKeys {
		return aboutProfile(512, "Too many profile properties")
	}
	for key, value := range data {
		if strings.ContainsAny(key, forbidden+"#") || utf8.RuneCountInString(key) > mostKey {
			return aboutProfile(512, "Property name is not allowed")
		}
		if utf8.RuneCountInString(text(value)) > mostValue {
			return aboutProfile(512, "Property value is too long")
		}
		if _, operation := value.(map[string]any); operation {
			return aboutProfile(512, "The sandbox does not model operations on a property")
		}
	}
	return nil
}
