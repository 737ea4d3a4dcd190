package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
)

var update = flag.Bool("update", false, "write testdata/manners.md anew")

// failure is something that goes wrong: in a service, or in what was answered.
type failure struct {
	name   string
	faults []string
	change func(setup.Answers) setup.Answers
}

func failures() []failure {
	var out []failure
	for _, service := range []string{"clevertap", "talonone"} {
		for _, fault := range []string{"down", "slow=5s", "html", "truncated", "500", "401", "429"} {
			out = append(out, failure{name: fault + ":" + service, faults: []string{fault + ":" + service}})
		}
	}
	for _, fault := range []string{"drop-after-success", "success-without-arrival", "other-code", "late=5s"} {
		out = append(out, failure{name: fault, faults: []string{fault}})
	}
	wrong := func(k setup.Key) func(setup.Answers) setup.Answers {
		value := secret.New(rand.Text())
		return func(a setup.Answers) setup.Answers { return a.WithSecret(k, value, setup.Typed) }
	}
	other := func(k, from setup.Key) func(setup.Answers) setup.Answers {
		return func(a setup.Answers) setup.Answers { return a.WithSecret(k, a.Secret(from), setup.Typed) }
	}
	text := func(k setup.Key, v string) func(setup.Answers) setup.Answers {
		return func(a setup.Answers) setup.Answers { return a.With(k, v, setup.Typed) }
	}
	return append(out,
		failure{name: "a wrong passcode, or the Token", change: wrong(setup.Passcode)},
		failure{name: "another region", change: text(setup.Region, "in1")},
		failure{name: "a wrong Management API key", change: wrong(setup.ManagementKey)},
		failure{name: "an Integration API key as Management API key", change: other(setup.ManagementKey, setup.IntegrationKey)},
		failure{name: "a wrong Integration API key", change: wrong(setup.IntegrationKey)},
		failure{name: "a Management API key as Integration API key", change: other(setup.IntegrationKey, setup.ManagementKey)},
		failure{name: "a wrong password", change: wrong(setup.SignInPassword)},
		failure{name: "no such Application", change: text(setup.Application, "999")},
		failure{name: "nothing listens there", change: text(setup.TalonOneURL, "http://127.0.0.1:9")},
	)
}

// said is one thing that a face tells: what failed, why, and what to do.
type said struct{ what, why, do string }

// moment is a step at which something can fail.
type moment struct {
	name  string
	look  steps.ID // of a step that looks
	after []string // the acts that went well before
}

func moments() []moment {
	return []moment{
		{name: "step 3, CleverTap", look: steps.CleverTapStep},
		{name: "step 4, Talon.One", look: steps.TalonOneStep},
		{name: "step 4, Application", look: steps.Application},
		{name: "step 5, event and customer", look: steps.Values},
		{name: "unattended, credentials"},
		{name: "plan"},
		{name: "apply", after: []string{"plan"}},
		{name: "live", after: []string{"plan", "apply"}},
		{name: "enable", after: []string{"plan", "apply", "live"}},
		{name: "checklist", after: []string{"plan", "apply", "live", "enable"}},
	}
}

// stage is one sandbox with a session on it.
type stage struct {
	box     *sandbox.Sandbox
	session *engine.Session
	state   steps.State
	failure failure
	tripped atomic.Bool // the failure is in force
}

func newStage(ctx context.Context, f failure) (*stage, error) {
	box, err := sandbox.Start(ctx, sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		return nil, err
	}
	s := &stage{box: box, state: tutorialState(box), failure: f}
	s.session = engine.New(s.world())
	return s, nil
}

// late is how long a call may take. Only where slowness is the failure it ends
// soon; elsewhere a busy machine must not look like one.
func (s *stage) late(service string) time.Duration {
	if s.tripped.Load() && s.failure.is("slow") && strings.HasSuffix(s.failure.faults[0], ":"+service) {
		return time.Second
	}
	return 40 * time.Second
}

