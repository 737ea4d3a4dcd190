package store

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func entry(run, resource string) Entry {
	return Entry{At: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), Run: run, Action: "create", Resource: resource, Mark: "talontap:live"}
}

func begin(t *testing.T, j *Journal, entries ...Entry) {
	t.Helper()
	for _, e := range entries {
		if err := j.Begin(e); err != nil {
			t.Fatal(err)
		}
	}
}

func done(t *testing.T, j *Journal, e Entry) {
	t.Helper()
	e.Outcome = "made"
	if err := j.Done(e); err != nil {
		t.Fatal(err)
	}
}

func expectPending(t *testing.T, j *Journal, want ...Entry) {
	t.Helper()
	got, err := j.Entries()
	got = slices.DeleteFunc(got, func(e Entry) bool { return e.Outcome != "" })
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%+v, %v\nwant %+v", got, err, want)
	}
}

func TestWhatWasBegunAndNotDoneIsPendingInItsOrder(t *testing.T) {
	j := fresh(t).Journal("live")
	expectPending(t, j)
	begin(t, j, entry("1", "event"), entry("1", "webhook"), entry("1", "campaign"))
	done(t, j, entry("1", "webhook"))
	expectPending(t, j, entry("1", "event"), entry("1", "campaign"))
	begin(t, j, entry("2", "event")) // another run, another write
	expectPending(t, j, entry("1", "event"), entry("1", "campaign"), entry("2", "event"))
	begin(t, j, entry("1", "event")) // tried again: one write still, the latest
	expectPending(t, j, entry("1", "campaign"), entry("2", "event"), entry("1", "event"))
	for _, e := range []Entry{entry("1", "event"), entry("1", "campaign"), entry("2", "event")} {
		done(t, j, e)
	}
	expectPending(t, j)
	done(t, j, entry("9", "never begun"))
	expectPending(t, j)
}

func TestEveryWriteIsListedWithItsEnd(t *testing.T) {
	j := fresh(t).Journal("live")
	begin(t, j, entry("1", "event"), entry("1", "webhook"))
	done(t, j, entry("1", "webhook"))
	if err := j.Done(entry("1", "campaign")); err != nil { // an end without words is one
		t.Fatal(err)
	}
	all, err := j.Entries()
	if err != nil || len(all) != 3 || all[0].Outcome != "" || all[1].Outcome != "made" || all[2].Outcome == "" {
		t.Errorf("listed are %+v (%v)", all, err)
	}
}

func TestWhatHasComeToItsEndIsForgottenAndTheRestStays(t *testing.T) {
	j := fresh(t).Journal("live")
	other := entry("2", "webhook")
	other.Mark = "rotation"
	begin(t, j, entry("1", "webhook"), other, entry("1", "campaign"))
	done(t, j, entry("1", "webhook"))
	if err := j.Forget("rotation"); err != nil {
		t.Fatal(err)
	}
	if left, err := j.Begun("rotation"); err != nil || len(left) != 0 {
		t.Errorf("left is %+v (%v)", left, err)
	}
	expectPending(t, j, entry("1", "campaign"))
	begin(t, j, entry("3", "rule"))
	expectPending(t, j, entry("1", "campaign"), entry("3", "rule"))
	if err := j.Forget("nobody", entry("1", "x").Mark); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(j.path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty journal stays: %v", err)
	}
	if err := j.Forget("nobody"); err != nil {
		t.Errorf("with no journal at all: %v", err)
	}
}

func TestWhatWasBegunIsToldByItsMarkUntilTheJournalIsCleared(t *testing.T) {
	j := fresh(t).Journal("live")
	begun := func(mark string, want ...Entry) {
		t.Helper()
		if got, err := j.Begun(mark); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %+v, %v\nwant %+v", mark, got, err, want)
		}
	}
	begun("talontap:live")
	begin(t, j, entry("1", "webhook"), entry("1", "campaign"))
	done(t, j, entry("1", "webhook"))
	begun("talontap:live", entry("1", "webhook"), entry("1", "campaign"))
	begun("talontap:other")
	if err := j.Clear(); err != nil {
		t.Fatal(err)
	}
	begun("talontap:live")
}

func TestAJournalIsReadByTheNextRun(t *testing.T) {
	s := fresh(t)
	begin(t, s.Journal("live"), entry("1", "coupon"))
	next := Open(s.Dir())
	expectPending(t, next.Journal("live"), entry("1", "coupon"))
	expectPending(t, next.Journal("test"))
}

func TestClearForgetsEverything(t *testing.T) {
	j := fresh(t).Journal("live")
	begin(t, j, entry("1", "event"))
	for range 2 {
		if err := j.Clear(); err != nil {
			t.Fatal(err)
		}
		expectPending(t, j)
	}
	begin(t, j, entry("2", "event"))
	expectPending(t, j, entry("2", "event"))
}

func TestALineTornAnywhereIsPassedOverAndReplacedByTheNext(t *testing.T) {
	s := fresh(t)
	j := s.Journal("live")
	begin(t, j, entry("1", "event"))
	first := len(read(t, j.path()))
	begin(t, j, entry("1", "webhook"))
	whole := read(t, j.path())
	for cut := first; cut < len(whole); cut++ {
		write(t, j.path(), whole[:cut], 0o600)
		expectPending(t, j, entry("1", "event"))
		begin(t, j, entry("1", "campaign"))
		expectPending(t, j, entry("1", "event"), entry("1", "campaign"))
	}
	write(t, j.path(), whole[:first]+strings.Repeat("\x00", 512), 0o600) // blocks the disk had promised
	begin(t, j, entry("1", "webhook"))
	if read(t, j.path()) != whole {
		t.Fatal("the torn end is still there")
	}
}

func TestDamageBeforeTheEndIsAnErrorWithItsLine(t *testing.T) {
	for name, damage := range map[string]string{"torn": `{"phase":"beg`, "other phase": `{"phase":"maybe"}`, "empty": ""} {
		t.Run(name, func(t *testing.T) {
			j := fresh(t).Journal("live")
			begin(t, j, entry("1", "event"))
			write(t, j.path(), read(t, j.path())+damage+"\n", 0o600)
			begin(t, j, entry("1", "webhook"))
			_, err := j.Entries()
			if err == nil || !strings.Contains(err.Error(), j.path()+":2: this line is damaged") {
				t.Fatal(err)
			}
		})
	}
}

func TestAJournalBeyondAllMeasureIsNotRead(t *testing.T) {
	j := fresh(t).Journal("live")
	begin(t, j, entry("1", "event"))
	if err := os.Truncate(j.path(), maxJournal+1); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Entries(); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("Entries: %v", err)
	}
	if err := j.Begin(entry("1", "webhook")); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("Begin: %v", err)
	}
}

func TestEachEntryIsOneLineOfJSON(t *testing.T) {
	j := fresh(t).Journal("live")
	begin(t, j, entry("1", "a\nb"))
	done(t, j, entry("1", "a\nb"))
	want := `{"phase":"begin","at":"2026-11-30T09:00:00Z","run":"1","action":"create","resource":"a\nb","mark":"talontap:live"}
{"phase":"done","at":"2026-11-30T09:00:00Z","run":"1","action":"create","resource":"a\nb","mark":"talontap:live","outcome":"made"}
`
	if got := read(t, j.path()); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}
