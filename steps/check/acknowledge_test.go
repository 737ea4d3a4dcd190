package check_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

// TestOnlyAWarningIsAcknowledged holds that somebody's word changes neither what
// fails nor what was not seen, and not the verdict.
func TestOnlyAWarningIsAcknowledged(t *testing.T) {
	w := setup.Wanted{}
	e := check.Evidence{Wanted: &w, Project: setup.Project{ID: "TEST-1"}, CleverTap: check.Probe{Done: true, Err: errors.New("no"), Wrong: true}}
	before := check.Checks(e)
	e.Accepted = map[string]check.Acknowledgement{}
	for _, c := range before.Checks {
		e.Accepted[c.ID] = check.Acknowledgement{By: "ada", Why: "a trial", Until: "31 March 2027"}
	}
	after := check.Checks(e)
	known := 0
	for i, c := range after.Checks {
		was := before.Checks[i]
		if was.Status != check.Warn {
			if c.Acknowledged != nil || c.Detail != was.Detail || c.Fix != was.Fix {
				t.Errorf("%s is %s, and was acknowledged: %+v", c.ID, was.Status, c)
			}
			continue
		}
		known++
		if c.Status != check.Warn || c.Acknowledged == nil || c.Fix != "" || !strings.HasSuffix(c.Detail, "(acknowledged by ada until 31 March 2027: a trial)") {
			t.Errorf("%s is not acknowledged: %+v", c.ID, c)
		}
	}
	if known == 0 || after.Summary.Acknowledged != known || after.Summary.Warn != before.Summary.Warn {
		t.Errorf("%d warnings are acknowledged, and the summary says %+v", known, after.Summary)
	}
	if after.Verdict() != before.Verdict() {
		t.Errorf("the verdict became %d from %d", after.Verdict(), before.Verdict())
	}
}
