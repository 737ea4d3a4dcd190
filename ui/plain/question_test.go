package plain_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

func TestABadAnswerIsExplainedAndTheSameQuestionAskedAgain(t *testing.T) {
	for _, c := range []struct {
		step      steps.ID
		key       setup.Key
		before    string // lines that lead to the question
		bad, says string
		good      string
		becomes   string
	}{
		{steps.RuleStep, setup.RuleDate, "", "31 February", "this date cannot be read", "1 March 2027", "2027-03-01"},
		{steps.RuleStep, setup.RedemptionLimit, "\n\n\n", "many", "this is not a whole number", "7", "7"},
		{steps.CleverTapStep, setup.ProjectID, "", "https://shop.talon.one/", "this is Talon.One's address", "https://in1.dashboard.clevertap.com/ABC-DEF-GHI/x", "ABC-DEF-GHI"},
		{steps.CleverTapStep, setup.Region, "\n", "xx9", `nothing matches "xx9"`, "sg1", "sg1"},
		{steps.Values, setup.EventName, "\n\n\n", "App Launched", "one of CleverTap's own events", "Coupon Made", "Coupon Made"},
		{steps.TalonOneStep, setup.Unpublished, "\n\n", "maybe", "please type yes or no", "no", "false"},
		{steps.Application, setup.Application, "", "Emporium", `nothing matches "Emporium"`, "101", "101"},
	} {
		t.Run(string(c.key), func(t *testing.T) {
			o := options{Engine: &engine{}, State: at(answered(t), c.step)}
			out, transcript := talk(t, o, c.before+c.bad+"\n"+c.good+"\nquit\n")
			says(t, flat(transcript), "✗ ", c.says)
			if got := out.State.Answers.Text(c.key); got != c.becomes {
				t.Errorf("%s is %q, want %q\n%s", c.key, got, c.becomes, transcript)
			}
		})
	}
}

// flat takes the wrapping out of a transcript.
func flat(transcript string) string { return strings.Join(strings.Fields(transcript), " ") }

func TestASecretIsNeverShown(t *testing.T) {
	passcode, key := random(t), random(t)
	st := steps.State{Profile: "test", Now: noon}
	input := "\n\nhttps://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main\n\n" + passcode + "\n" +
		"https://shop.europe-west1.talon.one\n" + key + " with a space\n" + key + "\n" + "quit\n"
	out, transcript := talk(t, options{Engine: &engine{}, State: st}, input)
	silent(t, transcript, passcode, key)
	says(t, transcript, "24 characters taken.", "there is white space inside")
	holds(t, out.State, setup.Passcode, passcode)
	holds(t, out.State, setup.ManagementKey, key)
}

// holds fails unless a secret answer is the value, without looking at it.
func holds(t *testing.T, st steps.State, key setup.Key, value string) {
	t.Helper()
	other, err := question(t, key).Take(steps.State{}, value)
	if err != nil {
		t.Fatal(err)
	}
	if !st.Answers.Secret(key).Equal(other.Answers.Secret(key)) {
		t.Errorf("%s was not taken as it was given", key)
	}
}

func TestASecretIsReadWhereItIsNotEchoed(t *testing.T) {
	passcode := random(t)
	var prompts []string
	o := options{Engine: &engine{}, State: at(answered(t), steps.CleverTapStep), ReadSecret: func(prompt string) (string, error) {
		prompts = append(prompts, prompt)
		return passcode, nil
	}}
	out, transcript := talk(t, o, "\n\nquit\n")
	silent(t, transcript, passcode)
	if len(prompts) != 1 || !strings.Contains(prompts[0], "not shown") {
		t.Errorf("the prompts are %q", prompts)
	}
	holds(t, out.State, setup.Passcode, passcode)
}

