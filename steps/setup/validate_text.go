package setup

import (
	"errors"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxLine = 200

// MaxCredential is how many bytes a credential may have; the Windows credential
// store ends at 2560.
const MaxCredential = 2400

// CheckLine accepts one line of text that can be shown and sent.
func CheckLine(s string) error {
	switch {
	case s == "":
		return errors.New("this cannot be empty")
	case !utf8.ValidString(s):
		return errors.New("this holds bytes that are no text; type it again")
	case utf8.RuneCountInString(s) > maxLine:
		return fmt.Errorf("this has %d characters; %d is the most", utf8.RuneCountInString(s), maxLine)
	}
	if r, found := firstRune(s, unseen); found {
		return fmt.Errorf("this holds a character that cannot be seen (U+%04X); type it again without it", r)
	}
	return nil
}

// CheckCredential accepts a passcode or key. Its shape is not documented, so
// only what can't be sent in a header is refused.
func CheckCredential(s string) error {
	switch {
	case s == "":
		return errors.New("this cannot be empty")
	case len(s) > MaxCredential:
		return fmt.Errorf("this has %d bytes; no keychain holds more than %d: was a whole page pasted?", len(s), MaxCredential)
	}
	if strings.ContainsAny(s, "\r\n") {
		return errors.New("there is a line break inside; copy it again, only the key itself")
	}
	if first, last := s[0], s[len(s)-1]; first == last && strings.ContainsRune("\"'`", rune(first)) {
		return errors.New("there are quotation marks around it, which are not part of a key (a file for --env-file takes values without them); leave them out")
	}
	if _, found := firstRune(s, unicode.IsSpace); found {
		return errors.New("there is white space inside; copy it again, only the key itself")
	}
	if _, found := firstRune(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsPrint(r) }); found {
		return errors.New("there is a character inside that no key has; copy it again, only the key itself")
	}
	return nil
}

func checkPassword(s string) error {
	if len(s) > MaxCredential {
		return fmt.Errorf("this has %d bytes; %d is the most", len(s), MaxCredential)
	}
	return nil
}

// CheckAddress accepts one bare email address.
func CheckAddress(s string) error {
	if err := CheckLine(s); err != nil {
		return err
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s {
		return errors.New("this is not an email address; write it as name@example.com")
	}
	return nil
}

// CheckIdentity accepts a customer ID for the test. Whether a real customer has
// it, only a look at CleverTap tells.
func CheckIdentity(s string) error {
	if err := CheckLine(s); err != nil {
		return err
	}
	if strings.ContainsAny(s, "\"\\/?#%") {
		return errors.New(`an identity cannot hold " \ / ? # or %: it stands in addresses and in the payload`)
	}
	return nil
}

// CheckBoolean accepts true and false.
func CheckBoolean(s string) error {
	if s == "true" || s == "false" {
		return nil
	}
	return errors.New("this is neither true nor false")
}

// CheckApplication accepts the numeric ID of an Application.
func CheckApplication(s string) error {
	if n, err := strconv.Atoi(s); err != nil || n < 1 || strconv.Itoa(n) != s {
		return errors.New("this is not an Application's ID; it is the number in the Campaign Manager's address, after /applications/")
	}
	return nil
}

// checkDefaultText keeps the text that stands in for a missing code from
// breaking the placeholder it is written into.
func checkDefaultText(s string) error {
	if err := CheckLine(s); err != nil {
		return err
	}
	if strings.ContainsAny(s, "\"{}") {
		return errors.New(`the default text stands between quotes in the email; leave out " { and }`)
	}
	return nil
}

// unseen holds for what leaves no mark on a screen: controls, zero-width and
// bidirectional characters, unusual spaces, and letters that are blank by design.
func unseen(r rune) bool {
	return !unicode.IsPrint(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

func firstRune(s string, is func(rune) bool) (rune, bool) {
	for _, r := range s {
		if is(r) {
			return r, true
		}
	}
	return 0, false
}
