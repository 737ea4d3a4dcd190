package report_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/report"
)

// mixedOutcomes has a setup for every way to stand.
func mixedOutcomes() []fleet.Outcome {
	wrong := fleet.Of(mixedChecks())
	wrong.Profile, wrong.Verdict, wrong.Took = "shop-fr", check.Wrong, 2*time.Second
	unread := fmt.Errorf("reading profile %q: %w", "shop-it", errors.New("others can change <it>"))
	return []fleet.Outcome{
		{Profile: "shop-de", Verdict: check.Rejected, Summary: check.Summary{Fail: 1}, Failing: []check.Check{{ID: "clevertap.credentials", Title: "CleverTap accepts the passcode", Status: check.Fail, Detail: "it does not", Fix: "rotate it"}}},
		wrong,
		{Profile: "shop-it", Verdict: check.Failed, Err: unread},
		{Profile: "shop-uk", Verdict: check.Cancelled, Err: context.Canceled},
		{Profile: "shop-us", Verdict: check.Right, Summary: check.Summary{Pass: 20, Warn: 1}, Took: time.Second},
	}
}

func inForm(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestManySetupsAreAsTheirGoldenFilesShowThem(t *testing.T) {
	for _, width := range []int{40, 80} {
		golden(t, fmt.Sprintf("all.%d.txt", width), inForm(t, func(b *bytes.Buffer) error { return report.All(b, report.Style{Width: width}, mixedOutcomes()) }))
	}
	golden(t, "all.json", inForm(t, func(b *bytes.Buffer) error { return report.AllJSON(b, mixedOutcomes()) }))
	golden(t, "all.md", inForm(t, func(b *bytes.Buffer) error { return report.AllMarkdown(b, mixedOutcomes()) }))
	golden(t, "all.xml", inForm(t, func(b *bytes.Buffer) error { return report.AllJUnit(b, mixedOutcomes(), 3*time.Second) }))
}

func TestAVerificationIsAsItsGoldenFilesShowIt(t *testing.T) {
	l := mixedChecks()
	o := fleet.Of(l)
	o.Profile, o.Verdict, o.Took = "shop", check.Wrong, time.Second
	r := &live.Result{Hops: []live.Hop{{ID: live.Accepted, Status: live.Fail, Detail: "CleverTap refused it", Fix: "look"}}}
	golden(t, "checklist.md", inForm(t, func(b *bytes.Buffer) error { return report.ChecklistMarkdown(b, o, l, r) }))
	golden(t, "checklist.xml", inForm(t, func(b *bytes.Buffer) error { return report.ChecklistJUnit(b, o, l, r) }))
}

// TestAPipelineReadsTheSameNumbersAsItsTests holds JUnit's counts to its tests, also
// where a name or a detail holds what XML cannot.
func TestAPipelineReadsTheSameNumbersAsItsTests(t *testing.T) {
	l := check.List{Checks: []check.Check{
		{Title: "a <b> & \"c\"", Status: check.Fail, Detail: "\x01]]>", Fix: "do"}, {Title: "passes", Status: check.Pass},
		{Title: "unseen", Status: check.Skip, Core: true, Seen: check.NotSeen}, {Title: "by hand", Status: check.Manual}, {Title: "warns", Status: check.Warn, Detail: "soon"},
	}}
	text := inForm(t, func(b *bytes.Buffer) error {
		return report.ChecklistJUnit(b, fleet.Outcome{Profile: "shop", Err: errors.New("cut off")}, l, nil)
	})
	var doc struct {
		XMLName xml.Name `xml:"testsuites"`
		Suite   struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Errors   int `xml:"errors,attr"`
			Skipped  int `xml:"skipped,attr"`
			Cases    []struct {
				Name    string    `xml:"name,attr"`
				Failure *struct{} `xml:"failure"`
				Error   *struct{} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	failures, errs, skipped := 0, 0, 0
	for _, c := range doc.Suite.Cases {
		switch {
		case c.Failure != nil:
			failures++
		case c.Error != nil:
			errs++
		case c.Skipped != nil:
			skipped++
		}
	}
	s := doc.Suite
	if s.Tests != 6 || len(s.Cases) != 6 || s.Failures != failures || failures != 1 || s.Errors != errs || errs != 2 || s.Skipped != skipped || skipped != 1 {
		t.Errorf("the counts and the tests differ:\n%s", text)
	}
	if s.Cases[0].Name != `a <b> & "c"` {
		t.Errorf("the name is %q", s.Cases[0].Name)
	}
}
