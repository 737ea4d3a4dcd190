package main

import (
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/ui/report"
)

func TestABuildKnowsWhichOneItIsByWhoMadeIt(t *testing.T) {
	at := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)
	recorded := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
	}
	git := []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.time", Value: "2027-01-01T12:00:00Z"}, {Key: "vcs.modified", Value: "true"}}
	for name, c := range map[string]struct {
		set      report.Build
		recorded *debug.BuildInfo
		want     report.Build
	}{
		"a release":            {report.Build{Version: "1.4.0", Commit: "def", Date: at}, recorded("v1.4.1-0.2027"), report.Build{Version: "1.4.0", Commit: "def", Date: at}},
		"go install":           {report.Build{}, recorded("v1.4.0"), report.Build{Version: "1.4.0"}},
		"a clone with changes": {report.Build{}, recorded("(devel)", git...), report.Build{Version: "dev", Commit: "abc", Date: at, Changed: true}},
		"no record at all":     {report.Build{}, nil, report.Build{Version: "dev"}},
	} {
		got := build(c.set, c.recorded)
		if got.Go == "" || got.OS == "" || got.Arch == "" {
			t.Errorf("%s: Go or platform is missing: %+v", name, got)
		}
		if got.Go, got.OS, got.Arch = "", "", ""; got != c.want {
			t.Errorf("%s is %+v, want %+v", name, got, c.want)
		}
	}
}

func TestBothServicesAreToldTheVersionThatIsPrinted(t *testing.T) {
	var told []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = append(told, r.UserAgent())
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer server.Close()
	d := newDoors(server.URL, nil, 0)
	service, err := d.cleverTap("eu1", "project", secret.New("passcode"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := d.talonOne(server.URL, secret.New("management"), secret.New("integration"))
	if err != nil {
		t.Fatal(err)
	}
	_, refused1 := service.Schema(t.Context())
	_, refused2 := other.Applications(t.Context())
	want := "talontap/" + thisBuild().Version
	if refused1 == nil || refused2 == nil || len(told) != 2 || told[0] != want || told[1] != want {
		t.Errorf("they were told %q, want %q", told, want)
	}
}
