package setup

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// Day is one calendar day in the Application's time zone: the day on which the
// rule makes coupons.
type Day struct {
	date time.Time // midnight UTC of the date; only year, month and day count
	zone *time.Location
}

const isoDay = "2006-01-02"

// layouts are the ways a date may be typed. Numbers with slashes are left out:
// 01/02 is January to some and February to others.
var layouts = []string{"2006-1-2", "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006"}

// ParseDay reads "2027-01-01" or "1 January 2027". A nil zone means UTC.
func ParseDay(s string, zone *time.Location) (Day, error) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	if s == "" {
		return Day{}, errors.New(words.DateMissing)
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err == nil {
			return Day{date: t, zone: zone}, nil
		}
		if impossible(err) {
			return Day{}, errors.New(words.DateImpossible)
		}
	}
	return Day{}, errors.New(words.DateUnread)
}

// impossible tells "2027-02-31", well written but not in the calendar, from
// what is no date at all.
func impossible(err error) bool {
	var wrong *time.ParseError
	return errors.As(err, &wrong) && strings.HasSuffix(wrong.Message, "out of range")
}

// NextNewYear is the next 1 January after now in a zone.
func NextNewYear(now time.Time, zone *time.Location) Day {
	zone = cmp.Or(zone, time.UTC)
	return Day{date: time.Date(now.In(zone).Year()+1, 1, 1, 0, 0, 0, 0, time.UTC), zone: zone}
}

// Zone is the zone the day is counted in.
func (d Day) Zone() *time.Location { return cmp.Or(d.zone, time.UTC) }

// IsZero reports whether no day was given.
func (d Day) IsZero() bool { return d.date.IsZero() }

// DayOf is the date that a moment has where it is counted.
func DayOf(t time.Time) Day {
	return Day{date: time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), zone: t.Location()}
}

// Start is the first instant of the day.
func (d Day) Start() time.Time { return firstInstant(d.date, d.Zone()) }

// End is the first instant after the day. A day on which the clocks change has
// 23 or 25 hours; that is right here.
func (d Day) End() time.Time { return firstInstant(d.date.AddDate(0, 0, 1), d.Zone()) }

// firstInstant is midnight, but for zones that change their clocks then: where
// there is no midnight the day begins with the change, where there are two it
// begins with the first.
func firstInstant(date time.Time, zone *time.Location) time.Time {
	t := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, zone)
	has := func(t time.Time) bool { return t.Format(isoDay) == date.Format(isoDay) }
	start, end := t.ZoneBounds()
	switch {
	case !has(t) && !end.IsZero():
		return end
	case !start.IsZero() && has(start.Add(-1)):
		_, before := start.Add(-1).Zone()
		_, after := t.Zone()
		return t.Add(time.Duration(after-before) * time.Second)
	}
	return t
}

// ISO is the day as 2027-01-01.
func (d Day) ISO() string { return d.date.Format(isoDay) }

// Words is the day as 1 January 2027.
func (d Day) Words() string { return d.date.Format("2 January 2006") }

// DayAndMonth is the day as 1 January.
func (d Day) DayAndMonth() string { return d.date.Format("2 January") }

// Past reports whether the whole day lies before now.
func (d Day) Past(now time.Time) bool { return !now.Before(d.End()) }

// DaysAfter counts the days from another day's date to this one's.
func (d Day) DaysAfter(other Day) int {
	const day = 24 * 60 * 60
	return int((d.date.Unix() - other.date.Unix()) / day)
}

// Instant is one moment at which the rule is simulated, and what it must do.
type Instant struct {
	Name    string // "first second of the day"
	At      time.Time
	Coupons int  // how many coupons the rule must make for one customer
	Moot    bool // already past: Talon.One simulates only the future
}

// Edges are the instants that show the day to be the right one, in the right
// time zone: the last second before, the first, noon, the last, the first after.
func (d Day) Edges(now time.Time) []Instant {
	noon := time.Date(d.date.Year(), d.date.Month(), d.date.Day(), 12, 0, 0, 0, d.Zone())
	edges := []Instant{
		{Name: "last second before", At: d.Start().Add(-time.Second)},
		{Name: "first second", At: d.Start(), Coupons: 1},
		{Name: "noon", At: noon, Coupons: 1},
		{Name: "last second", At: d.End().Add(-time.Second), Coupons: 1},
		{Name: "first second after", At: d.End()},
	}
	for i := range edges {
		edges[i].Moot = !edges[i].At.After(now)
	}
	return edges
}
