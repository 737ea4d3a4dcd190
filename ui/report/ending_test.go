package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
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
	if err := report.End(&out, report.Style{Width: 80}, report.Summary{Report: r}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) > 20 {
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
