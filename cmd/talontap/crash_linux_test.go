package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"golang.org/x/sync/errgroup"
)

// doomed is one command whose every edge is tried.
type doomed struct {
	name    string
	args    []string
	keyring bool         // secrets come from a keyring; else from variables
	before  func(*scene) // what stands when the command begins
	holds   func(*scene) // what stands when it has come to its end

	lines  map[write]string // the writes that have a line of their own in the journal, and its resource
	parts  map[write]string // those that are part of something longer there
	only   string           // what the writes to try begin with; "": all
	once   bool             // at each edge once, and not at the changes on disk: another crash goes the same way
	signal syscall.Signal   // by which it is also left, at each write; 0: by none
}

// How many scenes are played side by side. A run waits for the vendors' limits
// most of its time; the one keyring must not be made to wait for too long.
const (
	atOnce       = 24
	atOneKeyring = 10
)

// TestEveryCrashIsFinishedByTheNextRun kills the real program at every edge of
// every command that changes something, and runs it again. An edge at a request
// or an answer is exact: what goes on is held while the run dies. At a change on
// disk the run goes on until the signal lands, so that is near the edge, and is
// counted apart.
func TestEveryCrashIsFinishedByTheNextRun(t *testing.T) {
	if !long(t) {
		return
	}
	bus := throwAwayKeyring(t)
	var plain, beside theatre
	plain.SetLimit(atOnce)
	beside.bus = bus
	beside.SetLimit(atOneKeyring)
	var commands errgroup.Group
	var all []*matrix
	for _, c := range crashes() {
		m := &matrix{doomed: c, theatre: &plain}
		if c.keyring {
			m.theatre = &beside
		}
		if c.keyring && bus == "" {
			continue
		}
		all = append(all, m)
		commands.Go(func() error {
			t.Run(c.name, m.run)
			return nil
		})
	}
	_ = commands.Wait()
	if !t.Failed() {
		counted(t, all)
	}
}

// counted tells how much was tried.
func counted(t *testing.T, all []*matrix) {
	t.Helper()
	var b strings.Builder
	edges, changes, runs := 0, 0, 0
	for _, m := range all {
		fmt.Fprintf(&b, "crash matrix: %s\n", m)
		edges, changes, runs = edges+m.edges, changes+m.changes, runs+int(m.runs.Load())
	}
	fmt.Fprintf(&b, "crash matrix: %d edges and %d changes on disk, %d runs: all hold\n", edges, changes, runs)
	tell(t, b.String())
}

// theatre is where scenes are played, so many at once.
type theatre struct {
	errgroup.Group
	bus    string // of the keyring; "": there is none
	scenes atomic.Int32
}

// matrix is one command at all of its edges.
type matrix struct {
	doomed
	*theatre
	want                    string // how things stand after a run that was let alone
	writes, edges, changes  int
	runs, kills, near, left atomic.Int32
}

func (m *matrix) String() string {
	return fmt.Sprintf("%s: %d writes, %d edges, %d changes on disk; %d kills at an edge, %d near a change, %d left by a signal; %d runs",
		m.name, m.writes, m.edges, m.changes, m.kills.Load(), m.near.Load(), m.left.Load(), m.runs.Load())
}

func (m *matrix) open(t *testing.T) *scene {
	t.Helper()
	// Each has a name of its own in the one keyring.
	s := openScene(t, fmt.Sprintf("scene-%d", m.scenes.Add(1)), m.bus)
	s.lines = m.lines
	m.before(s)
	return s
}

func (m *matrix) run(t *testing.T) {
	var g sync.WaitGroup
	for _, c := range m.cuts(t) {
		g.Add(1)
		m.Go(func() error {
			defer g.Done()
			t.Run(c.String(), func(t *testing.T) { m.cutOff(t, c) })
			return nil
		})
	}
	g.Wait()
}

