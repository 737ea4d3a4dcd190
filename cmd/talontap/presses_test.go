package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// typist counts the keys that a person presses, beside what they paste.
type typist struct {
	*terminal
	presses int
}

// sees waits for a screen that has come to rest, with all that a look finds.
func (c *typist) sees(texts ...string) *typist {
	c.tb.Helper()
	c.waitFor(texts...)
	if strings.Contains(texts[0], "accepted") { // the look goes on for a moment
		c.waitFor("change it")
	}
	c.rest()
	return c
}

func (c *typist) press(keys string) {
	c.keys(keys)
	c.presses++
}

func (c *typist) pastes(text string) {
	c.paste(text)
	c.rest()
}

// setsUp begins a setup of one's own against a sandbox, up to whether talontap may
// sign in. It gives the sandbox's variables, and those of the run.
func setsUp(t *testing.T, of sandbox.Options) (c *typist, is map[string]string, own []string) {
	t.Helper()
	box, err := sandbox.Start(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	is = map[string]string{}
	for _, v := range box.Env() {
		is[v.Name] = v.Value
	}
	dir := t.TempDir()
	own = []string{"TALONTAP_CLEVERTAP_URL=" + is["TALONTAP_CLEVERTAP_URL"], "TALONTAP_RULE_REDEEMED_ELSEWHERE=true", "XDG_CONFIG_HOME=" + dir, "HOME=" + dir}
	c = &typist{terminal: openTerminal(t, 80, 24, own, "setup")}
	c.sees("Have at hand").press(keyEnter)
	c.sees("What is in place?").press("a")
	c.sees("┃ Dashboard address").pastes("https://eu1.dashboard.clevertap.com/" + is["TALONTAP_CLEVERTAP_PROJECT_ID"] + "/main\n")
	c.sees("┃ Passcode").pastes(is["TALONTAP_CLEVERTAP_PASSCODE"] + "\n")
	c.sees("accepted the passcode").press(keyEnter)
	c.sees("┃ Campaign Manager address").pastes(is["TALONTAP_TALONONE_URL"])
	c.sees("┃ Management API key").pastes(is["TALONTAP_TALONONE_MANAGEMENT_KEY"])
	return c, is, own
}

// toReview goes on from the Application to the plan.
func (c *typist) toReview(is map[string]string) {
	c.sees("┃ Application").press(keyEnter)
	c.sees("┃ Integration API key").pastes(is["TALONTAP_TALONONE_INTEGRATION_KEY"])
	c.sees("accepted the Integration API key").press(keyEnter)
	c.sees("I don't know").press(keyEnter)
	c.sees("Europe/Berlin").press(keyEnter)
	c.sees("┃ Address for a test email").pastes("you@example.com\n")
	c.sees("no customer has the test identity").press(keyEnter)
}

func TestADemoTakesFourteenPressesAtMost(t *testing.T) {
	t.Parallel()
	c := &typist{terminal: openTerminal(t, 80, 24, nil, "demo")}
	for _, page := range []string{"Welcome", "What is in place?", "accepted the passcode", "accepted the Management", "accepted the Integration", "I don't know", "Europe/Berlin",
		"no customer has", "3 automatic", "Everything exists", "has arrived", "Enable now", "Done. The campaign"} {
		c.sees(page).press(keyEnter)
	}
	if status, _ := c.exit(); status != exitOK || c.presses > 14 {
		t.Errorf("exit status %d after %d presses", status, c.presses)
	}
}

func TestAnHonestAutomaticSetupTakesFifteenPressesBesidePastes(t *testing.T) {
	t.Parallel()
	c, is, _ := setsUp(t, sandbox.Options{Hurry: 2 * hurry})
	c.sees("┃ May talontap", "10 minutes").press("y")
	c.sees("┃ Your Talon.One email").pastes(is["TALONTAP_TALONONE_EMAIL"])
	c.sees("┃ Your Talon.One password").pastes(is["TALONTAP_TALONONE_PASSWORD"])
	c.sees("let talontap sign in").press(keyEnter)
	c.toReview(is)
	c.sees("3 automatic").press(keyEnter)
	c.sees("Everything exists").press(keyEnter)
	c.sees("has arrived in CleverTap").press(keyEnter)
	c.sees("Enable now").press("y")
	c.sees("Done. The campaign is enabled").press(keyEnter)
	status, written := c.exit()
	if status != exitOK || c.presses > 15 {
		t.Errorf("exit status %d after %d presses", status, c.presses)
	}
	if strings.Contains(written, is["TALONTAP_CLEVERTAP_PASSCODE"]) {
		t.Error("the passcode was written")
	}
}

// clicker plays the admin in both consoles of a sandbox.
type clicker struct {
	*testing.T
	is map[string]string
}

func (c clicker) Getenv(name string) string { return c.is[name] }

func (c clicker) Check(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func TestAGuidedSetupTakesFifteenPressesBesidePastesAndClicks(t *testing.T) {
	t.Parallel()
	c, is, own := setsUp(t, sandbox.Options{Hurry: 2 * hurry, RefuseUnpublished: true, Bare: true})
	c.sees("┃ May talontap", "10 minutes").press("n")
	c.sees("accepted the Management").press(keyEnter)
	c.toReview(is)
	c.sees("by hand").press(keyEnter)
	c.sees("Not saved there yet")
	plan := exec.Command("talontap", "plan", "--json", "--profile", "cards")
	for name, value := range is {
		plan.Env = append(plan.Env, name+"="+value)
	}
	plan.Env = append(plan.Env, append(own, "TALONTAP_TALONONE_UNPUBLISHED=false", "TALONTAP_TEST_ADDRESS=you@example.com", "PATH="+os.Getenv("PATH"))...)
	cards, err := plan.Output()
	if len(cards) == 0 {
		t.Fatal(err)
	}
	enterAll(clicker{t, is}, string(cards))
	c.sees("Everything exists").press(keyEnter) // the watcher went on by itself
	c.sees("has arrived in CleverTap").press(keyEnter)
	c.sees("Enable now").press("y")
	c.sees("Done. The campaign is enabled").press(keyEnter)
	if status, _ := c.exit(); status != exitOK || c.presses > 15 {
		t.Errorf("exit status %d after %d presses", status, c.presses)
	}
}
