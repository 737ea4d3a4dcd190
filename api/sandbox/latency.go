package sandbox

import (
	"context"
	"net/http"
	"sync"
	"time"
)

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

// slowWriter waits once, before the first byte.
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
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
