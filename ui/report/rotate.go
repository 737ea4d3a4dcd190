package report

import (
	"cmp"
	"io"

	"github.com/talontap/talontap/steps/rotate"
)

const rotateSchema = "talontap.rotate/v1"

// RotationLine is one step of a rotation that has ended, or waits for a person,
// for a log that is only ever appended to; "" for one that is under way. A card
// stands below it, line by line.
func RotationLine(s rotate.Step) string {
	if s.Status == rotate.Running {
		return ""
	}
	symbol, _ := sign(string(s.Status))
	line := ended(symbol, s.ID.Title(), s.Detail, duration(s.Took))
	if s.Fix != "" && s.Status != rotate.Pass && s.Status != rotate.Skip {
		line += "; do: " + oneLine(s.Fix)
	}
	for _, entry := range s.Card {
		line += "\n    " + oneLine(entry)
	}
	return line
}

// Rotation writes the end of a rotation: how it stands, and what is left for a
// person.
func Rotation(w io.Writer, style Style, r rotate.Result) error {
	s := sheet{style: style}
	text, i := outcome(r)
	s.prose("", i, text)
	left := LeftOfRotation(r)
	if len(left) > 0 {
		s.heading("Left to do")
	}
	for _, step := range left {
		symbol, i := sign(string(step.Status))
		s.put(row{lead: " " + symbol + " ", leadInk: i, text: step.ID.Title() + ": " + step.Detail})
		for _, entry := range step.Card {
			s.prose("     ", none, entry)
		}
		s.fix("     ", step.Fix)
	}
	s.leftOpen(r.Unended)
	return s.flush(w)
}

// RotationSentence is the whole rotation in one sentence.
func RotationSentence(r rotate.Result) string {
	text, _ := outcome(r)
	return text
}

// outcome is that sentence, and how good it is.
func outcome(r rotate.Result) (string, ink) {
	what := r.Credential.Title()
	switch r.Outcome {
	case rotate.Rotated:
		return what + ": the new one is in use.", good
	case rotate.Undone:
		return what + ": the one before is in use again.", good
	case rotate.TakenBack:
		return what + ": the unfinished rotation was taken back; the old one stays in use.", good
	case rotate.Revoked:
		return what + ": the old one is forgotten here.", good
	case rotate.Restored:
		return what + ": it failed, and everything is as before.", bad
	case rotate.Waiting:
		return what + ": the rotation is not finished.", heed
	case rotate.Nothing:
		return what + ": there was nothing to do.", none
	}
	return what + ": nothing was changed.", bad
}

// LeftOfRotation lists the steps that a person has to do or to know.
func LeftOfRotation(r rotate.Result) []rotate.Step {
	var out []rotate.Step
	for _, s := range r.Steps {
		if s.Status == rotate.Manual || s.Status == rotate.Warn && s.Fix != "" {
			out = append(out, s)
		}
	}
	return out
}

// RotationJSON writes a rotation for a script; err is what kept it from its end,
// or nil.
func RotationJSON(w io.Writer, profile string, r rotate.Result, err error) error {
	view := struct {
		Schema     string            `json:"schema"`
		Profile    string            `json:"profile"`
		Credential rotate.Credential `json:"credential"`
		Outcome    string            `json:"outcome"`
		Steps      []rotate.Step     `json:"steps"`
		Unended    string            `json:"session_left_open,omitempty"`
		Error      *errorView        `json:"error,omitempty"`
	}{rotateSchema, profile, r.Credential, cmp.Or(string(r.Outcome), "failed"), list(r.Steps), r.Unended, nil}
	if err != nil {
		v := errorView{Missing: []missingView{}}
		v.What, v.Why, v.Fix = ErrorText(err)
		view.Error = &v
	}
	return encode(w, view)
}
