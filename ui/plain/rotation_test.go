package plain_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
)

// slots is a keychain in memory, for one credential.
type slots map[rotate.Slot]secret.Secret

func (s slots) Get(_ context.Context, slot rotate.Slot) (secret.Secret, error) { return s[slot], nil }

func (s slots) Set(_ context.Context, slot rotate.Slot, value secret.Secret) error {
	s[slot] = value
	return nil
}

func (s slots) Delete(_ context.Context, slot rotate.Slot) error {
	delete(s, slot)
	return nil
}

func TestARotationIsGoneThroughLineByLine(t *testing.T) {
	const fresh = "fresh-fresh-fresh-fresh"
	current, other := secret.New("current-current-current"), secret.New("other-other-other-other")
	for name, c := range map[string]struct {
		kept  slots
		typed string
		at    steps.At
		ends  rotate.Outcome
		says  string
	}{
		"a new one":               {slots{rotate.Current: current}, fresh + "\n2028-12-31\n", steps.AtEnd, rotate.Rotated, "Step 3 of 3"},
		"left at the question":    {slots{rotate.Current: current}, "quit\n", steps.AtQuestions, "", "Where: "},
		"unfinished":              {slots{rotate.Current: current, rotate.Next: other}, "\n", steps.AtEnd, rotate.Rotated, "was not finished"},
		"unfinished, taken back":  {slots{rotate.Current: current, rotate.Next: other}, "what\ntake back\n", steps.AtEnd, rotate.TakenBack, "please type"},
		"one is kept":             {slots{rotate.Current: current, rotate.Previous: other}, "no\n", steps.AtStillKept, "", "Is it revoked at Talon.One?"},
		"one is kept, by the end": {slots{rotate.Current: current, rotate.Previous: other}, "", steps.AtKept, "", "Is it revoked at Talon.One?"},
	} {
		t.Run(name, func(t *testing.T) {
			r := rotate.Rotation{Credential: rotate.Integration, Source: setup.FromKeychain, Old: current, Vault: c.kept, Now: time.Now,
				Try: func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, nil }}
			flow := steps.NewRotation(steps.State{}, steps.RotationOptions{Credential: rotate.Integration,
				Prepare: func(context.Context) (rotate.Rotation, error) { return r, nil }})
			var out bytes.Buffer
			if err := plain.Run(t.Context(), plain.Options{Flow: flow, In: strings.NewReader(c.typed), Out: &out}); err != nil {
				t.Fatal(err)
			}
			result, err := flow.Rotated()
			if flow.Next().At != c.at || result.Outcome != c.ends || err != nil {
				t.Errorf("it came to %q as %q with %v after\n%s", flow.Next().At, result.Outcome, err, out.String())
			}
			if strings.Contains(out.String(), fresh) {
				t.Error("the credential is shown")
			}
			says(t, out.String(), c.says)
		})
	}
}
