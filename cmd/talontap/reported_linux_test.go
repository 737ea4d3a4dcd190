package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
)

// document is what a script reads of a run that was kept from its end.
type document struct {
	Enabled *bool            `json:"enabled"`
	Applied []map[string]any `json:"applied"`
	Plan    struct {
		Changes []map[string]any `json:"changes"`
	} `json:"plan"`
	Error *struct {
		What string `json:"what"`
		Why  string `json:"why"`
	} `json:"error"`
	Open   string         `json:"session_left_open"`
	Live   map[string]any `json:"live_check"`
	Checks []any          `json:"checks"`
}

// office is a machine with a sandbox beside it.
type office struct {
	box  *sandbox.Sandbox
	home string
	env  []string
}

func openOffice(t *testing.T, faults ...string) *office {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Faults: faults, Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	home := t.TempDir()
	o := &office{box: box, home: home, env: append(os.Environ(), "XDG_CONFIG_HOME="+home, "HOME="+home, "XDG_RUNTIME_DIR="+home, "DBUS_SESSION_BUS_ADDRESS=")}
	for _, v := range box.Env() {
		o.env = append(o.env, v.Name+"="+v.Value)
	}
	return o
}

// behind puts a door before Talon.One that answers some requests with a failure.
func (o *office) behind(t *testing.T, spoiled func(*http.Request) bool) {
	t.Helper()
	to, err := url.Parse(o.box.TalonOneURL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if spoiled(r) {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		r.Host = to.Host
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(door.Close)
	o.env = append(o.env, "TALONTAP_TALONONE_URL="+door.URL)
}

// overheard runs something once a text was said.
type overheard struct {
	said bytes.Buffer
	text string
	do   func()
}

func (o *overheard) Write(p []byte) (int, error) {
	n, err := o.said.Write(p)
	if o.do != nil && strings.Contains(o.said.String(), o.text) {
		do := o.do
		o.do = nil
		do()
	}
	return n, err
}

// run runs talontap, does something once it has said a text, and gives the one
// document it wrote. do may be nil.
func (o *office) run(t *testing.T, text string, do func(*os.Process), args ...string) (doc document, status int, said string) {
	t.Helper()
	var out bytes.Buffer
	c := exec.Command("talontap", args...)
	talk := &overheard{text: text}
	if do != nil {
		talk.do = func() { do(c.Process) }
	}
	c.Env, c.Stdout, c.Stderr = o.env, &out, talk
	_ = c.Run()
	d := json.NewDecoder(&out)
	if err := d.Decode(&doc); err != nil || d.More() {
		t.Errorf("%v wrote no single document: %v\n%s\n%s", args, err, out.String(), talk.said.String())
	}
	return doc, c.ProcessState.ExitCode(), talk.said.String()
}

func TestAProfileThatCannotBeSavedDoesNotLoseTheReport(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	// A folder where the profile's file belongs cannot be replaced by a file, not
	// even by root, who may write into folders that nobody may.
	block := func(*os.Process) {
		var folders []string
		_ = filepath.WalkDir(o.home, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && path != o.home && d.Name() != "profiles" {
				folders = append(folders, path)
			}
			return err
		})
		for _, folder := range folders {
			_ = os.RemoveAll(filepath.Join(folder, "profiles"))
			_ = os.WriteFile(filepath.Join(folder, "profiles"), nil, 0o600)
		}
	}
	doc, status, said := o.run(t, "webhook: done", block, "setup", "--yes", "--json")
	if status != 1 || doc.Enabled == nil || !*doc.Enabled || doc.Error == nil || !strings.Contains(doc.Error.What, "saving the profile") {
		t.Errorf("exit %d, %+v\n%s", status, doc, said)
	}
}

func TestASessionThatCannotBeEndedIsALineOfTheReport(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.behind(t, func(r *http.Request) bool { return r.Method == http.MethodDelete && r.URL.Path == "/v1/sessions" })
	doc, status, said := o.run(t, "", nil, "setup", "--yes", "--json")
	if status != 0 || doc.Enabled == nil || !*doc.Enabled || doc.Open == "" {
		t.Errorf("exit %d, enabled %v, left open %q, error %+v\n%s", status, doc.Enabled, doc.Open, doc.Error, said)
	}
}

func TestARunThatIsStoppedHalfWayReportsWhatWasDone(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		o := openOffice(t, "late=1h")
		stop := func(p *os.Process) { _ = p.Signal(signal) }
		doc, status, said := o.run(t, "Webhook sent", stop, "setup", "--yes", "--json")
		if status != 2 || len(doc.Plan.Changes) == 0 || len(doc.Applied) == 0 || doc.Error == nil || doc.Live == nil || doc.Enabled == nil || *doc.Enabled {
			t.Errorf("%s: exit %d, %+v\n%s", signal, status, doc, said)
		}
		if doc, status, said := o.run(t, "Webhook sent", stop, "verify", "--live=relay", "--json"); status != 2 || len(doc.Checks) == 0 || doc.Live == nil || doc.Error == nil {
			t.Errorf("%s in verify: exit %d, %+v\n%s", signal, status, doc, said)
		}
	}
}

func TestARunWhoseTimeIsOverReportsWhatWasDone(t *testing.T) {
	t.Parallel()
	o := openOffice(t, "late=1h")
	doc, status, said := o.run(t, "", nil, "setup", "--yes", "--json", "--timeout", "8s")
	if status != 1 || len(doc.Applied) == 0 || doc.Error == nil || doc.Live == nil {
		t.Errorf("exit %d, %+v\n%s", status, doc, said)
	}
	if doc, status, said := o.run(t, "", nil, "verify", "--json", "--timeout", "1ms"); status != 1 {
		t.Errorf("verify: exit %d, %+v\n%s", status, doc, said)
	}
}

func TestWhatIsStoppedBeforeAnythingWasDoneStillWritesADocument(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for _, args := range [][]string{{"plan", "--json"}, {"verify", "--json"}, {"setup", "--yes", "--json"}} {
		doc, status, said := o.stopped(t, args...)
		if status != 2 || doc.Error == nil {
			t.Errorf("%v: exit %d, %+v\n%s", args, status, doc, said)
		}
	}
}

// silent is a server that never answers, and tells when it is asked.
func silent(t *testing.T) (url string, asked chan struct{}) {
	t.Helper()
	done := make(chan struct{})
	asked = make(chan struct{}, 1)
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case asked <- struct{}{}:
		default:
		}
		select {
		case <-r.Context().Done():
		case <-done:
		}
	}))
	t.Cleanup(func() { close(done); s.Close() })
	return s.URL, asked
}

// stopped stops a run that waits for an answer which never comes. Each has a server
// of its own: what a run before has asked may be heard late.
func (o *office) stopped(t *testing.T, args ...string) (doc document, status int, said string) {
	t.Helper()
	var out, talk bytes.Buffer
	c := exec.Command("talontap", args...)
	url, asked := silent(t)
	c.Env, c.Stdout, c.Stderr = append(slices.Clone(o.env), "TALONTAP_TALONONE_URL="+url), &out, &talk
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-asked:
	case <-time.After(patience):
		t.Errorf("%v asked nobody", args)
	}
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Errorf("%v wrote no single document: %v\n%s\n%s", args, err, out.String(), talk.String())
	}
	return doc, c.ProcessState.ExitCode(), talk.String()
}
