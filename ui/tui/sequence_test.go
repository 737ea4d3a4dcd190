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
	"github.com/talontap/talontap/steps/live"
	keptnote "github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestEnterAloneLeadsToTheEnd(t *testing.T) {
	s := &script{}
	var kept []steps.State
	inBubble(t, s, preset(), func(o *start) {
		o.Keep = func(st steps.State) error { kept = append(kept, st); return nil }
	}, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("Done. The campaign is enabled", theCode, "Talon.One sends the webhook itself")
		r.press("enter")
		if !r.quit {
			t.Fatal("Enter on the last page does not leave")
		}
		out := r.w.flow.Report()
		if !r.w.flow.Ended() || !r.w.flow.Next().Runs || out.Live == nil || !out.Live.Arrived {
			t.Errorf("the outcome is %+v", out)
		}
		if out.Kept == "" || len(out.Checklist.Checks) == 0 || len(out.Plan.Changes) == 0 {
			t.Errorf("the outcome misses what was reached: %+v", out)
		}
	})
	if len(kept) == 0 || !kept[len(kept)-1].Confirmed[steps.Enable] {
		t.Error("the last step was not saved")
	}
	want := []string{"look clevertap", "look talonone", "look application", "keep secrets", "look values", "plan", "apply", "watch", "live", "enable", "checklist"}
	if !reflect.DeepEqual(sorted(s.calls), sorted(want)) {
		t.Errorf("the engine was asked for %q, wanted %q", s.calls, want)
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func TestOnALiveAccountEnterDoesNotEnable(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), func(o *start) { o.Enable = false }, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("talontap has done its part")
		if slices.Contains(s.calls, "enable") || r.w.flow.Next().Runs {
			t.Error("the campaign was enabled without a word")
		}
	})
}

func TestBackKeepsAnswersAndForthOffersThem(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.Values)
		const toSubject = 9
		for range toSubject {
			r.press("down")
		}
		r.shows("┃ Subject")
		r.press("ctrl+u")
		r.typed("A code for you")
		for range toSubject + 2 { // the channel stands above all
			r.press("shift+tab")
		}
		if r.w.turn.Step.ID != steps.RuleStep {
			t.Fatalf("back leads to %s", r.w.turn.Step.ID)
		}
		r.until(steps.Values)
		for range toSubject {
			r.press("down")
		}
		r.shows("A code for you")
		r.until(steps.Review)
		if got := r.w.flow.State().Answers.Text(setup.EmailSubject); got != "A code for you" {
			t.Errorf("the subject is %q", got)
		}
	})
}

func TestEscGoesBackFieldByFieldThenStepByStep(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.RuleStep)
		r.press("tab")
		r.press("esc")
		if r.w.turn.Step.ID != steps.RuleStep {
			t.Fatal("Esc on the second field left the step")
		}
		r.press("esc")
		if r.w.turn.Step.ID != steps.Expiry {
			t.Fatalf("Esc on the first field leads to %s", r.w.turn.Step.ID)
		}
		r.press("esc", "esc", "esc", "esc", "esc", "esc", "esc", "esc", "esc", "esc")
		if r.w.turn.Step.ID != steps.Welcome {
			t.Errorf("Esc again and again ends at %s", r.w.turn.Step.ID)
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
		if r.w.turn.Step.ID != steps.Prerequisites {
			t.Fatalf("Shift+Tab leads to %s", r.w.turn.Step.ID)
		}
		r.press("enter", "ctrl+u")
		r.typed("https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("enter")
		r.shows("Europe (eu1, ")
	})
}

