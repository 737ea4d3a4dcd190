package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/setup"
)

// TestAllProfilesOfADeploymentKeepOneLimit holds that another key, or another way
// to write the address, is not another line.
func TestAllProfilesOfADeploymentKeepOneLimit(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	st := tutorialState(box)
	key := st.Answers.Secret(setup.ManagementKey)
	d := newDoors(box.CleverTapURL(), nil, hurry)
	began := time.Now()
	for n := range 9 {
		address := box.TalonOneURL()
		if n%2 == 1 {
			address += "/"
		}
		c, err := d.talonOne(address, key, secret.New(string(rune('a'+n))))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Applications(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if least := 2 * time.Second / hurry; time.Since(began) < least {
		t.Errorf("nine requests to one endpoint took %s, want %s or more: three a second", time.Since(began), least)
	}
}

// TestStoppedInTheMiddleOfAllWhatIsDoneIsTold stops it once the first is done. Three
// of a deployment are looked at at once, so most of the others are not begun.
func TestStoppedInTheMiddleOfAllWhatIsDoneIsTold(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	for n := range 12 {
		copyProfile(t, env, "default", fmt.Sprintf("shop-%d", n))
	}
	if err := box.SetFaults("slow=300ms"); err != nil {
		t.Fatal(err)
	}
	r := startBeside(t, env, "verify", "--profile", "shop-*", "--json")
	for n := 0; !strings.Contains(r.err.String(), "[1/12]"); n++ {
		if n > 3000 {
			t.Fatalf("none is done:\n%s", r.err.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := r.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); exitCode(err) != exitCancelled {
		t.Errorf("it ended with %v", err)
	}
	var report struct {
		Profiles []struct{ Status string }
		Summary  map[string]int
	}
	if err := json.Unmarshal(r.out.Bytes(), &report); err != nil {
		t.Fatalf("%v:\n%s", err, r.out.String())
	}
	right, stopped := report.Summary["right"], report.Summary["stopped"]
	if len(report.Profiles) != 12 || right < 1 || stopped < 3 || right+stopped != 12 {
		t.Errorf("%d are right and %d were stopped:\n%s", right, stopped, r.out.String())
	}
}

// copyProfile saves a finished setup once more, under another name.
func copyProfile(t testing.TB, env []string, from, name string) {
	t.Helper()
	dir := ""
	for _, v := range env {
		if at, found := strings.CutPrefix(v, "XDG_CONFIG_HOME="); found {
			dir = filepath.Join(at, "talontap", "sandbox", "profiles")
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, from+".toml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".toml"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