// soon is how long an arrival is waited for.
func (f failure) soon() time.Duration {
	if f.is("slow") || f.is("late") {
		return 2500 * time.Millisecond
	}
	return 8 * time.Second
}

func (f failure) is(fault string) bool {
	return len(f.faults) > 0 && strings.HasPrefix(f.faults[0], fault)
}

// world is one that gives up soon.
func (s *stage) world() engine.World {
	box, soon := s.box, s.failure.soon()
	var lock sync.Mutex
	projects, shops := map[string]*clevertap.Client{}, map[string]signable{}
	return engine.World{
		CleverTap: func(region, project string, passcode secret.Secret) (engine.CleverTap, error) {
			lock.Lock()
			defer lock.Unlock()
			late := s.late("clevertap")
			key := region + project + passcode.Reveal() + late.String()
			if c, ok := projects[key]; ok {
				return c, nil
			}
			c, err := clevertap.New(clevertap.Config{Base: box.CleverTapURL(), Region: region, ProjectID: project, Passcode: passcode, Timeout: late, Hurry: hurry})
			projects[key] = c
			return c, err
		},
		TalonOne: func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
			lock.Lock()
			defer lock.Unlock()
			late := s.late("talonone")
			key := url + management.Reveal() + integration.Reveal() + late.String()
			if shop, ok := shops[key]; ok {
				return shop, nil
			}
			c, err := talonone.New(talonone.Config{Base: url, ManagementKey: management, IntegrationKey: integration, Timeout: late, Hurry: hurry})
			shops[key] = signable{c}
			return shops[key], err
		},
		Addresses: setup.Addresses{CleverTap: box.CleverTapURL()},
		Now:       box.Now, EmailWait: soon, Wait: soon, Rehearsal: inbox{box},
	}
}

// trip lets the failure happen from now on.
func (s *stage) trip() error {
	s.tripped.Store(true)
	if s.failure.change != nil {
		s.state.Answers = s.failure.change(s.state.Answers)
		return nil
	}
	body, err := json.Marshal(map[string]any{"faults": s.failure.faults})
	if err != nil {
		return err
	}
	req, err := http.NewRequest("PUT", s.box.TalonOneURL()+"/_sandbox/faults", bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New("the fault was refused")
	}
	return nil
}

// act does one step and gives what can be told of it, with the whole text and
// JSON of an unattended run.
func (s *stage) act(ctx context.Context, m moment) (told []said, text, js string, err error) {
	switch m.name {
	case "unattended, credentials":
		_, err = alone(ctx, s.session, s.state, steps.Alone{})
	case "plan":
		_, _, err = s.session.Plan(ctx, s.state)
	case "apply":
		_, err = s.session.Apply(ctx, s.state, nil)
	case "enable":
		err = s.session.Enable(ctx, s.state)
	case "live":
		result, failed := s.session.Live(ctx, s.state, live.DepthRelay, nil)
		if failed == nil {
			told, text, js = ofLive(result)
		}
		return told, text, js, failed
	case "checklist":
		list, failed := s.session.Checklist(ctx, s.state)
		if failed == nil {
			told, text, js = ofChecklist(list)
		}
		return told, text, js, failed
	default:
		var findings []steps.Finding
		s.state.Observed, findings = s.session.Look(ctx, m.look, s.state)
		return ofFindings(findings), "", "", nil
	}
	if err == nil {
		return nil, "", "", nil
	}
	told, text, js = ofError(err)
	return told, text, js, nil
}

func ofFindings(findings []steps.Finding) (told []said) {
	for _, f := range findings {
		if !f.Good {
			told = append(told, said{why: f.Text, do: f.Fix})
		}
	}
	return told
}

func ofError(err error) ([]said, string, string) {
	var text, js strings.Builder
	_ = report.Error(&text, report.Style{Width: 100}, err)
	_ = report.ErrorJSON(&js, err)
	what, why, fix := report.ErrorText(err)
	return []said{{what, why, fix}}, text.String(), js.String()
}