func TestAStopFindingKeepsEverythingThatWasTyped(t *testing.T) {
	s := &script{findings: map[steps.ID][]steps.Finding{steps.CleverTapStep: {{Stop: true, Text: "it cannot be reached", Fix: "try again"}}}}
	passcode := rand.Text()
	inBubble(t, s, anew(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.typed("https://in1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("enter")
		r.typed(passcode)
		r.press("enter")
		r.shows("✗ it cannot be reached", "try again", "R74-ZWR-R44Z", "India", "26 characters")
		r.shows("┃ Dashboard")
		s.findings = nil
		r.press("enter", "enter")
		if r.w.turn.Step.ID != steps.TalonOneStep {
			t.Fatalf("after mending it, the step is %s", r.w.turn.Step.ID)
		}
		if r.w.flow.State().Answers.Secret(setup.Passcode).Len() != len(passcode) || r.w.flow.State().Answers.Text(setup.Region) != "in1" {
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
		r.shows("sends the passcode to CleverTap's other hosts")
		if slices.Contains(s.calls, "find region") {
			t.Fatal("the other regions were tried without a word")
		}
		s.findings = nil
		r.press("f")
		if got := r.w.flow.State().Answers.Text(setup.Region); got != "us1" {
			t.Errorf("the region is %q", got)
		}
		r.press("enter")
		if r.w.turn.Step.ID != steps.TalonOneStep {
			t.Errorf("the step is %s", r.w.turn.Step.ID)
		}
	})
}

func TestNoOtherRegionIsSaidAndLeavesTheFormOpen(t *testing.T) {
	for name, s := range map[string]*script{"nowhere": {}, "an error": {regionIs: errBroken}} {
		t.Run(name, func(t *testing.T) {
			s.findings = map[steps.ID][]steps.Finding{steps.CleverTapStep: {{Stop: true, WrongRegion: true, Text: "not accepted"}}}
			inBubble(t, s, preset(), nil, func(r *rig) {
				r.until(steps.CleverTapStep)
				r.press("f")
				r.shows("✗")
				if !r.w.screen.Typing() {
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
		r.shows("! a test project meets a live Application")
		if r.w.turn.Step.ID != steps.Application {
			t.Fatal("the warning was passed by")
		}
		r.press("enter")
		if r.w.turn.At != steps.AtQuestions {
			t.Fatal("Enter does not go back to change it")
		}
		r.press("enter", "i")
		if r.w.turn.Step.ID != steps.Expiry {
			t.Errorf("Enter after the warning leads to %s", r.w.turn.Step.ID)
		}
	})
}

func TestSignInIsAskedOnlyWhereItIsAllowed(t *testing.T) {
	st := preset()
	st.Answers = st.Answers.With(setup.Unpublished, "false", setup.Typed)
	inBubble(t, &script{}, st, nil, func(r *rig) {
		r.until(steps.TalonOneStep)
		r.hides("Your Talon.One email")
		r.press("esc", "tab", "tab", "right")
		r.shows("Your Talon.One email", "● Yes")
		r.press("tab")
		r.typed(".org")
		r.press("shift+tab", "left")
		r.hides("Your Talon.One email")
		r.press("right")
		r.shows("admin@example.com.org")
		r.press("n", "enter")
		if r.w.turn.Step.ID != steps.Application {
			t.Errorf("without a sign-in the step does not end; it is %s", r.w.turn.Step.ID)
		}
	})
}

func TestAChangedAddressChangesTheRegionBelowIt(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.press("esc", "ctrl+u")
		r.typed("https://in1.dashboard.clevertap.com/R74-ZWR-R44Z/main")
		r.press("tab")
		r.shows("▸ India (in1)", "R74-ZWR-R44Z")
		r.hides("https://in1")
		r.press("down", "tab", "esc", "esc", "tab")
		r.shows("▸ Singapore (sg1)")
	})
}

func TestCtrlCAsksOnceAndThenLeaves(t *testing.T) {
	var kept steps.State
	inBubble(t, &script{}, preset(), func(o *start) { o.Keep = func(st steps.State) error { kept = st; return nil } }, func(r *rig) {
		r.until(steps.RuleStep)
		r.press("ctrl+c")
		r.shows("Leave?", "Your answers are saved")
		r.press("x")
		r.hides("Leave?")
		if r.quit {
			t.Fatal("any other key should stay")
		}
		r.press("ctrl+u")
		r.typed("14 February 2027")
		r.press("ctrl+c", "ctrl+c")
		if !r.quit || r.w.flow.Ended() {
			t.Error("the second Ctrl-C does not leave")
		}
		if got := r.w.flow.State().Answers.Text(setup.RuleDate); got != "2027-02-14" {
			t.Errorf("what was typed last is lost: the date is %q", got)
		}
	})
	if !kept.Confirmed[steps.Expiry] {
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
				if r.w.turn.Step.ID != id || r.w.job == nil {
					t.Fatalf("a key disturbed what runs: the step is %s", r.w.turn.Step.ID)
				}
				r.press("ctrl+c")
				r.shows("What runs now stops first")
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
		r.w.begin(true, nil)
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
		r.press("esc")
		s.gate = make(chan struct{})
		r.press("enter")
		r.shows("trying it at eu1.api.clevertap.com…")
		r.press("enter", "x")
		r.press("esc")
		r.hides("trying it at")
		if r.w.turn.Step.ID != steps.CleverTapStep || !r.w.screen.Typing() {
			t.Error("the form is not open again")
		}
		close(s.gate)
		r.settle()
		if r.w.turn.Step.ID != steps.CleverTapStep {
			t.Error("an answer that came too late was heard")
		}
	})
}

func TestAQuestionMarkIsTypedInATextAndHelpsElsewhere(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.press("?")
		r.shows("Keys")
		r.press("x")
		r.until(steps.RuleStep)
		r.press("tab", "tab", "?")
		r.hides("Keys")
		r.shows("Create coupon on 1 January?", "F1 help")
		r.press("f1")
		r.shows("Keys", "Rule name")
		r.press("esc")
		r.shows("Create coupon on 1 January?")
	})
}

func TestInASmallWindowWhatIsPointedAtIsSeen(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.size(40, 12)
		r.until(steps.Prerequisites)
		for _, p := range []string{"You are Admin", "CleverTap has an email", "Customers have the same ID", "Your shop calls"} {
			r.shows(p)
			r.press("down")
		}
	})
}

