// Package note holds what is kept of a setup beside its answers: what a person
// said they had seen or done themselves, and what an earlier run found out that
// the next one needs. Each note has a type of its own and names the thing that it
// is about, so that a word given for one thing is none for another.
//
// Notes is a value. Beside its fields there are two functions for each note: how
// it is written to a profile and read back (text.go, with what older versions
// wrote in old.go), and how two runs that wrote at the same time come together
// (merge.go). Whoever adds a note adds a field and a line in each of the three.
//
// It must never decide anything: whether a gate opens or a check passes is said
// by those who read the notes. It reads and writes no file, and holds no secret.
package note

import (
	"maps"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Notes is all that is noted of one setup. The zero Notes is nothing. A map is
// never changed once it is in one: With gives a new one.
type Notes struct {
	Ticked   map[string]Day             // prerequisites, by ID: when the admin said they are met
	Compared map[live.ItemID]Comparison // what a person compared where the vendor shows too little
	Since    map[setup.Key]Day          // credentials: when this one came into use
	Vouched  map[setup.Key]string       // credentials: what the admin vouched for in the last rotation
	Pending  live.Pending               // a test coupon that may arrive yet; without a code there is none
	Email    Email                      // where the message report shows the email campaign
	Event    Event                      // the event that a test event made known
	Received Received                   // the test email that a person read
	Origin   string                     // the profile with whose answers this one began
	Secrets  Place                      // whether the keychain was ever given one of the credentials
	Enabled  Enabled                    // the campaign that was seen to run
	Paused   Enabled                    // the campaign that the admin paused, and since when
	Refused  Refused                    // the campaign whose code a shop was seen to refuse
	Past     map[Day]Campaign           // the campaigns of this setup that had their day
	Accepted map[string]Acknowledgement // warnings, by the ID of the check: what somebody knows and lives with
}

// Acknowledgement is somebody's word that a warning is known, and until when it need
// not be told as one.
type Acknowledgement struct {
	By    string
	Why   string
	On    Day
	Until Day
}

// Holds reports whether it is good on a day, its last one included.
func (a Acknowledgement) Holds(on Day) bool { return on <= a.Until }

// Campaign is a campaign in Talon.One. One without an ID is known by its name alone.
type Campaign struct {
	ID   int
	Name string
}

// Place says whether the keychain was ever given a credential of this setup, so
// that forgetting it knows whether one can be left. A profile that was written by
// hand says nothing of it.
type Place string

// The places.
const (
	AtKeychain  Place = "keychain"
	AtVariables Place = "variables" // none was put into the keychain so far
)

// Comparison is a person's word that something is as it should be.
type Comparison struct {
	On     Day
	Object string // the kind and ID of what was compared: "ruleset 12"
	As     string // a fingerprint of it as it was then; "": nothing of it could be read
	With   string // a fingerprint of what it was compared with; "": an older version did not note it
}

// Holds reports whether the word given then is one for this object as it is now,
// compared with the same.
func (c Comparison) Holds(now Comparison) bool {
	same := c.Object == now.Object
	if c.As != "" || now.As != "" {
		same = c.As == now.As && (c.Object == "" || same)
	}
	return c.On != "" && same && (c.With == "" || c.With == now.With)
}

// Email is an email campaign of CleverTap: the days on which it was found, and
// where its text was then said to take the code from.
type Email struct {
	Campaign  string
	Days      plan.Days
	TakesFrom setup.Event
}

// Event is an event with its property, and when a test event made it known.
type Event struct {
	setup.Event
	On Day
}

// Received is when a person read the code in a test email, of which campaign it
// was and which placeholder that holds.
type Received struct {
	On          Day
	Campaign    string
	Placeholder string
}

// Enabled is since when a campaign, by its ID, is known to run. One that was
// disabled by somebody else keeps it: that is how it is known for one that ran.
type Enabled struct {
	On       Day
	Campaign int
}

// Refused is when a checkout was seen to refuse the code of a campaign, by its
// ID, and why. It holds until one is seen to be taken.
type Refused struct {
	On       Day
	Campaign int
	Why      string
}

// Day is a calendar day, as 2027-01-31. What no version ever wrote is kept as it is.
type Day string

// On is the day of a moment, on the clock that the moment is told by.
func On(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// inWords is how a person reads a day.
const inWords = "2 January 2006"

// Words is the day as a person reads it.
func (d Day) Words() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format(inWords)
}

// WithTicked gives the notes with these prerequisites met and no others. One that
// was met before keeps its day.
func (n Notes) WithTicked(ids []string, on Day) Notes {
	ticked := map[string]Day{}
	for _, id := range ids {
		ticked[id] = on
		if before, met := n.Ticked[id]; met {
			ticked[id] = before
		}
	}
	n.Ticked = ticked
	return n
}

// With gives a map of the notes with one entry more.
func With[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	out := make(map[K]V, len(m)+1)
	maps.Copy(out, m)
	out[k] = v
	return out
}