func ofLive(r live.Result) (told []said, text, js string) {
	for _, h := range r.Hops {
		if h.Status == live.Fail || h.Status == live.Warn {
			told = append(told, said{"hop " + string(h.ID), h.Detail, h.Fix})
		}
	}
	var t, j strings.Builder
	_ = report.Live(&t, report.Style{Width: 100}, r)
	_ = report.ChecklistJSON(&j, check.List{}, &r, nil)
	return told, t.String(), j.String()
}

// ofChecklist leaves out what is so in every rehearsal.
func ofChecklist(l check.List) (told []said, text, js string) {
	for _, c := range l.Checks {
		if c.Status == check.Fail || (c.Status == check.Manual || c.Status == check.Warn) && strings.Contains(c.Detail, "127.0.0.1") {
			told = append(told, said{"check " + c.ID, c.Detail, c.Fix})
		}
	}
	var t, j strings.Builder
	_ = report.Checklist(&t, report.Style{Width: 100}, l)
	_ = report.ChecklistJSON(&j, l, nil, nil)
	return told, t.String(), j.String()
}

// told is one row of the table.
type told struct {
	failure, moment string
	said            said
	faces           []string
}

// play lets a failure happen at a moment, once for each kind of face, and
// gathers what is said.
func play(ctx context.Context, f failure, m moment) ([]told, []string, error) {
	var s shown
	var transcript string
	faces, ctx := errgroup.WithContext(ctx)
	faces.Go(func() (err error) { s, err = show(ctx, f, m); return err })
	faces.Go(func() (err error) { transcript, err = lineMode(ctx, f, m); return err })
	if err := faces.Wait(); err != nil {
		return nil, nil, err
	}
	var rows []told
	for _, each := range s.sentences {
		row := told{f.name, m.name, each, nil}
		faces := []struct{ name, text string }{{"text", s.text}, {"JSON", unescaped(s.js)}, {"line mode", transcript}}
		if m.look != "" {
			faces = []struct{ name, text string }{{"wizard", each.why + each.do}, {"line mode", transcript}}
		}
		for _, face := range faces {
			if holds(face.text, each) {
				row.faces = append(row.faces, face.name)
			}
		}
		rows = append(rows, row)
	}
	return rows, s.secrets, nil
}

// shown is what an unattended run, or one step of the wizard, shows of a failure.
type shown struct {
	sentences []said
	text, js  string
	secrets   []string
}

func show(ctx context.Context, f failure, m moment) (out shown, err error) {
	s, err := newStage(ctx, f)
	if err != nil {
		return out, err
	}
	defer s.box.Close()
	for _, step := range []steps.ID{steps.CleverTapStep, steps.TalonOneStep, steps.Application} {
		s.state.Observed, _ = s.session.Look(ctx, step, s.state)
	}
	s.state.Answers = setup.Complete(s.state.Answers, s.state.Surroundings())
	for _, name := range m.after {
		if _, _, _, err := s.act(ctx, moment{name: name}); err != nil {
			return out, fmt.Errorf("%s before %s: %w", name, m.name, err)
		}
	}
	if err := s.trip(); err != nil {
		return out, err
	}
	out.secrets = secrets(s)
	out.sentences, out.text, out.js, err = s.act(ctx, m)
	if err != nil {
		return out, fmt.Errorf("%s at %s: %w", f.name, m.name, err)
	}
	return out, nil
}

// unescaped takes JSON's escapes away, so that texts can be compared.
func unescaped(js string) string {
	var doc any
	if json.Unmarshal([]byte(js), &doc) != nil {
		return js
	}
	var out strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out.WriteString(v + "\n")
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(doc)
	return out.String()
}

// holds reports whether a face says the sentence, whatever its line breaks.
func holds(text string, s said) bool {
	flat := plainWords(text)
	return strings.Contains(flat, plainWords(reasonOf(s.why))) && strings.Contains(flat, plainWords(s.do))
}

