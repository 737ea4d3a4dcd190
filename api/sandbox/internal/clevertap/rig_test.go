package clevertap

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// rig is an account behind a real socket, with a clock that only the test moves.
type rig struct {
	t        *testing.T
	account  *Account
	server   *httptest.Server
	passcode string
	project  string

	front atomic.Pointer[http.HandlerFunc] // what requests meet first; the account at the start

	mu  sync.Mutex
	now time.Time
}

// noon is when every rig begins: noon in UTC, one o'clock in the project.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func newRig(t *testing.T, adjust ...func(*Config)) *rig {
	t.Helper()
	r := &rig{t: t, now: noon(), passcode: NewPasscode(), project: "TEST-" + rand.Text()[:3] + "-" + rand.Text()[:3] + "-" + rand.Text()[:3] + "Z"}
	config := Config{Now: r.clock, Region: "eu1", ProjectID: r.project, Passcode: r.passcode, TimeZone: time.FixedZone("project", 3600)}
	for _, f := range adjust {
		f(&config)
	}
	r.account = New(config)
	mux := http.NewServeMux()
	mux.Handle("/console/", http.StripPrefix("/console", r.account.Console()))
	mux.HandleFunc("/", func(w http.ResponseWriter, q *http.Request) { (*r.front.Load())(w, q) })
	r.meet(r.account.ServeHTTP)
	r.server = httptest.NewServer(mux)
	t.Cleanup(r.server.Close)
	return r
}

// meet puts a handler before the account.
func (r *rig) meet(front http.HandlerFunc) { r.front.Store(&front) }

func bare(c *Config) { c.Bare = true }

func (r *rig) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *rig) advance(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

// got is an answer, whole.
type got struct {
	status int
	kind   string
	body   string
}

// call sends one request with the account's credentials.
func (r *rig) call(method, path, body string) got {
	r.t.Helper()
	return r.callAs(r.project, r.passcode, method, path, body)
}

func (r *rig) callAs(project, passcode, method, path, body string) got {
	r.t.Helper()
	request, err := http.NewRequest(method, r.server.URL+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatalf("making the request: %v", err)
	}
	if project != "" {
		request.Header.Set("X-CleverTap-Account-Id", project)
	}
	if passcode != "" {
		request.Header.Set("X-CleverTap-Passcode", passcode)
	}
	answer, err := r.server.Client().Do(request)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	return got{answer.StatusCode, answer.Header.Get("Content-Type"), string(read)}
}

// is holds an answer to a status and a body, byte for byte.
func (r *rig) is(g got, status int, body string) {
	r.t.Helper()
	if g.status != status || g.body != body {
		r.t.Errorf("answered %d %s\nwant     %d %s", g.status, g.body, status, body)
	}
}

// into decodes an answer that must have the status.
func (r *rig) into(g got, status int, v any) {
	r.t.Helper()
	if g.status != status {
		r.t.Fatalf("answered %d %s, want %d", g.status, g.body, status)
	}
	if err := json.Unmarshal([]byte(g.body), v); err != nil {
		r.t.Fatalf("decoding %s: %v", g.body, err)
	}
}

// click does something in the console and expects it to work.
func (r *rig) click(method, path, body string) got {
	r.t.Helper()
	g := r.call(method, "/console"+path, body)
	if g.status != http.StatusOK {
		r.t.Fatalf("%s %s: answered %d %s", method, path, g.status, g.body)
	}
	return g
}

const taken = `{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`

// raise uploads one event and expects CleverTap to say that it took it.
func (r *rig) raise(identity, event, data string, more ...string) {
	r.t.Helper()
	body := fmt.Sprintf(`{"d":[{"type":"event","identity":%q,"evtName":%q,"evtData":%s%s}]}`, identity, event, data, strings.Join(more, ""))
	r.is(r.call("POST", "/eu1/1/upload", body), 200, taken)
}

// raised returns how often a customer raised an event, as the profile shows it.
func (r *rig) raised(identity, event string) int {
	r.t.Helper()
	var profile struct {
		Record struct {
			Events map[string]struct{ Count int }
		}
	}
	r.into(r.call("GET", "/eu1/1/profile.json?identity="+identity, ""), 200, &profile)
	return profile.Record.Events[event].Count
}

func itoa(n int64) string { return fmt.Sprint(n) }