func TestTheEndOfAHiddenInputLeaves(t *testing.T) {
	o := options{Engine: &engine{}, State: at(answered(t), steps.CleverTapStep), ReadSecret: func(string) (string, error) { return "", io.EOF }}
	if out, _ := talk(t, o, enters(plenty)); !out.Cancelled {
		t.Errorf("the outcome is %+v", out)
	}
}

func TestASecretThatIsKnownNeedNotBeTypedAgain(t *testing.T) {
	st := answered(t)
	was := st.Answers.Secret(setup.Passcode)
	out, transcript := talk(t, options{Engine: &engine{}, State: at(st, steps.CleverTapStep)}, "\n\n\nquit\n")
	says(t, transcript, "Known: 24 characters")
	if !out.State.Answers.Secret(setup.Passcode).Equal(was) {
		t.Error("Enter changed the passcode")
	}
}

func TestTenThousandApplicationsAreFoundByAPartOfTheNameOrByID(t *testing.T) {
	for typed, want := range map[string]string{"shop 7777\n": "7777", "10100\n": "10100", "10099, \n": "10099"} {
		st := at(answered(t), steps.Application)
		out, transcript := talk(t, options{Engine: &engine{apps: 10_000}, State: st}, typed+"quit\n")
		says(t, transcript, "There are 10000 to choose from.", "Chosen: Shop "+want)
		if got := out.State.Answers.Text(setup.Application); got != want {
			t.Errorf("%q chose %q, want %q", typed, got, want)
		}
		if n := strings.Count(transcript, "\n"); n > 60 {
			t.Errorf("%d lines were written", n)
		}
	}
}

func TestAPartOfManyNamesListsTheFirstOfThemAndAsksForMore(t *testing.T) {
	st := at(answered(t), steps.Application)
	out, transcript := talk(t, options{Engine: &engine{apps: 10_000}, State: st}, "shop 50\nShop 5012\nquit\n")
	if n := strings.Count(transcript, ": Shop 50"); n != 20+1 {
		t.Errorf("%d of the matching ones are listed, want 20 (and the one chosen)", n)
	}
	says(t, transcript, "and 90 more: type more of the name")
	if got := out.State.Answers.Text(setup.Application); got != "5012" {
		t.Errorf("%q was chosen", got)
	}
}

func TestWhereOptionsAreNumbersThemselvesNoPlaceInTheListIsTakenForOne(t *testing.T) {
	out, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Application)}, "2\n101\nquit\n")
	says(t, transcript, "  101: Shop 101 (101, Europe/Berlin)", "✗ there is no number 2")
	if got := out.State.Answers.Text(setup.Application); got != "101" {
		t.Errorf("%q was chosen", got)
	}
}

func TestAnOptionIsChosenByNumberValueOrPartOfItsName(t *testing.T) {
	for typed, want := range map[string]string{"2": "in1", "mec1": "mec1", "MEC1": "mec1", "states": "us1", "": "eu1"} {
		out, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.CleverTapStep)}, "\n"+typed+"\nquit\n")
		says(t, flat(transcript), `press Enter for Europe (eu1, "global").`)
		if got := out.State.Answers.Text(setup.Region); got != want {
			t.Errorf("%q chose %q, want %q", typed, got, want)
		}
	}
}

func TestAnOfferThatIsNoLongerThereIsNotTaken(t *testing.T) {
	st, err := question(t, setup.Application).Take(answered(t), "999")
	if err != nil {
		t.Fatal(err)
	}
	out, transcript := talk(t, options{Engine: &engine{}, State: at(st, steps.Application)}, "\n102\nquit\n")
	says(t, transcript, "✗ please choose one")
	if got := out.State.Answers.Text(setup.Application); got != "102" {
		t.Errorf("%q was chosen", got)
	}
}

