package transport

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/talontap/talontap/api/secret"
)

func TestEveryStatusHasItsMeaning(t *testing.T) {
	for _, test := range []struct {
		status int
		fixed  bool
		kind   Kind
		sent   bool
	}{
		{400, false, Rejected, false},
		{401, false, Unauthorised, false},
		{403, false, Refused, false},
		{404, false, NotFound, false},
		{404, true, Garbled, true},
		{405, false, Refused, false},
		{409, false, Conflict, false},
		{407, false, Garbled, true},
		{410, false, Garbled, true},
		{413, false, Rejected, false},
		{421, false, Garbled, true},
		{422, false, Rejected, false},
		{429, false, Limited, false},
		{500, false, Broken, true},
		{501, false, Refused, false},
		{503, false, Broken, true},
		{203, false, Garbled, true},
		{206, false, Garbled, true},
	} {
		s := serve(t, answers(test.status, ""))
		err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x", FixedPath: test.fixed})
		var f *Failure
		if !errors.As(err, &f) {
			t.Errorf("%d: got %v, want a failure", test.status, err)
			continue
		}
		if f.Kind != test.kind || f.Sent != test.sent {
			t.Errorf("%d (fixed path: %v): got %v, sent %v; want %v, sent %v", test.status, test.fixed, f.Kind, f.Sent, test.kind, test.sent)
		}
		if f.Doing != "asking" || f.Service != "Vendor" || f.Host != s.Listener.Addr().String() {
			t.Errorf("%d: the failure does not say what failed where: %+v", test.status, f)
		}
	}
}

// TestOnlyWhatIsSafeIsRepeated counts the requests that reach a server which
// fails once and would then succeed.
func TestOnlyWhatIsSafeIsRepeated(t *testing.T) {
	for name, test := range map[string]struct {
		fault      behaviour
		once       int // requests for a call that must not be repeated
		repeatable int // and for one that may
		kind       Kind
		sent       bool
	}{
		"too many requests, not processed": {answers(429, ""), 2, 2, Unknown, false},
		"failed on its side":               {answers(500, ""), 1, 2, Broken, true},
		"silence":                          {hangs, 1, 2, TimedOut, true},
		"hung up without an answer":        {hangsUp, 1, 2, Unreachable, true},
		"hung up within the answer":        {stopsInTheMiddle, 1, 2, Garbled, true},
		"silence within the answer":        {fallsSilent, 1, 2, TimedOut, true},
		"an answer that is no HTTP":        {says("220 smtp.example.com ESMTP\r\n"), 1, 1, Garbled, true},
		"HTML":                             {answers(200, "<html>"), 1, 1, Garbled, true},
		"half JSON":                        {answers(200, `{"a":`), 1, 1, Garbled, true},
		"a redirect":                       {answers(302, ""), 1, 1, Garbled, true},
		"rejected":                         {answers(400, ""), 1, 1, Rejected, false},
		"unauthorised":                     {answers(401, ""), 1, 1, Unauthorised, false},
	} {
		for _, repeatable := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, repeatable %v", name, repeatable), func(t *testing.T) {
				t.Parallel()
				s := serve(t, test.fault, answers(200, `{}`))
				var out struct{}
				call := Call{Doing: "asking", Method: "POST", Path: "/x", Body: []byte(`{}`), Repeatable: repeatable, Timeout: time.Second, Out: &out}
				err := caller(t, s.URL).Do(t.Context(), call)
				want := test.once
				if repeatable {
					want = test.repeatable
				}
				if got := int(s.asked.Load()); got != want {
					t.Errorf("sent %d times, want %d", got, want)
				}
				if want == 2 {
					if err != nil {
						t.Errorf("%v", err)
					}
					return
				}
				var f *Failure
				if !errors.As(err, &f) || f.Kind != test.kind || f.Sent != test.sent {
					t.Errorf("got %v, want %v with sent %v", err, test.kind, test.sent)
				}
			})
		}
	}
}

func TestACallThatIsNotRepeatedMayTakeAllOfItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := New(Options{Service: "Vendor", Base: "http://127.0.0.1", RoundTripper: slowly(7 * time.Second)})
		if err != nil {
			t.Fatal(err)
		}
		var out struct{}
		if err := c.Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x", Timeout: 12 * time.Second, Out: &out}); err != nil {
			t.Errorf("an answer after more than half of the time: %v", err)
		}
	})
}

// slowly answers after a while, without a socket, so that the while can be played.
type slowly time.Duration

