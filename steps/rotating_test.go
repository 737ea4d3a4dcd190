package steps_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

func TestARotationAsksForTheNewCredentialAsTheSetupDoesAndForItsLastDay(t *testing.T) {
	for _, which := range rotate.Credentials() {
		list := steps.Rotating(which)
		if !strings.Contains(list[0].Intro, which.Title()) {
			t.Errorf("%s: it is not said what is rotated: %s", which, list[0].Intro)
		}
		for i, s := range list {
			if at, of := steps.Position(list, s); at != i+1 || of != len(list) || s.Title == "" {
				t.Errorf("%s: %q stands at %d of %d", which, s.Title, at, of)
			}
		}
		asked := list[1].Questions
		if len(asked) != 2 || asked[0].Key != which.Key() || asked[1].Key != which.Expires() || asked[0].Kind != steps.Hidden {
			t.Errorf("%s: it asks for %+v", which, asked)
		}
	}
}

func TestTheOldCredentialIsNoAnswerToTheQuestionForTheNewOne(t *testing.T) {
	for _, which := range rotate.Credentials() {
		var st steps.State
		st.Answers = st.Answers.WithSecret(which.Key(), secret.New(rand.Text()), setup.FromVariable).With(which.Expires(), "2027-01-31", setup.FromProfile)
		st = steps.ForRotation(st, which)
		for _, q := range steps.Rotating(which)[1].Questions {
			if known, preset := q.Known(st), q.Preset(st); known != "" || preset != "" {
				t.Errorf("%s: %q is there already: %q, %q", which, q.Title, known, preset)
			}
			if err := q.Check(st, ""); (err == nil) != q.Optional {
				t.Errorf("%s: %q may stay empty: %v", which, q.Title, err)
			}
		}
	}
}
