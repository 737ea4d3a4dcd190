package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func markdown(t *testing.T, r report.Handover) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Markdown(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheRunbookIsAsItsGoldenFileShowsIt(t *testing.T) {
	golden(t, "runbook.md", markdown(t, report.Handover{Profile: "shop-eu", Cards: mixedPlan().ByHand(), Checks: mixedChecks()}))
}

func TestTheRunbookLeavesOutWhatIsEmpty(t *testing.T) {
	if got := markdown(t, report.Handover{}); strings.Contains(got, "##") {
		t.Errorf("an empty runbook has parts:\n%s", got)
	}
}

func TestARunbookSaysWhatKeptTheRunFromItsEndAndWhatWasDoneByThen(t *testing.T) {
	run := steps.Report{Applied: []apply.Progress{{Resource: plan.Webhook, State: apply.Done}}, Unended: "the session could not be ended"}
	var b bytes.Buffer
	if err := report.Markdown(&b, report.Handover{Run: run, Err: fmt.Errorf("making the campaign: %w", errors.New("it was refused"))}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## It did not finish", "making the campaign failed, it was refused", "webhook: done", "## Left open", run.Unended} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

func TestWhatASetupThatWasLeftHasDoneIsListed(t *testing.T) {
	var b bytes.Buffer
	r := steps.Report{Applied: []apply.Progress{{Resource: plan.Webhook, State: apply.Done}}, Live: &live.Result{CouponCode: "NY-1"}, Looked: true, Enabled: true}
	if err := errors.Join(report.Left(&b, report.Style{Width: 80}, r), report.Left(&b, report.Style{Width: 80}, steps.Report{})); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Done so far", "webhook: done", "NY-1", "the campaign is enabled"} {
		if strings.Count(b.String(), want) != 1 {
			t.Errorf("%q stands %d times in\n%s", want, strings.Count(b.String(), want), b.String())
		}
	}
}

func TestNamesInARunbookAreNotTakenForMarkup(t *testing.T) {
	got := markdown(t, report.Handover{
		Cards: []plan.Change{{Resource: plan.Rule, Name: "a `b` <c>", Action: plan.Manual, Why: "*no*", Steps: []string{"Name: ``x``", "click _here_ [now]"},
			Card: guide.Card{Fields: []guide.Field{{Label: "Name", Value: "``x``"}}, After: "click _here_ [now]"}}},
		Checks: check.List{Checks: []check.Check{{Title: "<b>#1</b>", Status: check.Fail, Detail: "line\n# break"}}},
	})
	for _, want := range []string{"### 1. rule ``a `b` <c>``", `\*no\*`, "Name: ``` ``x`` ```", `click \_here\_ \[now\]`, `**\<b\>\#1\</b\>**`, `line \# break`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
