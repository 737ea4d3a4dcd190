package talonone

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// Config says which account to call, and how.
type Config struct {
	Base           string        // the deployment URL, https://NAME.REGION.talon.one
	ManagementKey  secret.Secret // may be absent while signed in, see As
	IntegrationKey secret.Secret // of one Application
	RoundTripper   http.RoundTripper
	Timeout        time.Duration // of one call; 0: 30 s
	Log            io.Writer     // redacted lines; nil: none
	Agent          string
	Hurry          int // divides the pauses that the vendor's limits ask for, see transport.Options; 0: none
}

// Client calls one account. It may be used by many goroutines at once.
type Client struct {
	caller         *transport.Caller
	window         *transport.SlidingWindow
	managementKey  secret.Secret
	integrationKey secret.Secret
	session        *session // signed in; goes before the key; nil: none
}

// The Management API takes 3 requests a second per endpoint (certain). The
// margin covers what the line adds or takes away between two requests.
const (
	perWindow = 3
	window    = time.Second + 50*time.Millisecond
)

// Pace is how long after each other calls of one endpoint may be made in the long run.
const Pace = window / perWindow

// New makes a client; the error says what is wrong with the address. A missing
// key is reported by the first call that needs it.
//
// Accepted are this machine and hosts below talon.one, with https except on this
// machine. Regions are not held to a list: new ones appear (likely).
func New(cfg Config) (*Client, error) {
	caller, err := transport.New(transport.Options{
		Service: "Talon.One", Base: cfg.Base, Judge: judge,
		RoundTripper: cfg.RoundTripper, Timeout: cfg.Timeout, Log: cfg.Log, Agent: cfg.Agent, Hurry: cfg.Hurry,
	})
	if err == nil {
		err = checkAddress(caller.Base())
	}
	if err != nil {
		return nil, fmt.Errorf("using Talon.One's address: %w", err)
	}
	return &Client{
		caller: caller, window: &transport.SlidingWindow{N: perWindow, Per: transport.Hurried(window, cfg.Hurry)},
		managementKey: cfg.ManagementKey, integrationKey: cfg.IntegrationKey,
	}, nil
}

func checkAddress(base string) error {
	u, _ := url.Parse(base) // the transport has parsed it before
	if !transport.Loopback(u.Hostname()) && !transport.Within(u.Hostname(), "talon.one") {
		return fmt.Errorf(words.NetNotTalonOne, transport.Sanitise(u.Host))
	}
	if u.Path != "" {
		return errors.New(words.NetDeploymentPath)
	}
	return nil
}

// With is the same account by other keys. What the limits have let through is
// counted for both together, as the vendor does.
func (c *Client) With(management, integration secret.Secret) *Client {
	return &Client{caller: c.caller, window: c.window, managementKey: management, integrationKey: integration}
}

// Host is the host that is called, with its port if there is one.
func (c *Client) Host() string { return c.caller.Host() }

// path is a path of the API in both its forms: with its values, and with names
// for them, which is the key of a limit and what a log may show.
type path struct {
	escaped, endpoint string
	offer             transport.Offer
}

func (p path) offered(to transport.Offer) path {
	p.offer = to
	return p
}

// at fills a path's {names} with values, escaped, in order.
func at(endpoint string, values ...any) path {
	escaped := endpoint
	for _, value := range values {
		before, rest, _ := strings.Cut(escaped, "{")
		_, after, _ := strings.Cut(rest, "}")
		// A value that holds a brace is escaped, so the next one is not mistaken.
		escaped = before + url.PathEscape(fmt.Sprint(value)) + after
	}
	return path{escaped: escaped, endpoint: endpoint}
}

// manage sends a call to the Management API. Where a session ended, it is renewed
// and the call sent once more.
func (c *Client) manage(ctx context.Context, method string, p path, call transport.Call, body any) error {
	call.Gate = c.window
	token := c.session.current()
	if token.IsZero() {
		if c.managementKey.IsZero() {
			return fmt.Errorf("%s: neither a Management API key nor a signed-in session is at hand", call.Doing)
		}
		call.Credential = "Management API key"
		return c.send(ctx, method, p, authorise(call, "ManagementKey-v1 ", c.managementKey), body)
	}
	call.Credential = "signed-in session"
	err := c.send(ctx, method, p, authorise(call, "Bearer ", token), body)
	if kind := transport.KindOf(err); kind != transport.Refused && kind != transport.Unauthorised {
		return err
	}
	next, renewing := c.session.renew(ctx, token, func(ctx context.Context) error {
		_, err := c.As(token).Applications(ctx)
		return err
	})
	if renewing != nil || next.IsZero() {
		return cmp.Or(renewing, err)
	}
	return c.send(ctx, method, p, authorise(call, "Bearer ", next), body)
}

// integrate sends a call to the Integration API, whose limit is not published
// (unknown), so that none is kept.
func (c *Client) integrate(ctx context.Context, method string, p path, call transport.Call, body any) error {
	if c.integrationKey.IsZero() {
		return fmt.Errorf("%s: the Integration API key is missing", call.Doing)
	}
	call.Credential = "Integration API key"
	return c.send(ctx, method, p, authorise(call, "ApiKey-v1 ", c.integrationKey), body)
}

func authorise(call transport.Call, scheme string, credential secret.Secret) transport.Call {
	call.Headers = http.Header{"Authorization": {scheme + credential.Reveal()}}
	call.Hide = append(call.Hide, credential)
	return call
}

func (c *Client) send(ctx context.Context, method string, p path, call transport.Call, body any) error {
	if call.Headers == nil {
		call.Headers = http.Header{}
	}
	call.Headers.Set("Accept", "application/json")
	if body != nil {
		encoded, err := encode(body)
		if err != nil {
			return fmt.Errorf("%s: %w", call.Doing, err)
		}
		call.Body = encoded
		call.Headers.Set("Content-Type", "application/json")
	}
	call.Method, call.Path, call.Endpoint = method, p.escaped, method+" "+p.endpoint
	call.FixedPath, call.Offer = p.escaped == p.endpoint, p.offer
	call.Repeatable = call.Repeatable || method == http.MethodGet || method == http.MethodDelete
	return c.caller.Do(ctx, call)
}

// verbatim is a body that goes out byte by byte as it is. json.Marshal would
// compact it and escape <, > and & in it; what was read is what is sent back.
type verbatim json.RawMessage

func encode(body any) ([]byte, error) {
	if as, ok := body.(verbatim); ok {
		return as, nil
	}
	return json.Marshal(body)
}

// named refuses what cannot stand for one thing in a path: with an empty name the
// call would mean all of them, and dots would climb.
func named(doing, id string) error {
	if id == "" || id == "." || id == ".." {
		return fmt.Errorf("%s: %q cannot be an ID", doing, id)
	}
	return nil
}