// cuts counts the edges in a run that is let alone.
func (m *matrix) cuts(t *testing.T) (cuts []cut) {
	s := m.open(t)
	r := s.run(cut{}, m.args...)
	if r.status != exitOK {
		t.Fatalf("the run that was let alone: exit status %d:\n%s", r.status, r.said)
	}
	for _, e := range s.guard.edges() {
		if strings.HasPrefix(e.what, m.only) {
			cuts = append(cuts, m.cutsAt(e)...)
		}
	}
	for n := 1; n <= r.changes && !m.once; n++ {
		m.changes++
		cuts = append(cuts, cut{change: n})
	}
	m.holds(s)
	m.want = s.stands()
	return cuts
}

func (m *matrix) cutsAt(e edge) []cut {
	m.edges++
	cuts := []cut{{at: e}}
	switch {
	case e.instant == notSent:
		m.writes++
		if m.signal != 0 {
			cuts = append(cuts, cut{at: e, signal: m.signal})
		}
	case e.instant == notHeard && !m.once && (!m.keyring || strings.HasPrefix(e.what, "keychain")):
		cuts = append(cuts, cut{at: e, twice: true})
	}
	return cuts
}

// cutOff ends a run at one edge, and holds that the next one finishes it.
func (m *matrix) cutOff(t *testing.T, c cut) {
	s := m.open(t)
	first := m.play(s, c)
	begun := m.afterCut(s, c, first)
	if c.twice {
		m.play(s, c)
		begun = s.pending()
	}
	m.finish(s, begun)
	m.holds(s)
	if got := s.stands(); got != m.want {
		t.Errorf("there is\n%s\nwant, as after a run that was let alone,\n%s", got, m.want)
	}
	if t.Failed() {
		t.Logf("the run that was cut off said:\n%s", first.said)
	}
}

// finish is the next run. One that finds that the run before had come to its end
// may say so and do nothing: then the journal is closed already.
func (m *matrix) finish(s *scene, begun []string) {
	s.Helper()
	whole := !s.journaling()
	r := m.play(s, cut{})
	if r.status != exitOK && !(whole && r.status == exitUsage && strings.Contains(r.said, "already in use")) {
		s.Errorf("the next run: exit status %d:\n%s", r.status, r.said)
	}
	if told := strings.Contains(r.said, " stopped at "); told != (len(begun) > 0) {
		s.Errorf("the next run tells that one was cut off: %v, and the journal tells of %v", told, begun)
	}
	if in, out := s.guard.made("Talon.One POST /v1/sessions"), s.guard.made("Talon.One DELETE /v1/sessions"); in != out {
		s.Errorf("the next run signed in %d times, and out %d times", in, out)
	}
}

func (m *matrix) play(s *scene, c cut) ran {
	s.Helper()
	r := s.run(c, m.args...)
	m.runs.Add(1)
	switch {
	case r.killed && c.change > 0:
		m.near.Add(1)
	case r.killed:
		m.kills.Add(1)
	case c.signal != 0:
		m.left.Add(1)
	}
	return r
}

// afterCut holds that the run was ended there, and that the journal tells what it
// was about. It gives what the journal tells of as begun.
func (m *matrix) afterCut(s *scene, c cut, r ran) (pending []string) {
	s.Helper()
	pending = s.pending() // it can be read in any case
	switch {
	case c.change > 0:
		return pending // it may have come to its end before the signal landed
	case c.signal != 0:
		if r.status != exitCancelled {
			s.Errorf("exit status %d after a signal, want %d:\n%s", r.status, exitCancelled, r.said)
		}
		return pending
	case !r.killed:
		s.Errorf("it was not cut off: exit status %d:\n%s", r.status, r.said)
	}
	own, part := m.lines[c.at.write], m.parts[c.at.write]
	for _, line := range []string{own, part} {
		if line != "" && c.at.instant != heard && !slices.Contains(pending, line) {
			s.Errorf("the journal tells of %v, want %s", pending, line)
		}
	}
	if own != "" && c.at.instant == heard && slices.Contains(pending, own) {
		s.Errorf("the journal tells of %v, and %s has ended", pending, own)
	}
	return pending
}
