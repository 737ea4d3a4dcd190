package tui

import (
	"context"
	"crypto/rand"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestEnterAloneLeadsToTheEnd(t *testing.T) {
	s := &script{}
	var kept []steps.State
	inBubble(t, s, preset(), func(o *Options) {
		o.Keep = func(st steps.State) error { kept = append(kept, st); return nil }
	}, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("Done. The campaign is enabled", theCode, "Only on the day")
		r.press("enter")
		if !r.quit {
			t.Fatal("Enter on the last page does not leave")
		}
		out := r.w.outcome()
		if !out.Finished || out.Cancelled || !out.Enabled || out.Live == nil || !out.Live.Arrived {
			t.Errorf("the outcome is %+v", out)
		}
		if out.Kept == "" || len(out.Checklist.Checks) == 0 || len(out.Plan.Changes) == 0 {
			t.Errorf("the outcome misses what was reached: %+v", out)
		}
	})
	if len(kept) == 0 || !kept[len(kept)-1].Confirmed[steps.Enable] {
		t.Error("the last step was not saved")
	}
	want := []string{"look clevertap", "look talonone", "look application", "keep secrets", "look event", "plan", "apply", "live", "enable", "checklist"}
	if !reflect.DeepEqual(sorted(s.calls), sorted(want)) {
		t.Errorf("the engine was asked for %q, wanted %q", s.calls, want)
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func TestOnALiveAccountEnterDoesNotEnable(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), func(o *Options) { o.DefaultEnable = false }, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("Set up as far as talontap may")
		if slices.Contains(s.calls, "enable") || r.w.outcome().Enabled {
			t.Error("the campaign was enabled without a word")
		}
	})
}

func TestBackKeepsAnswersAndForthOffersThem(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.EmailStep)
		r.press("tab", "tab", "ctrl+u")
		r.typed("A code for you")
		r.press("shift+tab", "shift+tab", "shift+tab")
		if r.w.step.ID != steps.RuleStep {
			t.Fatalf("back leads to %s", r.w.step.ID)
		}
		r.until(steps.EmailStep)
		r.shows("A code for you")
		r.until(steps.Review)
		if got := r.w.state.Answers.Text(setup.EmailSubject); got != "A code for you" {
			t.Errorf("the subject is %q", got)
		}
	})
}

func TestEscGoesBackFieldByFieldThenStepByStep(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.WebhookStep)
		r.press("enter")
		r.press("esc")
		if r.w.step.ID != steps.WebhookStep {
			t.Fatal("Esc on the second field left the step")
		}
		r.press("esc")
		if r.w.step.ID != steps.EventStep {
			t.Fatalf("Esc on the first field leads to %s", r.w.step.ID)
		}
		r.press("esc", "esc", "esc", "esc", "esc", "esc", "esc", "esc")
		if r.w.step.ID != steps.Welcome {
			t.Errorf("Esc again and again ends at %s", r.w.step.ID)
		}
	})
}