func (s slowly) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(time.Duration(s)):
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{}`)), Request: r}, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

func TestACancelledReadIsNotAnAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		time.AfterFunc(20*time.Millisecond, cancel)
		fallsSilent(w, r)
	})
	err := caller(t, s.URL).Do(ctx, Call{Doing: "asking", Method: "POST", Path: "/x"})
	var f *Failure
	if !errors.Is(err, context.Canceled) || !errors.As(err, &f) || f.Kind != Unknown || !f.Sent {
		t.Errorf("got %v, want cancelled and perhaps sent", err)
	}
}

func TestRepeatingIsBounded(t *testing.T) {
	for status, want := range map[int]int{429: mostTriesLimited, 503: mostTries} {
		s := serve(t, answers(status, ""))
		err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Repeatable: true})
		if err == nil {
			t.Errorf("%d: no error", status)
		}
		if got := int(s.asked.Load()); got != want {
			t.Errorf("%d: sent %d times, want %d", status, got, want)
		}
	}
}

// counted counts how often a round trip is tried.
type counted struct {
	http.RoundTripper
	tries atomic.Int32
}

func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	c.tries.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

func TestARefusedConnectionWasNeverSentSoItIsTriedAgain(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	_ = listener.Close()
	rt := &counted{RoundTripper: NewRoundTripper()}
	c := caller(t, base, func(o *Options) { o.RoundTripper = rt })
	err = c.Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x", Body: []byte("{}")})
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Unreachable || f.Sent {
		t.Errorf("got %v, want unreachable and not sent", err)
	}
	if got := int(rt.tries.Load()); got != mostTries {
		t.Errorf("tried %d times, want %d", got, mostTries)
	}
}

func TestAnUntrustedCertificateIsNotTriedAgain(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the request was sent") }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	plain := NewRoundTripper()
	defer plain.CloseIdleConnections()
	rt := &counted{RoundTripper: plain}
	c := caller(t, s.URL, func(o *Options) { o.RoundTripper = rt })
	err := c.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Repeatable: true})
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Unreachable || f.Sent {
		t.Errorf("got %v, want unreachable and not sent", err)
	}
	if got := rt.tries.Load(); got != 1 {
		t.Errorf("tried %d times, want 1", got)
	}
}

// opaque hides the transport's tracing, as a stranger's RoundTripper would.
type opaque struct{ err error }

func (o opaque) RoundTrip(*http.Request) (*http.Response, error) { return nil, o.err }

func TestWithoutSightOfTheConnectionOnlyADialErrorCountsAsUnsent(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("refused")}
	for err, sent := range map[error]bool{dial: false, io.EOF: true} {
		c := caller(t, "http://127.0.0.1:1", func(o *Options) { o.RoundTripper = opaque{err} })
		got := c.Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x"})
		var f *Failure
		if !errors.As(got, &f) || f.Sent != sent {
			t.Errorf("%v: got %v, want sent %v", err, got, sent)
		}
	}
}

func TestARepeatedDeleteThatFindsNothingHasDoneItsWork(t *testing.T) {
	s := serve(t, hangsUp, answers(404, ""))
	call := Call{Doing: "deleting", Method: "DELETE", Path: "/x/1", Repeatable: true}
	if err := caller(t, s.URL).Do(t.Context(), call); err != nil {
		t.Errorf("after a lost answer: %v", err)
	}
	s = serve(t, answers(404, ""))
	if err := caller(t, s.URL).Do(t.Context(), call); KindOf(err) != NotFound {
		t.Errorf("at the first try: got %v, want not found", err)
	}
	s = serve(t, answers(429, ""), answers(404, ""))
	if err := caller(t, s.URL).Do(t.Context(), call); KindOf(err) != NotFound {
		t.Errorf("after a limit: got %v, want not found", err)
	}
}

func TestARedirectIsNotFollowedAndOnlyItsHostIsNamed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		elsewhere := serve(t, answers(200, `{}`))
		token := randomSecret(t)
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL+"/take?token="+token.Reveal())
			w.WriteHeader(status)
		})
		err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x", Body: []byte("{}"), Repeatable: true})
		if KindOf(err) != Garbled || !strings.Contains(err.Error(), elsewhere.Listener.Addr().String()) {
			t.Errorf("%d: got %v, want garbled, naming the host", status, err)
		}
		if strings.Contains(err.Error(), token.Reveal()) || strings.Contains(err.Error(), "/take") {
			t.Errorf("%d: the error names more than the host: %v", status, err)
		}
		if elsewhere.asked.Load() != 0 {
			t.Errorf("%d: the redirect was followed", status)
		}
	}
}

func TestALargeAnswerIsNotReadToItsEnd(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		chunk := bytes.Repeat([]byte(" "), 1<<16)
		for r.Context().Err() == nil {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	var out any
	err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Out: &out})
	if KindOf(err) != Garbled || !strings.Contains(err.Error(), "4 MiB") {
		t.Errorf("got %v, want garbled, naming the cap", err)
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	for name, gate := range map[string]Gate{"on the wire": nil, "at a full gate": fullGate(t)} {
		ctx, cancel := context.WithCancel(t.Context())
		s := serve(t, func(w http.ResponseWriter, r *http.Request) { cancel(); hangs(w, r) })
		if gate != nil {
			time.AfterFunc(20*time.Millisecond, cancel)
		}
		err := caller(t, s.URL).Do(ctx, Call{Doing: "asking", Method: "POST", Path: "/x", Gate: gate})
		var f *Failure
		if !errors.Is(err, context.Canceled) || !errors.As(err, &f) || f.Sent != (gate == nil) {
			t.Errorf("%s: got %v, want cancelled with sent %v", name, err, gate == nil)
		}
	}
	ctx, end := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer end()
	err := caller(t, "http://127.0.0.1").Do(ctx, Call{Doing: "asking", Method: "POST", Path: "/x", Gate: fullGate(t)})
	if KindOf(err) != TimedOut {
		t.Errorf("a deadline at the gate: got %v, want timed out", err)
	}
}

func TestACallEndsWithItsContextBetweenTwoTries(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		answers(429, "")(w, r)
		time.AfterFunc(20*time.Millisecond, cancel)
	})
	c := caller(t, s.URL)
	c.pause = time.Hour
	err := c.Do(ctx, Call{Doing: "asking", Method: "GET", Path: "/x"})
	if !errors.Is(err, context.Canceled) || s.asked.Load() != 1 {
		t.Errorf("got %v after %d tries, want cancelled after 1", err, s.asked.Load())
	}
}

func fullGate(t *testing.T) Gate {
	t.Helper()
	gate := NewSlots(1)
	if _, err := gate.Enter(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	return gate
}

func TestAGateIsLeftAfterEveryTry(t *testing.T) {
	s := serve(t, answers(429, ""), answers(500, ""), answers(200, `{}`))
	err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Gate: NewSlots(1), Repeatable: true})
	if err != nil || s.asked.Load() != 3 {
		t.Errorf("got %v after %d tries, want success after 3", err, s.asked.Load())
	}
}

func TestPathAndQueryGoOutToTheByte(t *testing.T) {
	var got atomic.Value
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { got.Store(r.RequestURI) })
	for _, test := range []struct {
		call Call
		root bool
		want string
	}{
		{Call{Path: "/v1/x/10%24OFF%2FNOW"}, false, "/eu1/v1/x/10%24OFF%2FNOW"},
		{Call{Path: "/v1/x"}, true, "/v1/x"},
		{Call{Path: "/x", RawQuery: "cursor=ab%3D%3D%2B+~"}, false, "/eu1/x?cursor=ab%3D%3D%2B+~"},
		{Call{Path: "/x", Query: url.Values{"now": {"2027-01-01T00:00:00+01:00"}}}, false, "/eu1/x?now=2027-01-01T00%3A00%3A00%2B01%3A00"},
	} {
		c := caller(t, s.URL+"/eu1/")
		if test.root {
			c = c.Root()
		}
		test.call.Doing, test.call.Method = "asking", "GET"
		if err := c.Do(t.Context(), test.call); err != nil {
			t.Fatal(err)
		}
		if got.Load() != test.want {
			t.Errorf("got %v, want %v", got.Load(), test.want)
		}
	}
}

func TestWhatCannotBeAHeaderIsRefusedWithoutItsValue(t *testing.T) {
	s := serve(t, answers(200, ""))
	value := randomSecret(t).Reveal()
	for name, call := range map[string]Call{
		"line break in a value":  {Path: "/x", Headers: http.Header{"X-Key": {value + "\r\nHost: elsewhere"}}},
		"control in a value":     {Path: "/x", Headers: http.Header{"X-Key": {value + "\x00"}}},
		"a name with a colon":    {Path: "/x", Headers: http.Header{"X-Key:" + value: {"x"}}},
		"an empty name":          {Path: "/x", Headers: http.Header{"": {value}}},
		"a path without a slash": {Path: value},
		"a query with a break":   {Path: "/x", RawQuery: value + "\n"},
	} {
		call.Doing, call.Method = "asking", "GET"
		err := caller(t, s.URL).Do(t.Context(), call)
		if err == nil || strings.Contains(err.Error(), value) {
			t.Errorf("%s: got %v, want an error without the value", name, err)
		}
	}
	if s.asked.Load() != 0 {
		t.Error("something was sent")
	}
}

func TestNothingSecretIsLoggedOrReported(t *testing.T) {
	key, customer := randomSecret(t), "customer-"+randomSecret(t).Reveal()
	judge := func(_ int, body []byte) Verdict { return Verdict{Message: string(body)} }
	for name, b := range map[string]behaviour{
		"success": answers(200, `{}`),
		"echo":    answers(400, "bad key "+key.Reveal()+" \x1b[31mfor you"),
		"silence": hangs,
		"hung up": hangsUp,
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/?key="+key.Reveal(), http.StatusFound)
		},
		"HTML": answers(200, "<html>"+key.Reveal()),
	} {
		var lines bytes.Buffer
		s := serve(t, b)
		c := caller(t, s.URL, func(o *Options) { o.Log = &lines; o.Judge = judge })
		most := time.Minute
		if name == "silence" {
			most = 100 * time.Millisecond
		}
		var out struct{}
		err := c.Do(t.Context(), Call{
			Doing: "asking", Method: "PUT", Path: "/v1/customers/" + customer, Endpoint: "PUT /v1/customers/{id}",
			Query: url.Values{"key": {key.Reveal()}}, Headers: http.Header{"Authorization": {"Bearer " + key.Reveal()}},
			Body: []byte(key.Reveal()), Hide: []secret.Secret{{}, key}, Timeout: most, Out: &out,
		})
		shown := lines.String()
		if err != nil {
			shown += err.Error()
		}
		if strings.Contains(shown, key.Reveal()) || strings.Contains(shown, customer) {
			t.Errorf("%s: shows a secret or a customer: %s", name, shown)
		}
		if !strings.Contains(lines.String(), "PUT /v1/customers/{id}") || strings.Contains(shown, "\x1b") {
			t.Errorf("%s: the log does not name the endpoint, or it holds a control character: %q", name, shown)
		}
		if name == "echo" && !strings.Contains(err.Error(), "bad key "+secret.Redacted+" [31mfor you") {
			t.Errorf("the vendor's words are missing: %v", err)
		}
	}
}

func TestAVendorsWordsAreCutToAReadableLength(t *testing.T) {
	got := shown(strings.Repeat("ö", mostWords+1), nil)
	if want := strings.Repeat("ö", mostWords) + "…"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestAVendorsVerdictBeatsTheStatus(t *testing.T) {
	s := serve(t, answers(200, `{}`))
	c := caller(t, s.URL, func(o *Options) {
		o.Judge = func(int, []byte) Verdict { return Verdict{Kind: Rejected, Code: 528, Message: "discarded"} }
	})
	err := c.Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x"})
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Rejected || f.Code != 528 || f.Message != "discarded" {
		t.Errorf("got %v", err)
	}
}

func TestRetryAfterIsHonouredUpToABound(t *testing.T) {
	for value, want := range map[string]int{"": 0, "2": 2, "3600": mostRetryAfter, "-1": 0, "Fri, 01 Jan 2027 00:00:00 GMT": 0} {
		if got := retryAfter(&http.Response{Header: http.Header{"Retry-After": {value}}}); got != want {
			t.Errorf("Retry-After %q: got %d s, want %d", value, got, want)
		}
	}
}

func TestTheAgentIsNamedAndGivenHeadersGoAlong(t *testing.T) {
	seen := make(chan http.Header, 1)
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { seen <- r.Header.Clone() })
	c := caller(t, s.URL, func(o *Options) { o.Agent = "talontap/test" })
	if err := c.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Headers: http.Header{"X-One": {"a", "b"}}}); err != nil {
		t.Fatal(err)
	}
	got := <-seen
	if got.Get("User-Agent") != "talontap/test" || strings.Join(got.Values("X-One"), ",") != "a,b" || got.Get("Content-Type") != "" {
		t.Errorf("got %v", got)
	}
}

func TestACauseThatLastsIsKnown(t *testing.T) {
	for err, want := range map[error]bool{
		&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}}:   true,
		&net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", Name: "x"}}:               false,
		&net.OpError{Op: "dial", Err: errors.New("connection refused")}:                                  false,
		&url.Error{Op: "Get", Err: &tls.CertificateVerificationError{Err: errors.New("unknown issuer")}}: true,
	} {
		if got := lasting(err); got != want {
			t.Errorf("%v: lasting %v, want %v", err, got, want)
		}
	}
}

func TestWhatIsDecodedKeepsNothingOfTheBytesItWasReadFrom(t *testing.T) {
	var out struct {
		Text string
		Raw  json.RawMessage
		Any  any
	}
	var whole json.RawMessage
	data := []byte(`{"Text":"text","Raw":{"a":"raw"},"Any":["any"]}`)
	if err := errors.Join(Decode(data, &whole), Decode(data, &out)); err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprint(out, whole)
	clear(data) // another answer is read into them
	if after := fmt.Sprint(out, whole); after != before {
		t.Errorf("it was %s and became %s", before, after)
	}
}
