package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is the real program on a pseudo-terminal with an emulated screen.
type terminal struct {
	tb     testing.TB
	file   *os.File
	cmd    *exec.Cmd
	lock   sync.Mutex    // guards screen, but for its Read
	screen *vt.Emulator  // nil: nobody looks, and nobody answers what it is asked
	paint  chan struct{} // something was painted
	ended  chan struct{} // the program ended, and all it wrote was painted
	raw    syncBuffer
}

// The keys of a terminal.
const (
	keyEnter = "\r"
	keyEsc   = "\x1b"
	keyCtrlC = "\x03"
	keyDown  = "\x1b[B"
	keyUp    = "\x1b[A"
)

// patience is how long anything is waited for that comes at once on a machine
// which has nothing else to do.
const patience = time.Minute

// openTerminal starts talontap with a size and variables.
func openTerminal(tb testing.TB, cols, rows int, env []string, args ...string) *terminal {
	tb.Helper()
	return openTerminalOf(tb, cols, rows, env, exec.Command("talontap", args...))
}

// openTerminalOf starts any command so.
func openTerminalOf(tb testing.TB, cols, rows int, env []string, cmd *exec.Cmd) *terminal {
	tb.Helper()
	t := openScreen(tb, cols, rows, env, cmd, vt.NewEmulator(cols, rows))
	go t.answer()
	return t
}

// openScreen starts a command on a terminal with a screen, or without one.
func openScreen(tb testing.TB, cols, rows int, env []string, cmd *exec.Cmd, screen *vt.Emulator) *terminal {
	tb.Helper()
	dir := tb.TempDir()
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=", "DBUS_SESSION_BUS_ADDRESS=",
		"XDG_CONFIG_HOME="+dir, "XDG_RUNTIME_DIR="+dir, "HOME="+dir)
	cmd.Env = append(cmd.Env, env...)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
	if err != nil {
		tb.Fatal(err)
	}
	t := &terminal{tb: tb, file: file, cmd: cmd, screen: screen, paint: make(chan struct{}, 1), ended: make(chan struct{})}
	go t.show()
	tb.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-t.ended
		_ = file.Close()
		if t.screen != nil {
			_ = t.screen.InputPipe().(io.Closer).Close()
		}
	})
	return t
}

// answer sends the emulator's replies (to questions about colours and sizes)
// back to the program.
func (t *terminal) answer() { _, _ = io.Copy(t.file, t.screen) }

// show paints what the program writes.
func (t *terminal) show() {
	defer close(t.ended)
	b := make([]byte, 8192)
	for {
		n, err := t.file.Read(b)
		if n > 0 {
			_, _ = t.raw.Write(b[:n])
			if t.screen != nil {
				t.lock.Lock()
				_, _ = t.screen.Write(b[:n])
				t.lock.Unlock()
			}
			select {
			case t.paint <- struct{}{}:
			default:
			}
		}
		if err != nil {
			_ = t.cmd.Wait()
			return
		}
	}
}

// text is the screen without trailing spaces; without a screen, all that was
// written.
func (t *terminal) text() string {
	if t.screen == nil {
		return t.raw.String()
	}
	t.lock.Lock()
	painted := t.screen.String()
	t.lock.Unlock()
	var rows []string
	for _, row := range strings.Split(painted, "\n") {
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return strings.Join(rows, "\n")
}

func (t *terminal) keys(s string)  { _, _ = t.file.WriteString(s) }
func (t *terminal) paste(s string) { t.keys("\x1b[200~" + s + "\x1b[201~") }

func (t *terminal) resize(cols, rows int) {
	if t.screen != nil {
		t.lock.Lock()
		t.screen.Resize(cols, rows)
		t.lock.Unlock()
	}
	_ = pty.Setsize(t.file, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
}

func (t *terminal) signal(s syscall.Signal) { _ = t.cmd.Process.Signal(s) }

// waitFor waits until one of the texts is painted and says which.
func (t *terminal) waitFor(texts ...string) string {
	t.tb.Helper()
	deadline := time.After(patience)
	for {
		for _, text := range texts {
			if strings.Contains(t.text(), text) {
				return text
			}
		}
		select {
		case <-t.paint:
		case <-t.ended:
			t.tb.Fatalf("the program ended while waiting for %q; the screen:\n%s", texts, t.text())
		case <-deadline:
			t.tb.Fatalf("%q was not painted; the screen:\n%s", texts, t.text())
		}
	}
}

// waitWhile waits until a text is painted no more.
func (t *terminal) waitWhile(text string) {
	t.tb.Helper()
	deadline := time.After(patience)
	for strings.Contains(t.text(), text) {
		select {
		case <-t.paint:
		case <-t.ended:
			t.tb.Fatalf("the program ended with %q; the screen:\n%s", text, t.text())
		case <-deadline:
			t.tb.Fatalf("%q stays; the screen:\n%s", text, t.text())
		}
	}
}

// exit waits for the program's end and gives its status and everything it wrote.
func (t *terminal) exit() (status int, written string) {
	t.tb.Helper()
	select {
	case <-t.ended:
		return t.cmd.ProcessState.ExitCode(), t.raw.String()
	case <-time.After(patience):
		t.tb.Fatalf("it did not end; the screen:\n%s", t.text())
		return -1, ""
	}
}

// syncBuffer collects bytes from one goroutine for another.
type syncBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