func TestAnOptionalAnswerIsLeftEmptyByAHyphen(t *testing.T) {
	st, err := question(t, setup.TestAddress).Take(answered(t), "you@example.com")
	if err != nil {
		t.Fatal(err)
	}
	out, transcript := talk(t, options{Engine: &engine{}, State: at(st, steps.Values)}, "\n-\nquit\n")
	says(t, transcript, "Press Enter for you@example.com, or type - to leave it empty.")
	if got := out.State.Answers.Text(setup.TestAddress); got != "" {
		t.Errorf("the address is %q", got)
	}
}

// toEmail are the values above those of the email.
const toEmail = 8

func TestABackslashMakesACommandAnAnswer(t *testing.T) {
	out, _ := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)}, enters(toEmail)+"\\back\n\\quit\n\\other\nquit\n")
	for key, want := range map[setup.Key]string{setup.EmailCampaign: "back", setup.EmailSender: "quit", setup.EmailSubject: `\other`} {
		if got := out.State.Answers.Text(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func TestQuestionsThatDependOnAnAnswerAppearWithIt(t *testing.T) {
	st := at(answered(t), steps.TalonOneStep)
	_, transcript := talk(t, options{Engine: &engine{}, State: st}, "\n\nno\nquit\n")
	silent(t, transcript, "Your Talon.One email")
	_, transcript = talk(t, options{Engine: &engine{}, State: st}, "\n\nyes\nquit\n")
	says(t, transcript, "Your Talon.One email")
}

func TestPrerequisitesAreTickedByNumber(t *testing.T) {
	var all []string
	for _, p := range check.Prerequisites(phrase.Email) {
		all = append(all, p.ID)
	}
	for typed, want := range map[string][]string{
		"":               nil,
		"1\n":            all[:1],
		"1,3\n1\n":       all[2:3],
		"all\n":          all,
		"all\nnone\n":    nil,
		"1 99\n2 x\n2\n": all[1:2],
	} {
		st := answered(t).Done(steps.Welcome)
		out, transcript := talk(t, options{Engine: &engine{}, State: st}, typed+"\nquit\n")
		var got []string
		for _, id := range all {
			if out.State.Noted.Ticked[id] != "" {
				got = append(got, id)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q ticks %q, want %q\n%s", typed, got, want, transcript)
		}
	}
}

func TestAnAnswerThatTheServiceRefusesIsAskedAgainWithWhatWasTyped(t *testing.T) {
	looked := 0
	e := &engine{findings: func(steps.ID, steps.State) []steps.Finding {
		if looked++; looked == 1 {
			return []steps.Finding{{Stop: true, Text: "the passcode is not accepted", Fix: "compare it"}}
		}
		return nil
	}}
	out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.CleverTapStep)},
		"ABC-DEF-GHI\n\n\n"+"\n\n\n"+"quit\n")
	says(t, transcript, "✗ the passcode is not accepted", "  do: compare it", "Press Enter for ABC-DEF-GHI.", "✓ accepted by clevertap (84 ms)")
	if !out.State.Confirmed[steps.CleverTapStep] {
		t.Error("the second time it was accepted, but the step is not confirmed")
	}
}

func wrongRegion(_ steps.ID, st steps.State) []steps.Finding {
	if st.Answers.Text(setup.Region) == "eu1" {
		return []steps.Finding{{Stop: true, Text: "not accepted", WrongRegion: true}}
	}
	return nil
}

func TestOtherRegionsAreTriedOnlyOnTheAdminsWord(t *testing.T) {
	for _, c := range []struct {
		word, region string
		err          error
		called       bool
		ends         string
		says         string
	}{
		{"", "", nil, false, "eu1", "This sends the passcode to CleverTap's other hosts."},
		{"no", "", nil, false, "eu1", "press Enter for no"},
		{"yes", "in1", nil, true, "in1", "✓ it belongs to the region in1"},
		{"yes", "", nil, true, "eu1", "✗ no region accepts this passcode"},
		{"yes", "", fmt.Errorf("trying region in1: %w", errTorn), true, "eu1", "talontap: trying region in1 failed"},
	} {
		e := &engine{findings: wrongRegion, region: func() (string, error) { return c.region, c.err }}
		out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.CleverTapStep)}, "\n\n\n"+c.word+"\nquit\n")
		says(t, flat(transcript), c.says)
		if slices.Contains(e.calls, "find region") != c.called {
			t.Errorf("%q: calls %q", c.word, e.calls)
		}
		if got := out.State.Answers.Text(setup.Region); got != c.ends || out.State.Confirmed[steps.CleverTapStep] != (c.ends == "in1") {
			t.Errorf("%q: region %q, confirmed %v", c.word, got, out.State.Confirmed)
		}
	}
}

