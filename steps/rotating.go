package steps

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// The steps of a rotation.
const (
	RotationStart ID = "rotation-start"
	NewCredential ID = "new-credential"
	Rotation      ID = "rotation"
)

// Rotating gives the steps that rotate a credential, in order.
func Rotating(which rotate.Credential) []Step {
	noun := strings.TrimPrefix(which.Title(), which.Vendor()+" ")
	return []Step{
		{ID: RotationStart, Number: 1, Title: fmt.Sprintf(words.RotationTitle, noun), Act: ShowRotation, Intro: rotationOf(which)},
		{ID: NewCredential, Number: 2, Title: "New " + noun, Looks: true, Questions: newCredential(which),
			Intro: words.RotationAskHelp},
		{ID: Rotation, Number: 3, Title: "Rotation", Act: DoRotate, Intro: rotationRuns},
	}
}

const rotationRuns = words.RotationRuns

// rotationOf says what will happen, in order.
func rotationOf(which rotate.Credential) string {
	opening := fmt.Sprintf(words.RotationOpens, which.Title(), which.Vendor())
	if which == rotate.CleverTap {
		opening = fmt.Sprintf(words.RotationSwitches, opening)
	}
	return fmt.Sprintf(words.RotationPromotes, opening)
}

// newCredential asks what the setup asks about a credential, for a new one.
func newCredential(which rotate.Credential) []Question {
	var out []Question
	for _, step := range List() {
		for _, q := range step.Questions {
			switch q.Key {
			case which.Key():
				q.Title = "New " + which.Title()
				out = append(out, q)
			case which.Expires():
				out = append(out, q)
			}
		}
	}
	return out
}

// ForRotation is the state in which a new credential is asked for: the old one
// and its last day are no answer to that.
func ForRotation(s State, which rotate.Credential) State {
	s.Confirmed = nil
	s.Answers = s.Answers.WithSecret(which.Key(), secret.Secret{}, setup.Typed).With(which.Expires(), "", setup.Typed)
	return s
}
