package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/talontap/talontap/ui/pause"
)

// restoreEcho remembers the terminal as it is. A secret that was being asked for
// when the run was left would else leave it without echo.
func restoreEcho() (restore func()) {
	in := int(os.Stdin.Fd())
	was, err := term.GetState(in)
	if err != nil {
		return func() {}
	}
	return func() { _ = term.Restore(in, was) }
}

// readHidden asks for one line and shows nothing of it, also once the program was
// stopped and goes on.
func readHidden(to io.Writer, prompt string) (string, error) {
	fmt.Fprint(to, prompt)
	defer fmt.Fprintln(to)
	defer keepHidden(func() { fmt.Fprint(to, prompt) })()
	value, err := term.ReadPassword(int(os.Stdin.Fd()))
	return string(value), err
}

// keepHidden hides again what is typed whenever job control had the program go
// on, since the shell does not, and then asks again: what was typed before is gone.
func keepHidden(again func()) (end func()) {
	watch, over := pause.Open(), make(chan struct{})
	go func() {
		for {
			select {
			case <-watch.Continued():
				if hide(int(os.Stdin.Fd())) == nil {
					again()
				}
			case <-over:
				return
			}
		}
	}()
	return func() {
		watch.Close()
		close(over)
	}
}
