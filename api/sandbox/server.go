package sandbox

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// server is one listening socket with its HTTP server.
type server struct {
	listener net.Listener
	http     *http.Server
	cancel   context.CancelFunc
	ended    chan struct{}
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
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // the demo draws on this terminal
		BaseContext:       func(net.Listener) context.Context { return life },
	}
	go func() {
		defer close(s.ended)
		s.http.Serve(s.listener)
	}()
}

// patience is how long close waits for answers in flight; those that only wait
// (latency, slow) are woken and take no time.
const patience = time.Second

func (s *server) close() error {
	s.cancel()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	<-s.ended
	return err
}
