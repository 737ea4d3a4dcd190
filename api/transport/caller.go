package transport

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// Options says whom a Caller calls, and how.
type Options struct {
	Service      string            // the vendor's name, for errors and the log
	Base         string            // see ParseBase
	RoundTripper http.RoundTripper // nil: one of its own, which gives a connection 5 s and TLS another 5 s
	Timeout      time.Duration     // for one call with its repeats, waiting for a Gate not counted; 0: 30 s
	Log          io.Writer         // one line a try: endpoint, kind, milliseconds; nil: none; see Scrubber
	Agent        string            // User-Agent; empty: talontap

	// Hurry divides every pause between two tries, for a server that stands in
	// for the vendor; 0 and 1: none.
	Hurry int

	// Judge reads the vendor's own words out of an answer; nil leaves all to
	// the HTTP status.
	Judge func(status int, body []byte) Verdict
}

// Verdict is what a vendor's body says about the answer. A Kind of Unknown
// leaves the kind to the HTTP status; Code and Message are taken all the same.
type Verdict struct {
	Kind    Kind
	Code    int
	Message string
}

// Caller sends calls to one vendor at one base address. It may be used by many
// goroutines at once.
type Caller struct {
	options Options
	base    url.URL
	client  http.Client
	hidden  *Scrubber // nil: nothing is logged
	log     *slog.Logger
	pause   time.Duration // before the first repeat; doubles from there
}

// AnswerWithin is how long an answer is waited for, where nothing else is said.
const AnswerWithin = 30 * time.Second

const connectTimeout = 5 * time.Second

// New makes a Caller; the error says what is wrong with the base address.
func New(o Options) (*Caller, error) {
	base, err := ParseBase(o.Base)
	if err != nil {
		return nil, err
	}
	o.Timeout, o.Agent = cmp.Or(o.Timeout, AnswerWithin), cmp.Or(o.Agent, "talontap")
	if o.Judge == nil {
		o.Judge = func(int, []byte) Verdict { return Verdict{} }
	}
	if o.RoundTripper == nil {
		o.RoundTripper = NewRoundTripper()
	}
	c := &Caller{options: o, base: *base, hidden: NewScrubber(o.Log), pause: Hurried(firstPause, o.Hurry)}
	c.log = slog.New(slog.DiscardHandler)
	if c.hidden != nil {
		c.log = slog.New(slog.NewTextHandler(c.hidden, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	// The redirect itself is the answer.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.client = http.Client{Transport: o.RoundTripper, CheckRedirect: stay}
	return c, nil
}

// What is kept of connections, of all accounts that are looked at side by side.
const (
	mostIdle = 128     // connections in all, of which each takes some ten KiB
	buffered = 2 << 10 // bytes of each direction; a longer body is read past it
)

// NewRoundTripper keeps connections, which callers of one host may share: each call
// begins with a handshake otherwise, and what is kept takes memory.
//
// It has no response header timeout of its own: each call brings one,
// because an honest answer takes some calls 50 ms and others two minutes. It speaks
// HTTP/1.1 alone: the release is built without HTTP/2, which saves half a MiB, and
// no other build may behave differently.
func NewRoundTripper() *http.Transport {
	one := new(http.Protocols)
	one.SetHTTP1(true)
	dialer := net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSHandshakeTimeout: connectTimeout,
		Protocols:           one,
		MaxIdleConns:        mostIdle,
		MaxIdleConnsPerHost: mostIdle,
		IdleConnTimeout:     60 * time.Second,
		ReadBufferSize:      buffered,
		WriteBufferSize:     buffered,
		OnProxyConnectResponse: func(_ context.Context, at *url.URL, _ *http.Request, answer *http.Response) error {
			return refusedByProxy(at, answer)
		},
	}
}

// Host is the host that is called, with its port if there is one.
func (c *Caller) Host() string { return c.base.Host }

// Base is the address that calls start from, without a slash at its end.
func (c *Caller) Base() string { return c.base.String() }

// Root is the same caller for paths that start at the host, not at the base.
func (c *Caller) Root() *Caller {
	root := *c
	root.base.Path, root.base.RawPath = "", ""
	return &root
}

// Garbled is the failure for an answer that makes no sense to the client. As an
// answer came, the request may have had its effect.
func (c *Caller) Garbled(doing string, why error) *Failure {
	return &Failure{Kind: Garbled, Service: c.options.Service, Doing: doing, Host: c.Host(), Sent: true, Err: why}
}

// ParseBase reads the address that calls start from: https, or http on the
// loopback interface; no user name, no query, no fragment. Slashes at the end
// are cut. Its errors never repeat the address, which may hold a password.
func ParseBase(base string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return nil, errors.New(words.NetAddressUnreadable)
	}
	switch {
	case u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http"):
		return nil, errors.New(words.NetAddressShape)
	case u.User != nil:
		return nil, errors.New(words.NetAddressUser)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New(words.NetAddressQuery)
	case u.Scheme == "http" && !Loopback(u.Hostname()):
		return nil, fmt.Errorf(words.NetNeedsHTTPS, Sanitise(u.Host))
	}
	u.Host = strings.ToLower(u.Host)
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	return u, nil
}

// Loopback reports whether a host name (without port) is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}

// Within reports whether a host name (without port) lies below a domain; the
// domain itself does not.
func Within(host, domain string) bool {
	return len(host) > len(domain)+1 && strings.HasSuffix(strings.ToLower(host), "."+domain)
}
