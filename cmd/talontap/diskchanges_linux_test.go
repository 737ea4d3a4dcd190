package main

import (
	"encoding/binary"
	"os"
	"syscall"
	"testing"
	"time"
)

// diskChanges calls each with the number of every lasting change in some folders:
// a file written to its end, put in place, or removed. It is called right after
// the change, while whoever made it runs on. wait returns when all that was
// changed until then is told, and ends it.
func diskChanges(t *testing.T, each func(n int), folders ...string) (wait func()) {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC | syscall.IN_NONBLOCK)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		// Two equal events in a row become one, so a lesser one stands between.
		if _, err := syscall.InotifyAddWatch(fd, folder, lasting|syscall.IN_MODIFY); err != nil {
			t.Fatal(err)
		}
	}
	told := os.NewFile(uintptr(fd), "inotify")
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b, n := make([]byte, 64<<10), 0
		for {
			got, err := told.Read(b)
			if err != nil {
				got, _ = syscall.Read(fd, b) // what came until the end
			}
			for range lastingIn(b[:max(got, 0)]) {
				n++
				each(n)
			}
			if err != nil {
				return
			}
		}
	}()
	return func() {
		_ = told.SetReadDeadline(time.Now())
		<-ended
		_ = told.Close()
	}
}

const lasting = syscall.IN_CLOSE_WRITE | syscall.IN_MOVED_TO | syscall.IN_DELETE

// lastingIn counts the lasting changes among events.
func lastingIn(events []byte) (n int) {
	for len(events) >= syscall.SizeofInotifyEvent {
		if binary.NativeEndian.Uint32(events[4:])&lasting != 0 {
			n++
		}
		events = events[syscall.SizeofInotifyEvent+binary.NativeEndian.Uint32(events[12:]):]
	}
	return n
}
