package plan

import (
	"strings"
	"time"
)

// Days are whole days, both of them included. The zero Days are none.
type Days struct{ From, To time.Time }

// IsZero reports whether there are none.
func (d Days) IsZero() bool { return d == Days{} }

// String writes them as ParseDays reads them.
func (d Days) String() string {
	return d.From.Format(time.DateOnly) + " to " + d.To.Format(time.DateOnly)
}

// Words says them to a person.
func (d Days) Words() string {
	const day = "2 January 2006"
	if d.From.Equal(d.To) {
		return d.From.Format(day)
	}
	return d.From.Format(day) + " to " + d.To.Format(day)
}

// ParseDays reads what String wrote; anything else is no days.
func ParseDays(text string) Days {
	from, to, _ := strings.Cut(text, " to ")
	first, err := time.Parse(time.DateOnly, from)
	last, lerr := time.Parse(time.DateOnly, to)
	if err != nil || lerr != nil || last.Before(first) {
		return Days{}
	}
	return Days{first, last}
}
