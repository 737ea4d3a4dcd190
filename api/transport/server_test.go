package transport

import (
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// behaviour is what the server does with one request.
type behaviour func(http.ResponseWriter, *http.Request)

func answers(status int, body string) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// hangs answers nothing until the client has gone.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// hangsUp closes the connection instead of answering.
func hangsUp(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// says writes bytes on the connection, which may be HTTP or not, and closes it.
func says(text string) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = io.WriteString(conn, text)
			_ = conn.Close()
		}
	}
}

// stopsInTheMiddle promises more bytes than it sends.
func stopsInTheMiddle(w http.ResponseWriter, r *http.Request) {
	says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":")(w, r)
}

// fallsSilent begins an answer and does not go on.
func fallsSilent(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, `{"ok":`)
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// server plays behaviours in order; the last one stays.
type server struct {
	*httptest.Server
	asked atomic.Int32
}

func serve(t *testing.T, script ...behaviour) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // so that the server sees the client leave
		n := int(s.asked.Add(1))
		script[min(n, len(script))-1](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// caller is one for a test server, without the long pauses.
func caller(t *testing.T, base string, change ...func(*Options)) *Caller {
	t.Helper()
	rt := NewRoundTripper()
	t.Cleanup(rt.CloseIdleConnections)
	o := Options{Service: "Vendor", Base: base, RoundTripper: rt}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.pause = time.Millisecond
	return c
}

func randomSecret(t *testing.T) secret.Secret {
	t.Helper()
	return secret.New("s-" + rand.Text())
}
