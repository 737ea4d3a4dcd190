package report_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/report"
)

func TestALiveCheckEndsWithItsDiagnosisAndWhatItCost(t *testing.T) {
	r := broken()
	r.Diagnosis = &live.Diagnosis{Cause: live.Rejected, Code: 513, Hop: live.Accepted, Status: live.Fail, Sentence: "CleverTap refused it.", Fix: "choose another name"}
	r.Requests = []live.Request{{Call: "CleverTap POST /1/upload", Count: 2}}
	var b strings.Builder
	if err := report.Live(&b, report.Style{Width: 80}, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"It failed at: Event accepted.\nCleverTap refused it.\ndo: choose another name\n", "2 × CleverTap POST /1/upload"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, b.String())
		}
	}
}

func TestWhatIsOnlyAboutALaterCheckoutIsNotToldTwice(t *testing.T) {
	r := arrived()
	r.Diagnosis = &live.Diagnosis{Cause: live.NotRedeemable, Status: live.Warn, Sentence: "A shop would refuse the code.", Fix: "make a rule"}
	var b strings.Builder
	if err := report.Live(&b, report.Style{Width: 80}, r); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "A shop would refuse") {
		t.Errorf("it stands among what only the day shows:\n%s", b.String())
	}
}
