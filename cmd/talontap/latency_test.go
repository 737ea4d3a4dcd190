package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
)

// releaseTags leave out of the release what it never uses.
const releaseTags = "nethttpomithttp2"

func TestTheGateAndTheReleaseBuildWithTheSameTags(t *testing.T) {
	for file, line := range map[string]string{".goreleaser.yml": "tags: [" + releaseTags + "]", ".ci/run": "go build -tags " + releaseTags + " -trimpath"} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil || !strings.Contains(string(text), line) {
			t.Errorf("%s does not say %q: %v", file, line, err)
		}
	}
}

// release builds the program as a release does and puts it first in the path: the
// test binary that stands in for it elsewhere is larger and slower.
func release(b *testing.B) (program string) {
	b.Helper()
	dir := b.TempDir()
	program = filepath.Join(dir, "talontap")
	build := exec.Command("go", "build", "-tags", releaseTags, "-trimpath", "-ldflags", "-s -w", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("building the release: %v\n%s", err, out)
	}
	b.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return program
}

// spread reports the middle and the slow end of what was measured.
func spread(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.95), "p95-ms")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkVersion(b *testing.B) {
	program := release(b)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if err := exec.Command(program, "version").Run(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	spread(b, took)
}

func BenchmarkSizeOfTheRelease(b *testing.B) {
	info, err := os.Stat(release(b))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
	}
	b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkFirstFrame(b *testing.B) {
	release(b)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		term := openTerminal(b, 120, 40, nil)
		term.waitFor("Welcome")
		took = append(took, time.Since(began))
		_ = term.cmd.Process.Kill()
		<-term.ended
	}
	spread(b, took)
}

// BenchmarkKeyToScreen types into a field of the demo until the letter is painted.
func BenchmarkKeyToScreen(b *testing.B) {
	release(b)
	term := openTerminal(b, 120, 40, nil, "demo")
	for _, screen := range []string{"Welcome", "Prerequisites"} {
		term.waitFor(screen)
		term.rest()
		term.keys(keyEnter)
	}
	term.waitFor("change it")
	term.rest()
	term.keys(keyEsc)
	term.waitWhile("change it")
	const typed = "qqq"
	for range len(typed) - 1 {
		term.keys("q")
		term.rest()
	}
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		term.keys("q")
		term.waitFor(typed)
		took = append(took, time.Since(began))
		began = time.Now()
		term.keys("\x7f")
		term.waitWhile(typed)
		took = append(took, time.Since(began))
		term.rest()
	}
	spread(b, took)
}

// BenchmarkAtRest measures what the wizard takes while nobody does anything, and
// what it took at most through a whole demo.
func BenchmarkAtRest(b *testing.B) {
	release(b)
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		b.Logf("this system does not tell: %v", err)
		return
	}
	term := openTerminal(b, 120, 40, nil, "demo")
	term.waitFor("Welcome")
	pid := term.cmd.Process.Pid
	const watched = 2 * time.Second
	for b.Loop() {
		before := ticks(b, pid)
		time.Sleep(watched)
		b.ReportMetric(float64(ticks(b, pid)-before)/ticksPerSecond/watched.Seconds()*100, "cpu-%")
	}
	b.ReportMetric(resident(b, pid), "welcome-MB")
	for _, screen := range []string{"Welcome", "Prerequisites", "Dashboard address"} {
		term.waitFor(screen)
		term.rest()
		term.keys(keyEnter)
	}
	for range 12 {
		term.rest()
		term.keys(keyEnter)
	}
	term.rest()
	b.ReportMetric(resident(b, pid), "midway-MB")
	b.ReportMetric(0, "ns/op")
}

const ticksPerSecond = 100 // what Linux counts in, on every machine of today

func ticks(b *testing.B, pid int) int {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return user + system
}

// resident is the most memory that a process held so far, in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	kb, _ := strconv.Atoi(strings.Fields(rest)[0])
	return float64(kb) / 1024
}

// The longest chains of requests that need each other's answers.
const (
	// Applications, then customers, then five profiles, of which CleverTap takes
	// three at a time.
	chainOfVerify = 4
	// Sign-in, campaign, rule, the rule read back, the session ended.
	chainOfApply = 5
)

// BenchmarkAgainstTheLongestChain compares what verify and apply take with what
// the line alone makes them take.
func BenchmarkAgainstTheLongestChain(b *testing.B) {
	for _, latency := range []time.Duration{50 * time.Millisecond, 200 * time.Millisecond} {
		b.Run(fmt.Sprintf("verify at %s", latency), func(b *testing.B) {
			ratio(b, latency, chainOfVerify, func(ctx context.Context, s *engine.Session, st steps.State) (time.Duration, error) {
				began := time.Now()
				_, err := s.Checklist(ctx, st)
				return time.Since(began), err
			})
		})
		b.Run(fmt.Sprintf("apply at %s", latency), func(b *testing.B) {
			ratio(b, latency, chainOfApply, func(ctx context.Context, s *engine.Session, st steps.State) (time.Duration, error) {
				if _, _, err := s.Plan(ctx, st); err != nil {
					return 0, err
				}
				began := time.Now()
				_, err := s.Apply(ctx, st, nil)
				return time.Since(began), err
			})
		})
	}
}

// ratio runs an act on a fresh sandbox each time and reports its wall time as a
// multiple of the chain's.
func ratio(b *testing.B, latency time.Duration, chain int, act func(context.Context, *engine.Session, steps.State) (time.Duration, error)) {
	var worst float64
	for b.Loop() {
		box, err := sandbox.Start(b.Context(), sandbox.Options{Latency: latency})
		if err != nil {
			b.Fatal(err)
		}
		session := engine.New((&app{}).rehearsal(box))
		st := tutorialState(box)
		st.Answers = setup.Complete(st.Answers, st.Surroundings())
		took, err := act(b.Context(), session, st)
		if err != nil {
			b.Fatal(err)
		}
		worst = max(worst, took.Seconds()/(latency.Seconds()*float64(chain)))
		_ = box.Close()
	}
	b.ReportMetric(worst, "×chain")
	b.ReportMetric(0, "ns/op")
}
