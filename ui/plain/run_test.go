package plain_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if got != string(want) {
		t.Errorf("%s is another text now; run with -update if that is meant.\n--- got\n%s\n--- want\n%s", name, got, want)
	}
}

// order fails unless the engine was called in just this order.
func order(t *testing.T, e *engine, want ...string) {
	t.Helper()
	if !slices.Equal(e.calls, want) {
		t.Errorf("the engine was called\n%q, want\n%q", e.calls, want)
	}
}

func says(t *testing.T, transcript string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(transcript, part) {
			t.Errorf("%q is not said in\n%s", part, transcript)
		}
	}
}

func silent(t *testing.T, transcript string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(transcript, part) {
			t.Errorf("%q is said in\n%s", part, transcript)
		}
	}
}

var looks = []string{"look clevertap", "look talonone", "look application", "keep secrets", "look values"}

func TestEnterAloneLeadsFromTheStartToTheEnd(t *testing.T) {
	e := &engine{}
	st := answered(t)
	out, transcript := talk(t, options{Engine: e, State: st, DefaultEnable: true}, enters(plenty))
	golden(t, "enter-only.txt", transcript)
	order(t, e, append(slices.Clone(looks), "plan", "apply", "live relay", "enable", "checklist")...)
	if !out.Finished || out.Cancelled || !out.Enabled || out.Live == nil || !out.Live.Arrived || out.Kept != "in the keychain of this machine" {
		t.Errorf("the outcome is %+v", out)
	}
	if len(out.Plan.Changes) != 2 || len(out.Checklist.Checks) != 1 {
		t.Errorf("plan or checklist are not in the outcome: %+v", out)
	}
	for _, key := range []setup.Key{setup.ProjectID, setup.Region, setup.Application} {
		if got, want := out.State.Answers.Text(key), st.Answers.Text(key); got != want {
			t.Errorf("%s became %q, was %q", key, got, want)
		}
	}
}

func TestOutputIsOnlyEverAppended(t *testing.T) {
	_, transcript := talk(t, options{Engine: &engine{}, State: answered(t)}, enters(plenty))
	if i := strings.IndexAny(transcript, "\x1b\r\b"); i >= 0 {
		t.Errorf("a control character at %d: %q", i, transcript[max(0, i-20):i+1])
	}
}

func TestEnterAloneDoesNotEnableALiveCampaign(t *testing.T) {
	e := &engine{}
	out, transcript := talk(t, options{Engine: e, State: answered(t)}, enters(plenty))
	if out.Enabled || slices.Contains(e.calls, "enable") || !out.Finished {
		t.Errorf("enabled: %v, finished: %v, calls %q", out.Enabled, out.Finished, e.calls)
	}
	says(t, flat(transcript), "Enable the campaign now? (yes or no; press Enter for no)", "Not yet: the campaign stays disabled.")
}

// TestTheEndOfTheInputIsNeverTakenForAnAnswer lets the input end after every
// number of lines that the setup can take.
func TestTheEndOfTheInputIsNeverTakenForAnAnswer(t *testing.T) {
	for n := range plenty {
		e := &engine{}
		var kept *steps.State
		out, transcript := talk(t, options{Engine: e, State: answered(t), DefaultEnable: true,
			Keep: func(s steps.State) error { kept = &s; return nil }}, enters(n))
		if out.Finished {
			if out.Cancelled || n < 30 {
				t.Errorf("after %d lines: finished and cancelled %v", n, out.Cancelled)
			}
			return
		}
		if !out.Cancelled || !strings.HasSuffix(transcript, "The input has ended.\n") {
			t.Fatalf("after %d lines: cancelled %v, and the end reads %q", n, out.Cancelled, transcript[max(0, len(transcript)-80):])
		}
		if kept == nil || len(kept.Confirmed) != len(out.State.Confirmed) {
			t.Fatalf("after %d lines what was answered is not kept", n)
		}
		asked := strings.Contains(transcript, "Enable the campaign now?")
		if slices.Contains(e.calls, "enable") || asked && out.Enabled {
			t.Fatalf("after %d lines the campaign was enabled without an answer", n)
		}
	}
	t.Fatalf("%d lines do not lead to the end", plenty)
}

