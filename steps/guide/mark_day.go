package guide

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func (r reading) day() Mark {
	wanted := r.w.Rule.Day
	if len(r.parts.day) == 0 {
		return r.lacking(exactDay, wanted.Words(), words.MarkTheCondition)
	}
	b := r.parts.day[0]
	m := Mark{Field: exactDay, State: Wrong, Wanted: wanted.Words(), Mend: fmt.Sprintf(words.MarkChoose, wanted.Words())}
	day, err := sample.DayOf(b, wanted.Zone())
	switch {
	case err != nil:
		m.Seen, m.Says = notADay(b, wanted)
	case day.ISO() == wanted.ISO():
		return right(exactDay, wanted.Words())
	default:
		m.Seen, m.Says = day.Words(), daysOff(day.DaysAfter(wanted))
	}
	return m
}

func daysOff(n int) string {
	switch n {
	case 1:
		return words.MarkDayLate
	case -1:
		return words.MarkDayEarly
	}
	return words.MarkOtherDay
}

// notADay says what a condition is that covers no whole day in the Application's
// time zone: another operator, a day of another zone, or a span of any kind.
func notADay(b talonone.Block, wanted setup.Day) (seen, says string) {
	if b.Operator != "within" {
		return fmt.Sprintf(words.MarkTimeIs, b.Operator), words.MarkNotExactDay
	}
	start, err1 := time.Parse(time.RFC3339Nano, b.Start)
	end, err2 := time.Parse(time.RFC3339Nano, b.End)
	if err1 != nil || err2 != nil {
		return fmt.Sprintf(words.MarkFromTo, b.Start, b.End), words.MarkNoInstants
	}
	zone := wanted.Zone()
	seen = fmt.Sprintf(words.MarkFromTo, start.In(zone).Format("2 January 15:04"), end.In(zone).Format("2 January 15:04"))
	off := start.Sub(wanted.Start())
	if span := end.Sub(start).Round(time.Minute); span >= 23*time.Hour && span <= 25*time.Hour && off != 0 && off.Abs() < 15*time.Hour {
		return seen, fmt.Sprintf(words.MarkOtherZone, zone, hours(off))
	}
	return seen, fmt.Sprintf(words.MarkNotWholeDay, zone.String())
}

func hours(off time.Duration) string {
	way := "late"
	if off < 0 {
		off, way = -off, "early"
	}
	switch {
	case off == time.Hour:
		return fmt.Sprintf(words.MarkHour, way)
	case off%time.Hour == 0:
		return fmt.Sprintf(words.MarkHours, off/time.Hour, way)
	}
	return fmt.Sprintf(words.MarkDuration, off, way)
}
