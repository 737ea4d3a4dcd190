package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/assets/words"
)

func TestAPageIsOpenedByWhatThePersonOrTheSystemHasForIt(t *testing.T) {
	const page = "https://example.com/a?b=c"
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	if err := os.WriteFile(filepath.Join(bin, "wslview"), []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"darwin", nil, "open " + page},
		{"windows", nil, "rundll32 url.dll,FileProtocolHandler " + page},
		{"linux", nil, ""},
		{"linux", map[string]string{"DISPLAY": ":0"}, "xdg-open " + page},
		{"linux", map[string]string{"WSL_DISTRO_NAME": "Debian"}, "wslview " + page},
		{"linux", map[string]string{"BROWSER": "firefox --new-tab:w3m", "DISPLAY": ":0"}, "firefox --new-tab " + page},
		{"darwin", map[string]string{"BROWSER": "show --at=%s now"}, "show --at=" + page + " now"},
		{"linux", map[string]string{"BROWSER": " ", "WAYLAND_DISPLAY": "wayland-0"}, "xdg-open " + page},
	} {
		got, err := opener(c.system, func(name string) string { return c.env[name] }, page)
		if strings.Join(got, " ") != c.want || (err == nil) == (c.want == "") {
			t.Errorf("%s with %v: %q, %v, want %q", c.system, c.env, got, err, c.want)
		}
	}
}

func TestAWindowThatADoubleClickOpenedWaitsForEnter(t *testing.T) {
	keys, press := io.Pipe()
	var said strings.Builder
	ended := make(chan struct{})
	go func() {
		hold(streams{in: keys, err: &said})
		close(ended)
	}()
	if _, err := press.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
		t.Error("another key closed it")
	default:
	}
	_, _ = press.Write([]byte("\n"))
	<-ended
	if !strings.Contains(said.String(), words.WindowHeld) {
		t.Errorf("it said %q", said.String())
	}
}

func TestTheVariablesAreInTheFormOfTheShellThatTheFileIsFor(t *testing.T) {
	variables := []sandbox.Variable{{Name: "TALONTAP_A", Value: "it's 5%"}}
	for file, want := range map[string][2]string{
		"box.env": {"export TALONTAP_A='it'\\''s 5%'\n", ". ./box.env"},
		"box.ps1": {"$env:TALONTAP_A = 'it''s 5%'\r\n", `. .\box.ps1`},
		"box.CMD": {"@set \"TALONTAP_A=it's 5%%\"\r\n", "call box.CMD"},
		"box.bat": {"@set \"TALONTAP_A=it's 5%%\"\r\n", "call box.bat"},
	} {
		path := filepath.Join(t.TempDir(), file)
		if err := writeEnv(path, variables); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != want[0] || envFormOf(file).read(file) != want[1] {
			t.Errorf("%s holds %q and is read by %q, %v", file, text, envFormOf(file).read(file), err)
		}
	}
	if err := writeEnv(filepath.Join(t.TempDir(), "none", "box.ps1"), variables); err == nil {
		t.Errorf("a folder that is not there gives %v", err)
	}
}