func TestNothingIsAppliedBeforeThePlanIsAccepted(t *testing.T) {
	e := &engine{}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "no\nperhaps\nno\nquit\n")
	order(t, e, "plan")
	says(t, transcript, "Nothing changed.", "please type yes or no")
	if !out.Cancelled || out.Finished {
		t.Errorf("quit ended as %+v", out)
	}
}

func TestWhatIsAnsweredIsKeptAfterEachStepAndOnQuit(t *testing.T) {
	var kept []int
	o := options{Engine: &engine{}, State: answered(t), Keep: func(s steps.State) error {
		kept = append(kept, len(s.Confirmed))
		return nil
	}}
	talk(t, o, "\n\nquit\n")
	if !slices.Equal(kept, []int{1, 2, 2}) {
		t.Errorf("kept with %v steps confirmed, want 1, 2 and, on quit, 2 again", kept)
	}
}

func TestAnAnswerOfAHalfDoneStepIsKeptOnQuit(t *testing.T) {
	out, _ := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.RuleStep)}, "2027-02-03\nquit\n")
	if got := out.State.Answers.Text(setup.RuleDate); got != "2027-02-03" {
		t.Errorf("the date is %q", got)
	}
}

func TestKeepingThatFailsIsSaidAndDoesNotEndTheRun(t *testing.T) {
	full := errors.New("the disk is full")
	out, transcript, err := run(context.Background(), options{Engine: &engine{}, State: answered(t), Keep: func(steps.State) error { return full }}, enters(plenty))
	if err != nil || !out.Finished {
		t.Errorf("err %v, finished %v", err, out.Finished)
	}
	says(t, transcript, "keeping what was answered: the disk is full")

	_, _, err = run(context.Background(), options{Engine: &engine{}, State: answered(t), Keep: func(steps.State) error { return full }}, "quit\n")
	if !errors.Is(err, full) {
		t.Errorf("leaving with nothing kept gives %v", err)
	}
}

func TestBackGoesToTheQuestionBeforeThenToTheStepBefore(t *testing.T) {
	out, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)},
		enters(5)+"My webhook\nback\n"+strings.Repeat("<\n", 6)+"quit\n")
	if got := strings.Count(transcript, "\nWebhook name\n"); got != 2 {
		t.Errorf("the webhook's name is asked %d times, want twice:\n%s", got, transcript)
	}
	says(t, transcript, "Press Enter for My webhook.", "Step 5 of 10: Coupon rule")
	if out.State.Confirmed[steps.Values] || out.State.Answers.Text(setup.WebhookName) != "My webhook" {
		t.Errorf("after back: %v, %q", out.State.Confirmed, out.State.Answers.Text(setup.WebhookName))
	}
}

func TestBackOnTheFirstStepStaysThere(t *testing.T) {
	_, transcript := talk(t, options{Engine: &engine{}, State: answered(t)}, "back\nquit\n")
	says(t, transcript, "This is the first step.")
	if n := strings.Count(transcript, "Step 1 of 10"); n != 2 {
		t.Errorf("step 1 is shown %d times, want twice", n)
	}
}

func TestBackFromTheReviewAndForthAgainKeepsEveryAnswer(t *testing.T) {
	st := at(answered(t), steps.Review)
	out, _ := talk(t, options{Engine: &engine{}, State: st}, "back\n"+enters(toEmail)+"Coupon mail\n"+enters(plenty))
	if !out.Finished || out.State.Answers.Text(setup.EmailCampaign) != "Coupon mail" || out.State.Answers.Text(setup.ProjectID) != "R74-ZWR-R44Z" {
		t.Errorf("finished %v with %v", out.Finished, out.State.Answers.Texts())
	}
}

func TestTheQuestionMarkSaysMoreAndAsksAgain(t *testing.T) {
	_, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.RuleStep)}, "?\nquit\n")
	if n := strings.Count(transcript, "Write 2027-01-01 or 1 January"); n != 2 {
		t.Errorf("the help is said %d times, want twice:\n%s", n, transcript)
	}
}

func TestTheQuestionMarkAtTheReviewShowsTheCards(t *testing.T) {
	e := &engine{plan: byHandPlan}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "?\nquit\n")
	says(t, transcript, "By hand, 1 of 1: webhook", "1. Talon.One: Account › Tools › Webhooks › Create Webhook")
}

