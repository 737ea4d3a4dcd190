package tui

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// scene is one screen in one state, and how one gets there.
type scene struct {
	name   string
	script *script            // nil: all goes well
	state  func() steps.State // nil: preset
	option func(*start)
	play   func(*rig)

	rotates func() *accounts // nil: a setup
}

func scenes() []scene { return append(setupScenes(), rotationScenes()...) }

func setupScenes() []scene {
	to := func(id steps.ID, keys ...string) func(*rig) {
		return func(r *rig) { r.until(id); r.press(keys...) }
	}
	keep := func(o *start) { o.Keep = func(steps.State) error { return nil } }
	stop := map[steps.ID][]steps.Finding{steps.CleverTapStep: {{Stop: true, WrongRegion: true, Text: "eu1.api.clevertap.com does not accept the passcode",
		Fix: "compare the passcode (not the Token) and the project ID with Settings › Project. A passcode of another region than eu1 gets the same answer."}}}
	warn := map[steps.ID][]steps.Finding{steps.Application: {{Text: "a test project in CleverTap meets a live Application: live customers' codes would go to a test project",
		Fix: "choose a sandbox Application, or go back and give the live project"}}}
	looking := func(r *rig) {
		r.until(steps.CleverTapStep)
		r.press("esc")
		r.engine.gate = make(chan struct{})
		r.press("enter")
	}
	pausedAt := func(id steps.ID) func(*rig) {
		return func(r *rig) {
			r.until(steps.Review)
			if id == steps.Live {
				r.until(steps.Apply)
			}
			r.engine.pause = make(chan struct{})
			r.press("enter")
		}
	}
	console := func(o *start) { o.Console = "http://127.0.0.1:8080/_sandbox/" }
	later := func(id steps.ID) func(*rig) {
		return func(r *rig) {
			r.until(id)
			time.Sleep(steps.WatchEvery)
			r.settle()
		}
	}
	return []scene{
		{name: "welcome", play: func(*rig) {}},
		{name: "welcome-begun", state: begun, play: func(*rig) {}},
		{name: "welcome-back", state: saved, play: func(*rig) {}},
		{name: "status", state: finished, play: func(*rig) {}},
		{name: "status-verified", state: finished, play: func(r *rig) { r.press("enter") }},
		{name: "welcome-cut-off", state: cutOff, play: func(*rig) {}},
		{name: "taking-back", state: cutOff, play: func(r *rig) { r.press("b") }},
		{name: "taken-back", state: cutOff, play: func(r *rig) { r.press("b", "y") }},
		{name: "taking-back-failed", script: &script{notRead: errBroken}, state: cutOff, play: func(r *rig) { r.press("b") }},
		{name: "prerequisites", play: to(steps.Prerequisites)},
		{name: "clevertap-empty", state: anew, play: to(steps.CleverTapStep)},
		{name: "clevertap", play: to(steps.CleverTapStep)},
		{name: "clevertap-region", play: to(steps.CleverTapStep, "esc", "tab")},
		{name: "clevertap-passcode", play: to(steps.CleverTapStep, "esc", "tab", "tab")},
		{name: "clevertap-unfit", state: anew, play: func(r *rig) { r.until(steps.CleverTapStep); r.typed("hello"); r.press("enter") }},
		{name: "clevertap-looking", play: looking},
		{name: "clevertap-stopped", script: &script{findings: stop}, play: to(steps.CleverTapStep)},
		{name: "clevertap-mending", script: &script{findings: stop}, play: to(steps.CleverTapStep, "enter")},
		{name: "talonone", play: to(steps.TalonOneStep)},
		{name: "talonone-sign-in", play: to(steps.TalonOneStep, "esc", "tab", "tab")},
		{name: "application", play: to(steps.Application)},
		{name: "application-search", script: &script{apps: 10000}, play: func(r *rig) { r.until(steps.Application); r.press("esc"); r.typed("42") }},
		{name: "application-warned", script: &script{findings: warn}, play: to(steps.Application)},
		{name: "values-found", play: to(steps.Values, "enter")},
		{name: "expiry", play: to(steps.Expiry)},
		{name: "rule", play: to(steps.RuleStep)},
		{name: "values", play: to(steps.Values)},
		{name: "values-sms", play: to(steps.Values, "shift+tab", "down", "enter")},
		{name: "review", play: to(steps.Review, "down")},
		{name: "review-by-hand", script: &script{byHand: true}, play: to(steps.Review, "down")},
		{name: "review-adoptable", script: &script{adoptable: true}, play: to(steps.Review, "down")},
		{name: "review-adopting", script: &script{adoptable: true}, play: to(steps.Review, "a")},
		{name: "review-failed", script: &script{planErr: errBroken}, play: to(steps.Review)},
		{name: "apply-running", play: pausedAt(steps.Apply)},
		{name: "apply-done", script: &script{emailThere: true}, play: to(steps.Apply)},
		{name: "apply-by-hand", script: &script{byHand: true}, play: to(steps.Apply, "down", "down")},
		{name: "apply-mistaken", script: &script{byHand: true, looks: []look{{see: mistaken}}}, play: to(steps.Apply, "home")},
		{name: "apply-mistaken-payload", script: &script{byHand: true, looks: []look{{see: mistaken}}}, play: to(steps.Apply, "pgdown", "pgdown", "pgdown")},
		{name: "apply-too-early", script: &script{byHand: true, looks: []look{{see: webhookDone, early: true}}}, play: to(steps.Apply)},
		{name: "apply-rehearsal", script: &script{byHand: true}, option: console, play: to(steps.Apply, "tab", "tab", "o")},
		{name: "apply-email", play: to(steps.Apply, "pgdown")},
		{name: "apply-failed-look", script: &script{byHand: true, looks: []look{{see: mistaken}, {failed: "reading webhooks: Talon.One did not answer in 10 s"}}}, play: later(steps.Apply)},
		{name: "apply-secret", script: &script{byHand: true}, play: to(steps.Apply, "s")},
		{name: "apply-handed-over", script: &script{byHand: true}, play: to(steps.Apply, "h", "c")},
		{name: "apply-other-way", script: &script{byHand: true}, play: to(steps.Apply, "v")},
		{name: "apply-failed", script: &script{applyErr: errBroken}, play: to(steps.Review, "enter")},
		{name: "live-half-way", play: pausedAt(steps.Live)},
		{name: "live-done", play: to(steps.Live)},
		{name: "live-failed", script: &script{hop: "accepted"}, play: to(steps.Live)},
		{name: "live-not-redeemable", script: &script{noRedeem: true}, play: to(steps.Live)},
		{name: "live-late", script: &script{late: true}, play: to(steps.Live)},
		{name: "live-inbox", script: &script{inbox: true}, state: withAddress, play: to(steps.Live)},
		{name: "live-inbox-entering", script: &script{inbox: true}, state: withAddress, play: func(r *rig) { r.until(steps.Live); r.typed("NY-OTHER"); r.press("enter") }},
		{name: "live-inbox-read", script: &script{inbox: true}, state: withAddress, play: func(r *rig) { r.until(steps.Live); r.paste("Your code: " + theCode + "\n") }},
		{name: "live-inbox-wrong", script: &script{inbox: true}, state: withAddress, play: func(r *rig) { r.until(steps.Live); r.press("i"); r.typed("wrong"); r.press("enter") }},
		{name: "live-day", script: &script{rehearses: true}, play: to(steps.Live, "t")},
		{name: "live-nothing", script: &script{byHand: true}, play: to(steps.Live)},
		{name: "enable", play: to(steps.Enable)},
		{name: "enable-comparing", script: &script{unseen: []live.Item{unseenRule}}, play: to(steps.Enable, "down")},
		{name: "enable-closed", script: &script{mayNot: true}, play: to(steps.Enable)},
		{name: "enable-failed", script: &script{refuses: errBroken}, play: to(steps.Enable, "enter")},
		{name: "done", option: keep, play: to(steps.Enable, "enter")},
		{name: "done-by-hand", script: &script{byHand: true}, play: to(steps.Enable, "enter")},
		{name: "help", play: to(steps.CleverTapStep, "esc", "f1")},
		{name: "leaving", option: keep, play: to(steps.RuleStep, "ctrl+c")},
	}
}

