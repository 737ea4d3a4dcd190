package guide

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func (r reading) day() Mark {
	wanted := r.w.Rule.Day
	if len(r.parts.day) == 0 {
		return r.lacking(exactDay, wanted.Words(), theCondition)
	}
	b := r.parts.day[0]
	m := Mark{Field: exactDay, State: Wrong, Wanted: wanted.Words(), Mend: "choose " + wanted.Words()}
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
		return "it is one day late"
	case -1:
		return "it is one day early"
	}
	return "it is another day"
}

// notADay says what a condition is that covers no whole day in the Application's
// time zone: another operator, a day of another zone, or a span of any kind.
func notADay(b talonone.Block, wanted setup.Day) (seen, says string) {
	if b.Operator != "within" {
		return "current time is " + b.Operator, "the condition is not \"is on exact day\""
	}
	start, err1 := time.Parse(time.RFC3339Nano, b.Start)
	end, err2 := time.Parse(time.RFC3339Nano, b.End)
	if err1 != nil || err2 != nil {
		return b.Start + " to " + b.End, "the condition holds no instants that talontap reads"
	}
	zone := wanted.Zone()
	seen = fmt.Sprintf("%s to %s", start.In(zone).Format("2 January 15:04"), end.In(zone).Format("2 January 15:04"))
	off := start.Sub(wanted.Start())
	if span := end.Sub(start).Round(time.Minute); span >= 23*time.Hour && span <= 25*time.Hour && off != 0 && off.Abs() < 15*time.Hour {
		return seen, fmt.Sprintf("it is a whole day, but of another time zone: in %s it begins %s", zone, hours(off))
	}
	return seen, "it is not one whole day in " + zone.String()
}

func hours(off time.Duration) string {
	way := "late"
	if off < 0 {
		off, way = -off, "early"
	}
	switch {
	case off == time.Hour:
		return "an hour too " + way
	case off%time.Hour == 0:
		return fmt.Sprintf("%d hours too %s", off/time.Hour, way)
	}
	return fmt.Sprintf("%s too %s", off, way)
}
