package setup

import (
	"cmp"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/talontap/talontap/assets/words"
)

const maxLine = 200

// MaxCredential is how many bytes a credential may have; the Windows credential
// store ends at 2560.
const MaxCredential = 2400

// CheckLine accepts one line of text that can be shown and sent.
func CheckLine(s string) error {
	switch {
	case s == "":
		return errors.New(words.Empty)
	case !utf8.ValidString(s):
		return errors.New(words.NoText)
	case utf8.RuneCountInString(s) > maxLine:
		return fmt.Errorf(words.TooLong, utf8.RuneCountInString(s), maxLine)
	}
	if i := strings.IndexFunc(s, unseen); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return fmt.Errorf(words.Unseen, r)
	}
	return nil
}

// reference is what stands for a secret in a shell, or for a secret manager, until it
// is put in its place.
var reference = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\$\{?[A-Za-z_]+\}?|%[A-Za-z_]+%|[a-z]+://.*)$`)
})

// CheckCredential accepts a passcode or key. Its shape is not documented, so
// only what can't be sent in a header is refused.
func CheckCredential(s string) error {
	switch {
	case s == "":
		return errors.New(words.Empty)
	case len(s) > MaxCredential:
		return fmt.Errorf(words.KeyTooLong, len(s), MaxCredential)
	case strings.ContainsAny(s, "\r\n"):
		return errors.New(words.KeyLineBreak)
	case strings.Trim(s, "\"'`“”„‘’‚«»") != s:
		return errors.New(words.KeyQuotes)
	case strings.ContainsFunc(s, unicode.IsSpace):
		return errors.New(words.KeySpace)
	case reference().MatchString(s):
		return errors.New(words.KeyReference)
	case strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsPrint(r) }):
		return errors.New(words.KeyCharacter)
	}
	return nil
}

// Quoted reports whether a value stands between quotation marks of which it has no
// other: whoever wrote them meant the words between.
func Quoted(s string) bool {
	bare := unquoted(s)
	return bare != s && !strings.Contains(bare, s[:1])
}

func checkPassword(s string) error {
	if len(s) > MaxCredential {
		return fmt.Errorf(words.PasswordTooLong, len(s), MaxCredential)
	}
	return nil
}

// CheckAddress accepts one bare email address.
func CheckAddress(s string) error {
	a, err := mail.ParseAddress(s)
	return cmp.Or(CheckLine(s), unless(err == nil && a.Address == s, words.AddressIsNot))
}

// CheckIdentity accepts a customer ID for the test. Whether a real customer has
// it, only a look at CleverTap tells.
func CheckIdentity(s string) error {
	return cmp.Or(CheckLine(s), unless(!strings.ContainsAny(s, "\"\\/?#%"), words.IdentityCharacters))
}

// CheckBoolean accepts true and false.
func CheckBoolean(s string) error { return unless(s == "true" || s == "false", words.BooleanIsNot) }

// CheckApplication accepts the numeric ID of an Application.
func CheckApplication(s string) error {
	n, err := strconv.Atoi(s)
	return unless(err == nil && n >= 1 && strconv.Itoa(n) == s, words.ApplicationIsNot)
}

// checkDefaultText keeps the text that stands in for a missing code from
// breaking the placeholder it is written into.
func checkDefaultText(s string) error {
	return cmp.Or(CheckLine(s), unless(!strings.ContainsAny(s, "\"{}"), words.DefaultTextQuotes))
}

// unless refuses in a sentence what is not fit.
func unless(fit bool, says string) error {
	if fit {
		return nil
	}
	return errors.New(says)
}

// unseen holds for what leaves no mark on a screen: controls, zero-width and
// bidirectional characters, unusual spaces, and letters that are blank by design.
func unseen(r rune) bool {
	return !unicode.IsPrint(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
