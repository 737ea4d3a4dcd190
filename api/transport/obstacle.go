package transport

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// obstacle is a cause that lies before the vendor and has a mend of its own: a
// proxy that does not let calls through, a machine without certificates, another
// host at the vendor's address.
type obstacle struct {
	text, fix string
	lasting   bool // a second try meets it again
	err       error
}

func (o *obstacle) Error() string { return o.text }

func (o *obstacle) Fix() string { return o.fix }

func (o *obstacle) Unwrap() error { return o.err }

const (
	proxyVariables = words.NetProxyVariables
	mendProxy      = "correct " + proxyVariables + words.NetProxyStart
)

// unreadProxy reports whether a proxy is named by an address that cannot be
// read. Go then takes none, without a word.
func unreadProxy() bool {
	return slices.ContainsFunc([]string{"HTTPS_PROXY", "https_proxy"}, func(variable string) bool {
		_, err := url.Parse("http://" + strings.TrimPrefix(os.Getenv(variable), "http://"))
		return err != nil
	})
}

// proxied says of a failure that it happened on the way to or at the proxy. err
// may be such an obstacle already.
func proxied(at *url.URL, err error) error {
	if met := new(obstacle); errors.As(err, &met) {
		return err
	}
	why := inWords(err)
	if why == "" {
		why = words.NetProxySlow
	}
	return &obstacle{text: fmt.Sprintf(words.NetProxyUnusable, theProxy(at), why), fix: mendProxy, err: err}
}

func theProxy(at *url.URL) string {
	return fmt.Sprintf(words.NetProxyNamed, Sanitise(at.Host), proxyVariables)
}

// refusedByProxy is the obstacle for a proxy's answer that opens no way; nil for
// one that does.
func refusedByProxy(at *url.URL, answer *http.Response) error {
	switch {
	case answer.StatusCode == http.StatusOK:
		return nil
	case answer.StatusCode == http.StatusProxyAuthRequired:
		return &obstacle{text: fmt.Sprintf(words.NetProxyPassword, theProxy(at)), lasting: true,
			fix: fmt.Sprintf(words.NetProxyPasswordFix, Sanitise(at.Host))}
	}
	return &obstacle{text: fmt.Sprintf(words.NetProxyRefused, theProxy(at), Sanitise(answer.Status)), lasting: answer.StatusCode/100 == 4,
		fix: words.NetProxyRefusedFix}
}

// atProxy is the proxy at which a request failed; nil where there is none, or
// where the way through it was open.
func (c *Caller) atProxy(req *http.Request, err error, line *line) *url.URL {
	own, ok := c.options.RoundTripper.(*http.Transport)
	if !ok || own.Proxy == nil {
		return nil
	}
	at, none := own.Proxy(req)
	var op *net.OpError
	connecting := errors.As(err, &op) && op.Op == "proxyconnect"
	if none != nil || at == nil || line.got.Load() || line.secured.Load() && !connecting {
		return nil
	}
	return at
}

// withoutRoots reports whether a certificate was not trusted because this
// machine trusts nobody.
func withoutRoots(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); !ok {
		return false
	}
	roots, unread := x509.SystemCertPool()
	return unread != nil || roots.Equal(x509.NewCertPool())
}

// page reports whether an answer is a page for a browser, which neither vendor
// ever sends to a program.
func page(answer *http.Response, body []byte) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		return false
	}
	return bytes.HasPrefix(text, []byte("<")) || strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
}
