package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/talontap/talontap/steps/setup"
)

// streams is what the program reads and writes, and what it knows of its
// surroundings. Results go to out, talk to err.
type streams struct {
	in       io.Reader
	out, err io.Writer
	lookup   func(string) (string, bool) // environment
	now      func() time.Time
	terminal bool // a person is there: in and out are a terminal
	outTTY   bool
	width    int // of the terminal; 0: not one
	hurry    int // divides the pauses for the vendors' limits; tests set it, against the sandbox; 0: none
}

func system() streams {
	s := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, lookup: withheld(), now: time.Now}
	s.outTTY = term.IsTerminal(int(os.Stdout.Fd()))
	s.terminal = s.outTTY && term.IsTerminal(int(os.Stdin.Fd()))
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		s.width = w
	}
	return s
}

// withheld looks variables up, and takes the secret ones out of the environment:
// what the program starts (a browser, whatever holds the clipboard or the
// keychain) inherits the rest alone.
func withheld() func(string) (string, bool) {
	kept := map[string]string{}
	for _, f := range setup.Fields() {
		name := f.Key.Variable()
		if value, given := os.LookupEnv(name); given && f.Secret {
			kept[name] = value
			_ = os.Unsetenv(name) // it was there, so its name is one
		}
	}
	return func(name string) (string, bool) {
		if value, given := kept[name]; given {
			return value, true
		}
		return os.LookupEnv(name)
	}
}

func (s streams) env(name string) string {
	v, _ := s.lookup(name)
	return v
}

// colour decides whether text is coloured, by flag, then by the usual variables.
func (s streams) colour(flag string) bool {
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	if s.env("NO_COLOR") != "" {
		return false
	}
	if force := s.env("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return s.outTTY && s.env("TERM") != "dumb"
}

// sandboxHurry is twice the client's, so that two requests which the machine
// pushes together are not one too many.
func (s streams) sandboxHurry() int { return 2 * s.hurry }
