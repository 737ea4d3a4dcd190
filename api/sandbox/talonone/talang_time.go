package talonone

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// addTimeFunctions adds what a rule can ask of a time. Each time is looked at in
// its own zone: "now" in the Application's, a parsed one in the zone it names.
//
// modelled: the name and shape of "now". How the product spells the current time
// in Talang is not public.
func addTimeFunctions(list map[string]function) {
	list["now"] = now
	list["parseTime"] = overTime(func(at time.Time) (any, error) { return at, nil })
	list["after"] = ordering(func(order int) bool { return order > 0 })
	list["before"] = ordering(func(order int) bool { return order < 0 })
	list["betweenTimes"] = pure(3, 3, betweenTimes)
	list["matchTime"] = pure(3, 3, matchTime)
	list["formatTime"] = pure(2, 2, formatTime)
	list["addDuration"] = shift(1)
	list["subDuration"] = shift(-1)
	list["daysBetween"] = pure(2, 2, daysBetween)
	for name, part := range timeParts() {
		list[name] = overTime(func(at time.Time) (any, error) { return float64(part(at)), nil })
	}
}

func timeParts() map[string]func(time.Time) int {
	return map[string]func(time.Time) int{
		"year":     time.Time.Year,
		"month":    func(at time.Time) int { return int(at.Month()) },
		"monthDay": time.Time.Day,
		"weekday":  func(at time.Time) int { return int(at.Weekday()) },
		"hour":     time.Time.Hour,
		"minute":   time.Time.Minute,
	}
}

func now(in *interpreter, _ []any, _ *frame) (any, error) {
	at, found := in.world.lookup([]string{"Now"})
	if !found {
		return nil, failed("there is no current time")
	}
	return at, nil
}

func overTime(work func(at time.Time) (any, error)) function {
	return pure(1, 1, func(values []any) (any, error) {
		at, err := asTime(values[0])
		if err != nil {
			return nil, err
		}
		return work(at)
	})
}

// asTime reads a time, or a string in RFC3339 as one.
func asTime(value any) (time.Time, error) {
	switch known := value.(type) {
	case time.Time:
		return known, nil
	case string:
		at, err := time.Parse(time.RFC3339, known)
		if err != nil {
			return time.Time{}, failed("%q is not a time in RFC3339", shorten(known))
		}
		return at, nil
	default:
		return time.Time{}, failed("a time is needed here")
	}
}

// betweenTimes leaves both ends out, as the open-source interpreter does.
func betweenTimes(values []any) (any, error) {
	low, err := compare(values[0], values[1])
	if err != nil {
		return nil, err
	}
	high, err := compare(values[0], values[2])
	return low > 0 && high < 0, err
}

func matchTime(values []any) (any, error) {
	first, err := formatTime([]any{values[0], values[2]})
	if err != nil {
		return nil, err
	}
	second, err := formatTime([]any{values[1], values[2]})
	return first == second, err
}

func formatTime(values []any) (any, error) {
	at, err := asTime(values[0])
	if err != nil {
		return nil, err
	}
	layout, isText := values[1].(string)
	if !isText || len(layout) > mostText {
		return nil, failed("a layout such as yyyy-MM-dd is needed here")
	}
	return formatJoda(at, layout), nil
}

// formatJoda formats with the Joda-Time letters y, Y, M, d, D, H, m and s;
// everything else stands for itself.
func formatJoda(at time.Time, layout string) string {
	var out strings.Builder
	for rest := layout; rest != ""; {
		run := 1
		for run < len(rest) && rest[run] == rest[0] {
			run++
		}
		out.WriteString(jodaPart(at, rest[0], rest[:run]))
		rest = rest[run:]
	}
	return out.String()
}

func jodaPart(at time.Time, letter byte, run string) string {
	parts := map[byte]int{
		'y': at.Year(), 'Y': at.Year(), 'M': int(at.Month()), 'd': at.Day(), 'D': at.YearDay(),
		'H': at.Hour(), 'm': at.Minute(), 's': at.Second(),
	}
	value, known := parts[letter]
	if !known {
		return run
	}
	digits := strconv.Itoa(value)
	if missing := len(run) - len(digits); missing > 0 {
		return strings.Repeat("0", missing) + digits
	}
	return digits
}

// shift moves a time by a number of units: ["addDuration", time, 3, "days"].
func shift(direction float64) function {
	return pure(3, 3, func(values []any) (any, error) {
		at, err := asTime(values[0])
		if err != nil {
			return nil, err
		}
		amount, err := asNumber(values[1])
		if err != nil || math.Abs(amount) > 100_000 {
			return nil, failed("a duration is a number up to 100000")
		}
		unit, _ := values[2].(string)
		return moved(at, int(direction*amount), unit)
	})
}

func moved(at time.Time, amount int, unit string) (any, error) {
	switch strings.TrimSuffix(unit, "s") {
	case "second":
		return at.Add(time.Duration(amount) * time.Second), nil
	case "minute":
		return at.Add(time.Duration(amount) * time.Minute), nil
	case "hour":
		return at.Add(time.Duration(amount) * time.Hour), nil
	case "day":
		return at.AddDate(0, 0, amount), nil
	case "week":
		return at.AddDate(0, 0, 7*amount), nil
	case "month":
		return at.AddDate(0, amount, 0), nil
	case "year":
		return at.AddDate(amount, 0, 0), nil
	default:
		return nil, failed("%q is not a unit of time", shorten(unit))
	}
}

func daysBetween(values []any) (any, error) {
	first, err := asTime(values[0])
	if err != nil {
		return nil, err
	}
	second, err := asTime(values[1])
	if err != nil {
		return nil, err
	}
	return math.Floor(second.Sub(first).Hours() / 24), nil
}

// shorten keeps a value that is quoted in an error readable.
func shorten(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