func TestAWarningIsInsistedOnOrAnsweredAnew(t *testing.T) {
	warn := func(steps.ID, steps.State) []steps.Finding {
		return []steps.Finding{{Text: "a live project meets a sandbox Application", Fix: "choose another"}}
	}
	for _, c := range []struct {
		word      string
		rehearsal bool
		confirmed bool
	}{{"", false, false}, {"no", false, false}, {"yes", false, true}, {"", true, true}} {
		st := at(answered(t), steps.CleverTapStep)
		st.Rehearsal = c.rehearsal
		out, transcript := talk(t, options{Engine: &engine{findings: warn}, State: st}, "\n\n\n"+c.word+"\nquit\n")
		says(t, transcript, "! a live project meets a sandbox Application", "Go on as it is?")
		if out.State.Confirmed[steps.CleverTapStep] != c.confirmed {
			t.Errorf("%q, rehearsal %v: confirmed %v", c.word, c.rehearsal, !c.confirmed)
		}
	}
}

func TestALineThatIsTooLongIsAskedForAgain(t *testing.T) {
	out, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)},
		enters(toEmail)+strings.Repeat("x", 1<<20)+"\nCoupon mail\nquit\n")
	says(t, transcript, "that line is too long to be an answer")
	if got := out.State.Answers.Text(setup.EmailCampaign); got != "Coupon mail" {
		t.Errorf("the campaign is %q", got)
	}
}

func TestALastLineWithoutAnEndIsStillAnAnswer(t *testing.T) {
	out, _ := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)}, enters(toEmail)+"Coupon mail")
	if got := out.State.Answers.Text(setup.EmailCampaign); got != "Coupon mail" || !out.Cancelled {
		t.Errorf("the campaign is %q, cancelled %v", got, out.Cancelled)
	}
}

func TestWindowsLineEndsAreTakenOff(t *testing.T) {
	out, _ := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)}, enters(toEmail)+"Coupon mail\r\nquit\r\n")
	if got := out.State.Answers.Text(setup.EmailCampaign); got != "Coupon mail" {
		t.Errorf("the campaign is %q", got)
	}
}

func TestKnownEventsAreSuggested(t *testing.T) {
	_, transcript := talk(t, options{Engine: &engine{}, State: at(answered(t), steps.Values)}, "\n\n\nquit\n")
	says(t, transcript, "Known already: Coupon Generated, Charged")
}

func TestTheKindOfAccountStandsAtEveryStep(t *testing.T) {
	_, transcript := talk(t, options{Engine: &engine{}, State: answered(t)}, enters(plenty))
	for line := range strings.Lines(transcript) {
		if strings.HasPrefix(line, "Step ") && !strings.Contains(line, "(LIVE)") {
			t.Errorf("no kind of account in %q", line)
		}
	}
}

func TestWhatANewSetupHasOfAnotherIsSaidBeforeAnythingIsAsked(t *testing.T) {
	its := answered(t)
	st := steps.State{Profile: "production", Now: its.Now}.Begin(setup.Origin{Profile: "staging", Answers: setup.Complete(its.Answers, its.Surroundings())})
	_, transcript := talk(t, options{Engine: &engine{}, State: st}, "quit\n")
	says(t, transcript, "From profile staging: ", "To give anew: CleverTap region")
}
