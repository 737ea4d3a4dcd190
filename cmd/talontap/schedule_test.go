package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/talontap/talontap/assets/words"
)

const installed = "/usr/local/bin/talontap"

// ready is a machine with a finished setup and the file of the recipes.
func ready(t *testing.T) (env []string, home string) {
	t.Helper()
	_, env = furnished(t)
	home = t.TempDir()
	told := openChat(t)
	notify := strings.ReplaceAll(words.ScheduleNotify, "https://hooks.slack.com/services/…", told.URL+hook)
	if err := os.WriteFile(filepath.Join(home, ".talontap.env"), []byte(notify+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return append(env, "HOME="+home), home
}

func sh(t *testing.T, env []string, command string) {
	t.Helper()
	c := exec.Command("sh", "-e", "-c", command)
	c.Env = env
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
}

func TestTheLineForCronVerifies(t *testing.T) {
	t.Parallel()
	line := regexp.MustCompile(`^(\S+ ){5} ?(.*)$`).FindStringSubmatch(words.ScheduleCron)
	if line == nil || !strings.HasPrefix(line[0], "20 6 * * *  ") || strings.Contains(line[2], "%") {
		t.Fatalf("%q is no line of a crontab", words.ScheduleCron)
	}
	env, home := ready(t)
	sh(t, env, strings.ReplaceAll(line[2], installed, "talontap"))
	log, err := os.ReadFile(filepath.Join(home, "talontap.log"))
	if err != nil || !strings.Contains(string(log), "1 setup: 1 right.") {
		t.Errorf("%v:\n%s", err, log)
	}
}

// TestSystemdTakesTheUnits asks systemd itself, where it is there.
func TestSystemdTakesTheUnits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	there, err := exec.LookPath("talontap")
	if err != nil {
		t.Fatal(err)
	}
	units := map[string]string{"talontap.service": strings.ReplaceAll(words.ScheduleUnit, installed, there), "talontap.timer": words.ScheduleTimer}
	for name, text := range units {
		for _, line := range strings.Split(text, "\n") {
			if !regexp.MustCompile(`^(|\[\w+\]|\w+=\S.*)$`).MatchString(line) {
				t.Errorf("%s: %q is neither a section nor a setting", name, line)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		return
	}
	c := exec.Command("systemd-analyze", "verify", "--user", filepath.Join(dir, "talontap.service"), filepath.Join(dir, "talontap.timer"))
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_RUNTIME_DIR="+dir)
	if out, err := c.CombinedOutput(); strings.Contains(string(out), "talontap.") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// TestTheExamplesOfVerifyRun runs them as they stand, but for the year of a day ahead.
func TestTheExamplesOfVerifyRun(t *testing.T) {
	t.Parallel()
	env, home := ready(t)
	copyProfile(t, env, "default", "shop-a")
	env = append(env, "GITHUB_STEP_SUMMARY="+filepath.Join(home, "page.md"))
	for _, line := range strings.Split(words.VerifyExample, "\n") {
		sh(t, env, `cd "$HOME"; `+strings.ReplaceAll(line, "2027", "2099"))
	}
}

func TestTheTaskForWindowsHasItsShape(t *testing.T) {
	shape := regexp.MustCompile(`^schtasks /Create /TN \w+ /SC DAILY /ST \d\d:\d\d /TR "((?:[^"\\]|\\.)*)"$`).FindStringSubmatch(words.ScheduleTask)
	const longest = 261 // characters of what a task runs
	if shape == nil || len(shape[1]) > longest || !strings.HasSuffix(shape[1], `talontap.exe\" verify --all --timeout 30m`) {
		t.Errorf("%q is not as schtasks takes it", words.ScheduleTask)
	}
}

func TestTheWorkflowVerifies(t *testing.T) {
	t.Parallel()
	var flow struct {
		On struct {
			Schedule []struct{ Cron string }
		}
		Jobs map[string]struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(words.ScheduleFlow), &flow); err != nil {
		t.Fatal(err)
	}
	steps := flow.Jobs["verify"].Steps
	if len(steps) == 0 || len(flow.On.Schedule) != 1 || len(strings.Fields(flow.On.Schedule[0].Cron)) != 5 {
		t.Fatalf("it is read as %+v", flow)
	}
	env, home := ready(t)
	for name := range steps[len(steps)-1].Env {
		if name != notifyVariable && !strings.Contains(strings.Join(env, "\n"), "\n"+name+"=") {
			t.Errorf("%s is no variable of talontap's", name)
		}
	}
	page := filepath.Join(home, "page.md")
	sh(t, append(env, "GITHUB_STEP_SUMMARY="+page), `cd "$HOME"; cp "$XDG_CONFIG_HOME"/talontap/sandbox/profiles/default.toml shop.toml; rm -r "$XDG_CONFIG_HOME"/talontap; `+steps[len(steps)-1].Run)
	written, err := os.ReadFile(page)
	if err != nil || !strings.HasPrefix(string(written), "# ✓ `default`: right: ") {
		t.Errorf("%v:\n%s", err, written)
	}
	if _, err := os.Stat(filepath.Join(home, "talontap.xml")); err != nil {
		t.Error(err)
	}
}