func TestAPastedSecretIsTrimmedAndCounted(t *testing.T) {
	inBubble(t, &script{}, anew(), nil, func(r *rig) {
		r.until(steps.CleverTapStep)
		r.take(tea.PasteMsg{Content: "https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main\n"})
		r.shows("┃ Passcode", "R74-ZWR-R44Z")
		secret := rand.Text()
		r.paste(secret + "\r\n")
		r.shows("✓ accepted by eu1", "26 characters taken")
		if strings.Contains(r.w.View().Content, secret[:4]) {
			t.Error("a part of the passcode is on the screen")
		}
		if r.w.turn.At != steps.AtFound || r.w.flow.State().Answers.Secret(setup.Passcode).Len() != len(secret) {
			t.Error("the passcode was not taken as pasted")
		}
	})
}

func TestASavedSetupIsTriedAgainAndGoesOnWhereItWasLeft(t *testing.T) {
	s := &script{}
	inBubble(t, s, saved(), nil, func(r *rig) {
		r.shows("Welcome back", "✓ CleverTap", "▸ Application")
		r.press("enter")
		if r.w.turn.Step.ID != steps.Application {
			t.Fatalf("it goes on at %s", r.w.turn.Step.ID)
		}
		r.shows("Shop EU")
		if !slices.Equal(s.calls, []string{"look clevertap", "look talonone", "look application"}) {
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
		if r.w.turn.Step.ID != steps.TalonOneStep {
			t.Fatalf("it goes on at %s", r.w.turn.Step.ID)
		}
		r.shows("the key is not accepted any more")
	})
}

// finished is a setup that an earlier run brought to its end.
func finished() steps.State {
	st := saved()
	for _, step := range steps.List() {
		st = st.Done(step.ID)
	}
	st.Verified = st.Now.Add(-time.Hour)
	st.Noted.Enabled = keptnote.Enabled{On: "2026-11-03", Campaign: 7}
	return st
}

func TestASetupThatIsDoneShowsHowItStandsAndVerifiesFirst(t *testing.T) {
	s := &script{}
	inBubble(t, s, finished(), nil, func(r *rig) {
		r.shows("enabled since 3 November 2026", "not looked at yet", "▸ Verify everything", "Leave")
		r.press("enter")
		r.shows("✓ Right: all that has to be right was seen", "only you can check")
		if s.count("checklist") != 1 || s.count("plan") != 0 {
			t.Errorf("the engine was asked for %q", s.calls)
		}
		r.press("down", "enter")
		if r.w.turn.Step.ID == steps.Welcome {
			t.Errorf("it does not go on to a coupon")
		}
	})
}

func TestTheCampaignOfASetupIsPausedOnlyOnTheWord(t *testing.T) {
	s := &script{}
	inBubble(t, s, finished(), nil, func(r *rig) {
		for range 20 {
			if !strings.Contains(r.screenful(), "▸ Pause") {
				r.press("down")
			}
		}
		r.press("enter", "enter")
		if s.count("pause") != 0 {
			t.Fatal("it was paused without a word")
		}
		r.press("enter", "y")
		r.shows("paused by you on")
		if s.count("pause") != 1 {
			t.Errorf("the engine was asked for %q", s.calls)
		}
	})
}

func TestAPlanThatCannotBeMadeIsTriedAgain(t *testing.T) {
	s := &script{planErr: errBroken}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		r.shows("The plan could not be made", "connection refused")
		r.press("enter")
		if r.w.turn.Step.ID != steps.Review {
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
		if r.w.turn.Step.ID != steps.Review {
			t.Fatalf("r leads to %s", r.w.turn.Step.ID)
		}
		r.press("enter")
		r.shows("✓ rule", "▸ email campaign")
	})
}