func TestShiftTabOnAnInvalidFirstFieldTrapsNobody(t *testing.T) {
	inBubble(t, &script{}, anew(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.typed("hello")
		r.press("enter")
		r.shows("is not a project ID")
		r.press("shift+tab")
		if r.w.step.ID != steps.Prerequisites {
			t.Fatalf("Shift+Tab leads to %s", r.w.step.ID)
		}
		r.press("enter", "ctrl+u")
		r.typed("https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("enter")
		r.shows("Europe (eu1)")
	})
}

func TestAStopFindingKeepsEverythingThatWasTyped(t *testing.T) {
	s := &script{findings: map[steps.ID][]steps.Finding{steps.CleverTapStep: {{Stop: true, Text: "it cannot be reached", Fix: "try again"}}}}
	passcode := rand.Text()
	inBubble(t, s, anew(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.typed("https://in1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("enter", "enter")
		r.typed(passcode)
		r.press("enter")
		r.shows("✗ it cannot be reached", "try again", "https://in1.dashboard.clevertap.com", "26 characters")
		asked := r.w.screen.(*asking)
		if asked.form.at != 0 {
			t.Error("the first field is not in focus")
		}
		s.findings = nil
		r.press("enter", "enter", "enter")
		if r.w.step.ID != steps.TalonOneStep {
			t.Fatalf("after mending it, the step is %s", r.w.step.ID)
		}
		if r.w.state.Answers.Secret(setup.Passcode).Len() != len(passcode) || r.w.state.Answers.Text(setup.Region) != "in1" {
			t.Error("what was typed is not what was taken")
		}
		if strings.Contains(r.w.View().Content, passcode) {
			t.Error("the passcode is on the screen")
		}
	})
}

func TestAnotherRegionIsTriedOnlyOnTheAdminsWord(t *testing.T) {
	s := &script{region: "us1", findings: map[steps.ID][]steps.Finding{
		steps.CleverTapStep: {{Stop: true, WrongRegion: true, Text: "not accepted", Fix: "compare it"}}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.press("enter", "enter", "enter")
		r.shows("sends the passcode to CleverTap's other hosts")
		if slices.Contains(s.calls, "find region") {
			t.Fatal("the other regions were tried without a word")
		}
		s.findings = nil
		r.press("f")
		if got := r.w.state.Answers.Text(setup.Region); got != "us1" {
			t.Errorf("the region is %q", got)
		}
		if r.w.step.ID != steps.TalonOneStep {
			t.Errorf("the step is %s", r.w.step.ID)
		}
	})
}

func TestNoOtherRegionIsSaidAndLeavesTheFormOpen(t *testing.T) {
	for name, s := range map[string]*script{"nowhere": {}, "an error": {regionIs: errBroken}} {
		t.Run(name, func(t *testing.T) {
			s.findings = map[steps.ID][]steps.Finding{steps.CleverTapStep: {{Stop: true, WrongRegion: true, Text: "not accepted"}}}
			inBubble(t, s, preset(), nil, func(r *rig) {
				r.until(steps.CleverTapStep)
				r.press("enter", "enter", "enter", "f")
				r.shows("✗")
				if !r.w.screen.typing() {
					t.Error("nothing can be typed")
				}
			})
		})
	}
}

func TestAWarningWaitsForTheAdmin(t *testing.T) {
	s := &script{findings: map[steps.ID][]steps.Finding{steps.Application: {{Text: "a test project meets a live Application", Fix: "choose a sandbox"}}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Application)
		r.press("enter", "enter")
		r.shows("! a test project meets a live Application")
		if r.w.step.ID != steps.Application {
			t.Fatal("the warning was passed by")
		}
		r.press("esc")
		r.shows("choose")
		r.press("enter", "enter", "enter")
		if r.w.step.ID != steps.EventStep {
			t.Errorf("Enter after the warning leads to %s", r.w.step.ID)
		}
	})
}

func TestSignInIsAskedOnlyWhereItIsAllowed(t *testing.T) {
	st := preset()
	st.Answers = st.Answers.With(setup.Unpublished, "false", setup.Typed)
	inBubble(t, &script{}, st, nil, func(r *rig) {
		r.until(steps.TalonOneStep)
		r.hides("Your Talon.One email")
		r.press("enter", "enter", "right")
		r.shows("Your Talon.One email", "● Yes")
		r.press("enter")
		r.typed(".org")
		r.press("shift+tab", "left")
		r.hides("Your Talon.One email")
		r.press("right")
		r.shows("admin@example.com.org")
		r.press("n", "enter")
		if r.w.step.ID != steps.Application {
			t.Errorf("without a sign-in the step does not end; it is %s", r.w.step.ID)
		}
	})
}

func TestAChangedAddressChangesTheRegionBelowIt(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.press("ctrl+u")
		r.typed("https://in1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("enter")
		r.shows("▸ India (in1)")
		r.press("down", "enter", "esc", "esc", "enter")
		r.shows("▸ Singapore (sg1)")
	})
}

func TestCtrlCAsksOnceAndThenLeaves(t *testing.T) {
	var kept steps.State
	inBubble(t, &script{}, preset(), func(o *Options) { o.Keep = func(st steps.State) error { kept = st; return nil } }, func(r *rig) {
		r.until(steps.RuleStep)
		r.press("ctrl+c")
		r.shows("Leave?", "What you answered is kept")
		r.press("x")
		r.hides("Leave?")
		if r.quit {
			t.Fatal("any other key should stay")
		}
		r.press("ctrl+u")
		r.typed("14 February 2027")
		r.press("ctrl+c", "ctrl+c")
		if !r.quit || !r.w.outcome().Cancelled {
			t.Error("the second Ctrl-C does not leave")
		}
		if got := r.w.outcome().State.Answers.Text(setup.RuleDate); got != "2027-02-14" {
			t.Errorf("what was typed last is lost: the date is %q", got)
		}
	})
	if !kept.Confirmed[steps.WebhookStep] {
		t.Error("the confirmed steps were not saved")
	}
}

func TestLeavingStopsWhatRunsAndLetsItTidyUp(t *testing.T) {
	for _, id := range []steps.ID{steps.Apply, steps.Live} {
		t.Run(string(id), func(t *testing.T) {
			s := &script{}
			inBubble(t, s, preset(), nil, func(r *rig) {
				r.until(steps.Review)
				if id == steps.Live {
					r.press("enter")
				}
				s.pause = make(chan struct{})
				r.press("enter")
				r.press("esc", "enter", "esc")
				if r.w.step.ID != id || r.w.job == nil {
					t.Fatalf("a key disturbed what runs: the step is %s", r.w.step.ID)
				}
				r.press("ctrl+c")
				r.shows("What runs now is stopped first")
				r.press("ctrl+c")
				if !r.quit {
					t.Error("it did not leave once the job had ended")
				}
			})
		})
	}
}

