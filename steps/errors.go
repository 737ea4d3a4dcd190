package steps

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/bycommand"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// What keeps an engine from a call.
var (
	ErrNoInbox           = errors.New(words.FlowNoTestEmail)   // no live check waits for what a person reads in an inbox
	ErrNoRehearsal       = errors.New(words.FlowOnlyRehearsal) // real accounts cannot be taken to another day
	ErrNoApplication     = errors.New(words.FlowNoApplication) // the chosen one is not in the account
	ErrNoCampaign        = errors.New(words.FlowNoCampaign)    // the setup has made none that could have codes
	ErrNoPlan            = errors.New(words.FlowNoPlan)        // what was asked for needs one first
	ErrNotProven         = errors.New(words.FlowRuleNotProven) // what keeps the gate closed is in the live check's result
	ErrNothingOnItsWay   = errors.New(words.FlowNoTestCoupon)  // no earlier test coupon can be waited on for
	ErrNothingToTakeBack = errors.New(words.FlowNotActivated)  // the campaign does not run
	ErrNoDay             = errors.New(words.FlowNoDay)         // there is no campaign whose day could be watched
	ErrNoClipboard       = errors.New(words.ClipboardNone)     // a secret can be copied nowhere from here
	ErrNoRegion          = errors.New(words.FlowNoRegion)      // the passcode is at home nowhere
	ErrNobody            = errors.New(words.FlowNobody)        // only a person can answer what comes next
)

// MissingError lists every required answer that is not there, all at once.
type MissingError struct {
	Fields []setup.Field
	Unread error // why the keychain, which may have some of them, was not read; nil: it has none
	Saved  bool  // the setup was saved before
}

// Credentials reports whether all that is missing is what an earlier run may have
// put into the keychain, which could not be read now.
func (e *MissingError) Credentials() bool {
	return e.Saved && e.Unread != nil && e.OnlySecrets()
}

// OnlySecrets reports whether none of them may stand in a file.
func (e *MissingError) OnlySecrets() bool { return onlySecrets(e.Fields) }

func onlySecrets(fields []setup.Field) bool {
	return !slices.ContainsFunc(fields, func(f setup.Field) bool { return !f.Secret })
}

// Unwrap gives the trouble with the keychain.
func (e *MissingError) Unwrap() error { return e.Unread }

// Error names each answer and the variable that sets it.
func (e *MissingError) Error() string {
	lines := []string{words.AnswersMissing}
	for _, f := range e.Fields {
		lines = append(lines, "  "+f.Title+": set "+f.Key.Variable())
	}
	return strings.Join(lines, "\n")
}

// Missing is about what is not there. Why the keychain was not read is told only
// where it could have had some of it.
func Missing(st State) error {
	var unfit *UnfitError
	var failed *bycommand.Trouble
	fields := setup.Missing(st.Answers)
	switch {
	case len(fields) == 0 && st.Answers.Text(setup.Unpublished) != "true":
		return nil
	case errors.As(st.Unread, &unfit):
		return unfit
	case len(fields) == 0 && errors.As(st.Unread, &failed): // of the sign-in, without which changes would be left to a person
		return st.Unread
	case len(fields) == 0:
		return nil
	case errors.As(st.Unread, &failed) && onlySecrets(fields):
		return st.Unread
	case failed != nil:
		return &UnfitError{Err: st.Unread, Missing: fields}
	case !slices.ContainsFunc(fields, func(f setup.Field) bool { return f.Secret }):
		return &MissingError{Fields: fields}
	}
	return &MissingError{Fields: fields, Unread: st.Unread, Saved: st.Saved}
}

// UnfitError is answers that cannot be used, with what to do about it, and those
// that are missing beside them.
type UnfitError struct {
	Err     error
	Missing []setup.Field
}

func (e *UnfitError) Error() string { return e.Err.Error() }

func (e *UnfitError) Unwrap() error { return e.Err }

// FitForSetup checks the answers of a run in which nobody can be asked: what is
// Missing or unfit, and a date that is over.
func FitForSetup(st State) error {
	if err := cmp.Or(Missing(st), Fit(st)); err != nil {
		return err
	}
	if day := st.Answers.Text(setup.RuleDate); day != "" {
		if err := setup.CheckDateAhead(day, st.Now, st.Observed.Zone); err != nil {
			return &UnfitError{Err: fmt.Errorf("%s (%s): %w", RuleDateTitle(), st.Answers.Whence(setup.RuleDate), err)}
		}
	}
	return nil
}

// RuleDateTitle is how that answer is called.
func RuleDateTitle() string {
	f, _ := setup.FieldOf(setup.RuleDate)
	return f.Title
}

// over refuses a day that is past where the Application is, which only its time
// zone tells, before anything is made for it.
func over(w setup.Wanted, now time.Time) error {
	if !w.Rule.Day.Past(now) {
		return nil
	}
	return &UnfitError{Err: fmt.Errorf(words.DateOverThere,
		RuleDateTitle(), w.Rule.Day.Words(), w.Rule.Day.Zone())}
}

// Fit checks what is answered, by every rule that needs no service.
func Fit(st State) error {
	if err := setup.Fit(st.Answers); err != nil {
		return &UnfitError{Err: err}
	}
	return nil
}
