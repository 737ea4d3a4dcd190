package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
)

// watched is a run on a terminal whose screen is searched after each key.
type watched struct {
	*terminal
	t    *testing.T
	h    *hunt
	lair *lair
	what string
}

// watch opens a terminal of the size that most people have.
func (h *hunt) watch(t *testing.T, l *lair, args ...string) *watched {
	t.Helper()
	h.note("terminal", l.fault, args)
	w := &watched{openTerminal(t, 80, 24, l.env, args...), t, h, l, "on a terminal, " + strings.Join(args, " ")}
	for range 200 { // the program may need a moment for its first line
		if w.rest(); strings.TrimSpace(w.text()) != "" || w.over() {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return w
}

func (w *watched) over() bool {
	select {
	case <-w.ended:
		return true
	default:
		return false
	}
}

// press types a key and searches what is painted then.
func (w *watched) press(key string) {
	w.t.Helper()
	w.keys(key)
	w.look()
}

// enter types a secret into a field that hides it, once a first letter was seen
// to be hidden there: on a busy machine the screen may be an old one, and what is
// typed into a field that shows it is no leak.
func (w *watched) enter(field, secret string) (entered bool) {
	w.t.Helper()
	w.keys(strings.Repeat("\x7f", 80) + "x") // takes back what was there
	for range 20 {
		if w.look(); w.hides(field) {
			w.keys("\x7f")
			w.paste(secret)
			w.look()
			w.press(keyEnter)
			return true
		}
	}
	w.keys("\x7f")
	return false
}

// hides reports whether a field has the focus, shows one letter as a dot, and
// waits for nothing but a person.
func (w *watched) hides(field string) bool {
	_, below, focused := strings.Cut(w.text(), field)
	if !focused || !strings.Contains(w.text(), "enter next") {
		return false
	}
	dots := 0
	for i, line := range strings.Split(below, "\n") {
		if i > 0 && !strings.Contains(line, "┃") {
			break
		}
		dots += strings.Count(line, "●")
	}
	return dots == 1
}

func (w *watched) look() {
	w.t.Helper()
	w.rest()
	w.h.search(w.t, w.what+": the screen", w.text())
}

// until presses Enter until one of the texts is painted or the program ends, and
// says whether a text was.
func (w *watched) until(texts ...string) bool {
	w.t.Helper()
	for range 400 {
		for _, text := range texts {
			if strings.Contains(w.text(), text) {
				return true
			}
		}
		if w.over() {
			return false
		}
		w.press(keyEnter)
	}
	w.t.Fatalf("%s: four hundred times Enter led to none of %q", w.what, texts)
	return false
}

// leave ends the program as a person would, and searches all that it wrote.
func (w *watched) leave() (status int, written string) {
	w.t.Helper()
	for range 10 {
		if w.over() {
			break
		}
		w.press(keyCtrlC)
	}
	status, written = w.exit()
	w.h.search(w.t, w.what+": the terminal's bytes", written)
	w.h.search(w.t, w.what+": the screen that is left behind", w.text())
	w.h.files(w.t, w.what, w.lair)
	return status, written
}

// hides are the fields of the wizard that take a secret, each with its variable.
var hides = map[string]string{
	"┃ Passcode": "TALONTAP_CLEVERTAP_PASSCODE", "┃ Management API key": "TALONTAP_TALONONE_MANAGEMENT_KEY",
	"┃ Integration API key": "TALONTAP_TALONONE_INTEGRATION_KEY", "┃ Password": "TALONTAP_TALONONE_PASSWORD",
}

// huntWizard types every secret into the wizard, first a wrong one, and goes on
// to the end; and once more with a debug log and all of them in variables.
func huntWizard(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	unset, right := g.lair.with("TALONTAP_TALONONE_UNPUBLISHED="), map[string]string{}
	for _, v := range g.box.Env() {
		right[v.Name] = v.Value
	}
	for _, name := range hides {
		unset = unset.with(name + "=")
	}
	w := h.watch(t, unset, "setup", "--debug", g.lair.debug())
	typed := map[string]int{}
	for range 300 {
		if w.over() {
			break
		}
		field := w.focused()
		secret := right[hides[field]]
		switch {
		case field == "" && strings.Contains(w.text(), "✗ "): // Enter would try the same again
			w.press("\t")
			continue
		case field == "" || typed[field] > 2:
			w.press(keyEnter)
			continue
		case typed[field] == 0:
			secret = g.made("what was typed wrongly", awkward())
		}
		if w.enter(field, secret) {
			typed[field]++
		}
	}
	w.leave()
	if len(typed) < 3 {
		t.Errorf("only %v took a secret", typed)
	}
	w = h.watch(t, g.lair, "setup", "--debug", g.lair.debug())
	w.until()
	w.leave()
}

// focused is the field that takes a secret and has the focus, if one does.
func (w *watched) focused() string {
	for field := range hides {
		if strings.Contains(w.text(), field) {
			return field
		}
	}
	return ""
}

func huntLineMode(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	w := h.watch(t, g.lair, "setup", "--plain", "--debug", g.lair.debug())
	w.until()
	w.leave()
	unset := g.lair.with("TALONTAP_CLEVERTAP_PASSCODE=")
	w = h.watch(t, unset, "setup", "--plain")
	for range 200 {
		if w.over() || !echoes(w.terminal) {
			break
		}
		w.press(keyEnter)
	}
	w.press(g.made("what was typed wrongly", awkward()) + "\r")
	w.leave()
}

// huntRotation types new credentials on a terminal, whatever asks for them there.
func huntRotation(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	h.run(t, "text", g.lair, "", "setup", "--yes")
	reached := 0
	for which, fresh := range map[string]string{"clevertap": g.passcode(t), "talonone-management": g.key(t, "management"), "talonone-integration": g.key(t, "integration")} {
		for _, typed := range []string{"with a space " + g.made("what was typed wrongly", awkward()), fresh} {
			for _, face := range []string{"--plain", "--color=always"} {
				w := h.watch(t, g.lair, "rotate", which, face)
				for n := 0; face != "--plain" && n < 20 && !strings.Contains(w.text(), "┃ New "); n++ {
					w.press(keyEnter) // to the field
				}
				if strings.Contains(w.text(), "┃ New ") {
					reached++
				}
				hush(w.terminal)
				w.press(typed)
				for range 30 {
					if w.over() {
						break
					}
					w.press(keyEnter)
				}
				w.leave()
			}
		}
		for _, flag := range []string{"--undo", "--revoked"} {
			h.watch(t, g.lair, "rotate", which, flag).leave()
		}
	}
	if reached < 3 {
		t.Errorf("the field of the whole screen was reached %d times only", reached)
	}
}

// huntByHand goes through the cards of an account that lets talontap create
// nothing: every key of every card, the copied secret among them.
func huntByHand(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{RefuseUnpublished: true, Bare: true})
	g.lair = g.lair.with("TALONTAP_TALONONE_UNPUBLISHED=false")
	w := h.watch(t, g.lair, "setup")
	w.until("c copy")
	for range 4 {
		for _, key := range []string{"c", keyDown, "c", "s", "y", "s", "h", "c", "x", "p", keyEnter, "v", "o", "?", "x"} {
			w.press(key)
		}
		w.press("\t")
	}
	w.leave()
	for _, program := range []string{"xclip", "xdg-open"} {
		if started, _ := filepath.Glob(filepath.Join(g.lair.dir, "started-"+program+"-*")); len(started) == 0 {
			t.Errorf("%s was never started, so what it was given was not searched", program)
		}
	}
	for _, args := range [][]string{{"setup", "--plain"}, {"setup", "--yes"}, {"setup", "--yes", "--json"}, {"plan", "--markdown"}} {
		if args[1] == "--plain" {
			w := h.watch(t, g.lair, args...)
			for range 120 {
				if w.over() {
					break
				}
				w.press(keyEnter)
			}
			w.leave()
			continue
		}
		h.run(t, "by hand", g.lair, "", args...)
	}
}

// keyring starts an unlocked keyring of its own for a lair and gives its address.
func keyring(t *testing.T, l *lair) string {
	t.Helper()
	c := exec.Command("../../.ci/with-keyring", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; cat")
	c.Env = append(c.Environ(), "TMPDIR="+l.dir+"/tmp")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = c.Wait()
	})
	address := make([]byte, 4096)
	n, err := out.Read(address)
	if err != nil {
		t.Fatalf("the keyring did not start: %v", err)
	}
	return strings.TrimSpace(string(address[:n]))
}
