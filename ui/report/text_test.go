package report_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/ui/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

type text struct {
	name  string
	write func(io.Writer, report.Style) error
}

// texts is every text for a person, in each of the shapes it can take.
func texts() []text {
	return []text{
		{"plan", func(w io.Writer, s report.Style) error { return report.Plan(w, s, mixedPlan()) }},
		{"plan-kept", func(w io.Writer, s report.Style) error { return report.Plan(w, s, keptPlan()) }},
		{"overview", func(w io.Writer, s report.Style) error { return report.Overview(w, s, mixedPlan()) }},
		{"cards", func(w io.Writer, s report.Style) error { return report.Cards(w, s, mixedPlan().ByHand()) }},
		{"checklist", func(w io.Writer, s report.Style) error { return report.Checklist(w, s, mixedChecks()) }},
		{"live", func(w io.Writer, s report.Style) error { return report.Live(w, s, arrived()) }},
		{"live-failed", func(w io.Writer, s report.Style) error { return report.Live(w, s, broken()) }},
		{"live-simulated", func(w io.Writer, s report.Style) error { return report.Live(w, s, simulated()) }},
		{"setup", func(w io.Writer, s report.Style) error { return report.Setup(w, s, finished()) }},
		{"setup-left", func(w io.Writer, s report.Style) error { return report.Setup(w, s, halfDone()) }},
		{"end-setup", ended(report.EndOfSetup(report.Summary{Report: finished(), Profile: "default", SavedTo: "/home/you/talontap/default.toml"}))},
		{"end-demo", ended(report.EndOfSetup(report.Summary{Report: finished(), Profile: "demo", Demo: true}))},
		{"end-left", ended(report.EndOfSetup(report.Summary{Report: halfDone(), Profile: "shop-eu"}))},
		{"end-check", ended(report.EndOfCheck(fleet.Of(mixedChecks()), mixedChecks(), nil, words.EndListedMore))},
		{"end-rotation", ended(report.EndOfRotation(rotated(), "default"))},
		{"end-day", ended(report.EndOfDay(lossyDay(7), nil, "default"))},
		{"trace", func(w io.Writer, s report.Style) error { return report.Trace(w, s, aFew()) }},
		{"trace-many", func(w io.Writer, s report.Style) error { return report.Trace(w, s, many()) }},
		{"error", func(w io.Writer, s report.Style) error {
			return report.Error(w, s, fmt.Errorf("reading webhooks: %w", errors.New("Talon.One (shop.talon.one) did not accept the credential")))
		}},
	}
}

func ended(e report.Ending) func(io.Writer, report.Style) error {
	return func(w io.Writer, s report.Style) error {
		s.Rows = report.Screenful
		return e.Write(w, s)
	}
}

