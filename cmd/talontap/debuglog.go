package main

import (
	"cmp"
	"fmt"
	"io"
	"log"
	"os"
	"sync"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// openLog opens what --debug names. A pipe is refused: opening one waits for its
// reader, and so would every call.
func (a *app) openLog() error {
	if a.debug == "" {
		return nil
	}
	if info, err := os.Stat(a.debug); err == nil && !info.Mode().IsRegular() && info.Mode()&os.ModeCharDevice == 0 {
		return usage("--debug: %w", &store.Refusal{Problem: fmt.Sprintf(words.DebugNoFile, a.debug), Mend: words.DebugNoFileFix})
	}
	f, err := os.OpenFile(a.debug, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return usage("--debug: %w", err)
	}
	a.logFile = &logFile{to: f}
	a.log = transport.NewScrubber(a.logFile) // one for both vendors: neither's secret stands in the other's lines
	log.SetOutput(a.log)
	return nil
}

// quiet keeps Go's own logger off the screen. Its HTTP client reports there what a
// server sent unasked, with whatever stands in it.
func quiet() { log.SetOutput(io.Discard) }

// closeLog says what the log lacks.
func (a *app) closeLog() {
	if a.logFile == nil {
		return
	}
	quiet()
	if err := a.logFile.close(); err != nil {
		a.say(fmt.Sprintf(words.DebugIncomplete, err))
	}
}

// logFile is a log that remembers the first line it could not write.
type logFile struct {
	to *os.File

	lock   sync.Mutex
	failed error
}

func (l *logFile) Write(line []byte) (int, error) {
	n, err := l.to.Write(line)
	l.lock.Lock()
	defer l.lock.Unlock()
	l.failed = cmp.Or(l.failed, err)
	return n, err
}

func (l *logFile) close() error {
	err := l.to.Close()
	l.lock.Lock()
	defer l.lock.Unlock()
	return cmp.Or(l.failed, err)
}
