package main

import (
	"cmp"
	"io"
	"os"
	"strings"
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
	height   int
	hurry    int // divides the pauses for the vendors' limits; tests set it, against the sandbox; 0: none
}

func system() streams {
	s := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, lookup: withheld(), now: time.Now}
	s.outTTY = term.IsTerminal(int(os.Stdout.Fd()))
	s.terminal = s.outTTY && term.IsTerminal(int(os.Stdin.Fd()))
	if w, h, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		s.width, s.height = w, h
	}
	return s
}

// withheld looks variables up, and takes the secret ones out of the environment:
// what the program starts (a browser, whatever holds the clipboard or the
// keychain) inherits the rest alone.
func withheld() func(string) (string, bool) {
	kept := map[string]string{}
	names := []string{notifyVariable}
	for _, f := range setup.Fields() {
		if f.Secret {
			names = append(names, f.Key.Variable())
		}
	}
	for _, name := range names {
		if value, given := os.LookupEnv(name); given {
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
	switch force := s.env("CLICOLOR_FORCE"); {
	case flag == "always":
		return true
	case flag == "never", s.env("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	}
	return s.outTTY && s.env("TERM") != "dumb"
}

// onlyASCII reports whether the terminal shows nothing but ASCII for certain: a C
// locale, or the Linux console, whose font has few signs.
func (s streams) onlyASCII() bool {
	locale := cmp.Or(s.env("LC_ALL"), s.env("LC_CTYPE"), s.env("LANG"))
	return locale == "C" || locale == "POSIX" || s.env("TERM") == "linux"
}

// light reports whether the terminal's background is light, as far as variables
// tell: COLORFGBG ends with the background's colour, of which 7 and 15 are white.
func (s streams) light(theme string) bool {
	if theme == "light" || theme == "dark" {
		return theme == "light"
	}
	of := strings.Split(s.env("COLORFGBG"), ";")
	back := of[len(of)-1]
	return len(of) > 1 && (back == "7" || back == "15")
}

// sandboxHurry is twice the client's, so that two requests which the machine
// pushes together are not one too many.
func (s streams) sandboxHurry() int { return 2 * s.hurry }
