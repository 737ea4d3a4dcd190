package report

import (
	"strings"
	"testing"
	"time"
)

func TestTheVersionStandsAloneOnItsLineAndTheDateInWords(t *testing.T) {
	var b strings.Builder
	build := Build{Version: "1.4.0", Commit: "abc", Changed: true, Date: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Go: "1.26.8", OS: "linux", Arch: "amd64"}
	if err := Version(&b, Style{}, build); err != nil {
		t.Fatal(err)
	}
	const want = "talontap 1.4.0\n  commit    abc (and uncommitted changes)\n  date      1 January 2027\n  Go        1.26.8\n  platform  linux/amd64\n"
	if b.String() != want {
		t.Errorf("it reads\n%s", b.String())
	}
}

func TestWhatABuildDidNotRecordIsSaid(t *testing.T) {
	var text, json strings.Builder
	if Version(&text, Style{}, Build{Version: "dev"}) != nil || VersionJSON(&json, Build{Version: "dev"}) != nil {
		t.Fatal("not written")
	}
	if strings.Count(text.String(), "not recorded") != 2 || strings.Contains(json.String(), "date") {
		t.Errorf("it reads\n%s%s", text.String(), json.String())
	}
}
