package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps/setup"
)

// misplaced are the places on a command line where no secret belongs. # stands
// for one.
var misplaced = []string{
	"#", "##", "--#", "-#", "--json=#", "--yes=#", "--profile #", "--profile=#", "--color #", "--timeout #", "--answers #", "--debug /nowhere/#", "--set #", "--set #=1",
	"plan #", "apply --yes #", "verify #", "verify --live=#", "verify --wait #", "setup --yes --#", "setup --yes --set clevertap.region=#",
	"setup --yes --set talonone.url=#", "setup --yes --set talonone.url=https://#.example.com", "setup --yes --set talonone.application=#",
	"setup --yes --set talonone.unpublished=#", "setup --yes --set rule.date=#", "setup --yes --set rule.redemption_limit=#",
	"setup --yes --set rule.coupons_per_customer=#", "setup --yes --set test.address=#", "setup --yes --set clevertap.passcode=#",
	"setup --yes --set talonone.password=#", "setup --yes --set clevertap.project_id=#/x", "setup --yes --set clevertap.project_id=https://#/x",
	"rotate #", "rotate clevertap #", "rotate clevertap --#", "rotate clevertap --secret-stdin=#", "rotate clevertap --expires #", "rotate clevertap --wait #",
	"rotate talonone-management #", "profiles #", "forget #", "forget # #", "forget default #", "remove #", "remove --yes --set #", "sandbox --clock #", "sandbox --fault #",
	"sandbox --fault down:#", "sandbox --fault slow=#", "sandbox --latency #", "sandbox --env /nowhere/#/x", "sandbox -- #", "sandbox --#", "demo #", "demo --guided=#",
	"help #", "version #", "completion #", "completion bash #", "setup --markdown --json --profile #", "#=#",
}

// huntMisplaced gives secrets where none belongs: as commands, flags and their
// values, in variables, files and on standard input. None may come back, whoever
// words the refusal.
func huntMisplaced(t *testing.T, h *hunt) {
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	for kind, make := range map[string]func() string{"a passcode": passcodeLike, "a key": keyLike, "an awkward secret": awkward} {
		for _, line := range misplaced {
			value := make()
			h.know(kind+" where none belongs", value)
			var words []string
			for _, word := range strings.Fields(line) {
				words = append(words, strings.ReplaceAll(word, "#", value))
			}
			h.runAs(t, kind+" as in: talontap "+line, "misplaced", g.lair, "", words...)
		}
		for _, f := range setup.Fields() {
			value := make()
			if f.Secret || f.Checked(f.Cleaned(value)) == nil {
				continue // there it belongs, or nobody can tell
			}
			h.know(kind+" where none belongs", value)
			h.run(t, "misplaced", g.lair.with(f.Key.Variable()+"="+value), "", "plan")
		}
		g.files(t, kind, make)
	}
	twice := os.Getenv("TALONTAP_CLEVERTAP_PASSCODE")
	for _, v := range g.box.Env() {
		if v.Name == "TALONTAP_CLEVERTAP_PASSCODE" {
			twice = v.Value
		}
	}
	for _, command := range []string{"plan", "setup --yes", "verify"} {
		h.run(t, "misplaced", g.lair.with("TALONTAP_CLEVERTAP_PROJECT_ID="+twice), "", strings.Fields(command)...)
	}
}

// files gives secrets in an answers file and on standard input.
func (g *ground) files(t *testing.T, kind string, make func() string) {
	t.Helper()
	name := filepath.Join(g.lair.dir, "answers.toml")
	g.lair.meant[name] = true
	for _, text := range []string{"#", "version = #", "version = 1\n# = 1", "version = 1\n[clevertap]\npasscode = \"#\"", "version = 1\n[clevertap]\nregion = \"#\"",
		"version = 1\n[#]\nx = 1", "version = 1\n[talonone]\napplication = \"#\"", "version = 1\n[rule]\ndate = \"#\"", "version = 1\n[talonone]\nkey = '#", "version = 1\n\"#\" = 1"} {
		value := make()
		g.h.know(kind+" in a file where none belongs", value)
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, "#", value)), 0o600); err != nil {
			t.Fatal(err)
		}
		g.h.run(t, "misplaced", g.lair, "", "plan", "--answers", name)
		g.h.run(t, "misplaced", g.lair, "", "setup", "--yes", "--json", "--answers", name)
	}
	for _, text := range []string{"#\x00", "# #", "#\n#\n", "\x1b[31m#", "ü#", strings.Repeat("#", 100)} {
		value := make()
		g.h.know(kind+" on standard input", value)
		g.h.run(t, "misplaced", g.lair, strings.ReplaceAll(text, "#", value), "rotate", "clevertap", "--secret-stdin")
		g.h.run(t, "misplaced", g.lair, strings.ReplaceAll(text, "#", value), "setup", "--plain")
	}
}
