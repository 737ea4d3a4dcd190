package steps

import (
	"strings"

	"github.com/talontap/talontap/api/secret"
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
		{ID: RotationStart, Number: 1, Title: "Rotate the " + noun, Act: ShowRotation, Intro: rotationOf(which)},
		{ID: NewCredential, Number: 2, Title: "New " + noun, Looks: true, Questions: newCredential(which),
			Intro: "It is tried before anything is changed, and never shown."},
		{ID: Rotation, Number: 3, Title: "Rotation", Act: DoRotate, Intro: rotationRuns},
	}
}

const rotationRuns = `Each step shows how it went. Until the new one is proven from end to end the old one stays in use, and what fails is put back. Left in the middle, it is put back too; where you are at work by hand, the next run goes on.

The old one is kept after that, so that talontap rotate … --undo goes back to it, until you say that it is revoked.`

// rotationOf says what will happen, in order.
func rotationOf(which rotate.Credential) string {
	opening := "A new " + which.Title() + " comes in and the old one goes out, without a gap:\n" +
		" · the new one is tried at " + which.Vendor() + ", reading only\n" +
		" · it is kept beside the old one, as next\n"
	if which == rotate.CleverTap {
		opening += " · the webhook in Talon.One is switched to it\n" +
			" · a test coupon proves it from end to end\n"
	}
	return opening + " · only then it is in use here\n" +
		" · the old one is kept until you say that it is revoked"
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
