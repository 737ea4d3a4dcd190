package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Term is how long one credential has been in use, and when it ends. No API of
// either vendor tells: both come from the admin and from talontap's own notes.
type Term struct {
	Key     setup.Key // of the credential
	Expires string    // its last day, as the admin said, like 2027-01-31, or setup.Never; "": not said
	Since   string    // the day it came into use here, likewise; "": not noted
	Rotate  string    // the command that changes it
}

// ancient is the age at which a credential is warned about, whatever its expiry:
// a year is what most rules for credentials allow.
const ancient = 365 * 24 * time.Hour

// expires ends the ID of a check that is about how long a credential is good for.
const expires = "_expires"

// Term reports whether a check is about how long a credential is good for.
func (c Check) Term() bool { return strings.HasSuffix(c.ID, expires) }

func (e Evidence) term(t Term) Check {
	field, _ := setup.FieldOf(t.Key)
	c := Check{ID: string(t.Key) + expires, Title: fmt.Sprintf(words.CheckExpiry, field.Title), Status: Pass}
	end, err := setup.ParseDay(t.Expires, e.zone())
	age, known := e.age(t)
	switch {
	case t.Expires == "":
		c.Status, c.Detail = Manual, words.CheckExpiryNotSaid
		c.Fix = fmt.Sprintf(words.CheckExpiryNotSaidFix, t.Key)
	case t.Expires == setup.Never:
		c.Detail = words.CheckExpiryNever
	case err != nil:
		c.Status, c.Detail, c.Fix = Warn, fmt.Sprintf(words.CheckExpiryNoDate, t.Expires), fmt.Sprintf(words.CheckExpiryNoDateFix, t.Key)
	case end.Past(e.Now):
		c.Status, c.Detail, c.Fix = Fail, fmt.Sprintf(words.CheckExpiryEnded, end.Words()), t.Rotate
	case e.Wanted != nil && !end.Start().After(e.Wanted.Rule.Day.Start()):
		c.Status, c.Detail, c.Fix = Warn, fmt.Sprintf(words.CheckExpiryEndsTooEarly, end.Words(), e.Wanted.Rule.Day.Words()), t.Rotate
	default:
		c.Detail = fmt.Sprintf(words.CheckExpiryEnds, end.Words())
	}
	if known {
		c.Detail += fmt.Sprintf(words.CheckExpiryInUse, phrase.Counted(int(age.Hours()/24), "day"))
	}
	if known && age >= ancient && (c.Status == Pass || c.Status == Manual) {
		c.Status, c.Fix = Warn, fmt.Sprintf(words.CheckExpiryOld, t.Rotate)
	}
	return c
}

func (e Evidence) age(t Term) (time.Duration, bool) {
	since, err := setup.ParseDay(t.Since, e.zone())
	if err != nil {
		return 0, false
	}
	return max(0, e.Now.Sub(since.Start())), true
}

// zone is the one in which days are counted: the rule's, where it is known.
func (e Evidence) zone() *time.Location {
	if e.Wanted == nil {
		return time.UTC
	}
	return e.Wanted.Rule.Day.Zone()
}
