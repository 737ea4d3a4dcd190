package main

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/report"
)

// What the release's build sets. Of any other build, Go's own record tells.
var version, commit, date string

func (a *app) versionCommand() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use: "version", Short: words.VersionShort,
		RunE: func(*cobra.Command, []string) error { return a.printVersion() },
	})
}

func (a *app) printVersion() error {
	if a.json {
		return report.VersionJSON(a.out, thisBuild())
	}
	return report.Version(a.out, a.style(), thisBuild())
}

// agent is what both services are told of who calls.
func agent() string { return "talontap/" + thisBuild().Version }

func thisBuild() report.Build {
	recorded, _ := debug.ReadBuildInfo()
	return build(report.Build{Version: version, Commit: commit, Date: recordedTime(date)}, recorded)
}

// build fills what the release did not set from Go's record: go install knows the
// version of the module, a build in a clone knows the commit.
func build(b report.Build, recorded *debug.BuildInfo) report.Build {
	b.Go, b.OS, b.Arch = strings.TrimPrefix(runtime.Version(), "go"), runtime.GOOS, runtime.GOARCH
	set := map[string]string{}
	if recorded != nil {
		for _, s := range recorded.Settings {
			set[s.Key] = s.Value
		}
		b.Version = cmp.Or(b.Version, strings.TrimPrefix(recorded.Main.Version, "v"))
	}
	if b.Version == "" || b.Version == "(devel)" {
		b.Version = "dev"
	}
	b.Commit = cmp.Or(b.Commit, set["vcs.revision"])
	b.Date = cmp.Or(b.Date, recordedTime(set["vcs.time"]))
	b.Changed = set["vcs.modified"] == "true"
	return b
}

// recordedTime is a time as builds record it; zero for none.
func recordedTime(recorded string) time.Time {
	at, _ := time.Parse(time.RFC3339, recorded)
	return at.UTC()
}
