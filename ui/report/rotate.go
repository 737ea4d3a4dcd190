package report

import (
	"cmp"
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/text"
)

const rotateSchema = "talontap.rotate/v1"

// Rotation writes the end of a rotation: how it stands, and what is left for a
// person.
func Rotation(w io.Writer, style Style, r rotate.Result) error {
	s := newSheet(style)
	says, tone := outcome(r)
	s.prose("", tone, says)
	left := LeftOfRotation(r)
	if len(left) > 0 {
		s.heading(words.LeftToDo)
	}
	for _, step := range left {
		s.put(marked(step.Status, step.ID.Title()+": "+step.Detail))
		for _, entry := range step.Card {
			s.prose("     ", text.Plain, entry.String())
		}
		s.fix("     ", step.Fix)
	}
	s.leftOpen(r.Unended)
	return s.flush(w)
}

// RotationSentence is the whole rotation in one sentence.
func RotationSentence(r rotate.Result) string {
	says, _ := outcome(r)
	return says
}

// outcome is that sentence, and how good it is.
func outcome(r rotate.Result) (string, text.Tone) {
	what := r.Credential.Title()
	switch r.Outcome {
	case rotate.Rotated:
		return fmt.Sprintf(words.RotationDone, what), text.Good
	case rotate.Undone:
		return fmt.Sprintf(words.RotationUndone, what), text.Good
	case rotate.TakenBack:
		return fmt.Sprintf(words.RotationTakenBack, what), text.Good
	case rotate.Revoked:
		return fmt.Sprintf(words.RotationForgotten, what), text.Good
	case rotate.Restored:
		return fmt.Sprintf(words.RotationFailed, what), text.Bad
	case rotate.Waiting:
		return fmt.Sprintf(words.RotationOpen, what), text.Warn
	case rotate.Nothing:
		return fmt.Sprintf(words.RotationNothing, what), text.Plain
	}
	return fmt.Sprintf(words.RotationUnchanged, what), text.Bad
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
	return encode(w, struct {
		Schema     string            `json:"schema"`
		Profile    string            `json:"profile"`
		Credential rotate.Credential `json:"credential"`
		Outcome    string            `json:"outcome"`
		Steps      []rotate.Step     `json:"steps"`
		Unended    string            `json:"session_left_open,omitempty"`
		Error      *errorView        `json:"error,omitempty"`
	}{rotateSchema, profile, r.Credential, cmp.Or(string(r.Outcome), "failed"), list(r.Steps), r.Unended, viewOfError(err)})
}
