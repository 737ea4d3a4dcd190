package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
)

// ErrorText takes an error apart for a person: what failed, why, and what to do.
// why may be empty; what and fix never are, unless err is nil.
func ErrorText(err error) (what, why, fix string) {
	if err == nil {
		return "", "", ""
	}
	var unfit *steps.UnfitError
	var fault *crash.Crash
	var missing *steps.MissingError
	switch {
	case errors.As(err, &unfit) && len(unfit.Missing) > 0:
		return words.ErrorUnfitMissing, unfit.Error(), remedy.For(unfit.Err, words.ErrorUnfitFix)
	case errors.As(err, &fault):
		return words.ErrorOwnFault, fault.What(),
			words.ErrorOwnFaultFix
	case errors.As(err, &missing) && missing.Credentials():
		return words.ErrorKeychain, inWords(missing.Unread), remedy.For(missing.Unread, words.ErrorKeychainFix)
	case missing != nil && missing.Unread != nil:
		return words.ErrorMissing, fmt.Sprintf(words.ErrorMissingKeychain, inWords(missing.Unread)), fmt.Sprintf(words.ErrorMissingKeychainFix, remedy.For(missing.Unread, words.ErrorSetVariables))
	case missing != nil && missing.Saved && missing.OnlySecrets():
		return words.ErrorMissing, words.ErrorMissingKept, words.ErrorMissingKeptFix
	case missing != nil && missing.OnlySecrets():
		return words.ErrorMissing, "", words.ErrorMissingSecretFix
	case missing != nil:
		return words.ErrorMissing, "", words.ErrorMissingFix
	case errors.As(err, &unfit):
		return words.ErrorUnfit, unfit.Error(), words.ErrorUnfitFix
	case errors.Is(err, context.Canceled):
		return words.ErrorLeft, "", words.ErrorLeftFix
	}
	what, why = parted(err)
	return what, why, mending(err)
}

// inWords is an error's text without a cause that only a programmer understands.
func inWords(err error) string {
	text, late := strings.CutSuffix(err.Error(), context.DeadlineExceeded.Error())
	if late {
		text += words.ErrorOutOfTime
	}
	return text
}

func mending(err error) string {
	for _, known := range []struct {
		err error
		fix string
	}{
		{steps.ErrNoApplication, fmt.Sprintf(words.ErrorNoApplicationFix, setup.Application.Variable())},
		{steps.ErrNoCampaign, words.ErrorNoCampaignFix},
		{steps.ErrNotProven, words.ErrorNotProvenFix},
		{steps.ErrNoPlan, words.ErrorNoPlanFix},
		{apply.ErrChanged, words.ErrorChangedFix},
	} {
		if errors.Is(err, known.err) {
			return known.fix
		}
	}
	return cmp.Or(remedy.For(err, ""), words.ErrorOtherFix)
}

// parted splits an error into what failed and why, along its chain: each wrapping
// names what was being done, and so does the call that failed.
func parted(err error) (what, why string) {
	var doing []string
	for err != nil {
		if call, ok := err.(interface{ Parts() (doing, why string) }); ok {
			what, why = call.Parts()
			return whole(append(doing, what)), why
		}
		inner := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok && several.Unwrap()[0].Error() == err.Error() {
			inner = several.Unwrap()[0] // they all say the same
		}
		_, file := err.(*fs.PathError) //nolint:errorlint // this link of the chain: a file and its trouble belong together
		asked, ok := err.(interface{ Usage() bool })
		if inner == nil || file || ok && asked.Usage() {
			break
		}
		head, cut := strings.CutSuffix(err.Error(), ": "+inner.Error())
		if !cut && err.Error() != inner.Error() {
			break
		}
		if cut {
			doing = append(doing, head)
		}
		err = inner
	}
	if len(doing) == 0 {
		return inWords(err), ""
	}
	return whole(doing), inWords(err)
}

// whole says that what was being done failed. What is a sentence of its own says so itself.
func whole(doing []string) string {
	text := strings.Join(doing, ": ")
	if first, _, _ := strings.Cut(doing[len(doing)-1], " "); strings.HasSuffix(first, "ing") {
		return text + " failed"
	}
	return text
}

func missingFields(err error) []setup.Field {
	if missing, ok := errors.AsType[*steps.MissingError](err); ok {
		return missing.Fields
	}
	if unfit, ok := errors.AsType[*steps.UnfitError](err); ok {
		return unfit.Missing
	}
	return nil
}

// Error writes an error for a person. Nothing for nil.
func Error(w io.Writer, style Style, err error) error {
	if err == nil {
		return nil
	}
	s := newSheet(style)
	what, why, fix := ErrorText(err)
	s.put(row{lead: "talontap: ", leadTone: text.Bad, text: what})
	if why != "" {
		s.prose("  why: ", text.Plain, why)
	}
	for _, f := range toGive(err) {
		s.prose("  · ", text.Plain, f.Title+": "+f.Key.Variable())
	}
	s.fix("  ", fix)
	for _, place := range places(err) {
		s.prose("  at ", text.Plain, place)
	}
	return s.flush(w)
}

// toGive are the answers to list for a person: not the credentials that are in a
// keychain which is to be opened.
func toGive(err error) []setup.Field {
	if missing, ok := errors.AsType[*steps.MissingError](err); ok && missing.Credentials() {
		return nil
	}
	return missingFields(err)
}

// places is where a fault of our own happened; nil for every other error.
func places(err error) []string {
	if fault, ok := errors.AsType[*crash.Crash](err); ok {
		return fault.Where()
	}
	return nil
}

type missingView struct {
	Key      setup.Key `json:"key"`
	Variable string    `json:"variable"`
	Title    string    `json:"title"`
}

type errorView struct {
	What    string        `json:"what"`
	Why     string        `json:"why"`
	Fix     string        `json:"fix"`
	Missing []missingView `json:"missing"`
	At      []string      `json:"at,omitempty"` // of a fault of our own: the places in the program
}

// ErrorJSON writes an error for a script. Nothing for nil.
func ErrorJSON(w io.Writer, err error) error {
	if err == nil {
		return nil
	}
	return encode(w, struct {
		Schema string     `json:"schema"`
		Error  *errorView `json:"error"`
	}{errorSchema, viewOfError(err)})
}

func viewOfError(err error) *errorView {
	if err == nil {
		return nil
	}
	v := errorView{Missing: []missingView{}, At: places(err)}
	v.What, v.Why, v.Fix = ErrorText(err)
	for _, f := range missingFields(err) {
		v.Missing = append(v.Missing, missingView{f.Key, f.Key.Variable(), f.Title})
	}
	return &v
}
