package report

import (
	"io"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/ui/text"
)

const doctorSchema = "talontap.doctor/v1"

// Doctor writes what was seen of this machine, with what to do.
func Doctor(w io.Writer, style Style, l check.List) error {
	s := newSheet(style)
	for _, c := range l.Checks {
		s.check(c)
	}
	s.gap()
	s.prose("", text.Plain, summary(l.Summary))
	s.again(l.Failing(), check.Fail, words.ReportCheckFails, words.ReportChecksFail)
	return s.flush(w)
}

// DoctorJSON writes the same for a script.
func DoctorJSON(w io.Writer, l check.List) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		checklistView
	}{doctorSchema, viewOfChecks(l)})
}
