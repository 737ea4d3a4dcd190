package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// monkeysKeys is how much a monkey does to the program: a little in every run,
// and much where TALONTAP_TEST_MONKEY is set.
func monkeysKeys() int {
	if os.Getenv("TALONTAP_TEST_MONKEY") != "" {
		return 25_000
	}
	return 800
}

// mostBusy is how long the program may work before it paints again: a second of
// two processors. It is their time, so that a machine that is busy with others is
// no freeze.
const mostBusy = 2 * time.Second

// A long paste comes a moment after the key before it, as from a hand. For 50 ms
// behind Esc and behind an Alt key Bubble Tea waits whether more belongs to it,
// and reads all anew with every piece that comes.
const (
	longPaste = 10_000
	handMoves = 100 * time.Millisecond
)

// slower is how many times longer everything takes under the race detector.
func slower() time.Duration {
	built, _ := debug.ReadBuildInfo()
	if slices.Contains(built.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return 10
	}
	return 1
}

// monkey sits at a terminal, and counts what it does.
type monkey struct {
	*rand.Rand
	keys, pastes, clicks, resizes, runs int
	busiest                             time.Duration
}

func TestNoMonkeyCrashesOrFreezesTheProgram(t *testing.T) {
	t.Parallel()
	for seed, world := range []struct {
		name  string
		inner bool // the wizard is the sandbox's child
		args  []string
	}{
		{"demo", false, []string{"demo"}},
		{"guided", false, []string{"demo", "--guided"}},
		{"setup", true, []string{"sandbox", "--", "talontap", "setup"}},
		{"rotate", true, []string{"sandbox", "--", "talontap", "rotate", "clevertap"}},
	} {
		t.Run(world.name, func(t *testing.T) {
			t.Parallel()
			m := &monkey{Rand: rand.New(rand.NewPCG(uint64(seed), 2))}
			for m.keys < monkeysKeys() && !t.Failed() {
				// The emulated screen is not made for such windows: it panics itself.
				m.sit(openScreen(t, 80, 24, nil, exec.Command("talontap", world.args...), nil), world.inner)
			}
			tell(t, fmt.Sprintf("monkey: %s: %d keys, %d pastes, %d clicks, %d resizes in %d runs, at most %v busy before it painted\n",
				world.name, m.keys, m.pastes, m.clicks, m.resizes, m.runs, m.busiest))
		})
	}
}

// sit does things with a program until it ends, or until there was enough.
func (m *monkey) sit(term *terminal, inner bool) {
	m.runs++
	term.waitFor("━━") // the wizard's first frame
	pid := term.cmd.Process.Pid
	if inner {
		pid = child(term.tb, pid).Pid
	}
	for m.keys < monkeysKeys() {
		before := busy(pid)
		for sent := 0; sent < 2_000; {
			what := m.next()
			sent += 100 + len(what)
			if len(what) > longPaste {
				time.Sleep(handMoves)
			}
			types(term, what)
		}
		if !m.paints(term) {
			break
		}
		spent := busy(pid) - before
		if m.busiest = max(m.busiest, spent); spent > mostBusy*slower() {
			term.tb.Errorf("it worked for %v before it painted", spent)
		}
	}
	m.leave(term)
}

// types sends something; nobody may be there any more to read all of it.
func types(term *terminal, what string) {
	read := make(chan struct{})
	go func() {
		term.keys(what)
		close(read)
	}()
	select {
	case <-read:
	case <-term.ended:
	}
}

// paints resizes the window, and reports whether the program lives to paint it.
func (m *monkey) paints(term *terminal) bool {
	select {
	case <-term.paint:
	default:
	}
	m.resizes++
	term.resize(10+m.IntN(241), 3+m.IntN(78))
	select {
	case <-term.paint:
		return true
	case <-term.ended:
		return false
	case <-time.After(patience):
		term.tb.Fatalf("it does not paint any more; the last it painted: %q", last(term.text()))
		return false
	}
}

