package clevertap_test

import (
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const projectID = "TEST-W6W-797-865Z"

// request is what a server saw of one.
type request struct {
	Method, URI, Body string
	Header            http.Header
}

// vendor is a server that answers as it is told and remembers what it was asked.
type vendor struct {
	*httptest.Server
	mu       sync.Mutex
	requests []request
}

// serve starts one. The answer function gets the number of the request, from 0.
func serve(t testing.TB, answer func(n int, r request, w http.ResponseWriter)) *vendor {
	t.Helper()
	v := &vendor{}
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		seen := request{r.Method, r.RequestURI, string(body), r.Header.Clone()}
		v.mu.Lock()
		n := len(v.requests)
		v.requests = append(v.requests, seen)
		v.mu.Unlock()
		w.Header().Set("Content-Type", "application/json;charset=utf-8")
		answer(n, seen, w)
	}))
	t.Cleanup(v.Close)
	return v
}

// serveBodies answers with one body after the other; the last one stays.
func serveBodies(t testing.TB, status int, bodies ...string) *vendor {
	return serve(t, func(n int, _ request, w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, bodies[min(n, len(bodies)-1)])
	})
}

func (v *vendor) seen() []request {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.requests
}

func newPasscode() secret.Secret { return secret.New("p-" + rand.Text()) }

func client(t testing.TB, v *vendor, change ...func(*clevertap.Config)) *clevertap.Client {
	t.Helper()
	cfg := clevertap.Config{Base: v.URL + "/{region}", Region: "eu1", ProjectID: projectID, Passcode: newPasscode()}
	for _, f := range change {
		f(&cfg)
	}
	c, err := clevertap.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hurried is for a test that is about something else than the pauses.
func hurried(cfg *clevertap.Config) { cfg.Hurry = 100 }

func within(d time.Duration) func(*clevertap.Config) {
	return func(cfg *clevertap.Config) { cfg.Timeout = d }
}