func TestTheEndpointsThatAKeyNeedsAreCopiedAsOneList(t *testing.T) {
	var copied string
	inBubble(t, &script{}, preset(), func(o *start) {
		o.Copy = func(s string) error { copied = s; return nil }
	}, func(r *rig) {
		r.until(steps.TalonOneStep)
		r.press("esc", "ctrl+y")
		if copied != "" {
			t.Errorf("the address' question copied %q", copied)
		}
		r.press("tab", "ctrl+y")
		r.shows("Copied to the clipboard: the list of endpoints", "ctrl+y")
		if copied != strings.Join(setup.ManagementEndpoints(), "\n") {
			t.Errorf("copied is %q", copied)
		}
	})
}

func TestTheValuesOfACardAreCopiedAndItsSecretNever(t *testing.T) {
	var copies []string
	s := &script{byHand: true}
	inBubble(t, s, preset(), func(o *start) {
		o.Copy = func(s string) error { copies = append(copies, s); return nil }
	}, func(r *rig) {
		r.until(steps.Apply)
		r.press("c")
		r.shows("Copied to the clipboard: Send CleverTap Email")
		r.press("down", "down", "c")
		for range 9 {
			r.press("down")
		}
		r.press("c")
		r.shows("This is a secret: s copies it")
	})
	if !slices.Equal(copies, []string{"Send CleverTap Email", "Shop EU"}) {
		t.Errorf("copied %q", copies)
	}
}

func TestASecretIsCopiedByItsOwnKeyAfterOneWarning(t *testing.T) {
	s := &script{byHand: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.press("s")
		r.shows("Every program on this machine can read the clipboard")
		r.press("x")
		if n := s.count("copy Header X-CleverTap-Passcode"); n != 0 {
			t.Fatalf("the secret was copied %d times without a word", n)
		}
		r.press("s", "s")
		r.shows("Copied to the clipboard: the secret of Header X-CleverTap-Passcode")
		r.press("s")
		if n := s.count("copy Header X-CleverTap-Passcode"); n != 2 {
			t.Errorf("the secret was copied %d times, wanted 2", n)
		}
		s.noSecret = steps.ErrNoClipboard
		r.press("s")
		r.shows("Not copied: this machine has no clipboard that is safe for a secret")
	})
}

