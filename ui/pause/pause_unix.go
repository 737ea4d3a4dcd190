//go:build unix

package pause

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func (w *Watch) listen() { signal.Notify(w.heard, syscall.SIGCONT) }

func (w *Watch) leave() { signal.Stop(w.heard) }

// unstopped is how long the system may take to stop a program. One without a
// shell that could continue it is never stopped (POSIX: an orphaned process group).
const unstopped = 300 * time.Millisecond

func stop() {
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	if syscall.Kill(0, syscall.SIGTSTP) != nil {
		return
	}
	select {
	case <-goesOn:
	case <-time.After(unstopped):
	}
}