func byHand() []plan.Change {
	return []plan.Change{{Resource: plan.Webhook, Name: "Send CleverTap Email", Action: plan.Manual, Route: plan.Guided, Published: plan.No,
		Why: "no published call makes a webhook", Steps: []string{"Talon.One: Account › Tools › Webhooks › Create Webhook", "Verb: POST"}}}
}

func byHandPlan() (plan.Plan, error) { return plan.Plan{Changes: byHand()}, nil }

func TestWhatIsLeftByHandIsShownAndLookedAtAgainOnTheWord(t *testing.T) {
	rounds := 0
	e := &engine{plan: byHandPlan, left: func() ([]plan.Change, error) {
		if rounds++; rounds == 1 {
			return byHand(), nil
		}
		return nil, nil
	}}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\nnonsense\nlook\n"+enters(plenty))
	order(t, e, "plan", "apply", "plan", "apply", "live relay", "checklist")
	says(t, flat(transcript), "talontap changes nothing here itself. Go on to what you do by hand?")
	says(t, transcript, "By hand, 1 of 1: webhook", "2. Verb: POST", `please type "look", or press Enter`)
	if len(out.Left) != 0 || !out.Finished {
		t.Errorf("left %v, finished %v", out.Left, out.Finished)
	}
}

func TestNothingIsFollowedWhileTheWebhookIsLeftByHand(t *testing.T) {
	e := &engine{plan: byHandPlan, left: func() ([]plan.Change, error) { return byHand(), nil }}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review), DefaultEnable: true}, enters(plenty))
	order(t, e, "plan", "apply", "checklist")
	says(t, transcript, "There is nothing to follow yet: webhook", "cannot be enabled yet", "no test coupon was followed")
	if len(out.Left) != 1 || out.Live != nil || out.Enabled || !out.Finished {
		t.Errorf("the outcome is %+v", out)
	}
}

func TestAnEmailCampaignLeftByHandDoesNotKeepFromTheLiveCheck(t *testing.T) {
	e := &engine{left: func() ([]plan.Change, error) {
		return []plan.Change{{Resource: plan.EmailCampaign, Name: "Coupon email", Action: plan.Manual, Steps: []string{"Publish"}}}, nil
	}}
	out, _ := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, enters(plenty))
	if out.Live == nil || len(out.Left) != 1 {
		t.Errorf("live %v, left %v", out.Live, out.Left)
	}
}

func TestThereIsNoTestCouponWithoutAYes(t *testing.T) {
	e := &engine{}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "yes\nno\n"+enters(plenty))
	order(t, e, "plan", "apply", "checklist")
	says(t, transcript, "One coupon for a test customer in Talon.One, deleted afterwards")
	if out.Live != nil || !out.Finished {
		t.Errorf("the outcome is %+v", out)
	}
}

func TestAnArrivalThatIsMissingCanBeTriedAgain(t *testing.T) {
	runs := 0
	e := &engine{shut: true, live: func() (live.Result, error) {
		runs++
		return live.Result{Arrived: runs == 2, CouponCode: "NY-7K3Q-88PD", Gate: live.Gate{
			Failures: []string{"no test coupon has arrived in CleverTap yet"}, Unseen: []live.Item{{ID: live.RuleWebhook, Says: "the rule's webhook effect"}}}}, nil
	}}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n\nagain\n"+enters(plenty))
	order(t, e, "plan", "apply", "live relay", "live relay", "checklist")
	says(t, transcript, "✗ The code has not arrived in CleverTap.", "\nNY-7K3Q-88PD\n",
		"to fix: no test coupon has arrived", "for you to compare: the rule's webhook effect")
	if !out.Live.Arrived {
		t.Error("the second live check is not the outcome's")
	}
}

// cutOff is a state whose last run did not finish.
func cutOff(t *testing.T) steps.State {
	st := at(answered(t), steps.Review)
	st.Earlier = steps.Unfinished{Began: time.Date(2026, 11, 26, 3, 40, 0, 0, time.UTC), Cut: []string{"rule"}, Made: []string{"webhook", "campaign"}}
	return st
}