func TestAJobThatDoesNotEndIsLeftAfterSixSeconds(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.w.begin("", nil)
		r.w.job.cancel = func() {}
		r.press("ctrl+c", "ctrl+c")
		r.shows("tidying up…")
		if r.quit {
			t.Fatal("it left at once")
		}
		time.Sleep(tidyTime)
		r.settle()
		if !r.quit {
			t.Error("it still waits")
		}
	})
}

func TestALookCanBeStopped(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		s.gate = make(chan struct{})
		r.press("enter", "enter", "enter")
		r.shows("trying it at eu1.api.clevertap.com…")
		r.press("enter", "x")
		r.press("esc")
		r.hides("trying it at")
		if r.w.step.ID != steps.CleverTapStep || !r.w.screen.typing() {
			t.Error("the form is not open again")
		}
		close(s.gate)
		r.settle()
		if r.w.step.ID != steps.CleverTapStep {
			t.Error("an answer that came too late was heard")
		}
	})
}

func TestAQuestionMarkIsTypedInATextAndHelpsElsewhere(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.press("?")
		r.shows("Keys")
		r.press("x")
		r.until(steps.EmailStep)
		r.press("enter", "enter", "?")
		r.hides("Keys")
		r.shows("Your coupon for the New Year?", "F1 help")
		r.press("f1")
		r.shows("Keys", "Subject")
		r.press("esc")
		r.shows("Your coupon for the New Year?")
	})
}

func TestInASmallWindowWhatIsPointedAtIsSeen(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.size(40, 12)
		r.until(steps.Prerequisites)
		for _, p := range []string{"You are Admin", "An email provider", "Customers have the same ID", "Your shop calls"} {
			r.shows(p)
			r.press("down")
		}
	})
}

func TestAPastedSecretIsTrimmedAndCounted(t *testing.T) {
	inBubble(t, &script{}, anew(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.take(tea.PasteMsg{Content: "https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main\n"})
		r.press("enter", "enter")
		secret := rand.Text()
		r.take(tea.PasteMsg{Content: secret + "\r\n"})
		r.shows("26 characters taken, white space around them removed")
		if strings.Contains(r.w.View().Content, secret[:4]) {
			t.Error("a part of the passcode is on the screen")
		}
		r.press("enter")
		if r.w.state.Answers.Secret(setup.Passcode).Len() != len(secret) {
			t.Error("the passcode was not taken as pasted")
		}
	})
}

func TestASavedSetupIsTriedAgainAndGoesOnWhereItWasLeft(t *testing.T) {
	s := &script{}
	inBubble(t, s, saved(), nil, func(r *rig) {
		r.shows("Welcome back", "✓ CleverTap", "▸ Application")
		r.press("enter")
		if r.w.step.ID != steps.Application {
			t.Fatalf("it goes on at %s", r.w.step.ID)
		}
		r.shows("Shop EU")
		if !slices.Equal(s.calls, []string{"look clevertap", "look talonone"}) {
			t.Errorf("looked at %q", s.calls)
		}
	})
}

// saved is a setup that was left at the Application.
func saved() steps.State {
	st := preset()
	st.Saved = true
	for _, id := range []steps.ID{steps.Welcome, steps.Prerequisites, steps.CleverTapStep, steps.TalonOneStep} {
		st = st.Done(id)
	}
	return st
}

func TestASavedSetupWhoseKeyEndedOpensThatStep(t *testing.T) {
	s := &script{findings: map[steps.ID][]steps.Finding{steps.TalonOneStep: {{Stop: true, Text: "the key is not accepted any more"}}}}
	inBubble(t, s, saved(), nil, func(r *rig) {
		r.press("enter")
		if r.w.step.ID != steps.TalonOneStep {
			t.Fatalf("it goes on at %s", r.w.step.ID)
		}
		r.shows("the key is not accepted any more")
	})
}

func TestWhatWasAppliedBeforeIsLookedAtAnew(t *testing.T) {
	st := saved()
	for _, step := range steps.List() {
		st = st.Done(step.ID)
	}
	inBubble(t, &script{}, st, nil, func(r *rig) {
		r.press("enter")
		if r.w.step.ID != steps.Review {
			t.Errorf("it goes on at %s", r.w.step.ID)
		}
	})
}

