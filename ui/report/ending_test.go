package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/report"
)

func TestAnEndingFitsAScreenAndEndsWithTheVerdictAndTheCode(t *testing.T) {
	var checks []check.Check
	for i := range 30 {
		checks = append(checks, check.Check{Title: "A check with a long title", Status: check.Warn, Fix: strings.Repeat(fmt.Sprint("do something about it ", i, " "), 20)})
	}
	var left []plan.Change
	for range 5 {
		left = append(left, plan.Change{Resource: plan.Webhook, Name: "Send"})
	}
	r := steps.Report{Left: left, Looked: true, Enabled: true, Checklist: check.List{Checks: checks},
		Live: &live.Result{CouponCode: "NY-7K3Q-88PD", Arrived: true, OnTheDay: []string{"one", "two", "three"},
			Diagnosis: &live.Diagnosis{Sentence: "It arrived with another code.", Fix: "Compare the rule"}}}
	var out bytes.Buffer
	if err := ended(report.EndOfSetup(report.Summary{Report: r}))(&out, report.Style{Width: 80}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) > 23 {
		t.Errorf("%d lines", len(lines))
	}
	if last := lines[len(lines)-1]; !strings.Contains(strings.Join(lines[len(lines)-2:], " "), "NY-7K3Q-88PD") {
		t.Errorf("it ends with %q", last)
	}
	for _, part := range []string{"1. It arrived with another code.", "Compare the rule", "33 more things"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is not said in\n%s", part, out.String())
		}
	}
}

// lossyDay is a day on which so many codes were lost and as many are on their way.
func lossyDay(lost int) watch.End {
	begins := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	e := watch.End{Picture: watch.Picture{Begins: begins, Ends: begins.AddDate(0, 0, 1), At: begins.AddDate(0, 0, 1)}, Over: true}
	e.Coupons = 9 * lost
	for i := range lost {
		c := watch.Code{Code: fmt.Sprintf("NY-%04d", i), Customer: fmt.Sprintf("guest-%d", i), Why: "CleverTap accepted it at 00:00:00 and shows no event with it"}
		e.Lost, e.OnWay = append(e.Lost, c), append(e.OnWay, c)
	}
	for range 4 {
		e.Checks.Checks = append(e.Checks.Checks, check.Check{Title: "On the day each code is delivered", Status: check.Fail, Fix: strings.Repeat("look in the log, ", 20) + "once more"})
	}
	return e
}

func TestAnEndingOfADayFitsAScreenAndNamesTheLostCodesForWhichThereIsRoom(t *testing.T) {
	var short, whole bytes.Buffer
	end := report.EndOfDay(lossyDay(30), nil, "default")
	if err := errors.Join(ended(end)(&short, report.Style{Width: 80}), end.Write(&whole, report.Style{Width: 80})); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(short.String(), "\n"); n > 23 || !strings.Contains(short.String(), "Lost   NY-0000 for guest-0") || !strings.Contains(short.String(), " more: --details or --json") {
		t.Errorf("on a terminal it is, on %d lines,\n%s", n, short.String())
	}
	if !strings.Contains(whole.String(), "NY-0029 for guest-29") || strings.Contains(whole.String(), "...") {
		t.Errorf("in a log it is cut:\n%s", whole.String())
	}
	if !strings.HasSuffix(short.String(), "✗ Lost: 30 of 270 codes.\n") {
		t.Errorf("it does not end with the verdict:\n%s", short.String())
	}
}

func TestAnEndingNamesEachCheckThatFailsAndSaysOnceWhatHelpsAgainstAll(t *testing.T) {
	list := check.List{Checks: []check.Check{{Title: "The webhook", Status: check.Fail, Fix: "run talontap apply"}, {Title: "The rule", Status: check.Fail, Fix: "run talontap apply"}}}
	var b bytes.Buffer
	if err := report.EndOfCheck(fleet.Of(list), list, nil, words.EndListedAbove).Write(&b, report.Style{}); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "Run talontap apply") != 1 || !strings.Contains(b.String(), "1. Fails: The webhook") || !strings.Contains(b.String(), "2. Fails: The rule") {
		t.Errorf("it says\n%s", b.String())
	}
}

func TestAnEndingOfAVerificationNamesWhatFailsAndEndsWithTheVerdict(t *testing.T) {
	list := mixedChecks()
	for _, listed := range []string{words.EndListedMore, words.EndListedAbove} {
		var b bytes.Buffer
		if err := report.EndOfCheck(fleet.Of(list), list, nil, listed).Write(&b, report.Style{}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"1. Fails: The webhook is as wanted in every field", listed + " lists them", "\n✗ Fails: The webhook is as wanted in every field.\n"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q is not said in\n%s", want, b.String())
			}
		}
	}
}