func TestARunThatWasCutOffIsGoneOnWithOrTakenBack(t *testing.T) {
	e := &engine{}
	_, transcript := talk(t, options{Engine: e, State: cutOff(t)}, enters(plenty))
	order(t, e, "plan", "apply", "live relay", "checklist")
	says(t, transcript, "The run of 26 November 2026, 03:40 stopped at the rule; it made the webhook", "makes nothing twice")
	e = &engine{}
	_, transcript = talk(t, options{Engine: e, State: cutOff(t)}, "perhaps\ntake back\nyes\nquit\n")
	order(t, e, "removable", "remove", "plan")
	says(t, transcript, `please type "take back"`, "Disable the campaign Coupon by email", "campaign Coupon by email: deleted", "To remove by hand: Talon.One: Account › Tools › Webhooks")
	e = &engine{}
	talk(t, options{Engine: e, State: cutOff(t)}, "take back\n\nquit\n")
	order(t, e, "removable", "plan")
	e = &engine{stays: errors.New("Talon.One did not answer")}
	_, transcript = talk(t, options{Engine: e, State: cutOff(t)}, "take back\n"+enters(plenty))
	order(t, e, "removable", "plan", "apply", "live relay", "checklist")
	says(t, transcript, "Talon.One did not answer")
}

func TestACouponOfAnEarlierCheckIsWaitedOnForWhereThePersonWantsIt(t *testing.T) {
	for answer, want := range map[string]string{"\n": "take up", "no\n\n": "live relay"} {
		e := &engine{onItsWay: &live.Pending{Code: "NY-7K3Q-88PD"}}
		out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n"+answer+enters(plenty))
		order(t, e, "plan", "apply", want, "checklist")
		says(t, transcript, "The test coupon NY-7K3Q-88PD of an earlier check may still arrive.")
		if !out.Live.Arrived {
			t.Errorf("%q: the outcome is %+v", answer, out.Live)
		}
	}
}

// mailed is a live check that waits for what the person reads in the inbox.
func mailed() (live.Result, error) {
	return live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Gate: live.Gate{Open: true},
		Hops: []live.Hop{{ID: live.Inbox, Status: live.Manual, By: live.ByPerson}}}, nil
}

func TestTheCodeInTheInboxIsAskedForAndComparedUntilItFits(t *testing.T) {
	e := &engine{live: mailed}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n\nNY-AAAA-AAAA\nYour code is ny-7k3q-88pd.\n"+enters(plenty))
	says(t, transcript, "The code in the email to you@example.com", "does not contain the code of this check, NY-7K3Q-88PD", "✓ you read NY-7K3Q-88PD in the mail of you@example.com.")
	if h, _ := out.Live.Of(live.Inbox); h.Status != live.Pass || !out.Finished {
		t.Errorf("the inbox is %+v", h)
	}
	out, _ = talk(t, options{Engine: &engine{live: mailed}, State: at(answered(t), steps.Review)}, "\n\n\n"+enters(plenty))
	if h, _ := out.Live.Of(live.Inbox); h.Status != live.Manual || !out.Finished {
		t.Errorf("left open, the inbox is %+v", h)
	}
}

func TestAnEmailWithItsDefaultTextIsAFailureThatCanBeTriedAgain(t *testing.T) {
	e := &engine{live: mailed}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n\nYour code comes soon.\nagain\n\nnone\n"+enters(plenty))
	says(t, transcript, "came without the code", "To do: the email's placeholder must be", `Type "again"`, "no email came to you@example.com")
	if h, _ := out.Live.Of(live.Inbox); h.Status != live.Warn {
		t.Errorf("the inbox is %+v", h)
	}
}

func TestAHopThatFailedBehindTheArrivalCanBeTriedAgain(t *testing.T) {
	e := &engine{live: func() (live.Result, error) {
		return live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Hops: []live.Hop{{ID: live.Inbox, Status: live.Fail}}}, nil
	}}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n\nagain\n\nperhaps\nquit\n")
	order(t, e, "plan", "apply", "live relay", "live relay")
	says(t, transcript, "\nNY-7K3Q-88PD\n", `please type "again", or press Enter`)
}

