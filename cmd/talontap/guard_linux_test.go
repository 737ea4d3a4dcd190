package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// instant is when, around one write, a run is ended.
type instant string

const (
	notSent  instant = "the request reached nobody"
	notHeard instant = "it is done, and the answer is lost"
	heard    instant = "it is answered, and nothing was asked since"
)

// write is something that changes what another keeps: what it is, and the
// how-manieth of its kind. Writes made side by side come in any order, so none is
// known by its place among all.
type write struct {
	what string
	nth  int
}

// edge is a point between two lasting facts.
type edge struct {
	write
	instant
}

func (e edge) String() string { return fmt.Sprintf("%s #%d, when %s", e.what, e.nth, e.instant) }

// guard stands between a run and all that it writes to, as a proxy. It knows
// every write, and ends the run at one edge: whatever the run asks meanwhile is
// held, so the edge is exact.
type guard struct {
	flight sync.WaitGroup // what was let through and is not answered yet
	doors  []*httptest.Server
	open   sync.WaitGroup // the connections to the doors
	lock   sync.Mutex
	at     edge          // the zero edge lets everything pass
	end    func() bool   // ends the run, and says whether it is gone
	noted  func(write)   // waits until the run has noted how a write ended
	gone   bool          // the run is
	armed  chan struct{} // closed when the answer of the edge's write is out
	counts map[string]int
	writes []write
	since  map[write]bool // whether anything was asked after a write was answered
}

// watch is for a new run, of which nothing was asked yet.
func (g *guard) watch(at edge, end func() bool, noted func(write)) {
	g.settle()
	g.flight.Wait()
	g.lock.Lock()
	defer g.lock.Unlock()
	g.at, g.end, g.noted, g.gone, g.armed = at, end, noted, false, nil
	g.counts, g.writes, g.since = map[string]int{}, nil, map[write]bool{}
}

// edges are those of the run that was watched.
func (g *guard) edges() (out []edge) {
	g.lock.Lock()
	defer g.lock.Unlock()
	for _, w := range g.writes {
		out = append(out, edge{w, notSent}, edge{w, notHeard})
		if g.since[w] {
			out = append(out, edge{w, heard})
		}
	}
	return out
}

// made is how often the run made a kind of write.
func (g *guard) made(what string) int {
	g.lock.Lock()
	defer g.lock.Unlock()
	return g.counts[what]
}

// ask says whether a message may go out. what is empty for one that only reads.
func (g *guard) ask(what string) (this write, pass bool) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.armed != nil {
		<-g.armed
		g.noted(g.at.write)
		g.endHere()
	}
	for w := range g.since {
		g.since[w] = true
	}
	if what != "" {
		g.counts[what]++
		this = write{what, g.counts[what]}
		g.writes = append(g.writes, this)
	}
	if g.at == (edge{this, notSent}) {
		g.endHere()
	}
	if !g.gone {
		g.flight.Add(1)
	}
	return this, !g.gone
}

// answer says whether an answer may be given to the run. Where it may, out has
// to be called when the run has it.
func (g *guard) answer(this write) (out func(), pass bool) {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.flight.Done()
	out = func() {}
	switch g.at {
	case edge{this, notHeard}:
		g.endHere()
	case edge{this, heard}:
		armed := make(chan struct{})
		g.armed, out = armed, func() { close(armed) }
	}
	if this.what != "" {
		g.since[this] = false
	}
	return out, !g.gone
}

// settle waits until the doors have read all that a run sent which was killed: a
// request can lie in a socket for longer than its sender lives. A door accepts
// connections in their order, so one that is answered came after all others.
func (g *guard) settle() {
	for _, d := range g.doors {
		res, err := http.Get(d.URL + knock)
		if err == nil {
			_ = res.Body.Close()
		}
	}
	g.open.Wait()
}

// knock is asked by the guard itself.
const knock = "/knock"

// endHere is done once for each run.
func (g *guard) endHere() { g.at, g.armed, g.gone = edge{}, nil, g.end() }

// door is a server in front of a vendor.
func (g *guard) door(t *testing.T, vendor string) (url string) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == knock {
			w.Header().Set("Connection", "close")
			return
		}
		if err := g.forward(w, r, vendor); err != nil {
			panic(http.ErrAbortHandler) // the run, or what it sent, is gone
		}
	}))
	server.Config.ConnState = func(_ net.Conn, now http.ConnState) {
		switch now {
		case http.StateNew:
			g.open.Add(1)
		case http.StateClosed:
			g.open.Done()
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	g.doors = append(g.doors, server)
	return server.URL
}

func (g *guard) forward(w http.ResponseWriter, r *http.Request, vendor string) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	this, pass := g.ask(whatWrites(r))
	if !pass {
		return http.ErrAbortHandler
	}
	status, header, said, err := send(r, vendor, body)
	out, pass := g.answer(this)
	defer out()
	if err != nil || !pass {
		return http.ErrAbortHandler
	}
	for name, values := range header {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	if _, err := w.Write(said); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}

// send asks the vendor. What was let through reaches it also when the run that
// asked is gone.
func send(r *http.Request, vendor string, body []byte) (int, http.Header, []byte, error) {
	out, err := http.NewRequest(r.Method, vendor+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	out.Header = r.Header.Clone()
	res, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, said, err
}

var ids = regexp.MustCompile(`/\d+`)

// whatWrites names a request that changes something at a vendor, by method and path
// without the numbers of objects. CleverTap reads by POST too.
func whatWrites(r *http.Request) string {
	path, query := r.URL.Path, r.URL.Query()
	switch {
	case r.Method == http.MethodGet, query.Get("dry") == "true", query.Get("dryRun") == "1":
		return ""
	case strings.HasSuffix(path, "/1/upload"), strings.HasSuffix(path, "/1/delete/profiles.json"):
		return "CleverTap " + r.Method + " " + path[strings.Index(path, "/1/"):]
	case !strings.HasPrefix(path, "/v"):
		return ""
	}
	return "Talon.One " + r.Method + " " + ids.ReplaceAllString(path, "/{id}")
}
