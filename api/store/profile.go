package store

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Version is the version of the profile format that this package reads and
// writes.
const Version = 1

// MaxSize is the largest profile or answers file that is read, in bytes: ten times a
// large one. Telling the place of every mistake in a megabyte of them takes minutes.
const MaxSize = 64 << 10

// Profile is one saved setup. The zero Profile is an empty one. It never holds a
// secret.
type Profile struct {
	Version   int               // of the format; Parse sets it, 0 is written as Version
	Answers   map[string]string // by dotted key, as text: "true", "100", "2027-01-01"
	Confirmed []string          // the steps that were confirmed, for resuming
	Verified  time.Time         // the last verification that passed, in UTC; zero when there was none
	Noted     map[string]string // what a person said, and what earlier runs found out, by topic: steps/note reads it
}

// ValidName says why a name cannot be that of a profile, or nil. Letters, digits
// and - _ . are allowed, up to 40, beginning with a letter or digit: it becomes
// part of a path and of a keychain entry, on every system.
func ValidName(name string) error {
	switch {
	case name == "":
		return errors.New("a profile needs a name")
	case len(name) > 40:
		return fmt.Errorf("%q is too long for the name of a profile: at most 40 characters", name)
	case strings.ContainsFunc(name, notInNames):
		return fmt.Errorf("%q cannot be the name of a profile: only the letters a to z, digits and - _ . are allowed", name)
	case strings.ContainsRune("-_.", rune(name[0])):
		return fmt.Errorf("%q cannot be the name of a profile: it must begin with a letter or a digit", name)
	case deviceName(name):
		return fmt.Errorf("%q cannot be the name of a profile: Windows keeps it for a device", name)
	}
	return nil
}

func notInNames(c rune) bool {
	letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	digit := '0' <= c && c <= '9'
	return !letter && !digit && !strings.ContainsRune("-_.", c)
}

// deviceName holds for names that Windows opens as a device, with any ending.
func deviceName(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	port := strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")
	return port && len(stem) == 4 && '0' <= stem[3] && stem[3] <= '9'
}
