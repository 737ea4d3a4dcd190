package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
)

// TestTheDemoInLineModeReadsAsItIsKept keeps the whole talk of a demo in which
// nothing but Enter is pressed, so that a change to it is read by somebody.
func TestTheDemoInLineModeReadsAsItIsKept(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Clock: noon, Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	world := (&app{}).rehearsal(box)
	world.Now = func() time.Time { return noon } // nothing takes any time, so none is told
	var out bytes.Buffer
	flow := steps.NewSetup(engine.New(world), tutorialState(box), steps.SetupOptions{Enable: true})
	err = plain.Run(t.Context(), plain.Options{Flow: flow, In: strings.NewReader(strings.Repeat("\n", 200)), Out: &out, Style: report.Style{Width: 80}})
	if err != nil || !flow.Ended() || !flow.Report().Enabled {
		t.Fatalf("ended %v, enabled %v, err %v after\n%s", flow.Ended(), flow.Report().Enabled, err, out.String())
	}
	got := steadied(out.String())
	path := filepath.Join("testdata", "linemode.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if got != string(want) {
		t.Errorf("%s is another text now; run with -update if that is meant.\n%s", path, got)
	}
}

// noon is when the demo is held.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

var (
	projects   = regexp.MustCompile(`TEST-[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}`)
	admins     = regexp.MustCompile(`admin-[0-9a-f]{6}@`)
	lengths    = regexp.MustCompile(`\b\d+ characters`)
	ports      = regexp.MustCompile(`127\.0\.0\.1:\d+`)
	sideBySide = regexp.MustCompile(`(?m)(^[=✓] (event|webhook|campaign): .*\n){2,}`)
)

// steadied is a talk without what differs from run to run. Webhook and campaign
// are made side by side, so either may be told first.
func steadied(text string) string {
	text = codes.ReplaceAllString(text, "NY-XXXX-XXXX")
	text = projects.ReplaceAllString(lengths.ReplaceAllString(text, "N characters"), "TEST-XXX-XXX-XXXX")
	text = admins.ReplaceAllString(ports.ReplaceAllString(text, "127.0.0.1:PORT"), "admin-XXXXXX@")
	return sideBySide.ReplaceAllStringFunc(text, func(lines string) string {
		return strings.Join(slices.Sorted(strings.Lines(lines)), "") // which of them ends first is chance
	})
}