func TestAClipboardThatRefusesLeavesItToTheTerminals(t *testing.T) {
	inBubble(t, &script{byHand: true}, preset(), func(o *start) {
		o.Copy = func(string) error { return errors.New("no clipboard here") }
	}, func(r *rig) {
		r.until(steps.Apply)
		r.press("c")
		r.shows("Sent to your terminal's clipboard", "Send CleverTap Email")
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
		r.shows("1. Make the webhook")
		if slices.Contains(s.calls, "live") || slices.Contains(s.calls, "enable") {
			t.Errorf("the engine was asked for %q", s.calls)
		}
		if got := r.w.flow.Report(); len(got.Left) != 4 || got.Left[0].Resource != plan.Webhook {
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
		r.shows("Enabling the campaign failed", "connection refused")
		r.press("enter")
		r.shows("talontap has done its part")
		if r.w.flow.Next().Runs {
			t.Error("the outcome says that it is enabled")
		}
	})
}

func TestAnswersThatCannotBeSavedAreSaid(t *testing.T) {
	inBubble(t, &script{}, preset(), func(o *start) {
		o.Keep = func(steps.State) error { return errors.New("the disk is full") }
	}, func(r *rig) {
		r.press("enter")
		r.shows("the answers could not be saved: the disk is full")
	})
}

func TestAnOlderStateNeverOverwritesANewerOne(t *testing.T) {
	var kept []string
	var order saving
	save := func(name string) tea.Cmd {
		return order.next(func() tea.Msg { kept = append(kept, name); return nil })
	}
	first, second := save("first"), save("second")
	second()
	first()
	if !slices.Equal(kept, []string{"second"}) {
		t.Errorf("saved %q", kept)
	}
}

func TestTheFirstFrameDoesNotWaitForTheKeychain(t *testing.T) {
	var asked chan struct{}
	inBubble(t, &script{}, preset(), func(o *start) {
		asked = make(chan struct{})
		o.Prepare = func(ctx context.Context, st steps.State) steps.State {
			select {
			case <-asked:
			case <-ctx.Done():
			}
			st.Secrets = steps.Place{Where: "in the keychain of this machine"}
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

func TestTheFirstMistakeIsPointedAtAsSoonAsItIsSaved(t *testing.T) {
	s := &script{byHand: true, looks: []look{{see: nothingSaved}, {see: mistaken}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.shows("Not saved there yet", "last looked 0 s ago")
		r.hides("missing", "to mend")
		time.Sleep(time.Second)
		r.settle()
		r.shows("last looked 1 s ago")
		time.Sleep(time.Second)
		r.settle()
		r.shows("▸ Applications", "✗ saw: all Applications", "the rules of every shop could send it", "→ Choose only Shop EU", "4 to fix")
	})
}

func TestAFinishedCardLeadsToTheNext(t *testing.T) {
	s := &script{byHand: true, looks: []look{{see: mistaken}, {see: webhookDone}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.shows("▸ webhook 10/14")
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("✓ webhook 14/14", "▸ campaign 0/6", "Make the standard campaign")
		r.press("shift+tab")
		r.shows("All that can be seen of it is right")
	})
}

func TestItFollowsThePersonToTheCardThatTheyWorkOn(t *testing.T) {
	s := &script{byHand: true, looks: []look{{see: nothingSaved}, {see: mistaken}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.press("tab", "tab")
		r.shows("▸ rule 0/9")
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("▸ webhook 10/14", "▸ Applications")
		r.press("tab", "down")
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("▸ campaign 0/6", "▸ Tags")
	})
}

func TestItGoesOnByItselfWhenAllIsRight(t *testing.T) {
	s := &script{onlyHook: true, finishes: true, looks: []look{{see: nothingSaved}, {see: webhookDone}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.shows("▸ webhook")
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("Everything exists, and nothing is live", "Next, talontap follows a test coupon")
		if n := s.count("plan"); n != 2 {
			t.Errorf("planned %d times, wanted 2", n)
		}
	})
}

func TestWhatLooksRightAndIsNotSendsNobodyInCircles(t *testing.T) {
	s := &script{onlyHook: true, looks: []look{{see: webhookDone}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		r.press("enter", "enter")
		time.Sleep(time.Minute)
		r.settle()
		r.shows("All that can be seen is right, but the plan still asks for it")
		if n := s.count("plan"); n > 3 {
			t.Errorf("planned %d times", n)
		}
	})
}

func TestALookThatFailsIsSaidQuietlyAndFollowedByTheNext(t *testing.T) {
	s := &script{byHand: true, looks: []look{{failed: "Talon.One did not answer"}, {see: mistaken}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.shows("That look failed (Talon.One did not answer); the next one follows")
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("4 to fix")
		r.hides("That look failed")
	})
}

func TestAWatcherThatEndsIsSaidAndStartedAgain(t *testing.T) {
	s := &script{byHand: true, looks: []look{{see: nothingSaved}}, watchErr: errors.New("the Management API key is not accepted any more")}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		time.Sleep(steps.WatchEvery)
		r.settle()
		r.shows("Looking has stopped: the Management API key is not accepted any more. Enter looks again.")
		s.watchErr = nil
		r.press("enter")
		for range 3 {
			time.Sleep(steps.WatchEvery)
			r.settle()
		}
		r.press("enter")
		r.shows("Not saved there yet")
	})
}

func TestACampaignActivatedTooEarlyIsTakenBack(t *testing.T) {
	s := &script{byHand: true, looks: []look{{see: nothingSaved, early: true}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.shows("The campaign was activated before its rule is proven. b takes it back.", "b take it back")
		s.refuseBack = errBroken
		r.press("b")
		r.shows("It was not disabled again: reaching shop.europe-west1.talon.one")
		s.refuseBack, s.looks = nil, []look{{see: nothingSaved}}
		r.press("b")
		r.shows("The campaign is disabled again")
		r.press("down")
		r.hides("b take it back")
	})
}

func TestACardIsHandedOverAndOpened(t *testing.T) {
	var copies, opened []string
	inBubble(t, &script{byHand: true}, preset(), func(o *start) {
		o.Copy = func(s string) error { copies = append(copies, s); return nil }
		o.Open = func(s string) error { opened = append(opened, s); return nil }
	}, func(r *rig) {
		r.until(steps.Apply)
		r.press("h")
		r.shows("# Runbook", "any other key back")
		r.press("c")
		r.shows("the whole card, as Markdown")
		r.press("x", "o")
		r.shows("Opened in your browser: https://shop.europe-west1.talon.one")
	})
	if len(copies) != 1 || !strings.Contains(copies[0], "Make the webhook Send CleverTap Email") || !slices.Equal(opened, []string{"https://shop.europe-west1.talon.one"}) {
		t.Errorf("copied %q, opened %q", copies, opened)
	}
}

func TestWithoutABrowserTheAddressIsShown(t *testing.T) {
	for name, open := range map[string]func(string) error{"no way": nil, "a refusal": func(string) error { return errBroken }} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, &script{byHand: true}, preset(), func(o *start) { o.Open, o.Console = open, "http://127.0.0.1:8080/_sandbox/" }, func(r *rig) {
				r.until(steps.Apply)
				r.shows("The page at http://127.0.0.1:8080/_sandbox/ plays both consoles")
				r.press("o")
				r.shows("Open this in your browser: http://127.0.0.1:8080/_sandbox/")
			})
		})
	}
}

