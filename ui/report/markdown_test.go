package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func markdown(t *testing.T, r report.Runbook) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Markdown(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheRunbookIsAsItsGoldenFileShowsIt(t *testing.T) {
	golden(t, "runbook.md", markdown(t, report.Runbook{Profile: "shop-eu", Cards: mixedPlan().ByHand(), Checks: mixedChecks()}))
}

func TestTheRunbookLeavesOutWhatIsEmpty(t *testing.T) {
	if got := markdown(t, report.Runbook{}); strings.Contains(got, "##") {
		t.Errorf("an empty runbook has parts:\n%s", got)
	}
}

func TestNamesInARunbookAreNotTakenForMarkup(t *testing.T) {
	got := markdown(t, report.Runbook{
		Cards:  []plan.Change{{Resource: plan.Rule, Name: "a `b` <c>", Action: plan.Manual, Why: "*no*", Steps: []string{"Name: ``x``", "click _here_ [now]"}}},
		Checks: check.List{Checks: []check.Check{{Title: "<b>#1</b>", Status: check.Fail, Detail: "line\n# break"}}},
	})
	for _, want := range []string{"### 1. rule ``a `b` <c>``", `\*no\*`, "Name: ``` ``x`` ```", `click \_here\_ \[now\]`, `**\<b\>\#1\</b\>**`, `line \# break`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
