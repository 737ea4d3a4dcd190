package store

import (
	"os"
	"slices"
	"testing"
)

func follow(t *testing.T, s *Store, name string) *Following {
	t.Helper()
	f, err := s.Follow(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.End() })
	return f
}

func TestEachCheckKnowsWhatTheOthersFollowUntilTheyEnd(t *testing.T) {
	s := Open(t.TempDir())
	a, b := follow(t, s, "shop"), follow(t, s, "shop")
	follow(t, s, "shop.following-2").Follows("OF-ANOTHER-SETUP")
	if codes, unnamed := a.Others(); len(codes) > 0 || !unnamed {
		t.Errorf("before it is named the other follows %v, unnamed %v", codes, unnamed)
	}
	a.Follows("NY-A")
	b.Follows("NY-B")
	for f, want := range map[*Following]string{a: "NY-B", b: "NY-A"} {
		if codes, unnamed := f.Others(); !slices.Equal(codes, []string{want}) || unnamed {
			t.Errorf("the other follows %v, unnamed %v, want %s", codes, unnamed, want)
		}
	}
	if err := b.End(); err != nil {
		t.Fatal(err)
	}
	if codes, unnamed := a.Others(); len(codes) > 0 || unnamed {
		t.Errorf("after its end the other follows %v, unnamed %v", codes, unnamed)
	}
}

func TestWhatAKilledCheckLeftIsFollowedByNobody(t *testing.T) {
	s := Open(t.TempDir())
	a := follow(t, s, "shop")
	if err := os.WriteFile(s.file("locks", "shop", following(1)), []byte(" NY-KILLED\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if codes, unnamed := a.Others(); len(codes) > 0 || unnamed {
		t.Errorf("nobody follows %v, unnamed %v", codes, unnamed)
	}
	if err := os.WriteFile(s.file("locks", "shop", following(1)), []byte(" NY-KILLED\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	follow(t, s, "shop")
	if codes, unnamed := a.Others(); len(codes) > 0 || !unnamed {
		t.Errorf("the next one took over %v, unnamed %v", codes, unnamed)
	}
}
