package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestASavedProfileComesBack(t *testing.T) {
	s := fresh(t)
	want := sample()
	want.Verified = time.Date(2026, 11, 30, 9, 0, 0, 123, time.UTC)
	for _, region := range []string{"eu1", "in1"} {
		want.Answers["clevertap.region"] = region
		if err := save(s, "live", want); err != nil {
			t.Fatal(err)
		}
		got, err := s.Load("live", tutorial)
		if err != nil || got.Version != 1 || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v, %v", got, err)
		}
	}
}

func TestAnAbsentProfileIsErrNoProfile(t *testing.T) {
	for name, s := range map[string]*Store{"no folder": fresh(t), "another profile": filled(t)} {
		t.Run(name, func(t *testing.T) {
			if _, err := s.Load("test", tutorial); !errors.Is(err, ErrNoProfile) {
				t.Errorf("Load: %v", err)
			}
			if err := s.Remove("test"); !errors.Is(err, ErrNoProfile) {
				t.Errorf("Remove: %v", err)
			}
		})
	}
}

func TestOpenAndReadingMakeNoFolder(t *testing.T) {
	s := fresh(t)
	if names, err := s.List(); err != nil || len(names) != 0 {
		t.Fatalf("%v, %v", names, err)
	}
	if _, err := s.Load("live", tutorial); !errors.Is(err, ErrNoProfile) {
		t.Fatal(err)
	}
	if entries, err := s.Journal("live").Entries(); err != nil || len(entries) != 0 {
		t.Fatalf("%v, %v", entries, err)
	}
	if _, err := os.Stat(filepath.Dir(s.Dir())); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("something was made: %v", err)
	}
}

func TestProfilesAreListedByNameWithoutWhatIsNone(t *testing.T) {
	s := filled(t)
	for _, name := range []string{"Test.2", "a-b_c"} {
		if err := save(s, name, sample()); err != nil {
			t.Fatal(err)
		}
	}
	for _, stray := range []string{".live.toml.123.tmp", "notes.txt", "-x.toml", ".toml", "live.toml~"} {
		write(t, filepath.Join(s.Dir(), "profiles", stray), "", 0o600)
	}
	names, err := s.List()
	if err != nil || !slices.Equal(names, []string{"Test.2", "a-b_c", "live"}) {
		t.Fatalf("%q, %v", names, err)
	}
}

func TestRemovingLeavesNothingOfAProfileAndAllOfTheOthers(t *testing.T) {
	s := filled(t)
	if err := save(s, "live.2", sample()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"live", "live.2"} {
		if err := s.Journal(name).Begin(Entry{Mark: name}); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(s.Dir(), "profiles", "."+name+".toml.77.tmp"), "half", 0o600)
	}
	if err := s.Remove("live"); err != nil {
		t.Fatal(err)
	}
	want := []string{"journal/live.2.jsonl", "profiles/.live.2.toml.77.tmp", "profiles/live.2.toml"}
	if got := files(t, s.Dir()); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
}

func TestNamesThatCouldLeaveTheFolderAreRefusedEverywhere(t *testing.T) {
	s := fresh(t)
	for _, name := range []string{"", ".", "..", "../x", "a/b", `a\b`, "a b", "a\x00", "ä", ".hidden", "-flag", "_x", "CON", "nul.x", "com1", "Lpt9.a", strings.Repeat("a", 41)} {
		if ValidName(name) == nil {
			t.Errorf("%q is accepted", name)
		}
		_, load := s.Load(name, tutorial)
		_, lock := s.Lock(name)
		_, entries := s.Journal(name).Entries()
		for what, err := range map[string]error{
			"Load": load, "Lock": lock, "Entries": entries,
			"Save": save(s, name, sample()), "Remove": s.Remove(name),
			"Begin": s.Journal(name).Begin(Entry{}), "Done": s.Journal(name).Done(Entry{}), "Clear": s.Journal(name).Clear(),
		} {
			if err == nil || errors.Is(err, ErrNoProfile) {
				t.Errorf("%s(%q): %v", what, name, err)
			}
		}
	}
	if _, err := os.Stat(s.Dir()); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused name made a folder")
	}
	for _, name := range []string{"a", "live", "Live.Test_2-b", "9", "console", "com", "com10", strings.Repeat("a", 40)} {
		if err := ValidName(name); err != nil {
			t.Error(err)
		}
	}
}