// leave ends the program as a person does, and looks at what it left.
func (m *monkey) leave(term *terminal) {
	for range 50 {
		select {
		case <-term.ended:
		default:
			term.rest()
			term.keys("\x1b[201~" + keyCtrlC)
			continue
		}
		break
	}
	status, written := term.exit()
	if strings.Contains(written, "fault in talontap") || strings.Contains(written, "goroutine ") || status < 0 && !m.mayEnd(term) || status == exitUsage {
		term.tb.Errorf("exit status %d (%v); it ended with: %q", status, term.cmd.ProcessState, last(written))
	}
	if strings.LastIndex(written, "\x1b[?1049h") > strings.LastIndex(written, "\x1b[?1049l") {
		term.tb.Errorf("the alternate screen was not left; exit status %d, and it ended with: %q", status, last(written))
	}
	if !echoes(term) {
		term.tb.Error("the terminal does not show what is typed any more")
	}
}

// mayEnd reports whether the program was ended by a key that makes a signal: at
// the terminal that it has given back, the last of its work is like any program's.
func (m *monkey) mayEnd(term *terminal) bool {
	ended, _ := term.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ended.Signaled() && (ended.Signal() == syscall.SIGINT || ended.Signal() == syscall.SIGQUIT)
}

// last is the end of what was written, from where the race detector speaks if it
// does.
func last(written string) string {
	if at := strings.Index(written, "WARNING: DATA RACE"); at >= 0 {
		return written[at:]
	}
	return written[max(0, len(written)-4000):]
}

// next is the next thing the monkey sends.
func (m *monkey) next() string {
	m.keys++
	switch n := m.IntN(100); {
	case n < 25:
		return keyEnter
	case n < 55:
		return string([]rune("abcdehilnoprstvwxy0129 -?/.日é😀\u202e\u0301")[m.IntN(32)])
	case n < 60:
		return [...]string{"\xff", "\xc3", "\xe2\x82", "\x9b", "\x1b[", "\x1bO"}[m.IntN(6)]
	case n < 72:
		return "\x1b[1;" + strconv.Itoa(1+m.IntN(8)) + string("ABCDHF"[m.IntN(6)])
	case n < 75:
		return [...]string{"\x7f", "\x1b[3~", "\x1b[3;3~", "\x1b\x7f", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\t"}[m.IntN(8)]
	case n < 82:
		return "\x1b" + string(rune('a'+m.IntN(26)))
	case n < 90:
		return m.control()
	case n < 95:
		m.pastes++
		return "\x1b[200~" + m.pasted() + "\x1b[201~"
	}
	m.clicks++
	return fmt.Sprintf("\x1b[<%d;%d;%dM", m.IntN(80), m.IntN(300), m.IntN(100))
}

// ctrlS is the terminal's own key while a card is printed on it: it stops all
// that is painted until a Ctrl-Q. So no monkey has it.
const ctrlS = "\x13"

// control is a control key. Ctrl-C is rare, as two of them end the run.
func (m *monkey) control() string {
	switch key := rune(1 + m.IntN(31)); {
	case key == rune(ctrlS[0]), key == rune(keyCtrlC[0]) && m.IntN(4) != 0:
		return keyEsc
	default:
		return string(key)
	}
}

// pasted is a text of words, of one word, or of any bytes; rarely up to 1 MB.
func (m *monkey) pasted() string {
	size := m.IntN(300)
	if m.IntN(20) == 0 {
		size = m.IntN(1 << 20)
	}
	switch m.IntN(3) {
	case 0:
		return strings.Repeat("two words\n", size/10)
	case 1:
		return strings.Repeat("w", size)
	}
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(m.Uint32())
	}
	return strings.NewReplacer("\x1b", "", ctrlS, "").Replace(string(b)) // a terminal takes Esc out of a paste
}

// busy is how long a process has been at work.
func busy(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0 // it has ended
	}
	_, fields, _ := strings.Cut(string(stat), ") ")
	ticks := 0
	for _, field := range strings.Fields(fields)[11:13] {
		n, _ := strconv.Atoi(field)
		ticks += n
	}
	const ticksPerSecond = 100 // Linux's, on every machine
	return time.Duration(ticks) * time.Second / ticksPerSecond
}
