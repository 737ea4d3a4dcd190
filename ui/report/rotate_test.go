package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
)

func rotated() rotate.Result {
	return rotate.Result{Credential: rotate.CleverTap, Outcome: rotate.Waiting, Steps: []rotate.Step{
		{ID: rotate.Prove, Status: rotate.Pass, Detail: "accepted by eu1.api.clevertap.com", Took: 84 * time.Millisecond, TookMS: 84},
		{ID: rotate.Switch, Status: rotate.Manual, Detail: "by hand", Card: []rotate.CardLine{{Text: "Talon.One: Account › Tools › Webhooks"}, {Text: "Header X-CleverTap-Passcode: the new passcode"}}},
		{ID: rotate.Revoke, Status: rotate.Manual, Detail: "kept as previous", Fix: "revoke it"},
	}}
}

func TestARotationsLineIsWrittenOnceItHasEnded(t *testing.T) {
	steps := rotated().Steps
	if line := report.RotationLine(rotate.Step{ID: rotate.Prove, Status: rotate.Running}); line != "" {
		t.Errorf("a step that runs has the line %q", line)
	}
	if line := report.RotationLine(steps[0]); line != "✓ The new one, accepted by eu1.api.clevertap.com (84 ms)" {
		t.Errorf("the line is %q", line)
	}
	if line := report.RotationLine(steps[1]); strings.Count(line, "\n    ") != 2 {
		t.Errorf("the card does not stand below its line: %q", line)
	}
	if line := report.RotationLine(steps[2]); !strings.HasSuffix(line, "; do: revoke it") {
		t.Errorf("the line does not say what to do: %q", line)
	}
}

func TestEveryOutcomeOfARotationIsASentence(t *testing.T) {
	seen := map[string]rotate.Outcome{}
	for _, o := range []rotate.Outcome{rotate.Rotated, rotate.Undone, rotate.TakenBack, rotate.Revoked, rotate.Restored, rotate.Waiting, rotate.Nothing, ""} {
		var b bytes.Buffer
		if err := report.EndOfRotation(rotate.Result{Credential: rotate.Integration, Outcome: o}, "").Write(&b, report.Style{Width: 200}); err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(b.String(), "\n\n")
		if !strings.Contains(text, " Talon.One Integration API key: ") || strings.Count(text, "\n") != 1 {
			t.Errorf("%q is told as %q, want one sentence about the key", o, text)
		}
		if other, twice := seen[text]; twice {
			t.Errorf("%q and %q are told alike", o, other)
		}
		seen[text] = o
	}
}

func TestAnEndingOfARotationSaysWhatWasDoneAndWhatIsLeftWithItsCard(t *testing.T) {
	var b bytes.Buffer
	if err := report.EndOfRotation(rotated(), "shop").Write(&b, report.Style{Width: 100}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"not finished", "Done   The new one: accepted by eu1", "Left   1. Webhook switched", "Header X-CleverTap-Passcode: the new passcode", "2. Revoking the old one",
		"Revoke it", "Next   talontap rotate clevertap --profile shop: ", "--undo --profile shop: "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not said in\n%s", want, b.String())
		}
	}
}

func TestARotationTellsASessionThatIsStillOpen(t *testing.T) {
	r := rotated()
	r.Unended = "the session could not be ended"
	var text, doc bytes.Buffer
	if err := errors.Join(report.EndOfRotation(r, "").Write(&text, report.Style{Width: 100}), report.RotationJSON(&doc, "default", r, nil)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "1. Left open") || !strings.Contains(text.String(), "The session could not be ended") || !strings.Contains(doc.String(), `"session_left_open": "`+r.Unended) {
		t.Errorf("it is told as\n%s\n%s", text.String(), doc.String())
	}
}

func TestARotationAsJSONHasItsStepsAndWhatWentWrong(t *testing.T) {
	var b bytes.Buffer
	err := &rotate.Problem{Text: "it was not accepted", Advice: "copy it again"}
	if werr := report.RotationJSON(&b, "shop", rotated(), err); werr != nil {
		t.Fatal(werr)
	}
	var doc struct {
		Schema, Profile, Credential, Outcome string
		Steps                                []struct {
			ID, Status, Detail string
			TookMS             *int64 `json:"took_ms"`
		}
		Error struct{ What, Fix string }
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "talontap.rotate/v1" || doc.Profile != "shop" || doc.Credential != "clevertap" || doc.Outcome != "waiting" || len(doc.Steps) != 3 {
		t.Errorf("the document is %+v", doc)
	}
	for _, s := range doc.Steps {
		if s.ID == "" || s.Status == "" || s.TookMS == nil {
			t.Errorf("a step lacks a field: %+v", s)
		}
	}
	if doc.Error.What != "it was not accepted" || doc.Error.Fix != "copy it again" {
		t.Errorf("the error is %+v", doc.Error)
	}
	b.Reset()
	if err := report.RotationJSON(&b, "shop", rotate.Result{}, nil); err != nil || strings.Contains(b.String(), "null") || strings.Contains(b.String(), `"error"`) {
		t.Errorf("an empty rotation is %s (%v), want a list without null and no error", b.String(), err)
	}
}

func TestSavedSetupsAreListedWithWhereTheirSecretsAre(t *testing.T) {
	var b bytes.Buffer
	saved := []report.Saved{
		{Name: "shop", Project: "TEST-R74-ZWR-R44Z", Region: "eu1", Application: "101", Account: "https://shop.europe-west1.talon.one", Date: "1 January 2027",
			Secrets: []report.SavedSecret{{Name: "clevertap-passcode", Kept: "keychain", Previous: true}, {Name: "talonone-management-key", Kept: "variable", Next: true}}},
		{Name: "broken", Problem: "broken.toml:2:1: there is no key nonsense"},
	}
	if err := report.Profiles(&b, report.Style{Width: 100}, saved, "in the keychain"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"shop\n", "TEST-R74-ZWR-R44Z (eu1)", "101 at https://shop", "1 January 2027", "verification that passed: never",
		"kept until you revoke it", "not finished", "broken.toml:2:1", "Secrets: in the keychain"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not said in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := report.ProfilesJSON(&b, []report.Saved{{Name: "new"}}); err != nil || strings.Contains(b.String(), "null") {
		t.Errorf("a setup without secrets is %s (%v), want no null", b.String(), err)
	}
}

func TestWhatWasTakenBackAndWhatStaysAreToldApart(t *testing.T) {
	things := []apply.TakenBack{
		{Resource: "campaign", Name: "Coupon by email", Fate: apply.Disabled, Why: "customers hold 3 of its codes", Where: "Talon.One: Campaigns"},
		{Resource: "webhook", Name: "Send CleverTap Email", Fate: apply.Stays, Why: "no published call deletes a webhook", Where: "Talon.One: Webhooks"},
	}
	var b bytes.Buffer
	if err := report.Removal(&b, report.Style{Width: 100}, things); err != nil {
		t.Fatal(err)
	}
	back, stays, found := strings.Cut(b.String(), "Stays; you can remove it by hand")
	if !found || !strings.Contains(back, "Coupon by email: disabled") || strings.Contains(back, "Send CleverTap Email") || !strings.Contains(stays, "do: Talon.One: Webhooks") {
		t.Errorf("it says\n%s", b.String())
	}
	if line := report.RemovalLine(things[1]); line != "☐ webhook Send CleverTap Email: stays, no published call deletes a webhook" {
		t.Errorf("the line is %q", line)
	}
}