func TestAPlanThatCannotBeMadeIsTriedAgain(t *testing.T) {
	s := &script{planErr: errBroken}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		r.shows("The plan could not be made", "connection refused")
		r.press("enter")
		if r.w.step.ID != steps.Review {
			t.Fatal("Enter applies a plan that is not there")
		}
		s.planErr = nil
		r.press("r")
		r.shows("4 automatic, 1 by hand")
	})
}

func TestAFailedApplyPlansAnew(t *testing.T) {
	s := &script{applyErr: errBroken}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		r.press("enter")
		r.shows("✗ campaign", "It stopped", "2 things made, nothing live")
		s.applyErr = nil
		r.press("r")
		if r.w.step.ID != steps.Review {
			t.Fatalf("r leads to %s", r.w.step.ID)
		}
		r.press("enter")
		r.shows("4 done; 1 by hand")
	})
}

func TestWhatIsLeftByHandCanBeCopiedLineByLine(t *testing.T) {
	var copies []string
	inBubble(t, &script{byHand: true}, preset(), func(o *Options) {
		o.Copy = func(s string) error { copies = append(copies, s); return nil }
	}, func(r *rig) {
		r.until(steps.Review)
		r.press("enter", "down", "c")
		r.shows("Copied to the clipboard: Send CleverTap Email")
		for range 6 {
			r.press("down")
		}
		r.press("c")
		r.shows("This is a secret and stays hidden")
	})
	if !slices.Equal(copies, []string{"Send CleverTap Email"}) {
		t.Errorf("copied %q", copies)
	}
}

func TestAClipboardThatRefusesIsSaid(t *testing.T) {
	inBubble(t, &script{byHand: true}, preset(), func(o *Options) {
		o.Copy = func(string) error { return errors.New("no clipboard here") }
	}, func(r *rig) {
		r.until(steps.Review)
		r.press("enter", "c")
		r.shows("Not copied: no clipboard here")
	})
}

func TestWithoutAWebhookThereIsNothingToFollow(t *testing.T) {
	s := &script{byHand: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.shows("There is nothing to follow yet", "webhook, campaign, rule")
		r.press("enter")
		r.shows("The campaign stays disabled")
		r.press("enter")
		r.shows("Left by hand")
		if slices.Contains(s.calls, "live") || slices.Contains(s.calls, "enable") {
			t.Errorf("the engine was asked for %q", s.calls)
		}
		if got := r.w.outcome(); len(got.Left) != 4 || got.Left[0].Resource != plan.Webhook {
			t.Errorf("left: %+v", got.Left)
		}
	})
}

func TestAFailingHopSaysWhatToDoAndIsFollowedAgain(t *testing.T) {
	s := &script{hop: "accepted"}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.shows("✗ stopped here", "Event is discarded", "restore the event in CleverTap", "not reached")
		s.hop = ""
		r.press("r")
		r.shows("The code " + theCode + " has arrived")
	})
}

func TestARefusedEnableIsSaidAndCanBeLeft(t *testing.T) {
	s := &script{refuses: errBroken}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("The campaign was not enabled", "connection refused")
		r.press("enter")
		r.shows("Set up as far as talontap may")
		if r.w.outcome().Enabled {
			t.Error("the outcome says that it is enabled")
		}
	})
}

func TestAnswersThatCannotBeSavedAreSaid(t *testing.T) {
	inBubble(t, &script{}, preset(), func(o *Options) {
		o.Keep = func(steps.State) error { return errors.New("the disk is full") }
	}, func(r *rig) {
		r.press("enter")
		r.shows("the answers could not be saved: the disk is full")
	})
}

func TestAnOlderStateNeverOverwritesANewerOne(t *testing.T) {
	var kept []string
	k := &keeper{keep: func(st steps.State) error { kept = append(kept, st.Profile); return nil }}
	first, second := k.number(), k.number()
	for _, s := range []struct {
		number int
		name   string
	}{{second, "second"}, {first, "first"}} {
		if err := k.save(s.number, steps.State{Profile: s.name}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(kept, []string{"second"}) {
		t.Errorf("saved %q", kept)
	}
}

func TestTheFirstFrameDoesNotWaitForTheKeychain(t *testing.T) {
	var asked chan struct{}
	inBubble(t, &script{}, preset(), func(o *Options) {
		asked = make(chan struct{})
		o.Prepare = func(ctx context.Context, st steps.State) steps.State {
			select {
			case <-asked:
			case <-ctx.Done():
			}
			st.Secrets = "in the keychain of this machine"
			return st
		}
	}, func(r *rig) {
		r.shows("Welcome", "asking the keychain")
		r.press("enter")
		r.shows("Welcome")
		close(asked)
		r.settle()
		r.shows("Prerequisites")
	})
}