func TestAPastedPlaceholderIsCompared(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.take(tea.PasteMsg{Content: placeholder(r.w.turn.Wanted)})
		r.shows("✓ The placeholder is right")
		r.take(tea.PasteMsg{Content: strings.ReplaceAll(placeholder(r.w.turn.Wanted), "CouponCode", "CouponGenerated")})
		r.shows("CouponGenerated", "Wanted CouponCode")
	})
}

func TestTheOtherWayOfACardIsShown(t *testing.T) {
	inBubble(t, &script{byHand: true}, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		r.press("v")
		r.shows("Make a Credential, and the webhook with it", "Credential, name")
		r.press("v")
		r.hides("Credential, name")
	})
}

func TestTakingOverIsAskedAndPlannedAnew(t *testing.T) {
	s := &script{adoptable: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		r.shows("May talontap take over what it did not make?")
		r.press("a")
		r.shows("webhook Send CleverTap Email exists, and talontap did not make it", "Applications: all Applications → Shop EU")
		r.press("x")
		if r.w.flow.State().Adopt || s.count("plan") != 1 {
			t.Fatal("it was taken over without a word")
		}
		r.press("a", "y")
		if !r.w.flow.State().Adopt || s.count("plan") != 2 {
			t.Errorf("adopt is %v after %d plans", r.w.flow.State().Adopt, s.count("plan"))
		}
		r.press("a", "y")
		if r.w.flow.State().Adopt {
			t.Error("the word cannot be taken back")
		}
	})
}