// engine is a fresh one for each time a scene is played.
func (s scene) engine() *script {
	if s.script == nil {
		return &script{}
	}
	return &script{findings: s.script.findings, apps: s.script.apps, planErr: s.script.planErr, applyErr: s.script.applyErr,
		byHand: s.script.byHand, hop: s.script.hop, mayNot: s.script.mayNot, refuses: s.script.refuses, looks: s.script.looks,
		emailThere: s.script.emailThere, adoptable: s.script.adoptable, late: s.script.late, inbox: s.script.inbox, notRead: s.script.notRead, noRedeem: s.script.noRedeem, rehearses: s.script.rehearses,
		unseen: slices.Clone(s.script.unseen)}
}

// stage leads to a scene and hands over the rig that stands there.
func (s scene) stage(t *testing.T, noColor bool, look func(*rig)) {
	t.Helper()
	if s.rotates != nil {
		inRotation(t, s.rotates, func(o *start) { o.Look.NoColor = noColor }, func(r *rig, _ *accounts) {
			s.play(r)
			look(r)
		})
		return
	}
	state := preset
	if s.state != nil {
		state = s.state
	}
	inBubble(t, s.engine(), state(), func(o *start) {
		o.Look.NoColor = noColor
		if s.option != nil {
			s.option(o)
		}
	}, func(r *rig) {
		s.play(r)
		look(r)
	})
}

var sizes = []struct{ width, height int }{{40, 12}, {80, 24}, {120, 40}}

func TestEveryScreenLooksAsPictured(t *testing.T) {
	for _, s := range scenes() {
		for ending, noColor := range map[string]bool{"ansi": false, "txt": true} {
			t.Run(s.name+"."+ending, func(t *testing.T) {
				s.stage(t, noColor, func(r *rig) {
					var b strings.Builder
					for _, size := range sizes {
						r.size(size.width, size.height)
						fmt.Fprintf(&b, "%d×%d\n%s\n\n", size.width, size.height, r.w.View().Content)
					}
					compare(t, filepath.Join("testdata", "pictures", s.name+"."+ending), b.String())
				})
			})
		}
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s looks otherwise (go test -update draws it anew); now:\n%s", path, got)
	}
}

