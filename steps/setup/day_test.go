package setup_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/setup"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func day(t testing.TB, s string, z *time.Location) setup.Day {
	t.Helper()
	d, err := setup.ParseDay(s, z)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADateIsReadInNumbersWithTheYearFirstAndInWords(t *testing.T) {
	for typed, want := range map[string]string{
		"2027-01-01": "2027-01-01", " 2027-01-01 ": "2027-01-01", "2027-1-1": "2027-01-01", "1 January 2027": "2027-01-01",
		"1  january   2027": "2027-01-01", "January 1, 2027": "2027-01-01", "Jan 1 2027": "2027-01-01", "01 Jan 2027": "2027-01-01",
		"29 February 2028": "2028-02-29", "2028-02-29": "2028-02-29", "2000-02-29": "2000-02-29",
	} {
		if got, err := setup.ParseDay(typed, nil); err != nil || got.ISO() != want {
			t.Errorf("ParseDay(%q) = %s, %v; want %s", typed, got.ISO(), err, want)
		}
	}
}

func TestADateThatCannotBeIsToldApartFromWhatIsNoDate(t *testing.T) {
	const never, unread, empty = "not in the calendar", "this date cannot be read", "give a date"
	for typed, want := range map[string]string{
		"2027-02-31": never, "31 February 2027": never, "February 31, 2027": never, "2027-02-29": never, "29 February 2027": never,
		"2100-02-29": never, "2027-13-01": never, "2027-04-31": never, "2027-00-10": never,
		"01/02/2027": unread, "1.1.2027": unread, "2027": unread, "tomorrow": unread, "2027-01-01T00:00:00Z": unread,
		"27-01-01": unread, "1 Januar 2027": unread, "2027-01-01\x00": unread, "\xff": unread,
		"": empty, " \t ": empty,
	} {
		if _, err := setup.ParseDay(typed, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseDay(%q) says %v, want %q in it", typed, err, want)
		}
	}
}

func TestADayBeginsAndEndsInItsZone(t *testing.T) {
	for _, c := range []struct {
		name, zone, date, start, end string
	}{
		{"in UTC", "UTC", "2027-01-01", "2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z"},
		{"east of UTC it begins the evening before", "Europe/Berlin", "2027-01-01", "2026-12-31T23:00:00Z", "2027-01-01T23:00:00Z"},
		{"far east", "Pacific/Kiritimati", "2027-01-01", "2026-12-31T10:00:00Z", "2027-01-01T10:00:00Z"},
		{"west of UTC it begins in the morning", "America/New_York", "2027-01-01", "2027-01-01T05:00:00Z", "2027-01-02T05:00:00Z"},
		{"by half an hour", "Asia/Kolkata", "2027-01-01", "2026-12-31T18:30:00Z", "2027-01-01T18:30:00Z"},
		{"of 23 hours", "Europe/Berlin", "2027-03-28", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"},
		{"of 25 hours", "Europe/Berlin", "2027-10-31", "2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z"},
		{"without a midnight, west", "America/Santiago", "2027-09-05", "2027-09-05T04:00:00Z", "2027-09-06T03:00:00Z"},
		{"before a day without a midnight", "America/Santiago", "2027-09-04", "2027-09-04T04:00:00Z", "2027-09-05T04:00:00Z"},
		{"without a midnight, east", "Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00Z", "2027-04-30T21:00:00Z"},
		{"whose last hour comes twice", "America/Santiago", "2027-04-03", "2027-04-03T03:00:00Z", "2027-04-04T04:00:00Z"},
		{"with two midnights, west", "America/Havana", "2027-11-07", "2027-11-07T04:00:00Z", "2027-11-08T05:00:00Z"},
		{"with two midnights, at UTC", "Atlantic/Azores", "2027-10-31", "2027-10-31T00:00:00Z", "2027-11-01T01:00:00Z"},
		{"29 February", "UTC", "2028-02-29", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"},
		{"the last of a year", "UTC", "2027-12-31", "2027-12-31T00:00:00Z", "2028-01-01T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := day(t, c.date, zone(t, c.zone))
			if got := d.Start().UTC().Format(time.RFC3339); got != c.start {
				t.Errorf("it begins at %s, want %s", got, c.start)
			}
			if got := d.End().UTC().Format(time.RFC3339); got != c.end {
				t.Errorf("it ends at %s, want %s", got, c.end)
			}
		})
	}
}

// Every zone whose clocks change at midnight is held against the meaning itself.
func TestEveryDayIsExactlyTheInstantsOfItsDate(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "America/Havana", "Africa/Cairo",
		"Asia/Beirut", "Atlantic/Azores", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Chatham", "America/St_Johns"} {
		z := zone(t, name)
		for date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); date.Year() < 2029; date = date.AddDate(0, 0, 1) {
			iso := date.Format(time.DateOnly)
			d := day(t, iso, z)
			for _, at := range []struct {
				when   string
				at     time.Time
				inside bool
			}{
				{"before its start", d.Start().Add(-1), false}, {"at its start", d.Start(), true},
				{"before its end", d.End().Add(-1), true}, {"at its end", d.End(), false},
			} {
				if got := at.at.In(z).Format(time.DateOnly) == iso; got != at.inside {
					t.Errorf("%s in %s: the instant %s, %s, has that date: %v", iso, name, at.when, at.at, got)
				}
			}
		}
	}
}

