package transport

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// mostBody caps an answer. The longest honest one, a page of campaigns, is well
// below.
const mostBody = 4 << 20

// mostRetryAfter caps the seconds that an answer may make us wait. Neither
// vendor documents the header; a proxy in between may send it.
const mostRetryAfter = 10

var (
	errCut   = errors.New(words.NetAnswerCut)
	errMute  = fmt.Errorf(words.NetClosedUnanswered, errCut)
	errLarge = fmt.Errorf(words.NetAnswerLong, mostBody>>20)
)

type attempt struct {
	failure    *Failure
	status     int // 0: no answer
	retryAfter int // seconds
}

func (c *Caller) attempt(ctx context.Context, call Call) attempt {
	var line line
	req, err := c.request(httptrace.WithClientTrace(ctx, line.trace()), call)
	if err != nil {
		return attempt{failure: c.failure(call, Unknown, err)}
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return attempt{failure: c.unanswered(call, req, err, &line)}
	}
	defer resp.Body.Close()
	body, err := read(resp)
	if err != nil {
		return attempt{failure: c.unread(call, err), status: resp.StatusCode}
	}
	return attempt{c.judge(call, resp, body), resp.StatusCode, retryAfter(resp)}
}

// read reads an answer whole, into as much as it says that it is long.
func read(resp *http.Response) ([]byte, error) {
	var body bytes.Buffer
	body.Grow(int(min(max(resp.ContentLength, 0), mostBody)) + bytes.MinRead)
	n, err := body.ReadFrom(io.LimitReader(resp.Body, mostBody+1))
	if err == nil && n > mostBody {
		err = errLarge
	}
	return body.Bytes(), err
}

func (c *Caller) request(ctx context.Context, call Call) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, call.Method, c.Base()+call.Path, bytes.NewReader(call.Body))
	if err != nil {
		return nil, plain(err)
	}
	req.URL.RawQuery = cmp.Or(call.RawQuery, call.Query.Encode())
	if len(call.Body) == 0 {
		req.Body, req.GetBody = http.NoBody, nil
	}
	maps.Copy(req.Header, call.Headers)
	req.Header.Set("User-Agent", c.options.Agent)
	return req, nil
}

// line is what was seen of the connection. The zero value has seen nothing,
// which is also what a RoundTripper without tracing leaves.
type line struct{ wanted, secured, got, answered atomic.Bool }

func (l *line) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:              func(string) { l.wanted.Store(true) },
		TLSHandshakeStart:    func() { l.secured.Store(true) },
		GotConn:              func(httptrace.GotConnInfo) { l.got.Store(true) },
		GotFirstResponseByte: func() { l.answered.Store(true) },
	}
}

// maybeSent is false only where it is certain that nothing left this machine.
func (l *line) maybeSent(err error) bool {
	if l.wanted.Load() {
		return l.got.Load()
	}
	var op *net.OpError
	return !errors.As(err, &op) || op.Op != "dial"
}

func (c *Caller) unanswered(call Call, req *http.Request, err error, line *line) *Failure {
	err = plain(err)
	sent, at, beyond := line.maybeSent(err), c.atProxy(req, err, line), c.beyond(req, err, line)
	f := c.failure(call, Unreachable, err)
	f.Sent = sent
	switch {
	case errors.Is(err, context.Canceled):
		f.Kind = Unknown
	case at != nil:
		f.Err = proxied(at, err)
	case !sent && !Loopback(req.URL.Hostname()) && unreadProxy():
		// The variable is not repeated: it may hold a password.
		text := fmt.Sprintf(words.NetProxyUnreadable, proxyVariables, inWords(err))
		f.Err = &obstacle{text: text, fix: mendProxy, err: err}
	case beyond != nil:
		f.Err = beyond
	case withoutRoots(err):
		f.Err = &obstacle{text: words.NetNoCertificates, fix: words.NetNoCertificatesFix, lasting: true, err: err}
	case timeout(err):
		f.Kind = TimedOut
	case line.answered.Load() && !closed(err):
		f.Kind, f.Err = Garbled, errors.New(words.NetNotHTTP)
	case sent:
		f.Err = fmt.Errorf("%w (%w)", errMute, err)
	}
	return f
}

// unread is the failure for an answer whose body did not come whole.
func (c *Caller) unread(call Call, err error) *Failure {
	f := c.failure(call, Garbled, err)
	f.Sent = true
	switch {
	case errors.Is(err, errLarge):
	case errors.Is(err, context.Canceled):
		f.Kind = Unknown
	case timeout(err):
		f.Kind = TimedOut
	default:
		f.Err = fmt.Errorf("%w (%w)", errCut, err)
	}
	return f
}

// plain takes the url.Error off, whose text holds the whole address with its query.
func plain(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

func timeout(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

func closed(err error) bool {
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &op)
}

func retryAfter(resp *http.Response) int {
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(seconds, mostRetryAfter)
}

// note writes the one line a try leaves in the log. It shows the endpoint and
// not the path, whose values name customers.
func (c *Caller) note(call Call, a attempt, try int, took time.Duration) {
	kind := "ok"
	if a.failure != nil {
		kind = a.failure.Kind.String()
	}
	c.log.Debug(call.Doing, "service", c.options.Service, "host", c.Host(), "call", call.Endpoint,
		"kind", kind, "status", a.status, "try", try, "ms", took.Milliseconds())
}

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
	at, _ := http.ParseTime(resp.Header.Get("Date")) // a host may leave its time out
	return at, nil
}
