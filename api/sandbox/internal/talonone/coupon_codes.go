package talonone

import (
	"crypto/rand"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// codePattern is the published pattern of a coupon pattern; each # of it is
// replaced by a character.
var codePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._%+@#-]{3,100}$`) })

// attemptsPerCode bounds the search for a code that is free: a pattern with few
// places runs full.
const attemptsPerCode = 200

// shortestCode is the least length of a code (published).
const shortestCode = 4

func (s *codeSettings) problems(pointer string) (found problems) {
	if s == nil {
		return nil
	}
	found.when(!codePattern().MatchString(s.CouponPattern), "pattern", "couponPattern has 3 to 100 letters, digits and ._%+@#-", pointer+"/couponPattern")
	found.when(slices.Contains(s.ValidCharacters, ""), "Invalid value", "a valid character is not empty", pointer+"/validCharacters")
	return found
}

// codes is how the campaign's codes look. modelled: eight characters where the
// campaign does not say.
func (one campaign) codes() codeSettings {
	settings := codeSettings{CouponPattern: "########"}
	if one.CouponSettings != nil {
		settings = *one.CouponSettings
	}
	if len(settings.ValidCharacters) == 0 {
		settings.ValidCharacters = strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "")
	}
	return settings
}

func freeCode(settings codeSettings, taken map[string]bool) (string, error) {
	for range attemptsPerCode {
		code := settings.random()
		if len(code) >= shortestCode && !taken[code] {
			return code, nil
		}
	}
	return "", failed("the pattern %s leaves no free code", settings.CouponPattern)
}

func (a *Account) usedCodes() map[string]bool {
	codes := make(map[string]bool, len(a.coupons))
	for _, each := range a.coupons {
		codes[each.Value] = true
	}
	return codes
}

func (s codeSettings) random() string {
	var code strings.Builder
	for _, letter := range s.CouponPattern {
		if letter != '#' {
			code.WriteRune(letter)
			continue
		}
		code.WriteString(s.ValidCharacters[randomBelow(len(s.ValidCharacters))])
	}
	return code.String()
}

func randomBelow(bound int) int {
	number, _ := rand.Int(rand.Reader, big.NewInt(int64(bound))) // never fails: crypto/rand ends the process instead
	return int(number.Int64())
}

// newBatchID is eight lower-case letters, as published examples have.
func newBatchID() string {
	return codeSettings{
		ValidCharacters: strings.Split("abcdefghijklmnopqrstuvwxyz", ""), CouponPattern: "########",
	}.random()
}
