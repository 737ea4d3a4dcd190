package store

import (
	"os"
	"testing"
)

func TestWhatWasToldOfAProfileIsKeptEvenOfOneThatCannotBeRead(t *testing.T) {
	s := filled(t)
	write(t, s.Path("broken"), "nonsense", 0o600)
	for _, name := range []string{"live", "broken"} {
		if got := s.Told(name); got != "" {
			t.Errorf("of %s %q was told before anything was", name, got)
		}
		for _, what := range []string{"wrong", "right"} {
			if err := s.Tell(name, what); err != nil {
				t.Fatal(err)
			}
			if got := s.Told(name); got != what {
				t.Errorf("of %s %q was told, want %q", name, got, what)
			}
		}
	}
	if err := s.Remove("live"); err != nil {
		t.Fatal(err)
	}
	if got := s.Told("live"); got != "" {
		t.Errorf("it still knows that %q was told of a profile that is gone", got)
	}
}

func TestOfAProfileThatIsNotSavedNothingIsNoted(t *testing.T) {
	s := fresh(t)
	if err := s.Tell("live", "wrong"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.Dir()); err == nil {
		t.Error("it made a folder")
	}
}