func secrets(s *stage) (out []string) {
	for _, f := range setup.Fields() {
		if f.Secret && s.state.Answers.Has(f.Key) {
			out = append(out, s.state.Answers.Secret(f.Key).Reveal())
		}
	}
	return out
}

// tripwire lets the failure happen when the line mode comes to the moment, and
// ends the input behind it.
type tripwire struct {
	*engine.Session
	stage  *stage
	moment moment
	out    *bytes.Buffer
	in     *enters
	err    error
	from   int // where in the transcript the moment begins
}

func (w *tripwire) come(here string, st steps.State) steps.State {
	if here != w.moment.name && here != string(w.moment.look) || w.in.left >= 0 {
		return w.changed(st)
	}
	w.err, w.from, w.in.left = w.stage.trip(), w.out.Len(), 1
	return w.changed(st)
}

func (w *tripwire) changed(st steps.State) steps.State {
	if w.in.left >= 0 && w.stage.failure.change != nil {
		st.Answers = w.stage.failure.change(st.Answers)
	}
	return st
}

func (w *tripwire) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	return w.Session.Look(ctx, id, w.come(string(id), st))
}

func (w *tripwire) Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	return w.Session.Plan(ctx, w.come("plan", st))
}

func (w *tripwire) Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) ([]plan.Change, error) {
	return w.Session.Apply(ctx, w.come("apply", st), tell)
}

func (w *tripwire) Live(ctx context.Context, st steps.State, d live.Depth, tell func(live.Hop)) (live.Result, error) {
	return w.Session.Live(ctx, w.come("live", st), d, tell)
}

func (w *tripwire) Enable(ctx context.Context, st steps.State) error {
	return w.Session.Enable(ctx, w.come("enable", st))
}

func (w *tripwire) Checklist(ctx context.Context, st steps.State) (check.List, error) {
	list, err := w.Session.Checklist(ctx, w.come("checklist", st))
	if err == nil && w.moment.name == "checklist" { // the line mode leaves the list to the report behind it
		_ = report.Checklist(w.out, report.Style{Width: 100}, list)
	}
	return list, err
}

// enters is Enter, again and again, until so many are left.
type enters struct{ left int }

func (e *enters) Read(p []byte) (int, error) {
	switch {
	case e.left == 0:
		return 0, io.EOF
	case e.left > 0:
		e.left--
	}
	p[0] = '\n'
	return 1, nil
}

// lineMode presses Enter until the failure, and gives what is said behind it.
func lineMode(ctx context.Context, f failure, m moment) (string, error) {
	s, err := newStage(ctx, f)
	if err != nil {
		return "", err
	}
	defer s.box.Close()
	var out bytes.Buffer
	in := &enters{left: -1}
	w := &tripwire{Session: s.session, stage: s, moment: m, out: &out, in: in}
	if m.name == "unattended, credentials" {
		return "", nil
	}
	err = plain.Run(ctx, plain.Options{Flow: steps.NewSetup(w, s.state, steps.SetupOptions{Enable: true}), In: in, Out: &out, Style: report.Style{Width: 100}})
	if err == nil {
		err = w.err
	}
	return out.String()[w.from:], err
}

var (
	hosts     = regexp.MustCompile(`127\.0\.0\.1:\d+(/[a-z0-9/]*)?`)
	codes     = regexp.MustCompile(`NY-[A-Z0-9]{4}-[A-Z0-9]{4}`)
	durations = regexp.MustCompile(`\b\d+(\.\d+)? ?(ms|s)\b`)
)

// plainWords is a text without what differs from run to run.
func plainWords(text string) string {
	text = hosts.ReplaceAllString(text, "HOST")
	text = durations.ReplaceAllString(codes.ReplaceAllString(text, "CODE"), "N s")
	return strings.Join(strings.Fields(text), " ")
}