func TestAFailureIsExplainedAndTriedAgain(t *testing.T) {
	bad := fmt.Errorf("reading campaigns: %w", errors.New("Talon.One (shop.talon.one) failed on its side"))
	once := func() func() error {
		done := false
		return func() error {
			if done {
				return nil
			}
			done = true
			return bad
		}
	}
	for name, c := range map[string]struct {
		prepare func(*engine, func() error)
		want    []string
	}{
		"plan": {func(e *engine, fail func() error) {
			e.plan = func() (plan.Plan, error) { return toCreate(), fail() }
		}, []string{"plan", "plan", "apply", "live relay", "enable", "checklist"}},
		"apply": {func(e *engine, fail func() error) {
			e.left = func() ([]plan.Change, error) { return nil, fail() }
		}, []string{"plan", "apply", "plan", "apply", "live relay", "enable", "checklist"}},
		"live check": {func(e *engine, fail func() error) {
			e.live = func() (live.Result, error) { return live.Result{Arrived: true}, fail() }
		}, []string{"plan", "apply", "live relay", "live relay", "enable", "checklist"}},
		"enable": {func(e *engine, fail func() error) { e.enabling = fail },
			[]string{"plan", "apply", "live relay", "enable", "enable", "checklist"}},
		"checklist": {func(e *engine, fail func() error) {
			e.list = func() (check.List, error) { return check.List{}, fail() }
		}, []string{"plan", "apply", "live relay", "enable", "checklist", "checklist"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := &engine{}
			c.prepare(e, once())
			out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review), DefaultEnable: true}, enters(plenty))
			order(t, e, c.want...)
			says(t, transcript, "why: Talon.One (shop.talon.one) failed on its side", "do: ", "Press Enter to try again")
			if !out.Finished {
				t.Error("it does not come to the end")
			}
		})
	}
}

func TestASavedSetupGoesOnWhereItWasLeftAndLooksAgain(t *testing.T) {
	e := &engine{}
	st := at(answered(t), steps.RuleStep)
	st.Saved = true
	_, transcript := talk(t, options{Engine: e, State: st}, "quit\n")
	order(t, e, "look clevertap", "look talonone", "look application")
	says(t, transcript, "Welcome back. Done already: Welcome, Prerequisites, CleverTap,", "Step 5 of 10: Coupon rule")
	silent(t, transcript, "Step 1 of 10", "Press Enter to begin")
}

func TestASavedStepThatIsNoLongerAcceptedIsAskedAgain(t *testing.T) {
	e := &engine{findings: func(id steps.ID, _ steps.State) []steps.Finding {
		if id == steps.TalonOneStep {
			return []steps.Finding{{Stop: true, Text: "the key is not accepted", Fix: "make a new one"}}
		}
		return nil
	}}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.RuleStep)}, "quit\n")
	says(t, transcript, "✗ the key is not accepted", "do: make a new one", "Step 4 of 10: Talon.One")
	if out.State.Confirmed[steps.TalonOneStep] || !out.State.Confirmed[steps.CleverTapStep] {
		t.Errorf("confirmed are %v", out.State.Confirmed)
	}
}

func TestASetupThatWasFinishedIsReviewedAgain(t *testing.T) {
	e := &engine{plan: func() (plan.Plan, error) {
		return plan.Plan{Changes: []plan.Change{{Resource: plan.Webhook, Action: plan.Keep, Route: plan.Found, Published: plan.Yes}}}, nil
	}, enabled: true}
	st := answered(t)
	for _, s := range steps.List() {
		st = st.Done(s.ID)
	}
	out, transcript := talk(t, options{Engine: e, State: st}, enters(plenty))
	order(t, e, "plan", "apply", "live relay", "checklist")
	says(t, transcript, "No changes.", "There is nothing to change. Go on to the live check?", "The campaign is enabled.")
	if !out.Finished || !out.Enabled {
		t.Errorf("the outcome is %+v", out)
	}
}

func TestASignalWhileWaitingForAnAnswerLeavesWithWorkKept(t *testing.T) {
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, signal := context.WithCancel(context.Background())
	kept := 0
	o := options{Engine: &engine{}, State: answered(t), In: in, Out: &hush{after: "Press Enter to begin.\n", then: signal},
		Keep: func(steps.State) error { kept++; return nil }}
	out, _, err := run(ctx, o, "")
	if err != nil || !out.Cancelled || out.Finished || kept != 1 {
		t.Errorf("err %v, kept %d times, outcome %+v", err, kept, out)
	}
}

