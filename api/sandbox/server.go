package sandbox

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

type server struct {
	listener net.Listener
	http     *http.Server
	cancel   context.CancelFunc
	ended    chan struct{}

	answering sync.RWMutex // held for reading by each call, and from close on for good
}

func newServer() (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &server{listener: listener, ended: make(chan struct{})}, nil
}

func (s *server) url() string { return "http://" + s.listener.Addr().String() }

func (s *server) serve(handler http.Handler) {
	life, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.http = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !s.answering.TryRLock() {
				panic(http.ErrAbortHandler) // it closes: the call finds nobody
			}
			defer s.answering.RUnlock()
			handler.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // the demo draws on this terminal
		BaseContext:       func(net.Listener) context.Context { return life },
	}
	go func() {
		defer close(s.ended)
		_ = s.http.Serve(s.listener) // it ends with close
	}()
}

// patience is how long close waits for answers in flight; those that only wait
// (latency, slow) are woken and take no time.
const patience = time.Second

// close ends the service. http.Server.Shutdown is no use here: it takes a
// connection on which nothing was sent yet, such as a client's spare one, for
// busy.
func (s *server) close() error {
	s.cancel()
	answered := make(chan struct{})
	go func() { s.answering.Lock(); close(answered) }()
	select {
	case <-answered:
	case <-time.After(patience):
	}
	err := s.http.Close()
	<-s.ended
	<-answered
	return err
}

// slowly delays every answer of next by d. The handler does its work at once and
// waits with its first byte, so that what it holds (a place among CleverTap's
// concurrent requests) is held as long as a slow vendor would hold it.
func slowly(d time.Duration, next http.Handler) http.Handler {
	if d <= 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&slowWriter{ResponseWriter: w, wait: sync.OnceFunc(func() { pause(r.Context(), d) })}, r)
	})
}

type slowWriter struct {
	http.ResponseWriter
	wait func()
}

func (w *slowWriter) WriteHeader(status int) {
	w.wait()
	w.ResponseWriter.WriteHeader(status)
}

func (w *slowWriter) Write(p []byte) (int, error) {
	w.wait()
	return w.ResponseWriter.Write(p)
}

// pause waits, but not longer than the request or the sandbox lives.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
