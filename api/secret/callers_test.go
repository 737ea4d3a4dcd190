package secret_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayReveal are the functions that send, store or compare a secret, each with
// what it does. Tests may reveal what they made up.
func mayReveal() map[string]string {
	return map[string]string{
		"api/clevertap.(*Client).send":    "puts the passcode into a header",
		"api/clevertap.(*Client).Deliver": "puts a stored webhook's headers into a request",
		"api/clipboard.(*Board).Secret":   "puts it on the clipboard after a person's own key",
		"api/keychain.(*system).set":      "gives it to the system's keychain",
		"api/notify.(*Address).Post":      "posts to the address",
		"api/notify.Open":                 "reads the address",
		"api/secret.(Secret).Equal":       "compares",
		"api/secret.(Secret).Len":         "counts",
		"api/secret.Scrub":                "finds it in a text to take it out",
		"api/talonone.(*Client).SignIn":   "puts the password into the body of a sign-in",
		"api/talonone.authorise":          "puts a key into a header",
		"api/talonone.(Header).Shown":     "shows the value of a header that is public by its name",
		"api/talonone.(Header).line":      "writes a webhook's header as Talon.One stores it",
		"steps/setup.(Field).Fitting":     "cleans and checks one that came from the keychain",
	}
}

// mayReflect are the packages that look into values without asking them: to
// them an unexported field is readable. None may do it by address.
func mayReflect() []string {
	return []string{"api/sandbox/internal/clevertap", "api/store", "api/transport", "steps/setup"}
}

func TestOnlyWhatSendsOrStoresSecretsRevealsThem(t *testing.T) {
	root := repositoryRoot(t)
	files, seen := 0, map[string]bool{}
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
		folder := path.Dir(filepath.ToSlash(relative))
		look := lookThrough(t, name)
		for where, line := range look.reveals {
			seen[folder+"."+where] = true
			if mayReveal()[folder+"."+where] == "" {
				t.Errorf("%s:%d: %s reveals a secret and is not among those that may", relative, line, where)
			}
		}
		if look.unsafe || look.reflects && !slices.Contains(mayReflect(), folder) {
			t.Errorf("%s imports unsafe or reflect, which read what Reveal guards", relative)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, listed := range slices.Sorted(maps.Keys(mayReveal())) {
		if !seen[listed] {
			t.Errorf("%s may reveal a secret and does not: take it off the list", listed)
		}
	}
	if files == 0 {
		t.Error("no file seen: the search looks in the wrong place")
	}
}

// look is what a file does that may show a secret.
type look struct {
	reveals          map[string]int // the function and its line; "" is outside of any
	unsafe, reflects bool
}

// lookThrough finds where a file names Reveal: called, taken as a value, or as
// the text that finds a method by its name.
func lookThrough(t *testing.T, name string) look {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	found := look{reveals: map[string]int{}}
	for _, i := range file.Imports {
		found.unsafe = found.unsafe || i.Path.Value == `"unsafe"` || i.Path.Value == `"C"`
		found.reflects = found.reflects || i.Path.Value == `"reflect"`
	}
	for _, declared := range file.Decls {
		ast.Inspect(declared, func(n ast.Node) bool {
			if named(n) {
				found.reveals[title(declared)] = set.Position(n.Pos()).Line
			}
			return true
		})
	}
	return found
}

func named(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		return n.Sel.Name == "Reveal"
	case *ast.BasicLit:
		return n.Value == `"Reveal"` || n.Value == "`Reveal`"
	}
	return false
}

// title is a function as a stack names it: (*Client).send.
func title(d ast.Decl) string {
	f, is := d.(*ast.FuncDecl)
	if !is {
		return ""
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	kind, star := f.Recv.List[0].Type, ""
	if pointer, is := kind.(*ast.StarExpr); is {
		kind, star = pointer.X, "*"
	}
	if plain, is := kind.(*ast.Ident); is {
		return "(" + star + plain.Name + ")." + f.Name.Name
	}
	return f.Name.Name
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

func TestTheSearchSeesEveryWayToNameIt(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.go")
	source := `package x

import "reflect"

var v = S.Reveal

func called(s S) { _ = s.Reveal() }

func (t *T) taken(s S) { g(s.Reveal) }

func (T) found(s S) { reflect.ValueOf(s).MethodByName("Reveal") }

func deep(s S) { go func() { defer func() { _ = s.inner.Reveal() }() }() }

func not() { /* s.Reveal() */ }
`
	if err := os.WriteFile(name, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	got := lookThrough(t, name)
	if want := map[string]int{"": 5, "called": 7, "(*T).taken": 9, "(T).found": 11, "deep": 13}; !maps.Equal(got.reveals, want) {
		t.Errorf("found %v, want %v", got.reveals, want)
	}
	if !got.reflects || got.unsafe {
		t.Errorf("imports: got %+v", got)
	}
}