func TestASampleIsOfferedWhereNoneIsNamed(t *testing.T) {
	s := &script{noSample: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.RuleStep)
		s.byHand = true
		r.until(steps.Review)
		r.shows("s chooses one")
		r.press("s")
		r.shows("┃ Sample")
	})
}

func TestWhatACampaignThatRunsHoldsIsForThePersonToJudge(t *testing.T) {
	s := &script{enabled: true, unseen: []live.Item{{ID: "beside.webhook.11.x", Object: "webhook 11", About: plan.Webhook, Says: "the webhook's Credential: 4"}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Enable)
		r.shows("Only you can judge this: the webhook's Credential: 4", "The campaign stays enabled", "this webhook as it is now")
		r.press("c", "enter")
		if s.count("compared") != 1 {
			t.Errorf("the engine was asked for %q", s.calls)
		}
	})
}

func TestWhatNobodyCanSeeIsComparedByThePersonAndNeverPreselected(t *testing.T) {
	for _, byDefault := range []bool{false, true} {
		s := &script{unseen: []live.Item{unseenRule}}
		var kept steps.State
		inBubble(t, s, preset(), func(o *start) {
			o.Enable = byDefault
			o.Keep = func(st steps.State) error { kept = st; return nil }
		}, func(r *rig) {
			r.until(steps.Enable)
			r.shows("talontap cannot see this: the rule", "Exact day", "▸ ● Not yet")
			r.press("enter")
			r.shows("The campaign stays disabled", "not seen: the rule")
			if s.count("compared") != 0 {
				t.Fatal("Enter alone gave the word")
			}
			r.press("esc")
			r.until(steps.Enable)
			r.press("c", "enter")
			r.shows("Enable now", "Not yet")
			if s.count("compared") != 1 || s.count("enable") != 0 {
				t.Errorf("the engine was asked for %q", s.calls)
			}
		})
		if kept.Noted.Compared[live.RuleUnread].Object != "ruleset 1" {
			t.Error("the word was not kept")
		}
	}
}

func TestAnAccountThatRefusesToEnableGetsACard(t *testing.T) {
	s := &script{refuses: &steps.ByHandError{Err: errBroken, Change: plan.Change{Resource: plan.Enable, Name: "Coupon by email",
		Steps: []string{"Talon.One: Shop EU › Campaigns › Coupon by email › Activate"}}}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Enable)
		r.press("enter")
		r.shows("→ Do it by hand: Talon.One: Shop EU › Campaigns › Coupon by email › Activate")
		if left := r.w.flow.Report().Left; len(left) == 0 || left[len(left)-1].Resource != plan.Enable {
			t.Errorf("left: %+v", left)
		}
	})
}

