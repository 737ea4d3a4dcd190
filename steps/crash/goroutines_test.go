package crash_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// mayStart are the functions outside of this package that start a goroutine
// themselves, each with why no panic of it leaves the terminal raw or shows a value.
var mayStart = map[string]string{
	"api/keychain.ask":        "it is guarded there",
	"api/sandbox.serve":       "net/http catches what a handler panics with, and its log is thrown away",
	"api/sandbox.close":       "it waits",
	"cmd/talontap.keepHidden": "it waits for signals",
	"cmd/talontap.settled":    "it waits for a process",
	"steps/engine.rest":       "it is guarded there",
	"steps/live.lookForEmail": "it is guarded there",
	"ui/plain.Await":          "it reads a line",
	"ui/tui.present":          "it passes signals on",
	"ui/tui.Watch":            "it is guarded there",
	"ui/tui.printout":         "it reads a line",
}

func TestEveryGoroutineOfOursIsGuarded(t *testing.T) {
	const root = "../.."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		relative, _ := filepath.Rel(root, name)
		folder := filepath.ToSlash(filepath.Dir(relative))
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, i := range file.Imports {
			if i.Path.Value == `"golang.org/x/sync/errgroup"` && folder != "steps/crash" {
				t.Errorf("%s imports errgroup, whose functions are not guarded: crash.WithContext is", relative)
			}
		}
		if runsUnguarded(file) && !strings.HasPrefix(folder, "api/sandbox") && folder != "steps/crash" {
			t.Errorf("%s has a sync.WaitGroup, whose functions are not guarded: crash.Waiting is", relative)
		}
		for _, function := range starters(file) {
			seen[folder+"."+function] = true
			if mayStart[folder+"."+function] == "" {
				t.Errorf("%s: %s starts a goroutine: guard it and put it on the list", relative, function)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for listed := range mayStart {
		if !seen[listed] {
			t.Errorf("%s starts no goroutine: take it off the list", listed)
		}
	}
}

// starters are the functions of a file that hold a go statement.
func starters(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		f, is := d.(*ast.FuncDecl)
		if !is {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, starts := n.(*ast.GoStmt); starts {
				names = append(names, f.Name.Name)
			}
			return true
		})
	}
	return names
}

// runsUnguarded reports whether a file has a sync.WaitGroup. The sandbox's count
// what net/http and its own clients start.
func runsUnguarded(file *ast.File) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		s, is := n.(*ast.SelectorExpr)
		if is && s.Sel.Name == "WaitGroup" {
			found = true
		}
		return true
	})
	return found
}
