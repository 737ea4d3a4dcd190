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
	case answer.StatusCode == http.StatusProxyAuthRequired && len(otherSignIns(answer)) > 0:
		return &obstacle{text: fmt.Sprintf(words.NetProxySignIn, theProxy(at), Sanitise(strings.Join(otherSignIns(answer), ", "))), lasting: true,
			fix: words.NetProxySignInFix}
	case answer.StatusCode == http.StatusProxyAuthRequired:
		return &obstacle{text: fmt.Sprintf(words.NetProxyPassword, theProxy(at)), lasting: true,
			fix: fmt.Sprintf(words.NetProxyPasswordFix, Sanitise(at.Host))}
	}
	return &obstacle{text: fmt.Sprintf(words.NetProxyRefused, theProxy(at), Sanitise(answer.Status)), lasting: answer.StatusCode/100 == 4,
		fix: words.NetProxyRefusedFix}
}

// otherSignIns are the kinds of sign-in that a proxy wants, where a user name and a
// password in its address, which is all that Go sends, are none of them.
func otherSignIns(answer *http.Response) (kinds []string) {
	for _, wanted := range answer.Header.Values("Proxy-Authenticate") {
		kind, _, _ := strings.Cut(wanted, " ")
		if strings.EqualFold(kind, "Basic") {
			return nil
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

// beyond says of a failure that it met the first words to the vendor, once the proxy
// had opened the way; nil where there is no proxy, or more was said. Either of the two
// may have closed it.
func (c *Caller) beyond(req *http.Request, err error, line *line) error {
	at := c.proxy(req)
	if at == nil || line.got.Load() || !closed(err) && !errors.As(err, new(tls.RecordHeaderError)) {
		return nil
	}
	return &obstacle{text: fmt.Sprintf(words.NetProxyClosed, theProxy(at), inWords(err)), fix: words.NetProxyRefusedFix, err: err}
}

// proxy is the proxy that a request goes to; nil: none.
func (c *Caller) proxy(req *http.Request) *url.URL {
	own, ok := c.options.RoundTripper.(*http.Transport)
	if !ok || own.Proxy == nil {
		return nil
	}
	at, err := own.Proxy(req)
	if err != nil {
		return nil
	}
	return at
}

// atProxy is the proxy at which a request failed; nil where there is none, or
// where the way through it was open.
func (c *Caller) atProxy(req *http.Request, err error, line *line) *url.URL {
	var op *net.OpError
	connecting := errors.As(err, &op) && op.Op == "proxyconnect"
	if line.got.Load() || line.secured.Load() && !connecting {
		return nil
	}
	return c.proxy(req)
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
