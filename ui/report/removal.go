package report

import (
	"io"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/status"
)

const removeSchema = "talontap.remove/v1"

// Removal writes what was taken back, and what a person may remove.
func Removal(w io.Writer, style Style, things []apply.TakenBack) error {
	s := newSheet(style)
	s.heading(words.ReportTakenBack)
	for _, t := range things {
		if t.Fate != apply.Stays {
			s.put(marked(status.Pass, takenBack(t)))
			s.remark(t.Why)
		}
	}
	s.heading(words.ReportStays)
	for _, t := range things {
		if t.Where != "" {
			s.put(marked(status.Manual, string(t.Resource)+" "+t.Name))
			s.remark(t.Why)
			s.fix("     ", t.Where)
		}
	}
	return s.flush(w)
}

func takenBack(t apply.TakenBack) string {
	return string(t.Resource) + " " + t.Name + ": " + string(t.Fate)
}

func fateStatus(f apply.Fate) status.Status {
	if f == apply.Stays {
		return status.Manual
	}
	return status.Pass
}

// RemovalJSON writes the same for a script.
func RemovalJSON(w io.Writer, profile string, things []apply.TakenBack) error {
	return encode(w, struct {
		Schema  string            `json:"schema"`
		Profile string            `json:"profile"`
		Things  []apply.TakenBack `json:"things"`
	}{removeSchema, profile, list(things)})
}
