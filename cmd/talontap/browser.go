package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
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
	opener, err := opener()
	if err != nil {
		return err
	}
	c := exec.Command(opener[0], append(opener[1:], address)...)
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

// opener is the system's program for it. Without a desktop Linux's may start a
// browser in the terminal that the wizard is drawn in, so it is not asked.
func opener() ([]string, error) {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}, nil
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}, nil
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil, errors.New(words.BrowserNoDesktop)
	}
	return []string{"xdg-open"}, nil
}
