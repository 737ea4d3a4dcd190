package store

import (
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// Version is the version of the profile format that this package reads and
// writes.
const Version = 1

// MaxSize is the largest profile or answers file that is read, in bytes: ten times a
// large one. In a megabyte of mistakes, telling where each is takes minutes.
const MaxSize = 32 << 10

// Profile is one saved setup. The zero Profile is an empty one. It never holds a
// secret.
type Profile struct {
	Version   int               // of the format; Parse sets it, 0 is written as Version
	Answers   map[string]string // by dotted key, as text: "true", "100", "2027-01-01"
	Confirmed []string          // the steps that were confirmed, for resuming
	Verified  time.Time         // the last verification that passed, in UTC; zero when there was none
	Noted     map[string]string // what a person said, and what earlier runs found out, by topic: steps/note reads it
}

// ValidName says why a name cannot be that of a profile, or nil: it becomes part of
// a path and of a keychain entry, on every system.
func ValidName(name string) error {
	switch {
	case !profileName().MatchString(name):
		return fmt.Errorf(words.FilesProfileName, name)
	case device().MatchString(name):
		return fmt.Errorf(words.FilesProfileDevice, name)
	}
	return nil
}

var (
	profileName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][-A-Za-z0-9_.]{0,39}$`) })
	device      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(con|prn|aux|nul|(com|lpt)[0-9])(\.|$)`) })
)