func written(t *testing.T, x text, s report.Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := x.write(&b, s); err != nil {
		t.Fatalf("%s: %v", x.name, err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
		t.Errorf("%s is another text now; run with -update if that is meant.\n--- got\n%s\n--- want\n%s", name, got, want)
	}
}

func TestTextsAreAsTheirGoldenFilesShowThem(t *testing.T) {
	for _, x := range texts() {
		for _, width := range []int{40, 80, 120} {
			for _, color := range []bool{false, true} {
				name := fmt.Sprintf("%s.%d.txt", x.name, width)
				if color {
					name = fmt.Sprintf("%s.%d.color.txt", x.name, width)
				}
				t.Run(name, func(t *testing.T) {
					golden(t, name, written(t, x, report.Style{Color: color, Width: width}))
				})
			}
		}
	}
}

func TestTheZeroStyleIsEightyColumnsWithoutColour(t *testing.T) {
	for _, x := range texts() {
		if got, want := written(t, x, report.Style{}), written(t, x, report.Style{Width: 80}); got != want {
			t.Errorf("%s: the zero style differs from 80 columns", x.name)
		}
	}
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestColourOnlyRepeatsWhatTheTextSays(t *testing.T) {
	for _, x := range texts() {
		plain, coloured := written(t, x, report.Style{}), written(t, x, report.Style{Color: true})
		if coloured == plain {
			t.Errorf("%s: nothing is coloured", x.name)
		}
		if stripped := sgr.ReplaceAllString(coloured, ""); stripped != plain {
			t.Errorf("%s: without its colours it is another text:\n%s\n--- plain\n%s", x.name, stripped, plain)
		}
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: an escape where no colour is wanted", x.name)
		}
	}
}

func TestNoLineIsWiderThanTheStyleUnlessItHoldsAValueOrALongWord(t *testing.T) {
	values := []string{payload, "NY-####-####", "Create coupon on 1 January", "talontap setup --profile shop-eu",
		"talontap verify --profile shop-eu", "talontap rotate clevertap --profile shop-eu"}
	for _, x := range texts() {
		for _, width := range []int{30, 40, 63, 64, 80, 200} {
			for line := range strings.Lines(written(t, x, report.Style{Width: width})) {
				line = strings.TrimRight(line, "\n")
				if lipgloss.Width(line) <= width || isWhole(strings.TrimSpace(line), values) {
					continue
				}
				t.Errorf("%s at %d: %d columns: %q", x.name, width, lipgloss.Width(line), line)
			}
		}
	}
}

func TestFurtherLinesStandUnderTheBeginningOfTheText(t *testing.T) {
	got := report.Style{Width: 20}.Wrap("  do: ", "run talontap apply again")
	if want := "  do: run talontap\n      apply again"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func isWhole(line string, values []string) bool {
	for _, v := range values {
		if strings.HasSuffix(line, v) {
			return true
		}
	}
	return len(strings.Fields(line)) <= 2 // a symbol or label, and one word
}

func TestAValueToCopyStaysInOnePieceHoweverNarrowTheText(t *testing.T) {
	for _, width := range []int{20, 40, 80} {
		got := written(t, texts()[0], report.Style{Width: width})
		if n := strings.Count(got, payload); n != 2 {
			t.Errorf("at %d columns the payload stands whole %d times, want 2 (wanted field and step):\n%s", width, n, got)
		}
	}
}

func TestAMaskedValueStaysMaskedAndShowsThatItDiffers(t *testing.T) {
	got := written(t, texts()[0], report.Style{Width: 120})
	if !strings.Contains(got, "Header X-CleverTap-Passcode: [redacted] → [redacted]") {
		t.Errorf("the masked difference is not shown as one:\n%s", got)
	}
}

func TestTheCouponCodeStandsAloneOnItsLine(t *testing.T) {
	for _, width := range []int{20, 80} {
		var b bytes.Buffer
		if err := report.Live(&b, report.Style{Width: width}, arrived()); err != nil {
			t.Fatal(err)
		}
		found := false
		for line := range strings.Lines(b.String()) {
			found = found || strings.TrimSpace(line) == "NY-7K3Q-88PD"
		}
		if !found {
			t.Errorf("at %d columns no line holds just the code:\n%s", width, b.String())
		}
	}
}

func TestASimulationNeverClaimsAnArrival(t *testing.T) {
	var b bytes.Buffer
	if err := report.Live(&b, report.Style{}, simulated()); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "arrived") || !strings.Contains(got, "nothing was sent") {
		t.Errorf("a simulation reads:\n%s", got)
	}
}

func TestTheNextCommandsNameTheProfileUnlessItIsTheDefault(t *testing.T) {
	for profile, want := range map[string]string{"": "talontap verify: ", "default": "talontap verify: ", "shop-eu": "talontap verify --profile shop-eu: "} {
		var b bytes.Buffer
		if err := report.EndOfSetup(report.Summary{Report: finished(), Profile: profile}).Write(&b, report.Style{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("profile %q: %q is missing in\n%s", profile, want, b.String())
		}
	}
}

// torn is a writer whose other end is gone.
type torn struct{}

var errTorn = errors.New("the pipe is closed")

func (torn) Write([]byte) (int, error) { return 0, errTorn }

func TestAWriteThatFailsIsReported(t *testing.T) {
	for _, x := range texts() {
		if err := x.write(torn{}, report.Style{}); !errors.Is(err, errTorn) {
			t.Errorf("%s: got %v", x.name, err)
		}
	}
}
