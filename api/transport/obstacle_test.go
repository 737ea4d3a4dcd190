package transport

import (
	"bufio"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// through gives a caller for a vendor's host that is only reached by a proxy.
func through(t *testing.T, at string) (*Caller, *counted) {
	t.Helper()
	rt := NewRoundTripper()
	t.Cleanup(rt.CloseIdleConnections)
	rt.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(at) }
	tries := &counted{RoundTripper: rt}
	c := caller(t, "https://api.example.invalid", func(o *Options) { o.RoundTripper = rt })
	c.client.Transport = tries
	return c, tries
}

// proxyThat takes one request after another and does the same with each.
func proxyThat(t *testing.T, does func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
				does(conn)
			}
			conn.Close()
		}
	}()
	return listener.Addr().String()
}

func answersRaw(text string) func(net.Conn) {
	return func(c net.Conn) { _, _ = io.WriteString(c, text) }
}

func TestAProxyThatFailsIsNamedAndTheVendorIsNotBlamed(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	for name, test := range map[string]struct {
		at, why, fix string
		tries        int32
	}{
		"down":                  {closed.Addr().String(), "nothing listens at that address and port", "start the proxy", mostTries},
		"misspelt":              {"proxy.example.invalid:3128", "", "correct HTTPS_PROXY or ALL_PROXY", 0},
		"closes the connection": {proxyThat(t, func(net.Conn) {}), "the connection was closed", "start the proxy", 0},
		"forbids":               {proxyThat(t, answersRaw("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")), "did not let the call through: it answered 403 Forbidden", "ask who runs the proxy", 1},
		"wants a name":          {proxyThat(t, answersRaw("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")), "needs a user name and a password", "put them into the proxy's address", 1},
		"wants no such name":    {proxyThat(t, answersRaw("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n")), "wants a sign-in by NTLM, Negotiate", "ask who runs the proxy", 1},
		"wants one of several":  {proxyThat(t, answersRaw("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: basic realm=x\r\nContent-Length: 0\r\n\r\n")), "needs a user name and a password", "put them into the proxy's address", 1},
		"closes the way again":  {proxyThat(t, answersRaw("HTTP/1.1 200 Connection established\r\n\r\n")), "opened the way, and then the connection was closed", "ask who runs the proxy", 0},
		"answers for the host":  {proxyThat(t, answersRaw("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n")), "opened the way, and then", "ask who runs the proxy", 0},
		"cannot reach the host": {proxyThat(t, answersRaw("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")), "it answered 502 Bad Gateway", "NO_PROXY", mostTries},
		"speaks something else": {proxyThat(t, answersRaw("220 smtp.example.com ESMTP\r\n")), "", "correct HTTPS_PROXY", 0},
	} {
		password := randomSecret(t).Reveal()
		c, tried := through(t, "http://somebody:"+password+"@"+test.at)
		err := c.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Repeatable: true})
		var f *Failure
		if !errors.As(err, &f) || f.Kind != Unreachable || f.Sent {
			t.Errorf("%s: got %v, want unreachable and not sent", name, err)
			continue
		}
		host, _, _ := strings.Cut(test.at, ":")
		if !strings.Contains(err.Error(), "the proxy "+host) || !strings.Contains(err.Error(), test.why) || strings.Contains(err.Error(), password) {
			t.Errorf("%s: got %v, want the proxy %s, %q, and no password", name, err, test.at, test.why)
		}
		var met interface{ Fix() string }
		if !errors.As(err, &met) || !strings.Contains(met.Fix(), test.fix) || strings.Contains(met.Fix(), password) {
			t.Errorf("%s: %v has not the mend %q", name, err, test.fix)
		}
		if got := tried.tries.Load(); test.tries != 0 && got != test.tries {
			t.Errorf("%s: tried %d times, want %d", name, got, test.tries)
		}
	}
}

func TestAWayThroughAProxyLeavesTheFailureWithTheVendor(t *testing.T) {
	vendor := httptest.NewUnstartedServer(http.NotFoundHandler())
	vendor.Config.ErrorLog = log.New(io.Discard, "", 0)
	vendor.StartTLS()
	defer vendor.Close()
	c, _ := through(t, "http://"+proxyThat(t, func(conn net.Conn) {
		to, err := net.Dial("tcp", vendor.Listener.Addr().String())
		if err != nil {
			return
		}
		defer to.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(to, conn) }()
		_, _ = io.Copy(conn, to)
	}))
	err := c.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x"})
	if KindOf(err) != Unreachable || !strings.Contains(err.Error(), "its certificate is not trusted here") || strings.Contains(err.Error(), "the proxy 127") {
		t.Errorf("got %v, want the certificate blamed and no proxy", err)
	}
}

// inAnotherWorld runs one test of this file again in a process of its own, since
// Go reads a proxy and the certificates of a machine only once.
func inAnotherWorld(t *testing.T, variables ...string) (there bool) {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_WORLD") == t.Name() {
		return true
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	again.Env = append(os.Environ(), append(variables, "TALONTAP_TEST_WORLD="+t.Name())...)
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	return false
}