func TestTheEdgesOfADayAreTheSecondsAroundIt(t *testing.T) {
	d := day(t, "2027-01-01", zone(t, "Europe/Berlin"))
	var got []string
	for _, e := range d.Edges(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) {
		got = append(got, e.At.UTC().Format(time.DateTime)+strings.Repeat(" one", e.Coupons))
		if e.Moot || e.Name == "" {
			t.Errorf("%+v is moot or nameless, two months ahead", e)
		}
	}
	want := "2026-12-31 22:59:59, 2026-12-31 23:00:00 one, 2027-01-01 11:00:00 one, 2027-01-01 22:59:59 one, 2027-01-01 23:00:00"
	if strings.Join(got, ", ") != want {
		t.Errorf("edges are %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestAnInstantThatIsOverIsMoot(t *testing.T) {
	d := day(t, "2027-01-01", nil)
	for _, c := range []struct {
		now  time.Time
		moot int
	}{
		{d.Start().Add(-time.Hour), 0}, {d.Start().Add(-time.Second), 1}, {d.Start(), 2},
		{d.Start().Add(13 * time.Hour), 3}, {d.End().Add(-time.Millisecond), 4}, {d.End(), 5},
	} {
		n := 0
		for _, e := range d.Edges(c.now) {
			if e.Moot {
				n++
			}
		}
		if n != c.moot {
			t.Errorf("at %s %d instants are moot, want %d", c.now, n, c.moot)
		}
	}
}

func TestADayIsPastWhenItIsOverInItsOwnZone(t *testing.T) {
	d := day(t, "2027-01-01", zone(t, "America/New_York"))
	if at := time.Date(2027, 1, 2, 4, 59, 59, 0, time.UTC); d.Past(at) {
		t.Errorf("it is past at %s, in its last second", at)
	}
	if at := time.Date(2027, 1, 2, 5, 0, 0, 0, time.UTC); !d.Past(at) {
		t.Errorf("it is not past at %s", at)
	}
}

func TestTheNextNewYearIsCountedInTheZone(t *testing.T) {
	at := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]string{"UTC": "2027-01-01", "Europe/Berlin": "2028-01-01", "America/New_York": "2027-01-01"} {
		if got := setup.NextNewYear(at, zone(t, name)).ISO(); got != want {
			t.Errorf("in %s it is %s, want %s", name, got, want)
		}
	}
	if got := setup.NextNewYear(at, nil); got.ISO() != "2027-01-01" || got.Zone() != time.UTC {
		t.Errorf("without a zone it is %s in %s, want 2027-01-01 in UTC", got.ISO(), got.Zone())
	}
}

func TestDaysAreCountedAcrossYearsAndClockChanges(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-01-01", "2027-01-01", 365}, {"2028-01-01", "2029-01-01", 366}, {"2027-03-27", "2027-03-29", 2},
		{"2027-01-02", "2027-01-01", -1}, {"2027-01-01", "2027-01-01", 0}, {"2026-01-01", "9999-12-31", 2912442},
	} {
		if got := day(t, c.to, berlin).DaysAfter(day(t, c.from, nil)); got != c.want {
			t.Errorf("from %s to %s are %d days, want %d", c.from, c.to, got, c.want)
		}
	}
}

func TestADayIsWrittenInWordsAndInOrder(t *testing.T) {
	d := day(t, "2027-01-01", nil)
	if d.Words() != "1 January 2027" || d.DayAndMonth() != "1 January" || d.ISO() != "2027-01-01" || d.IsZero() {
		t.Errorf("got %q, %q, %q, zero %v", d.Words(), d.DayAndMonth(), d.ISO(), d.IsZero())
	}
	if zero := (setup.Day{}); !zero.IsZero() || zero.Zone() != time.UTC {
		t.Error("the zero Day is not zero, or not in UTC")
	}
	berlin := zone(t, "Europe/Berlin")
	if got := setup.DayOf(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC).In(berlin)); got.ISO() != "2027-01-01" || got.Zone() != berlin {
		t.Errorf("the day of that moment is %s in %s, want 2027-01-01 in Berlin", got.ISO(), got.Zone())
	}
}

func TestADateHasToBeAheadWhereTheApplicationIs(t *testing.T) {
	now := time.Date(2027, 1, 2, 3, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		zone *time.Location
		date string
		ok   bool
	}{
		{"over in Berlin", zone(t, "Europe/Berlin"), "2027-01-01", false},
		{"still running in New York", zone(t, "America/New_York"), "2027-01-01", true},
		{"somewhere still running, where the zone is not known", nil, "2027-01-01", true},
		{"over everywhere", nil, "2026-12-31", false},
		{"today", zone(t, "Europe/Berlin"), "2027-01-02", true},
		{"no date", nil, "soon", false},
	} {
		if err := setup.CheckDateAhead(c.date, now, c.zone); (err == nil) != c.ok {
			t.Errorf("%s: %s gives %v", c.name, c.date, err)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2027-01-01", "1 January 2027", "Jan 1, 2027", "2027-02-31", "29 February 2028", "01/02/2027", "0000-01-01",
		"9999-12-31", "2027-1-1", "", " \u00a0 ", "\xff2027-01-01", "2027-01-01T00:00:00Z", "1 ,, Jan 2027"} {
		f.Add(s)
	}
	santiago := zone(f, "America/Santiago")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := setup.ParseDay(s, santiago)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\x00\x1b\n") {
				t.Errorf("the refusal of %q repeats a control character", s)
			}
			return
		}
		again, err := setup.ParseDay(d.ISO(), santiago)
		if err != nil || again != d {
			t.Errorf("%q is read as %s, which is read as %v (%v)", s, d.ISO(), again, err)
		}
		if !d.Start().Before(d.End()) {
			t.Errorf("%s ends before it begins", d.ISO())
		}
		if got := setup.CleanDate(s); got != d.ISO() {
			t.Errorf("%q is cleaned to %q, want %s", s, got, d.ISO())
		}
	})
}