func TestWaitingShowsHowLongAndWhenItLooksNext(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		s.pause = make(chan struct{})
		r.press("enter")
		r.shows("On the customer: just begun, waits up to 3 min; looks again in 3 s")
		time.Sleep(2 * time.Second)
		r.settle()
		r.shows("On the customer: 2 s, waits up to 3 min; looks again in 1 s")
		close(s.pause)
	})
}

func TestALateCouponIsWaitedForLonger(t *testing.T) {
	s := &script{late: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.shows("does not show it after 3 min 0 s", "w wait on")
		s.late = false
		r.press("w")
		r.shows("The code " + theCode + " has arrived")
		r.hides("w wait on")
		if s.wait != 9*time.Minute || s.count("take up") != 1 || s.count("live") != 2 {
			t.Errorf("waited for %v in %d checks", s.wait, s.count("live"))
		}
	})
}

func TestWhatACutOffRunMadeIsTakenBackOnlyOnAWord(t *testing.T) {
	s := &script{}
	inBubble(t, s, cutOff(), nil, func(r *rig) {
		r.shows("stopped at the rule; it made the webhook and the campaign", "b take it back")
		r.press("b", "enter")
		r.shows("b take it back")
		r.press("b", "y")
		r.shows("campaign Coupon by email, 1 January 2027: deleted", "☐ webhook Send CleverTap Email: stays")
		r.press("enter")
		r.hides("was cut off", "b take it back")
		if s.count("remove") != 1 {
			t.Errorf("it was taken back %d times", s.count("remove"))
		}
		r.press("enter")
		r.shows("Prerequisites")
	})
}

func TestTakingBackIsNotLostWhileTheKeychainIsAsked(t *testing.T) {
	var asked chan struct{}
	inBubble(t, &script{}, cutOff(), func(o *start) {
		asked = make(chan struct{})
		o.Prepare = func(ctx context.Context, st steps.State) steps.State { wait(ctx, asked); return st }
	}, func(r *rig) {
		r.press("b", "down")
		close(asked)
		r.settle()
		r.shows("Disable the campaign Coupon by email, 1 January 2027")
	})
}

func TestACheckThatWasLeftIsTakenUpAndCanBeMadeAnew(t *testing.T) {
	s := &script{onItsWay: &live.Pending{Code: theCode}}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		if s.count("take up") != 1 {
			t.Error("the coupon on its way was not waited on for")
		}
		r.press("r")
		if s.count("take up") != 1 || s.count("live") != 2 {
			t.Errorf("r made %d checks, and took up %d", s.count("live"), s.count("take up"))
		}
	})
}

func TestTheDayIsRehearsedAndEndsWithTheEmail(t *testing.T) {
	s := &script{rehearses: true}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.shows("t rehearse the day", "12 requests: 7 to CleverTap, 5 to Talon.One")
		r.press("t")
		r.shows("Your coupon for the New Year", "Your code: "+theCode, "On the day: the rule made "+theCode)
		r.hides("t rehearse the day")
		r.press("enter")
		r.shows("The campaign is enabled already")
	})
}

func TestTheDayIsNotOfferedOnRealAccounts(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.Live)
		r.hides("rehearse the day")
		r.press("t")
		r.shows("has arrived")
	})
}

func TestWhatTheLiveCheckTouchesIsSaidBeforehand(t *testing.T) {
	s := &script{}
	inBubble(t, s, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		s.emailThere = true
		r.press("esc")
		r.until(steps.Review)
		r.press("enter")
		r.shows("Everything exists", "The live check: One coupon for a test customer in Talon.One")
		if s.count("live") != 0 {
			t.Error("it began already")
		}
	})
}

// placeholder is what the email must show where the code stands.
func placeholder(w setup.Wanted) string { return w.Email.Placeholder(w.Event) }
