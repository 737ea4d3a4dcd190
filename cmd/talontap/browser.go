package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// openBrowser shows an address in the person's browser. An error means that
// nothing was opened, as over SSH or on a server.
func openBrowser(address string) error {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return fmt.Errorf("opening %s: it is no web address", address)
	}
	command, err := opener(runtime.GOOS, os.Getenv, address)
	if err != nil {
		return err
	}
	c := exec.Command(command[0], command[1:]...)
	if err := c.Start(); err != nil {
		return fmt.Errorf("opening a browser: %w", err)
	}
	return settled(c)
}

// refusalTime is how long an opener that finds no browser takes to say so. One
// that found its browser may run as long as that does.
const refusalTime = 2 * time.Second

func settled(c *exec.Cmd) error {
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(refusalTime):
		return nil
	}
}

// opener is what opens an address here: what the person names in BROWSER, else the
// system's program for it. Without a desktop Linux's may start a browser in the
// terminal that the wizard is drawn in, so it is not asked. A Linux inside Windows
// has no desktop of its own, and wslview opens the browser around it.
func opener(system string, env func(string) string, address string) ([]string, error) {
	if named := strings.Split(env("BROWSER"), string(os.PathListSeparator))[0]; strings.TrimSpace(named) != "" {
		return chosen(strings.Fields(named), address), nil
	}
	_, missing := exec.LookPath("wslview")
	switch {
	case system == "darwin":
		return []string{"open", address}, nil
	case system == "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}, nil
	case env("WSL_DISTRO_NAME") != "" && missing == nil:
		return []string{"wslview", address}, nil
	case env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "":
		return nil, errors.New(words.BrowserNoDesktop)
	}
	return []string{"xdg-open", address}, nil
}

// chosen puts the address where the command has %s, else at its end.
func chosen(command []string, address string) []string {
	if !slices.ContainsFunc(command, func(word string) bool { return strings.Contains(word, "%s") }) {
		return append(command, address)
	}
	for i, word := range command {
		command[i] = strings.ReplaceAll(word, "%s", address)
	}
	return command
}
