package report

import (
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/ui/text"
)

const doctorSchema = "talontap.doctor/v1"

// Doctor writes what was seen of this machine, with what to do.
func Doctor(w io.Writer, style Style, l check.List) error {
	s := newSheet(style)
	s.checks(l)
	s.again(l.Failing())
	return s.flush(w)
}

// again names what must not be overlooked at the end of a long list.
func (s *sheet) again(failing []check.Check) {
	if len(failing) == 0 {
		return
	}
	s.gap()
	s.prose("", text.Bad, fmt.Sprintf(words.ReportChecksFail, phrase.Counted(len(failing), "check")))
	for _, c := range failing {
		s.put(shouted(check.Fail, c.Title))
	}
}

// DoctorJSON writes the same for a script.
func DoctorJSON(w io.Writer, l check.List) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		checklistView
	}{doctorSchema, viewOfChecks(l)})
}
