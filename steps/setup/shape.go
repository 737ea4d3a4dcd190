package setup

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// The words that Talon.One wants in front of a key in its header; a key copied from
// an example has them with it. Management document, security schemes (certain).
const (
	managementPrefix  = "ManagementKey-v1 "
	integrationPrefix = "ApiKey-v1 "
)

// cleanKey takes the blanks off a key, and the word that belongs in front of it in
// a header.
func cleanKey(prefix string) func(string) string {
	return func(s string) string {
		return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), prefix))
	}
}

// checkKey refuses the other kind of key, which its prefix tells.
func checkKey(other, kind string) func(string) error {
	return func(s string) error {
		if strings.HasPrefix(s, other) {
			return fmt.Errorf(words.KeyIsOther, strings.TrimSpace(other), kind)
		}
		return CheckCredential(s)
	}
}

// Doubt says of a credential that it looks like one of the other vendor's; "": it
// does not. Neither vendor documents how its credentials look, so whoever insists is
// right.
func (k Key) Doubt(value string) string {
	switch {
	case k == Passcode && likeKey(value):
		return words.KeyIsTalonOnes
	case (k == ManagementKey || k == IntegrationKey) && likePasscode(value):
		return words.KeyIsPasscode
	}
	return ""
}

func likePasscode(value string) bool {
	return regexp.MustCompile(`^(TEST-)?[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}$`).MatchString(value)
}

func likeKey(value string) bool { return regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(value) }

// LooksSecret reports whether a text has the form of one of the credentials, or the
// word in front that only they have.
func LooksSecret(value string) bool {
	value = strings.TrimSpace(value)
	return likePasscode(value) || likeKey(value) || strings.Contains(value, managementPrefix) || strings.Contains(value, integrationPrefix)
}

// MayNotHold reports whether an answer of a file is a credential in the wrong place.
// A project ID has the form of a passcode.
func (f Field) MayNotHold(value string) bool { return f.Key != ProjectID && LooksSecret(value) }
