package transport

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"time"
)

// Reach asks the host for nothing but an answer, without a credential, and gives the
// time that the host says it is: zero where it says none. Any answer will do.
func (c *Caller) Reach(ctx context.Context, doing string) (time.Time, error) {
	call := Call{Method: http.MethodHead, Path: "/", Doing: doing}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	var line line
	req, err := c.request(httptrace.WithClientTrace(ctx, line.trace()), call)
	if err != nil {
		return time.Time{}, c.failure(call, Unknown, err)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return time.Time{}, c.unanswered(call, req, err, &line)
	}
	defer resp.Body.Close()
	c.client.CloseIdleConnections()
	at, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return time.Time{}, nil //nolint:nilerr // a host may leave its time out
	}
	return at, nil
}
