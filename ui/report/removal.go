package report

import (
	"io"

	"github.com/talontap/talontap/steps/apply"
)

const removeSchema = "talontap.remove/v1"

// RemovalLine is one thing of a setup that was taken back, or stays.
func RemovalLine(t apply.TakenBack) string {
	symbol := "✓"
	if t.Fate == apply.Stays {
		symbol = "☐"
	}
	return ended(symbol, string(t.Resource)+" "+t.Name+": "+string(t.Fate), t.Why, "")
}

// Removal writes what was taken back, and what a person may remove.
func Removal(w io.Writer, style Style, things []apply.TakenBack) error {
	s := sheet{style: style}
	s.heading("Taken back")
	for _, t := range things {
		if t.Fate != apply.Stays {
			s.put(row{lead: " ✓ ", leadInk: good, text: string(t.Resource) + " " + t.Name + ": " + string(t.Fate)})
			s.remark(t.Why)
		}
	}
	s.heading("Stays, and can be removed by hand")
	for _, t := range things {
		if t.Where != "" {
			s.put(row{lead: " ☐ ", leadInk: heed, text: string(t.Resource) + " " + t.Name})
			s.remark(t.Why)
			s.fix("     ", t.Where)
		}
	}
	return s.flush(w)
}

// RemovalJSON writes the same for a script.
func RemovalJSON(w io.Writer, profile string, things []apply.TakenBack) error {
	return encode(w, struct {
		Schema  string            `json:"schema"`
		Profile string            `json:"profile"`
		Things  []apply.TakenBack `json:"things"`
	}{removeSchema, profile, list(things)})
}