// jargon is what no person should have to read.
var jargon = regexp.MustCompile(`context deadline|context canceled|EOF|unexpected end|dial tcp|connect:|net/http|json:|invalid character|x509|%!|<nil>|\b[45]\d\d\b`)

// TestEveryFailureAtEveryStepSaysWhatToDo plays every failure at every step,
// gathers what each face says, and keeps it as a table to be read through.
func TestEveryFailureAtEveryStepSaysWhatToDo(t *testing.T) {
	t.Parallel()
	var lock sync.Mutex
	found := map[string][]told{}
	hidden := map[string]bool{}
	g, ctx := errgroup.WithContext(t.Context())
	g.SetLimit(24)
	for _, m := range slices.Backward(moments()) { // those that wait longest begin first
		for _, f := range failures() {
			g.Go(func() error {
				rows, secret, err := play(ctx, f, m)
				lock.Lock()
				defer lock.Unlock()
				found[f.name+m.name] = rows
				for _, s := range secret {
					hidden[s] = true
				}
				return err
			})
		}
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	var all []told
	for _, f := range failures() {
		for _, m := range moments() {
			all = append(all, found[f.name+m.name]...)
		}
	}
	for _, row := range all {
		judge(t, row, hidden)
	}
	keep(t, table(all))
}

func judge(t *testing.T, row told, hidden map[string]bool) {
	t.Helper()
	where := row.failure + " at " + row.moment
	whole := row.said.what + " " + row.said.why + " " + row.said.do
	if row.said.do == "" || row.said.what+row.said.why == "" {
		t.Errorf("%s: %q does not say what failed or what to do", where, row.said)
	}
	if bad := jargon.FindString(plainWords(whole)); bad != "" {
		t.Errorf("%s: %q stands in %q", where, bad, whole)
	}
	for s := range hidden {
		if strings.Contains(whole, s) {
			t.Errorf("%s: a secret is told", where)
		}
	}
	if len(row.faces) == 0 {
		t.Errorf("%s: no face says %q", where, row.said)
	}
}

// table is a Markdown table. Calls that are made side by side may fail in any
// order, so what stands in it is why, not which of them came first.
func table(rows []told) string {
	var b strings.Builder
	b.WriteString("# What is said when something fails\n\nWritten by TestEveryFailureAtEveryStepSaysWhatToDo; run it with -update.\n\n")
	b.WriteString("| failure | step | said | do | said so by |\n|---|---|---|---|---|\n")
	seen := map[string]bool{}
	for _, r := range rows {
		what := ""
		if strings.HasPrefix(r.said.what, "hop ") || strings.HasPrefix(r.said.what, "check ") || r.said.why == "" {
			what = r.said.what + ": "
		}
		line := fmt.Sprintf("| %s | %s | %s | %s | %s |\n", r.failure, r.moment, cell(what+reasonOf(r.said.why)), cell(r.said.do), strings.Join(r.faces, ", "))
		if !seen[line] {
			seen[line] = true
			b.WriteString(line)
		}
	}
	return b.String()
}

// reasonOf leaves out which of several calls was under way.
func reasonOf(why string) string {
	for _, service := range []string{"CleverTap (", "Talon.One ("} {
		if i := strings.Index(why, service); i >= 0 {
			return why[i:]
		}
	}
	return why
}

func cell(text string) string {
	return strings.TrimSuffix(strings.ReplaceAll(plainWords(text), "|", `\|`), ": ")
}

func keep(t *testing.T, got string) {
	t.Helper()
	path := filepath.Join("testdata", "manners.md")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	want := strings.Split(string(raw), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(want, line) {
			t.Errorf("%s has not\n%s\nrun the test with -update if that is meant", path, line)
		}
	}
	if len(want) != len(strings.Split(got, "\n")) {
		t.Errorf("%s has %d lines, now there are %d", path, len(want), len(strings.Split(got, "\n")))
	}
}
