package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/ui/tui"
)

// falling is talontap with a fault of its own in it, at FALL_AT with FALL_WITH in
// the panic. It is a program beside the real one, put together from its parts.
func falling() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	a := &app{streams: system(), color: "auto", profile: "default", keychain: keychain.Open(keychain.Options{})}
	code := a.fall(ctx, os.Getenv("FALL_AT"), os.Getenv("FALL_WITH"))
	stop()
	os.Exit(code)
}

// falls are the places a panic is raised at.
var falls = []string{"the beginning", "a command of the wizard", "a job of the wizard", "a goroutine of a job", "the line mode"}

func (a *app) fall(ctx context.Context, where, with string) (code int) {
	defer a.caught(&code)
	if where == falls[0] {
		panic(fmt.Errorf("the passcode is %s", with))
	}
	if err := a.prepare(a.root()); err != nil {
		return a.fail(err)
	}
	st, err := a.state(ctx)
	if err != nil {
		return a.fail(err)
	}
	world := a.world()
	st.Now = world.Now()
	keep := func(steps.State) error { return nil }
	switch where {
	case falls[1], falls[4]:
		keep = func(steps.State) error { panic("the passcode is " + with) }
	case falls[2]:
		world.CleverTap = func(string, string, secret.Secret) (engine.CleverTap, error) { panic([]byte(with)) }
	case falls[3]:
		open := world.TalonOne
		world.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
			c, err := open(url, management, integration)
			return brittle{c, with}, err
		}
	}
	_, err = a.attended(ctx, engine.New(world), st, steps.SetupOptions{Keep: keep}, where == falls[4], tui.Options{})
	if err != nil {
		return a.fail(err)
	}
	return exitOK
}

// brittle is a Talon.One whose reading of webhooks panics, which happens beside
// other readings.
type brittle struct {
	engine.TalonOne
	with string
}

func (b brittle) Webhooks(context.Context, int) ([]talonone.Webhook, error) {
	panic(struct{ passcode, again string }{b.with, b.with})
}

// huntPanics makes the program panic with a secret in the value, wherever it can:
// nothing of it is told, but what it was and where, and the terminal is put back.
// A panic beside a job of the wizard is a finding of that job, which a person can
// have looked at again.
func huntPanics(t *testing.T, h *hunt) {
	for _, where := range falls {
		value := awkward()
		h.know("the value of a panic", value)
		l := newLair(t, "FALL_AT="+where, "FALL_WITH="+value)
		l.fault = "a panic in " + where
		w := h.watch(t, l, "sandbox", "--", "talontap-falling")
		for range 100 {
			if w.over() {
				break
			}
			w.press(keyEnter)
		}
		status, written := w.leave()
		said := strings.Join(strings.Fields(written), " ")
		if want := map[bool]int{false: exitFailed, true: exitCancelled}[where == falls[3]]; status != want || !echoes(w.terminal) {
			t.Errorf("%s: exit status %d, want %d; or the terminal does not show what is typed any more", where, status, want)
		}
		if !strings.Contains(said, "mistake of its own") && !strings.Contains(said, "fault in talontap itself") {
			t.Errorf("%s: the fault is not told: %s", where, w.text())
		}
		if strings.Count(written, "\x1b[?1049h") != strings.Count(written, "\x1b[?1049l") {
			t.Errorf("%s: the alternate screen was not left", where)
		}
	}
}

// huntSignals kills the program so that Go tells where every goroutine stands,
// while it has secrets in its hands.
func huntSignals(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	for _, s := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGABRT} {
		w := h.watch(t, g.lair.with("TALONTAP_CLEVERTAP_PASSCODE=", "XDG_CONFIG_HOME="+g.lair.dir+"/config-"+s.String()), "setup")
		if !w.until("┃ Passcode") {
			t.Fatal("the wizard asked for no passcode")
		}
		w.paste(g.made("what was typed wrongly", awkward()))
		w.rest()
		w.signal(s)
		if _, written := w.leave(); strings.Contains(written, "goroutine ") != (s == syscall.SIGABRT) {
			t.Errorf("%v: Go tells where its goroutines stand of ABRT alone", s)
		}
	}
	h.run(t, "text", g.lair, "", "setup", "--yes")
	g.click(t, "PUT", "faults", map[string]any{"faults": []string{"slow=10s"}}, nil)
	for _, line := range []string{"verify --live=relay", "rotate clevertap --secret-stdin", "setup --yes", "plan"} {
		for _, s := range []os.Signal{syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGSEGV, os.Interrupt} {
			h.killed(t, g, s, strings.Fields(line)...)
		}
	}
}

// killed starts a run, sends it a signal while it waits for a vendor, and
// searches what it leaves.
func (h *hunt) killed(t *testing.T, g *ground, s os.Signal, args ...string) {
	t.Helper()
	l, before := g.lair, g.asked.Load()
	h.note("killed", s.String(), args)
	c := exec.Command("talontap", args...)
	var out bytes.Buffer
	c.Env, c.Stdin, c.Stdout, c.Stderr = append(os.Environ(), l.env...), strings.NewReader(g.passcode(t)), &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // what the run before has asked may be heard late
	for range 1000 {                   // then it waits for ten seconds
		if g.asked.Load() > before {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	_ = c.Process.Signal(s)
	var exit *exec.ExitError
	if err := c.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	what := strings.Join(args, " ") + " with " + s.String()
	h.search(t, what, out.String())
	h.files(t, what, l)
	if s == syscall.SIGABRT && !strings.Contains(out.String(), "goroutine ") {
		t.Errorf("%s: no goroutine was told", what)
	}
}