func TestAMachineWithoutCertificatesIsSaidToHaveNone(t *testing.T) {
	if !inAnotherWorld(t, "SSL_CERT_FILE="+t.TempDir()+"/none", "SSL_CERT_DIR="+t.TempDir()) {
		return
	}
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	err := caller(t, s.URL).Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x"})
	if KindOf(err) != Unreachable || !strings.Contains(err.Error(), "this machine has no CA certificates") {
		t.Errorf("got %v, want the missing certificates named", err)
	}
}

func TestAProxysAddressThatCannotBeReadIsNotRepeated(t *testing.T) {
	const password = "hidden-%zz"
	if !inAnotherWorld(t, "HTTPS_PROXY=http://somebody:"+password+"@proxy:1", "https_proxy=", "NO_PROXY=", "no_proxy=") {
		return
	}
	err := caller(t, "https://api.example.invalid").Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x"})
	if KindOf(err) != Unreachable || !strings.Contains(err.Error(), "HTTPS_PROXY") || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v, want the variable named and its value not", err)
	}
}

func TestAPageForABrowserIsNeverTheVendorsWord(t *testing.T) {
	for status, kind := range map[int]Kind{200: Garbled, 204: Unknown, 400: Garbled, 401: Garbled, 403: Garbled, 404: Garbled, 409: Garbled, 429: Limited, 502: Broken} {
		for name, b := range map[string]behaviour{
			"by its text": answers(status, "\ufeff \n<!DOCTYPE html><title>Sign in</title>"),
			"by its type": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				answers(status, "Sign in")(w, r)
			},
		} {
			s := serve(t, b)
			c := caller(t, s.URL, func(o *Options) { o.Judge = func(int, []byte) Verdict { return Verdict{Message: "not theirs"} } })
			err := c.Do(t.Context(), Call{Doing: "asking", Method: "POST", Path: "/x"})
			if status == 204 {
				continue // it has no body
			}
			if KindOf(err) != kind || !strings.Contains(err.Error(), "a page of HTML") || strings.Contains(err.Error(), "not theirs") {
				t.Errorf("%d, %s: got %v, want %v by a page of HTML", status, name, err, kind)
			}
		}
	}
}

func TestANoInAStrangersWordsIsNotTheVendors(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		body    string
		verdict Verdict
		kind    Kind
	}{
		"a gateway's text":         {403, "RBAC: access denied", Verdict{}, Garbled},
		"a gateway's JSON":         {403, `{"message":"Forbidden"}`, Verdict{}, Garbled},
		"the vendor's words":       {403, `{"error":"not allowed"}`, Verdict{Message: "not allowed"}, Refused},
		"the vendor's code":        {403, `{"code":403}`, Verdict{Code: 403}, Refused},
		"without a word":           {403, " ", Verdict{}, Refused},
		"the vendor's own to 410":  {410, `{"error":"moved"}`, Verdict{Message: "moved"}, Rejected},
		"a stranger's text to 410": {410, "gone", Verdict{}, Garbled},
	} {
		s := serve(t, answers(test.status, test.body))
		c := caller(t, s.URL, func(o *Options) { o.Judge = func(int, []byte) Verdict { return test.verdict } })
		err := c.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x"})
		told := strings.ReplaceAll(err.Error(), c.Host(), "") // its port may have the status in it
		if says := strings.Contains(told, strconv.Itoa(test.status)); KindOf(err) != test.kind || says != (test.kind == Garbled) {
			t.Errorf("%s: got %v, want %v", name, err, test.kind)
		}
	}
}

func TestA404IsARefusalOnlyInTheVendorsOwnWords(t *testing.T) {
	for name, test := range map[string]struct {
		words string
		call  Call
		kind  Kind
	}{
		"the vendor's, of a call that some have":     {"no such endpoint", Call{FixedPath: true}, Refused},
		"a stranger's, of a call that some have":     {"", Call{FixedPath: true}, Garbled},
		"in words, of a call that all have":          {"no route matched", Call{FixedPath: true, Offer: OnAll}, Garbled},
		"of a thing that the call makes":             {"no route matched", Call{Offer: OnAll}, Garbled},
		"of an unpublished call, in whatever manner": {"", Call{FixedPath: true, Offer: Unpublished}, Refused},
		"of a thing that may be missing":             {"", Call{}, NotFound},
	} {
		s := serve(t, answers(404, "default backend - 404"))
		c := caller(t, s.URL, func(o *Options) { o.Judge = func(int, []byte) Verdict { return Verdict{Message: test.words} } })
		test.call.Doing, test.call.Method, test.call.Path = "asking", "GET", "/x"
		err := c.Do(t.Context(), test.call)
		if KindOf(err) != test.kind {
			t.Errorf("%s: got %v, want %v", name, err, test.kind)
		}
		if other := strings.Contains(err.Error(), "another host answers at this address"); other != (test.kind == Garbled) {
			t.Errorf("%s: another host is named: %v, in %v", name, other, err)
		}
	}
}
