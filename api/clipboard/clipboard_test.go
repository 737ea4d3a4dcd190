package clipboard

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
)

// desk is a clipboard made of programs that keep it in a file. They note what they
// were called with.
func desk(t *testing.T, programs map[string]string) (*Board, string) {
	t.Helper()
	dir := t.TempDir()
	for name, script := range programs {
		text := "#!/bin/sh\necho " + name + ` "$@" >>'` + dir + "/calls'\ncd '" + dir + "'\n" + script + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/bin:/usr/bin")
	env := func(name string) string { return map[string]string{"WAYLAND_DISPLAY": "wayland-0"}[name] }
	return &Board{ways: func() []way { return found("linux", env) }, stays: time.Hour}, dir
}

func wayland() map[string]string {
	return map[string]string{"wl-copy": `[ "$1" = --clear ] && { rm -f held; exit; }; cat >held`, "wl-paste": "cat held"}
}

func content(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

func TestNoSecretIsNotCopied(t *testing.T) {
	if System().Secret(secret.Secret{}) == nil {
		t.Error("an absent secret was copied")
	}
}

func TestAMachineWithoutAClipboardSaysSoAndNotTheSecret(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // none of the programs that hold a clipboard
	value := rand.Text()
	if err := System().Secret(secret.New(value)); err == nil || strings.Contains(err.Error(), value) {
		t.Errorf("the error is missing or holds the secret: %v", err)
	}
	if System().Text("text") == nil {
		t.Error("a text was put nowhere")
	}
}

func TestASecretIsMarkedAndATextIsNot(t *testing.T) {
	b, dir := desk(t, wayland())
	value := rand.Text()
	if err := b.Secret(secret.New(value)); err != nil || content(t, dir, "held") != value {
		t.Fatalf("the clipboard holds %d bytes, %v", len(content(t, dir, "held")), err)
	}
	if err := b.Text("text"); err != nil || content(t, dir, "held") != "text" {
		t.Fatalf("the clipboard holds %q, %v", content(t, dir, "held"), err)
	}
	calls := content(t, dir, "calls")
	if calls != "wl-copy --sensitive\nwl-copy\n" || strings.Contains(calls, value) {
		t.Errorf("the programs were called as\n%s", calls)
	}
}

func TestAProgramThatKnowsNoMarkTakesTheSecretWithoutIt(t *testing.T) {
	programs := wayland()
	programs["wl-copy"] = `[ "$1" = --sensitive ] && exit 1; cat >held`
	b, dir := desk(t, programs)
	value := rand.Text()
	if err := b.Secret(secret.New(value)); err != nil || content(t, dir, "held") != value {
		t.Errorf("the clipboard holds %d bytes, %v", len(content(t, dir, "held")), err)
	}
}

func TestASecretIsTakenOffAgainAndWhatCameAfterItStays(t *testing.T) {
	b, dir := desk(t, wayland())
	if err := b.Secret(secret.New(rand.Text())); err != nil {
		t.Fatal(err)
	}
	b.Clear()
	if held := content(t, dir, "held"); held != "" {
		t.Errorf("the clipboard still holds %d bytes", len(held))
	}
	if err := b.Secret(secret.New(rand.Text())); err != nil {
		t.Fatal(err)
	}
	if err := b.Text("copied since"); err != nil {
		t.Fatal(err)
	}
	b.Clear()
	if held := content(t, dir, "held"); held != "copied since" {
		t.Errorf("what was copied after the secret became %q", held)
	}
}

func TestASecretIsTakenOffByItselfOnceItHasStayed(t *testing.T) {
	b, dir := desk(t, wayland())
	b.stays = 0
	if err := b.Secret(secret.New(rand.Text())); err != nil {
		t.Fatal(err)
	}
	for range 3000 {
		if content(t, dir, "held") == "" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it stays")
}

func TestEverySystemHasItsOwnProgramsAndNoneIsGivenAValueAsAnArgument(t *testing.T) {
	for _, w := range append(unix(func(string) string { return "set" }), mac(), windows()) {
		for _, command := range [][]string{w.put, w.read, w.clear} {
			if len(command) == 0 {
				t.Errorf("%s lacks a program", w.put[0])
			}
		}
	}
	if w := windows(); !slices.ContainsFunc(w.mark, func(s string) bool { return strings.Contains(s, "CanIncludeInClipboardHistory") }) {
		t.Error("Windows keeps a secret in its history")
	}
	if w := mac(); !slices.ContainsFunc(w.mark, func(s string) bool { return strings.Contains(s, "org.nspasteboard.ConcealedType") }) {
		t.Error("a Mac's histories keep a secret")
	}
}
