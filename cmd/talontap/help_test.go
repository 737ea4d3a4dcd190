package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/text"
)

func commandTree() *cobra.Command {
	a := &app{streams: streams{out: io.Discard, err: io.Discard, lookup: func(string) (string, bool) { return "", false }, now: time.Now}}
	return a.root()
}

func TestEveryCommandHasItsShelfAndExamplesThatAreTaken(t *testing.T) {
	for _, c := range commandTree().Commands() {
		if c.Hidden || !c.Runnable() || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		if c.GroupID == "" || c.Example == "" {
			t.Errorf("%s has no group or no example", c.Name())
		}
		for example := range strings.SplitSeq(c.Example, "\n") {
			taken(t, c, fields(example))
		}
	}
}

// fields are the words of a command line, without what is the shell's.
func fields(line string) []string {
	line, _, _ = strings.Cut(strings.NewReplacer(">", "#", "<", "#", "'", "").Replace(line), "#")
	return strings.Fields(line)
}

// commandsOfReadme are the lines of the README's blocks that call talontap.
func commandsOfReadme(t *testing.T) (lines []string) {
	t.Helper()
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(page), "\n") {
		if strings.HasPrefix(line, "talontap") && !strings.HasPrefix(line, "talontap is") {
			lines = append(lines, line)
		}
	}
	if len(lines) < 10 {
		t.Fatalf("the README has the commands %q", lines)
	}
	return lines
}

func TestEveryCommandOfTheReadmeIsTaken(t *testing.T) {
	for _, line := range commandsOfReadme(t) {
		words := fields(line)
		if c, _, err := commandTree().Find(words[1:min(2, len(words))]); err != nil {
			t.Errorf("%q: %v", line, err)
		} else {
			taken(t, c, words)
		}
	}
}

// TestTheCommandsOfTheReadmeThatOnlyLookRun runs them as they stand, but for those that
// wait for a person, a command or a day.
func TestTheCommandsOfTheReadmeThatOnlyLookRun(t *testing.T) {
	t.Parallel()
	env, home := ready(t)
	env = append(env, "GITHUB_STEP_SUMMARY="+filepath.Join(home, "page.md"))
	ran := 0
	for _, line := range commandsOfReadme(t) {
		switch words := fields(line); {
		case len(words) < 2, strings.Contains(line, "take-up"), strings.Contains(line, "fire"):
		case words[1] == "plan", words[1] == "verify", words[1] == "runbook", words[1] == "profiles":
			sh(t, env, `cd "$HOME"; `+line)
			ran++
		}
	}
	if ran < 7 {
		t.Errorf("%d commands were run", ran)
	}
}

// taken fails where a command line of an example would not be understood.
func taken(t *testing.T, of *cobra.Command, line []string) {
	t.Helper()
	if len(line) == 0 || line[0] != "talontap" {
		t.Errorf("%s: an example is not of talontap: %v", of.Name(), line)
		return
	}
	c, rest, err := commandTree().Find(line[1:])
	if err == nil {
		err = c.ParseFlags(rest)
	}
	if err == nil {
		err = c.ValidateArgs(c.Flags().Args())
	}
	// The wizard is what talontap alone opens, and rotate has commands of its own.
	if is := c.CommandPath() + " "; err == nil && c.HasParent() && !strings.HasPrefix(is, "talontap "+of.Name()+" ") {
		t.Errorf("%s: the example %q is of %s", of.Name(), line, is)
	}
	if err != nil {
		t.Errorf("%s: the example %q is not taken: %v", of.Name(), line, err)
	}
}

func TestALineOfHelpThatOnlyTheSourceBrokeIsJoined(t *testing.T) {
	const source = "one\ntwo\n\n  --a   is\n        long\n  --b   is not\n  alone\n      under it\n      still"
	var p page
	p.width = 80
	p.prose(source)
	const want = "one two\n\n  --a   is long\n  --b   is not\n  alone\n      under it still\n"
	if p.out.String() != want {
		t.Errorf("it reads\n%s", p.out.String())
	}
}

func TestHelpFitsAnOrdinaryTerminal(t *testing.T) {
	root := commandTree()
	for _, c := range append(root.Commands(), root) {
		var said strings.Builder
		help(&said, c, 80)
		for line := range strings.SplitSeq(said.String(), "\n") {
			if text.Width(line) > 80 {
				t.Errorf("%s: a line has %d columns: %s", c.Name(), text.Width(line), line)
			}
		}
	}
}

func TestHelpNamesEveryVariableThatTheProgramReads(t *testing.T) {
	read := regexp.MustCompile(`env\("([A-Z_]+)"\)|Getenv\("([A-Z_]+)"\)`)
	ours, err := filepath.Glob("*.go")
	if err != nil || len(ours) == 0 {
		t.Fatal(err)
	}
	// What a desktop sets by itself, no person does.
	told := words.EnvironmentLong + "DISPLAY WAYLAND_DISPLAY WSL_DISTRO_NAME"
	for _, file := range ours {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range read.FindAllStringSubmatch(string(source), -1) {
			if name := found[1] + found[2]; !strings.HasSuffix(file, "_test.go") && !strings.Contains(told, name) {
				t.Errorf("%s reads %s, which help environment does not name", file, name)
			}
		}
	}
}

func TestTheManualTellsAllOfHelp(t *testing.T) {
	page := manual(commandTree())
	for _, want := range []string{".SH NAME", ".SS talontap plan", `\-\-take\-up`, "TALONTAP_CLEVERTAP_PASSCODE", "profiles/NAME.toml", "a credential was rejected", `talontap verify \-\-live=relay`} {
		if !strings.Contains(page, want) {
			t.Errorf("it lacks %q", want)
		}
	}
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("groff is not here to read it")
	}
	c := exec.Command("groff", "-man", "-Tutf8", "-ww")
	c.Stdin = strings.NewReader(page)
	var complaints strings.Builder
	c.Stderr = &complaints
	if err := c.Run(); err != nil || complaints.Len() > 0 {
		t.Errorf("groff says %v\n%s", err, complaints.String())
	}
}
