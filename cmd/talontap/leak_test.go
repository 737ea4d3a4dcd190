package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// TestNoSecretLeaks hunts every secret, in every form and cut short, through all
// that the program leaves: what it writes, the terminal's bytes and screen, every
// file in its home, the words of its processes, and what the programs that it
// starts were given.
//
// Crossed are: every command with every form of report, plain, and once more with
// colour and the debug log; every command that calls a vendor with every fault of
// the sandbox, and with a vendor that repeats in a refusal what it was sent; every
// place that takes words with secrets that do not belong there; every face on a
// terminal; and panics and signals while secrets are in memory. Not crossed are
// faults with commands that call nobody, and forms of report with faults: an error
// is written by one function whatever the command.
//
// Two places hold secrets because somebody asked for it, and are left out by name:
// the file of "sandbox --env" and the variables of "sandbox -- COMMAND", which are
// there to hand the rehearsal's own secrets over.
func TestNoSecretLeaks(t *testing.T) {
	t.Parallel()
	if !long(t) {
		return
	}
	h := newHunt()
	var all sync.WaitGroup
	for name, part := range map[string]func(*testing.T, *hunt){
		"every command":               huntCommands,
		"with colour and a debug log": huntDebugged,
		"with a keyring":              huntKeyring,
		"a keychain in other moods":   huntMoods,
		"every fault":                 huntFaults,
		"a vendor that repeats":       huntEchoes,
		"where none belongs":          huntMisplaced,
		"the wizard":                  huntWizard,
		"the line mode":               huntLineMode,
		"a rotation on a terminal":    huntRotation,
		"done by hand":                huntByHand,
		"the demo":                    huntDemo,
		"panics":                      huntPanics,
		"signals":                     huntSignals,
	} {
		all.Go(func() { t.Run(name, func(t *testing.T) { part(t, h) }) })
	}
	all.Wait()
	for _, kind := range []string{"the token of a session", "CleverTap passcode", "Talon.One sign-in password", "a Talon.One Credential"} {
		if !h.names()[kind] {
			t.Errorf("%s was not hunted", kind)
		}
	}
	tell(t, fmt.Sprintf("leak hunt: %d commands, %d modes, %d faults, %d kinds of secret in %d forms, %d runs: found %d times\n",
		len(h.commands), len(h.modes), len(h.faults), len(h.names()), len(h.kinds), h.runs, h.found))
}

// readers are the commands that change nothing, in every form they have.
var readers = []string{
	"plan", "plan --json", "plan --markdown", "verify", "verify --json", "verify --live", "verify --live=relay --json",
	"verify --live=fire", "verify --live=fire --json", "trace customer-1001", "trace customer-1001 nobody --json", "profiles", "profiles --json", "version", "help", "help rotate", "completion bash",
	"completion zsh", "completion fish", "completion powershell", "sandbox --fault help", "sandbox -- true", "setup", "apply", "again", "remove",
}

// all runs every command in one place, the changing ones in an order that leaves
// something to change.
func (g *ground) all(t *testing.T, mode string, flags ...string) {
	t.Helper()
	run := func(stdin, line string) {
		t.Helper()
		words := strings.Fields(line)
		if len(words) > 1 && words[0] == "sandbox" && words[1] == "--" {
			words = append(append([]string{}, flags...), words...)
		} else {
			words = append(words, flags...)
		}
		form := mode
		for _, known := range []string{"json", "markdown"} {
			if strings.Contains(line, "--"+known) {
				form += ", " + known
			}
		}
		g.h.run(t, form, g.lair, stdin, words...)
	}
	run("", "plan")
	for _, line := range []string{"setup --yes", "setup --yes --json", "setup --yes --markdown", "apply --yes", "apply --yes --json", "apply --yes --markdown", "again --date 2099-01-01 --yes --json"} {
		run("", line)
	}
	for _, line := range readers {
		run("", line)
	}
	for line, fresh := range map[string]string{
		"rotate clevertap --secret-stdin --json": g.passcode(t), "rotate talonone-management --secret-stdin": g.key(t, "management"),
		"rotate talonone-integration --secret-stdin --json": g.key(t, "integration"), "rotate clevertap --secret-stdin": "no such " + awkward(),
	} {
		run(fresh+"\n", line)
	}
	for _, which := range []string{"clevertap", "talonone-management", "talonone-integration"} {
		run("", "rotate "+which)
		run("", "rotate "+which+" --undo --json")
		run("", "rotate "+which+" --undo")
		run("", "rotate "+which+" --revoked")
		run("", "rotate "+which+" --revoked --yes --json")
	}
	run("", "verify --live=relay")
	run("", "remove --yes")
	run("", "remove --yes --json")
	run("", "forget default --yes")
}

func huntCommands(t *testing.T, h *hunt) {
	newGround(t, h, sandbox.Options{Hurry: 2 * hurry}).all(t, "text")
}

func huntDebugged(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	g.all(t, "colour and debug log", "--color", "always", "--debug", g.lair.debug())
	if log, err := os.ReadFile(g.lair.debug()); err != nil || !strings.Contains(string(log), "/v1/webhooks") {
		t.Errorf("the debug log was not searched: %v", err)
	}
}

// huntKeyring keeps the secrets in a real keyring, whose files are searched too.
func huntKeyring(t *testing.T, h *hunt) {
	if os.Getenv("TALONTAP_TEST_KEYRING") != "1" {
		t.Log("left out: a real keyring (set TALONTAP_TEST_KEYRING=1)")
		return
	}
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	g.lair = g.lair.with("DBUS_SESSION_BUS_ADDRESS=" + keyring(t, g.lair))
	h.run(t, "keyring", g.lair, "", "setup", "--yes")
	unset := g.lair.with("TALONTAP_CLEVERTAP_PASSCODE=", "TALONTAP_TALONONE_MANAGEMENT_KEY=", "TALONTAP_TALONONE_INTEGRATION_KEY=")
	g.lair = unset
	if status, out := h.run(t, "keyring", g.lair, "", "verify"); status != exitOK || !strings.Contains(out, "keychain") {
		t.Errorf("the keyring was not used: exit status %d", status)
	}
	g.all(t, "keyring", "--debug", g.lair.debug())
}