func TestSaveRefusesWhatLoadWouldNotGiveBack(t *testing.T) {
	cases := map[string]Profile{
		"secret":       {Answers: map[string]string{"clevertap.passcode": "x"}},
		"unknown key":  {Answers: map[string]string{"clevertap.shard": "x"}},
		"number":       {Answers: map[string]string{"rule.redemption_limit": "many"}},
		"loose number": {Answers: map[string]string{"rule.redemption_limit": "0100"}},
		"date":         {Answers: map[string]string{"rule.date": "01/02/2027"}},
		"boolean":      {Answers: map[string]string{"talonone.unpublished": "yes"}},
		"not text":     {Answers: map[string]string{"event.name": "a\xff"}},
		"not text too": {Noted: map[string]string{"a": "\xff"}},
		"no time":      {Verified: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"newer":        {Version: 2},
		"too large":    {Answers: map[string]string{"event.name": strings.Repeat("x", MaxSize)}},
	}
	for name, p := range cases {
		t.Run(name, func(t *testing.T) {
			s := filled(t)
			before := read(t, s.Path("live"))
			if err := save(s, "live", p); err == nil {
				t.Error("it was saved")
			}
			if read(t, s.Path("live")) != before {
				t.Error("the old profile was changed")
			}
		})
	}
}

func TestAnEmptyAnswerIsSavedAsNone(t *testing.T) {
	s := fresh(t)
	if err := save(s, "live", Profile{Answers: map[string]string{"rule.date": "", "event.name": ""}}); err != nil {
		t.Fatal(err)
	}
	p, err := s.Load("live", tutorial)
	if err != nil || !maps.Equal(p.Answers, map[string]string{"event.name": ""}) {
		t.Fatalf("%v, %v", p.Answers, err)
	}
}

func TestAProfileOfANewerTalontapIsNeitherReadNorReplaced(t *testing.T) {
	s := filled(t)
	newer := "version = 2\n[clevertap]\nshard = \"eu1\"\n"
	write(t, s.Path("live"), newer, 0o600)
	if _, err := s.Load("live", tutorial); !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), s.Path("live")+":1:11: ") {
		t.Errorf("Load: %v", err)
	}
	if err := save(s, "live", sample()); !errors.Is(err, ErrNewer) {
		t.Errorf("Save: %v", err)
	}
	if read(t, s.Path("live")) != newer {
		t.Error("it was changed")
	}
}

func TestAProfileWithAMistakeIsNotReplaced(t *testing.T) {
	s := filled(t)
	broken := "[clevertap]\nregoin = 'eu1'\n"
	write(t, s.Path("live"), broken, 0o600)
	var at *ParseError
	if err := save(s, "live", sample()); !errors.As(err, &at) || at.Line != 2 {
		t.Errorf("Save: %v", err)
	}
	if read(t, s.Path("live")) != broken {
		t.Error("it was changed")
	}
}

func TestAKilledSaveLeavesTheOldProfileOrTheNew(t *testing.T) {
	s := fresh(t)
	for round := range 6 {
		p := start(t, "save", s)
		for range 1 + round {
			p.expect(t, "saved")
		}
		p.kill(t)
		got, err := s.Load("live", tutorial)
		if err != nil {
			t.Fatal(err)
		}
		text := got.Answers["email.default_text"]
		if text != large(0).Answers["email.default_text"] && text != large(1).Answers["email.default_text"] {
			t.Fatalf("a mixture of %d bytes", len(text))
		}
	}
	if names, err := s.List(); err != nil || !slices.Equal(names, []string{"live"}) {
		t.Fatalf("%q, %v", names, err)
	}
}

func TestAWriteThatFailsTidiesUpAndKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "live.toml")
	write(t, filepath.Join(target, "inside"), "x", 0o600) // a folder that is not empty cannot be replaced
	if err := writeFile(target, []byte("new")); err == nil {
		t.Fatal("a folder was replaced")
	}
	if got := files(t, dir); !slices.Equal(got, []string{"live.toml/inside"}) {
		t.Fatalf("%q", got)
	}
}

func TestTheFolderIsTheUsersOwnForSettings(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", base)
	t.Setenv("HOME", base)
	t.Setenv("AppData", base)
	config, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := DefaultDir()
	if err != nil || dir != filepath.Join(config, "talontap") || !strings.HasPrefix(dir, base) {
		t.Fatalf("%q, %v", dir, err)
	}
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// files lists all files below a folder, with slashes.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		found = append(found, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
