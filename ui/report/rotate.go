package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/text"
)

const rotateSchema = "talontap.rotate/v1"

// Rotation writes every step of a rotation. Its ending is told behind it.
func Rotation(w io.Writer, style Style, r rotate.Result) error {
	s := newSheet(style)
	for _, step := range r.Steps {
		s.prose("", text.Plain, RotationLine(step))
	}
	return s.flush(w)
}

// EndOfRotation is how a rotation ended: the steps that were taken, and what a person
// has to do or to know.
func EndOfRotation(r rotate.Result, profile string) Ending {
	e := Ending{left: unended(r.Unended), listed: words.EndListedMore}
	e.verdict, e.tone = outcome(r)
	for _, s := range r.Steps {
		says := strings.TrimSuffix(s.ID.Title()+": "+s.Detail, ": ")
		switch {
		case s.Status == rotate.Manual || s.Status == rotate.Warn && s.Fix != "":
			e.left = append(e.left, task{says, s.Fix, entries(s.Card)})
		case s.Status == rotate.Fail:
			mark, _ := text.Mark(s.Status)
			e.done = append(e.done, mark+" "+says)
		case s.Status != rotate.Skip:
			e.done = append(e.done, says)
		}
	}
	if r.Outcome == rotate.Waiting {
		e.next = append(e.next, run("rotate "+string(r.Credential), profile, words.NextRotateOn),
			run("rotate "+string(r.Credential)+" --undo", profile, words.NextRotateBack))
	}
	e.next = append(e.next, run("verify", profile, words.NextVerify))
	return e
}

func entries(card []rotate.CardLine) (lines []string) {
	for _, entry := range card {
		lines = append(lines, entry.String())
	}
	return lines
}

// outcome is the whole rotation in one sentence, and how good that is.
func outcome(r rotate.Result) (string, text.Tone) {
	says, known := map[rotate.Outcome]struct {
		words string
		tone  text.Tone
	}{
		rotate.Rotated:   {words.RotationDone, text.Good},
		rotate.Undone:    {words.RotationUndone, text.Good},
		rotate.TakenBack: {words.RotationTakenBack, text.Good},
		rotate.Revoked:   {words.RotationForgotten, text.Good},
		rotate.Restored:  {words.RotationFailed, text.Bad},
		rotate.Waiting:   {words.RotationOpen, text.Warn},
		rotate.Nothing:   {words.RotationNothing, text.Good},
	}[r.Outcome]
	if !known {
		says.words, says.tone = words.RotationUnchanged, text.Bad
	}
	return fmt.Sprintf(says.words, r.Credential.Title()), says.tone
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
