package form

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
)

// Turns moves the day in the field in focus, as a key of the calendar says: a day, a
// week or a month, never into the past. It reports whether the key was one.
func (f *Form) Turns(key string) bool {
	turn, is := map[string]struct{ days, months int }{
		"left": {days: -1}, "right": {days: 1}, "up": {days: -7}, "down": {days: 7},
		"pgup": {months: -1}, "pgdown": {months: 1},
	}[key]
	if !is || f.Question().Kind != steps.Date {
		return false
	}
	at, today := f.day()
	to := inMonth(at, turn.months).AddDate(0, 0, turn.days)
	if to.Before(today) {
		to = today
	}
	here := f.current()
	here.err, here.note = nil, ""
	here.set(to.Format(time.DateOnly))
	return true
}

// day is the day in the field in focus, else today, and today where the Application
// is.
func (f *Form) day() (at, today time.Time) {
	zone := f.base.Observed.Zone
	if zone == nil {
		zone = time.UTC
	}
	y, m, d := f.base.Now.In(zone).Date()
	today = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	day, err := setup.ParseDay(f.Typed(), nil)
	if err != nil {
		return today, today
	}
	return day.Start(), today
}

// inMonth is the same day some months on, or the last that the month has.
func inMonth(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(t.Day(), first.AddDate(0, 1, -1).Day())-1)
}

// Calendar draws the month of the day in the field in focus, with weeks that begin on
// Monday; nil where no day is asked for.
func (f *Form) Calendar(ink text.Palette) []string {
	if f.Question().Kind != steps.Date {
		return nil
	}
	at, today := f.day()
	first := at.AddDate(0, 0, 1-at.Day())
	head := first.Format("January 2006")
	if zone := f.base.Observed.Zone; zone != nil {
		head += ", " + zone.String()
	}
	lines := []string{ink.Of(text.Strong, head), ink.Of(text.Dim, " Mo  Tu  We  Th  Fr  Sa  Su")}
	week := strings.Repeat("    ", (int(first.Weekday())+6)%7)
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
		week += cell(ink, day, at, today)
		if day.Weekday() == time.Sunday {
			lines, week = append(lines, week), ""
		}
	}
	if week != "" {
		lines = append(lines, week)
	}
	return lines
}

// cell is one day, four columns wide: the chosen one in brackets.
func cell(ink text.Palette, day, at, today time.Time) string {
	switch n := day.Day(); {
	case day.Equal(at):
		return ink.Of(text.Accent, fmt.Sprintf("[%2d]", n))
	case day.Before(today):
		return ink.Of(text.Dim, fmt.Sprintf(" %2d ", n))
	case day.Equal(today):
		return ink.Of(text.Strong, fmt.Sprintf(" %2d.", n))
	default:
		return fmt.Sprintf(" %2d ", n)
	}
}
