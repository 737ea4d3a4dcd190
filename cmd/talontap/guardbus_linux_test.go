package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// busDoor is a socket in front of a D-Bus session bus, behind which a keychain
// writes. It gives its address.
func (g *guard) busDoor(t *testing.T, bus string) (address string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "bus") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(folder, "s")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close(); _ = os.RemoveAll(folder) })
	go func() {
		for {
			run, err := listener.Accept()
			if err != nil {
				return
			}
			go g.onBus(run, bus)
		}
	}()
	return "unix:path=" + socket
}

func (g *guard) onBus(run net.Conn, bus string) {
	defer run.Close()
	path, _, _ := strings.Cut(strings.TrimPrefix(bus, "unix:path="), ",")
	to, err := net.Dial("unix", path)
	if err != nil {
		return
	}
	defer to.Close()
	fromRun, fromBus := bufio.NewReader(run), bufio.NewReader(to)
	if introduce(fromRun, fromBus, run, to) != nil {
		return
	}
	calls := &calls{open: map[uint32]write{}}
	go func() {
		defer to.Close()
		_ = g.outward(fromRun, to, calls)
	}()
	_ = g.homeward(fromBus, run, calls)
	for _, this := range calls.rest() {
		_, _ = g.answer(this) // of a run that is gone
	}
}

// calls are those of one connection that are not answered yet, by their serial.
type calls struct {
	lock sync.Mutex
	open map[uint32]write
}

func (c *calls) begin(serial uint32, this write) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.open[serial] = this
}

func (c *calls) end(serial uint32) (this write, found bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	this, found = c.open[serial]
	delete(c.open, serial)
	return this, found
}

func (c *calls) rest() []write {
	c.lock.Lock()
	defer c.lock.Unlock()
	return slices.Collect(maps.Values(c.open))
}

// outward passes the run's calls.
func (g *guard) outward(run *bufio.Reader, bus io.Writer, calls *calls) error {
	for {
		m, err := readMessage(run)
		if err != nil {
			return err
		}
		this, pass := g.ask(m.writes())
		if !pass {
			return io.ErrClosedPipe
		}
		calls.begin(m.serial(), this)
		if _, err := bus.Write(m); err != nil {
			return err
		}
	}
}

// homeward passes the answers, and the signals among them.
func (g *guard) homeward(bus *bufio.Reader, run io.Writer, calls *calls) error {
	for {
		m, err := readMessage(bus)
		if err != nil {
			return err
		}
		out := func() {}
		if this, found := calls.end(m.answers()); found {
			var pass bool
			if out, pass = g.answer(this); !pass {
				return io.ErrClosedPipe
			}
		}
		_, err = run.Write(m)
		out()
		if err != nil {
			return err
		}
	}
}

// introduce passes the lines with which a client makes itself known: each is
// answered by one, but for the last.
func introduce(fromRun, fromBus *bufio.Reader, run, bus io.Writer) error {
	for {
		said, err := fromRun.ReadString('\n')
		if err == nil {
			_, err = io.WriteString(bus, said)
		}
		if err != nil || said == "BEGIN\r\n" {
			return err
		}
		answer, err := fromBus.ReadString('\n')
		if err == nil {
			_, err = io.WriteString(run, answer)
		}
		if err != nil {
			return err
		}
	}
}

// message is one D-Bus message of a machine that counts from the low end, as it
// stands on the wire: a fixed head, header fields, the body.
type message []byte

const (
	messageHead = 16
	mostMessage = 1 << 20
)

func readMessage(from io.Reader) (message, error) {
	head := make(message, messageHead)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	fields, body := head.number(12), head.number(4)
	rest := (fields+7)/8*8 + body
	if head[0] != 'l' || rest > mostMessage {
		return nil, fmt.Errorf("no D-Bus message begins with % x", []byte(head))
	}
	whole := append(head, make([]byte, rest)...)
	_, err := io.ReadFull(from, whole[messageHead:])
	return whole, err
}

func (m message) number(at int) uint32 { return binary.LittleEndian.Uint32(m[at:]) }

func (m message) serial() uint32 { return m.number(8) }

// fields are the header fields.
func (m message) fields() []byte { return m[messageHead : messageHead+m.number(12)] }

// answers is the serial of the call that is answered; 0: it is no answer.
func (m message) answers() uint32 {
	serialOfCall := []byte{5, 1, 'u', 0}
	_, after, found := bytes.Cut(m.fields(), serialOfCall)
	if !found || len(after) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(after)
}

// writes names a call that changes the keychain.
func (m message) writes() string {
	for _, member := range []string{"CreateItem", "Delete"} {
		if bytes.Contains(m.fields(), []byte(member+"\x00")) {
			return "keychain " + member
		}
	}
	return ""
}
