package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
)

// hostile is a name that would colour the screen, set its title, write to the
// clipboard, run backwards, hide a letter, overwrite its line and begin new ones.
const hostile = "A\x1b[31mB\x1b]0;t\x07\x1b]52;c;eA==\x07C\u202eD\u200bE\rF\nG\tH\u009b2JI"

// hostileLine is one for where a service takes no line breaks.
const hostileLine = "A\x1b[31mB\x1b]52;c;eA==\x07C\u202eD\u200bE\u009b2JF"

// plant names everything that an admin can name in the two consoles so.
func plant(t *testing.T, box *sandbox.Sandbox) {
	t.Helper()
	campaign := map[string]any{"name": hostile, "description": hostile, "state": "disabled", "tags": []string{hostileLine},
		"features": []string{"coupons"}, "limits": []any{}}
	webhook := map[string]any{"applicationIds": []int{1}, "title": "Send CleverTap Email", "description": hostile, "verb": "POST",
		"url": "https://example.com/" + hostileLine, "headers": []string{"X-Trace: " + hostileLine}, "draft": false, "enabled": true, "payload": hostile,
		"params": []any{map[string]any{"type": "string", "title": hostile, "description": hostile, "ui": map[string]any{}}}}
	for _, c := range []struct {
		method, path string
		body         any
	}{
		{"POST", "talonone/applications/1/campaigns", campaign},
		{"POST", "talonone/webhooks", webhook},
		{"POST", "clevertap/campaigns", map[string]any{"name": hostile, "event": "Coupon Generated", "sender": hostile, "subject": hostile, "body": hostile}},
	} {
		raw, err := json.Marshal(c.body)
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequest(c.method, box.TalonOneURL()+"/_sandbox/"+c.path, bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode >= 300 {
			t.Fatalf("%s %s: %d %s", c.method, c.path, res.StatusCode, answer)
		}
	}
}

func TestNoNameThatAServerSendsSteersTheScreenTheJSONOrTheLog(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	plant(t, box)
	var log syncBuffer
	var text, js, lines bytes.Buffer
	world := (&app{log: &log}).rehearsal(box)
	world.Wait = 1e9
	st := tutorialState(box)
	session := engine.New(world)
	for _, id := range []steps.ID{steps.CleverTapStep, steps.TalonOneStep, steps.Application} {
		st.Observed, _ = session.Look(t.Context(), id, st)
	}
	for _, name := range st.Observed.Campaigns {
		clean(t, "the list of campaigns", name, "")
	}
	whole := st
	whole.Answers = setup.Complete(st.Answers, st.Surroundings())
	r, err := alone(t.Context(), session, whole, steps.Alone{})
	if err != nil {
		t.Fatal(err)
	}
	_ = report.Setup(&text, report.Style{}, r)
	_ = report.Plan(&text, report.Style{}, r.Plan)
	_ = report.SetupJSON(&js, r, nil)
	flow := steps.NewSetup(session, st, steps.SetupOptions{})
	if err := plain.Run(t.Context(), plain.Options{Flow: flow, In: strings.NewReader(strings.Repeat("\n", 200)), Out: &lines}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "52;c;eA==") || !strings.Contains(strings.Join(st.Observed.Campaigns, ""), "52;c;eA==") {
		t.Fatal("the names did not come through at all, so nothing was tried")
	}
	clean(t, "the report", text.String(), "\n")
	clean(t, "the JSON", unescaped(js.String()), "\n")
	clean(t, "the line mode", lines.String(), "\n")
	clean(t, "the log", log.String(), "\n")
}

// clean fails for what a terminal would obey or a reader would not see.
func clean(t *testing.T, where, text, allowed string) {
	t.Helper()
	for _, r := range text {
		bad := unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b'
		if bad && !strings.ContainsRune(allowed, r) {
			t.Errorf("%s holds %s", where, fmt.Sprintf("%U", r))
			return
		}
	}
}
