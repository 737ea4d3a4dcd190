package steps_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
)

// finished is a setup that an earlier run brought to its end and enabled.
func finished(t *testing.T) steps.State {
	st := complete(t).AllDone()
	st.Saved, st.Noted.Enabled = true, note.Enabled{On: "2026-11-03", Campaign: 7}
	return st
}

func TestASetupThatIsDoneBeginsWithItsStatusAndLeadsWhereItIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		reply  steps.Decision
		want   string
		chosen steps.Decision
	}{
		"it is verified":          {steps.VerifyAll, "status, checking, status", ""},
		"a coupon is followed":    {steps.FollowCoupon, "status, looking-behind, planning, plan", ""},
		"an answer is changed":    {steps.ChangeAnswers, "status, questions prerequisites, questions clevertap", ""},
		"another day":             {steps.MoveDay, "status, looking-behind, questions rule", ""},
		"it is paused":            {steps.Pause, "status, pausing, status", ""},
		"a credential is rotated": {steps.Rotates(rotate.Management), "status, end", steps.Rotates(rotate.Management)},
		"another setup":           {steps.AnotherSetup, "status, end", steps.AnotherSetup},
		"it is left":              {steps.Leave, "status, end", steps.Leave},
	} {
		t.Run(name, func(t *testing.T) {
			f := steps.NewSetup(proven(), finished(t), steps.SetupOptions{})
			want := strings.Split(strings.ReplaceAll(c.want, "looking-behind", string(steps.LookingBehind)), ", ")
			got := first(t, f, map[steps.At][]steps.Decision{steps.AtStatus: {c.reply}}, len(want))
			if !slices.Equal(got, want) || f.Chosen() != c.chosen {
				t.Errorf("the turns are %q, chosen %q; want %q", got, f.Chosen(), want)
			}
		})
	}
}

func TestDisablingIsOfferedOnlyWhereTheCampaignWasSeenToRun(t *testing.T) {
	st := finished(t)
	if f := steps.NewSetup(proven(), st, steps.SetupOptions{}); !f.Next().May(steps.Pause) {
		t.Error("a campaign that runs cannot be disabled")
	}
	st.Noted.Enabled = note.Enabled{}
	if f := steps.NewSetup(proven(), st, steps.SetupOptions{}); f.Next().May(steps.Pause) {
		t.Error("disabling is offered for a campaign that nobody saw running")
	}
}

func TestEscFromEnablingLeadsToHowTheLiveCheckEnded(t *testing.T) {
	f := steps.NewSetup(proven(), before(t, steps.Review), steps.SetupOptions{})
	got := first(t, f, map[steps.At][]steps.Decision{steps.AtEnabling: {steps.GoBack}}, 10)
	if got[len(got)-2] != "enabling" || got[len(got)-1] != "arrival" {
		t.Errorf("the turns are %q", got)
	}
}