// hush is a writer that calls back once it has been given some text.
type hush struct {
	text  bytes.Buffer
	after string
	then  func()
}

func (h *hush) Write(p []byte) (int, error) {
	h.text.Write(p)
	if strings.HasSuffix(h.text.String(), h.after) {
		h.then()
	}
	return len(p), nil
}

func TestASignalWhileTheEngineWorksLeavesWithWhatWasReached(t *testing.T) {
	for _, call := range []string{"look values", "plan", "apply", "live relay", "checklist"} {
		t.Run(call, func(t *testing.T) {
			ctx, signal := context.WithCancel(context.Background())
			e := &engine{left: func() ([]plan.Change, error) { return byHand()[:0], nil }, during: func(now string) {
				if now == call {
					signal()
				}
			}}
			var b bytes.Buffer
			out, _, err := run(ctx, options{Engine: e, State: at(answered(t), steps.Values), Out: &b}, enters(plenty))
			if err != nil || !out.Cancelled || out.Finished {
				t.Errorf("err %v, outcome %+v", err, out)
			}
			if last := e.calls[len(e.calls)-1]; last != call {
				t.Errorf("%q was still called after the signal", last)
			}
		})
	}
}

func TestATimeThatIsOverIsAnError(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	out, _, err := run(ctx, options{Engine: &engine{}, State: answered(t), Out: io.Discard}, enters(plenty))
	if !errors.Is(err, context.DeadlineExceeded) || out.Finished {
		t.Errorf("err %v, finished %v", err, out.Finished)
	}
}

// torn is an output or an input whose other end is gone.
type torn struct{}

var errTorn = errors.New("the pipe is closed")

func (torn) Write([]byte) (int, error) { return 0, errTorn }
func (torn) Read([]byte) (int, error)  { return 0, errTorn }

func TestAnOutputThatIsGoneEndsTheRunBeforeAnythingIsDone(t *testing.T) {
	e := &engine{}
	_, _, err := run(context.Background(), options{Engine: e, State: at(answered(t), steps.Review), Out: torn{}}, enters(plenty))
	if !errors.Is(err, errTorn) || slices.Contains(e.calls, "apply") {
		t.Errorf("err %v, calls %q", err, e.calls)
	}
}

func TestAnInputThatBreaksIsAnError(t *testing.T) {
	out, _, err := run(context.Background(), options{Engine: &engine{}, State: answered(t), In: torn{}}, "")
	if !errors.Is(err, errTorn) || out.Finished {
		t.Errorf("err %v, finished %v", err, out.Finished)
	}
}

func FuzzNoInputAppliesOrEnablesWithoutBeingAsked(f *testing.F) {
	f.Add("\n\n\n")
	f.Add("back\n?\n<\nquit\n")
	f.Add("1,2\nall\nnone\n\n\n2\nyes\nno\n-\n\\back\n")
	f.Add(strings.Repeat("\n", plenty) + "x")
	st := answered(f)
	f.Fuzz(func(t *testing.T, input string) {
		var b bytes.Buffer
		e := &engine{}
		e.during = func(call string) {
			for work, question := range map[string]string{"apply": "Apply this?", "live relay": "Send one test coupon?", "enable": "Enable the campaign now?"} {
				if call == work && !strings.Contains(b.String(), question) {
					t.Fatalf("%s without %q", work, question)
				}
			}
		}
		out, _, err := run(context.Background(), options{Engine: e, State: st, Out: &b, DefaultEnable: true}, input)
		if err != nil || out.Finished == out.Cancelled {
			t.Fatalf("err %v, finished %v, cancelled %v", err, out.Finished, out.Cancelled)
		}
	})
}

func TestASetupThatIsDoneOffersWhatCanBeDoneByNumber(t *testing.T) {
	st := answered(t).AllDone()
	st.Saved = true
	e := &engine{}
	out, transcript := talk(t, options{Engine: e, State: st}, "1\n99\n\n")
	order(t, e, "checklist")
	says(t, transcript, `Your setup "test"`, "1: Verify everything, reading only", "✗ there is no number 99")
	if out.State.Confirmed[steps.Enable] != true {
		t.Error("a look at the status opened the setup again")
	}
}
