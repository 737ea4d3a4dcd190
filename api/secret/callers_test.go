package secret_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayReveal are the folders whose code sends or stores secrets. Tests may reveal
// what they made up.
func mayReveal() []string {
	return []string{"api/clevertap", "api/clipboard", "api/keychain", "api/secret", "api/talonone"}
}

func TestOnlyWhatSendsOrStoresSecretsRevealsThem(t *testing.T) {
	root := repositoryRoot(t)
	files, found := 0, 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if hidden := strings.HasPrefix(entry.Name(), "."); hidden && name != root {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		for _, line := range reveals(t, name) {
			found++
			if folder := path.Dir(filepath.ToSlash(relative)); !slices.Contains(mayReveal(), folder) {
				t.Errorf("%s:%d uses Reveal; only these folders may: %s", relative, line, strings.Join(mayReveal(), ", "))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 || found == 0 {
		t.Errorf("%d files and %d uses seen: the search looks in the wrong place", files, found)
	}
}

// reveals gives the lines of a file that name Reveal, called or taken as a value.
func reveals(t *testing.T, name string) []int {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	var lines []int
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Reveal" {
			lines = append(lines, set.Position(s.Pos()).Line)
		}
		return true
	})
	return lines
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
	}
	t.Fatal("no go.mod above this package")
	return ""
}

func TestTheSearchSeesCallsAndMethodValues(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.go")
	source := "package x\nfunc f(s S) {\n\t_ = s.Reveal()\n\tg(s.Reveal)\n\th := S.Reveal\n\t// s.Reveal()\n\t_ = h\n}\n"
	if err := os.WriteFile(name, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := reveals(t, name); !slices.Equal(got, []int{3, 4, 5}) {
		t.Errorf("found lines %v, want 3, 4 and 5", got)
	}
}
