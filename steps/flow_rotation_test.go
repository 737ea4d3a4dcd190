package steps_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// threeSlots is a keychain in memory, for one credential.
type threeSlots map[rotate.Slot]secret.Secret

func (s threeSlots) Get(_ context.Context, slot rotate.Slot) (secret.Secret, error) {
	return s[slot], nil
}

func (s threeSlots) Set(_ context.Context, slot rotate.Slot, value secret.Secret) error {
	s[slot] = value
	return nil
}

func (s threeSlots) Delete(_ context.Context, slot rotate.Slot) error {
	delete(s, slot)
	return nil
}

// errRefused is what a vendor says to a credential.
var errRefused = errors.New("refused")

func TestEachWayThroughARotationIsItsOwnTable(t *testing.T) {
	current, other := secret.New("current-current-current"), secret.New("other-other-other-other")
	full := threeSlots{rotate.Current: current, rotate.Previous: other}
	for name, c := range map[string]struct {
		kept    threeSlots
		o       steps.RotationOptions
		replies map[steps.At][]steps.Decision
		refuses bool
		want    string
		ends    rotate.Outcome
	}{
		"a new one": {kept: threeSlots{rotate.Current: current}, ends: rotate.Rotated,
			want: "opening, intro, questions new-credential, looking, exchanging, end"},
		"one that is refused is asked for again": {kept: threeSlots{rotate.Current: current}, refuses: true,
			want: "opening, intro, questions new-credential, looking, exchanging, questions new-credential"},
		"unfinished": {kept: threeSlots{rotate.Current: current, rotate.Next: other}, ends: rotate.Rotated,
			want: "opening, unfinished, exchanging, end"},
		"unfinished, taken back": {kept: threeSlots{rotate.Current: current, rotate.Next: other}, ends: rotate.TakenBack,
			replies: map[steps.At][]steps.Decision{steps.AtUnfinished: {steps.Undo}}, want: "opening, unfinished, exchanging, end"},
		"unfinished, with --yes": {kept: threeSlots{rotate.Current: current, rotate.Next: other}, o: steps.RotationOptions{Sure: true}, ends: rotate.Rotated,
			want: "opening, exchanging, end"},
		"one is kept": {kept: full, want: "opening, kept, still-kept"},
		"back from that": {kept: full, replies: map[steps.At][]steps.Decision{steps.AtStillKept: {steps.GoBack}},
			want: "opening, kept, still-kept, kept"},
		"one is kept, and revoked": {kept: full, o: steps.RotationOptions{Sure: true}, ends: rotate.Rotated,
			replies: map[steps.At][]steps.Decision{steps.AtKept: {steps.Yes}},
			want:    "opening, kept, exchanging, questions new-credential, looking, exchanging, end"},
		"undone":                   {kept: full, o: steps.RotationOptions{Undo: true}, ends: rotate.Undone, want: "opening, exchanging, end"},
		"revoked":                  {kept: full, o: steps.RotationOptions{Revoked: true, Sure: true}, ends: rotate.Revoked, want: "opening, exchanging, end"},
		"revoked, and one to come": {kept: full, o: steps.RotationOptions{Revoked: true, Sure: true, Fresh: secret.New("fresh-fresh-fresh-fresh")}, ends: rotate.Rotated, want: "opening, exchanging, exchanging, end"},
		"nobody asked":             {kept: threeSlots{rotate.Current: current}, o: steps.RotationOptions{Fresh: other}, ends: rotate.Rotated, want: "opening, exchanging, end"},
		"nobody asked, refused":    {kept: threeSlots{rotate.Current: current}, o: steps.RotationOptions{Fresh: other}, refuses: true, want: "opening, exchanging, end"},
	} {
		t.Run(name, func(t *testing.T) {
			kept := threeSlots{}
			for slot, value := range c.kept {
				kept[slot] = value
			}
			c.o.Credential = rotate.Integration
			c.o.Prepare = func(context.Context) (rotate.Rotation, error) {
				return rotate.Rotation{Credential: rotate.Integration, Source: setup.FromKeychain, Old: kept[rotate.Current], Vault: kept, Now: time.Now,
					Try: func(context.Context, secret.Secret) (rotate.Proof, error) {
						if c.refuses {
							return rotate.Proof{}, errRefused
						}
						return rotate.Proof{}, nil
					}}, nil
			}
			f := steps.NewRotation(steps.State{}, c.o)
			want := strings.Split(c.want, ", ")
			var got []string
			for range want {
				turn := f.Next()
				got = append(got, named(turn))
				if turn.At == steps.AtQuestions {
					st := f.State()
					st.Answers = st.Answers.WithSecret(rotate.Integration.Key(), secret.New("typed-typed-typed-typed"), setup.Typed)
					f.Note(st)
				}
				if len(got) < len(want) {
					step(t, f, turn, next(c.replies, turn))
				}
			}
			result, err := f.Rotated()
			if !slices.Equal(got, want) || result.Outcome != c.ends || errors.Is(err, errRefused) != c.refuses {
				t.Errorf("the turns are\n%q, want\n%q; it ended as %q with %v", got, want, result.Outcome, err)
			}
		})
	}
}

func TestARotationThatCannotBeginSaysWhyAndMayBeTriedAgain(t *testing.T) {
	f := steps.NewRotation(steps.State{}, steps.RotationOptions{Credential: rotate.CleverTap, Prepare: func(context.Context) (rotate.Rotation, error) { return rotate.Rotation{}, errRefused }})
	got := first(t, f, map[steps.At][]steps.Decision{steps.AtFailure: {steps.Again}}, 5)
	if want := []string{"opening", "failure", "opening", "failure", "end"}; !slices.Equal(got, want) || !errors.Is(f.Next().Err, errRefused) {
		t.Errorf("the turns are %q, want %q", got, want)
	}
}
