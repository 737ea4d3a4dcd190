package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/talontap/talontap"
	root   = "../.."
)

// mayImport says, for each part of the house, which parts it may know.
var mayImport = map[string][]string{
	"cmd":    {"ui", "steps", "api", "assets"},
	"ui":     {"ui", "steps", "assets"},
	"steps":  {"steps", "api", "assets"},
	"api":    {"api", "assets"},
	"assets": {},
}

func TestEveryImportRunsDownTheHouse(t *testing.T) {
	for _, i := range imports(t) {
		from, to := part(i.from), part(i.to)
		if !slices.Contains(mayImport[from], to) {
			t.Errorf("%s imports %s: %s may know only %v", i.file, i.to, from, mayImport[from])
		}
	}
}

func TestTheSandboxAndTheClientsDoNotKnowEachOther(t *testing.T) {
	for _, i := range imports(t) {
		fromSandbox, toSandbox := strings.HasPrefix(i.from, "api/sandbox"), strings.HasPrefix(i.to, "api/sandbox")
		if fromSandbox && !toSandbox {
			t.Errorf("%s imports %s: the sandbox is written from the vendors' documents alone", i.file, i.to)
		}
		if toSandbox && !fromSandbox && part(i.from) != "cmd" {
			t.Errorf("%s imports %s: only cmd knows that there is a sandbox", i.file, i.to)
		}
	}
}

func TestWhatIsDoneMeetsOnlyInSetupAndPlan(t *testing.T) {
	acts := []string{"steps/apply", "steps/check", "steps/live", "steps/rotate"}
	for _, i := range imports(t) {
		if slices.Contains(acts, i.from) && slices.Contains(acts, i.to) {
			t.Errorf("%s imports %s: what is done is each on its own", i.file, i.to)
		}
	}
}

// rooms says which rooms of the terminal program each of them may know, from the
// top down; what has no line is known by none.
var rooms = map[string][]string{
	"cmd/talontap":   {"ui/tui"},
	"ui/tui":         {"ui/tui/screens", "ui/tui/form", "ui/tui/kit"},
	"ui/tui/screens": {"ui/tui/form", "ui/tui/kit"},
	"ui/tui/form":    {"ui/tui/kit"},
}

func TestTheRoomsOfTheTerminalKnowOnlyThoseBelow(t *testing.T) {
	for _, i := range imports(t) {
		if strings.HasPrefix(i.to, "ui/tui") && !slices.Contains(rooms[i.from], i.to) {
			t.Errorf("%s imports %s: it may know only %v", i.file, i.to, rooms[i.from])
		}
		if i.from == "ui/tui/kit" && part(i.to) == "steps" && i.to != "steps/status" {
			t.Errorf("%s imports %s: the kit knows no setup", i.file, i.to)
		}
	}
}

func TestTheTopLevelHoldsOnlyTheHouse(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "ui", "steps", "api", "assets", "go.mod", "go.sum", "README.md", "LICENSE"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) && tracked(e.Name()) {
			t.Errorf("%s stands at the top level, where only %v may", e.Name(), allowed)
		}
	}
}

// tracked leaves out what a build or a test leaves behind.
func tracked(name string) bool {
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		return true
	}
	for _, line := range strings.Split(string(ignored), "\n") {
		line = strings.Trim(line, "/")
		if match, _ := filepath.Match(line, name); match {
			return false
		}
	}
	return true
}

func TestEveryPackageOpensWithAnEssay(t *testing.T) {
	const shortest = 200 // characters: what it is for, and what it must never do
	essays := map[string]int{}
	walk(t, func(path string) {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(path)
		essays[dir] = max(essays[dir], len(f.Doc.Text()))
	})
	for dir, length := range essays {
		if length < shortest {
			t.Errorf("%s opens with %d characters about itself, want %d or more", dir, length, shortest)
		}
	}
}

type imported struct{ file, from, to string }

// imports lists every import of one of our packages by another, tests left out.
func imports(t *testing.T) []imported {
	t.Helper()
	var out []imported
	walk(t, func(path string) {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(root, path)
		for _, spec := range f.Imports {
			to, _ := strconv.Unquote(spec.Path.Value)
			if own, ok := strings.CutPrefix(to, module+"/"); ok {
				out = append(out, imported{rel, filepath.ToSlash(filepath.Dir(rel)), own})
			}
		}
	})
	if len(out) < 20 {
		t.Fatalf("only %d imports were found; the walk looks in the wrong place", len(out))
	}
	return out
}

func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != "..":
			return fs.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func part(pkg string) string {
	first, _, _ := strings.Cut(pkg, "/")
	return first
}

// TestTheHousesPagesNameOnlyWhatIsThere holds that every path between backticks in
// the pages for contributors leads to a file or a folder.
func TestTheHousesPagesNameOnlyWhatIsThere(t *testing.T) {
	quoted := regexp.MustCompile("`((?:cmd|ui|steps|api|assets|\\.ci|\\.github)(?:/[\\w*.-]+)+)`")
	for _, page := range []string{"CONTRIBUTING.md", "ARCHITECTURE.md"} {
		text, err := os.ReadFile(filepath.Join(root, ".github", page))
		if err != nil {
			t.Fatal(err)
		}
		paths := quoted.FindAllStringSubmatch(string(text), -1)
		if len(paths) < 15 {
			t.Errorf("%s names %d paths", page, len(paths))
		}
		for _, found := range paths {
			if there, err := filepath.Glob(filepath.Join(root, found[1])); err != nil || len(there) == 0 {
				t.Errorf("%s names %s, which is not there", page, found[1])
			}
		}
	}
}
