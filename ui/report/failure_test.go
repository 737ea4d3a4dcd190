package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// mended is an error that brings its own advice.
type mended struct{ error }

func (mended) Fix() string { return "turn it off and on" }

func missingTwo() error {
	return &steps.MissingError{Fields: []setup.Field{
		{Key: setup.Region, Title: "CleverTap region"}, {Key: setup.Passcode, Title: "CleverTap passcode"},
	}}
}

func unread(saved bool, keys ...setup.Key) error {
	e := &steps.MissingError{Unread: mended{errors.New("it is locked")}, Saved: saved}
	for _, k := range keys {
		f, _ := setup.FieldOf(k)
		e.Fields = append(e.Fields, f)
	}
	return e
}

func credentials(saved bool) error {
	f, _ := setup.FieldOf(setup.Passcode)
	return &steps.MissingError{Fields: []setup.Field{f}, Saved: saved}
}

func TestAFaultOfOurOwnSaysWhereForAReport(t *testing.T) {
	err := crash.Guard(func() error { panic("a passcode") })()
	var text, js bytes.Buffer
	if err := errors.Join(report.Error(&text, report.Style{}, err), report.ErrorJSON(&js, err)); err != nil {
		t.Fatal(err)
	}
	for form, got := range map[string]string{"text": text.String(), "JSON": js.String()} {
		if !strings.Contains(got, "ui/report_test.TestAFaultOfOurOwn") || strings.Contains(got, "a passcode") {
			t.Errorf("%s: got %s", form, got)
		}
	}
	if !strings.Contains(text.String(), "\n  at ui/report_test.") {
		t.Errorf("got %s", text.String())
	}
}

func TestAnErrorIsTakenApartIntoWhatWhyAndFix(t *testing.T) {
	for _, c := range []struct {
		name           string
		err            error
		what, why, fix string // fix: a part of it
	}{
		{"nothing failed", nil, "", "", ""},
		{"missing", fmt.Errorf("planning: %w", missingTwo()), "answers are missing", "", "--answers"},
		{"first start, no keychain", unread(false, setup.Passcode, setup.Region), "answers are missing", "the keychain, which may have the credentials, could not be read: it is locked", "turn it off and on"},
		{"a locked keychain", fmt.Errorf("planning: %w", unread(true, setup.Passcode)), "talontap could not read the credentials from the keychain of this machine", "it is locked", "turn it off and on"},
		{"saved, and gone from the keychain", credentials(true), "answers are missing", "the setup is saved, but neither a variable nor the keychain of this machine has these credentials", "talontap setup in a terminal, which keeps"},
		{"credentials alone, at a first start", credentials(false), "answers are missing", "", "set the variables named here, or run"},
		{"unfit", &steps.UnfitError{Err: errors.New("Rule date: 1 January 2020 is over")}, "an answer cannot be used",
			"Rule date: 1 January 2020 is over", "change it where you gave it"},
		{"a signal", fmt.Errorf("reading: %w", context.Canceled), "you left it before it was done", "", "run it again"},
		{"a call", fmt.Errorf("enabling the campaign: %w", &transport.Failure{Kind: transport.Broken, Service: "Talon.One", Doing: "reading campaigns", Host: "x.talon.one"}),
			"enabling the campaign: reading campaigns failed", "Talon.One (x.talon.one) failed on its side", "status page"},
		{"one thing alone", errors.New("permission denied"), "permission denied", "", "talontap verify"},
		{"a colon in the cause", fmt.Errorf("going through the checklist: %w", errors.New("string: empty")), "going through the checklist failed", "string: empty", "talontap verify"},
		{"own advice", fmt.Errorf("saving: %w", mended{errors.New("disk full")}), "saving failed", "disk full", "turn it off and on"},
		{"no Application", fmt.Errorf("choosing Application 7: %w", steps.ErrNoApplication),
			"choosing Application 7 failed", "this account has no such Application", "TALONTAP_TALONONE_APPLICATION"},
		{"not proven", fmt.Errorf("enabling: %w", steps.ErrNotProven), "enabling failed", steps.ErrNotProven.Error(), "fix what the live check lists"},
		{"no plan", steps.ErrNoPlan, steps.ErrNoPlan.Error(), "", "talontap plan"},
		{"changed meanwhile", fmt.Errorf("updating webhook %q: %w", "A", apply.ErrChanged), `updating webhook "A" failed`, apply.ErrChanged.Error(), "talontap plans again"},
		{"a fault of our own", fmt.Errorf("the wizard was interrupted: %w", crash.Guard(func() error { panic("a passcode") })()),
			"talontap made a mistake of its own and stopped", "a panic with a value of type string, which is not shown", "report the version"},
		{"too slow", fmt.Errorf("reading events: %w", context.DeadlineExceeded), "reading events failed", "the time for it ran out", "--timeout"},
	} {
		t.Run(c.name, func(t *testing.T) {
			what, why, fix := report.ErrorText(c.err)
			if what != c.what || why != c.why {
				t.Errorf("got what %q, why %q; want %q, %q", what, why, c.what, c.why)
			}
			if !strings.Contains(fix, c.fix) {
				t.Errorf("the fix %q does not say %q", fix, c.fix)
			}
		})
	}
}

func TestMissingAnswersAreListedWithTheirVariables(t *testing.T) {
	var b bytes.Buffer
	if err := report.Error(&b, report.Style{}, missingTwo()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"talontap: answers are missing\n", "CleverTap region: TALONTAP_CLEVERTAP_REGION\n",
		"CleverTap passcode: TALONTAP_CLEVERTAP_PASSCODE\n", "  do: "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

func TestErrorJSONListsMissingAnswers(t *testing.T) {
	got := decoded(t, func(w io.Writer) error { return report.ErrorJSON(w, missingTwo()) })
	same(t, "schema", got["schema"], "talontap.error/v1")
	e := got["error"].(object)
	same(t, "what", e["what"], "answers are missing")
	same(t, "missing", e["missing"], []any{
		object{"key": "clevertap.region", "variable": "TALONTAP_CLEVERTAP_REGION", "title": "CleverTap region"},
		object{"key": "clevertap.passcode", "variable": "TALONTAP_CLEVERTAP_PASSCODE", "title": "CleverTap passcode"},
	})

	other := decoded(t, func(w io.Writer) error {
		return report.ErrorJSON(w, fmt.Errorf("reading: %w", errors.New("a bad day")))
	})["error"].(object)
	same(t, "what of another error", other["what"], "reading failed")
	same(t, "why of another error", other["why"], "a bad day")
	same(t, "missing of another error", other["missing"], []any{})
}

func TestNoErrorWritesNothing(t *testing.T) {
	var b bytes.Buffer
	if err := errors.Join(report.Error(&b, report.Style{}, nil), report.ErrorJSON(&b, nil)); err != nil || b.Len() > 0 {
		t.Errorf("got %v and %q", err, b.String())
	}
}

func FuzzAnErrorsTextIsPartedWithoutLoss(f *testing.F) {
	f.Add("enabling the campaign: reading campaigns: failed")
	f.Add("reading: ")
	f.Add(": ing: x")
	f.Fuzz(func(t *testing.T, text string) {
		what, why, fix := report.ErrorText(errors.New(text))
		if what != text && strings.TrimSuffix(what, " failed")+": "+why != text {
			t.Fatalf("%q became %q and %q", text, what, why)
		}
		if fix == "" {
			t.Fatal("no advice")
		}
	})
}
