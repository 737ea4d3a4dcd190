package clevertap

import (
	"net/mail"
	"regexp"
	"sync"
	"time"
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
	if email, there := data["Email"]; there && !validEmail(email) {
		return record{}, aboutProfile(515, "Email is not valid")
	}
	if phone, there := data["Phone"]; there && !phoneShape().MatchString(text(phone)) {
		return record{}, aboutProfile(516, "Phone number is not valid")
	}
	return rec, checkProfileKeys(data)
}

func validEmail(value any) bool {
	address, err := mail.ParseAddress(text(value))
	return err == nil && address.Address == text(value)
}

// checkProfileKeys: for a profile "#" is forbidden as well.
func checkProfileKeys(data map[string]any) *refusal {
	if len(data) > mostProfileKeys {
		return aboutProfile(512, "Too many profile properties")
	}
	for _, value := range data {
		if _, operation := value.(map[string]any); operation {
			return aboutProfile(512, "The sandbox does not model operations on a property")
		}
	}
	return checkKeys(data, forbidden+"#", aboutProfile)
}