func TestEveryPictureHasItsScene(t *testing.T) {
	known := map[string]bool{}
	for _, s := range scenes() {
		known[s.name+".ansi"], known[s.name+".txt"] = true, true
	}
	files, err := os.ReadDir(filepath.Join("testdata", "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("%s pictures no scene", f.Name())
		}
	}
}

var colour = regexp.MustCompile(`\x1b\[[0-9;]*\b(3[0-9]|4[0-9]|9[0-7]|10[0-7])\b[0-9;]*m`)

func TestWithoutColourNothingIsLost(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			var plain, painted string
			s.stage(t, true, func(r *rig) { plain = r.w.View().Content })
			s.stage(t, false, func(r *rig) { painted = r.w.View().Content })
			if found := colour.FindString(plain); found != "" {
				t.Errorf("a colour is left: %q", found)
			}
			if lettering(plain) != lettering(painted) {
				t.Errorf("the texts differ:\n%s\n%s", lettering(plain), lettering(painted))
			}
		})
	}
}

// lettering is a screen without its styles and without blanks at the ends of
// its lines, which nobody sees.
func lettering(content string) string {
	lines := strings.Split(ansi.Strip(content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestOnALightBackgroundOnlyTheColoursChange(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.Review)
		dark := r.w.View().Content
		r.w.dark = false
		r.w.repaint()
		light := r.w.View().Content
		if light == dark || ansi.Strip(light) != ansi.Strip(dark) {
			t.Error("the light screen is not the dark one in other colours")
		}
	})
}

func TestWhatIsAskedAlreadyTakesTheLightColoursToo(t *testing.T) {
	inBubble(t, &script{}, preset(), nil, func(r *rig) {
		r.until(steps.TalonOneStep)
		r.press("esc", "tab", "tab")
		const accent = "138;184;255" // of the dark screen
		if !strings.Contains(r.w.View().Content, accent) {
			t.Fatalf("the dark screen has no %s", accent)
		}
		r.take(tea.BackgroundColorMsg{Color: color.White})
		if strings.Contains(r.w.View().Content, accent) {
			t.Error("a colour of the dark screen is left")
		}
	})
}

func TestNothingIsDrawnBeforeTheWindowsSizeIsKnown(t *testing.T) {
	w := newWizard(t.Context(), start{engine: &script{}, state: preset()}.options(), clock{now: time.Now, local: time.UTC})
	if drawn := w.View().Content; drawn != "" {
		t.Errorf("drawn for a window that nobody has told the size of:\n%s", drawn)
	}
}

func TestNoScreenIsEverLargerThanItsWindow(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			s.stage(t, false, func(r *rig) {
				for _, width := range []int{0, 1, 2, 3, 5, 8, 13, 20, 31, 40, 59, 60, 61, 79, 80, 99, 100, 120, 200} {
					for _, height := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 19, 20, 24, 40, 60} {
						r.size(width, height)
						fitsItsWindow(t, r.w, width, height)
					}
				}
			})
		})
	}
}

func fitsItsWindow(t *testing.T, w *wizard, width, height int) {
	t.Helper()
	rows := strings.Split(w.View().Content, "\n")
	if height > 0 && width > 0 && len(rows) != height {
		t.Errorf("%d×%d: %d rows", width, height, len(rows))
	}
	for i, row := range rows {
		if n := ansi.StringWidth(row); n > width {
			t.Errorf("%d×%d: row %d has %d columns: %q", width, height, i+1, n, row)
		}
	}
}

func FuzzNoKeysAndNoSizeBreakTheScreen(f *testing.F) {
	f.Add([]byte("eeeeeeee?x^^"), uint8(80), uint8(24))
	f.Add([]byte("eeeeeebbbbteeeedddduu"), uint8(40), uint8(12))
	f.Add([]byte("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeddcrueeeeebbbee"), uint8(120), uint8(40))
	names := map[byte]string{'e': "enter", 'b': "esc", 't': "tab", 's': "shift+tab", 'u': "up", 'd': "down", 'l': "left", 'g': "pgdown",
		'p': "pgup", 'k': "backspace", ' ': "space", '1': "f1", '^': "ctrl+c", 'U': "ctrl+u"}
	f.Fuzz(func(t *testing.T, keys []byte, width, height uint8) {
		inBubble(t, &script{byHand: len(keys)%2 == 1}, preset(), nil, func(r *rig) {
			r.size(int(width), int(height))
			for _, k := range keys[:min(len(keys), 120)] {
				if r.quit {
					return
				}
				if name, ok := names[k]; ok {
					r.press(name)
				} else {
					r.take(tea.KeyPressMsg{Code: rune(k), Text: string(rune(k))})
					r.settle()
				}
				fitsItsWindow(t, r.w, int(width), int(height))
			}
		})
	})
}
