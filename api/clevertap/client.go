package clevertap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

// Config says which project to call, and how.
type Config struct {
	Base         string // see BaseURL
	Region       string
	ProjectID    string // sent as X-CleverTap-Account-Id
	Passcode     secret.Secret
	RoundTripper http.RoundTripper // nil: one of its own
	Timeout      time.Duration     // of one call; 0: 30 s
	Log          io.Writer         // redacted lines; nil: none
	Agent        string
	Hurry        int // divides the pauses between tries, see transport.Options; 0: none
}

// Client calls one project in one region. It may be used by many goroutines at
// once.
type Client struct {
	caller    *transport.Caller
	projectID string
	passcode  secret.Secret
	uploads   transport.Gate
	others    transport.Gate
	slow      time.Duration // what a message report may take
}

// CleverTap allows 15 uploads and 3 other calls under way per account (certain).
// The shop's own uploads and Talon.One's webhooks count too, so uploads stay
// well below.
const (
	uploadsAtOnce = 10
	othersAtOnce  = 3
)

// New makes a client; the error says what is wrong with the address. A missing
// project ID or passcode is reported by the first call.
func New(cfg Config) (*Client, error) {
	base, err := BaseURL(cfg.Base, cfg.Region)
	if err != nil {
		return nil, err
	}
	caller, err := transport.New(transport.Options{
		Service: "CleverTap", Base: base, Judge: judge,
		RoundTripper: cfg.RoundTripper, Timeout: cfg.Timeout, Log: cfg.Log, Agent: cfg.Agent, Hurry: cfg.Hurry,
	})
	if err != nil {
		return nil, fmt.Errorf("using CleverTap's address: %w", err)
	}
	return &Client{
		caller: caller, projectID: cfg.ProjectID, passcode: cfg.Passcode,
		uploads: transport.NewSlots(uploadsAtOnce), others: transport.NewSlots(othersAtOnce),
		slow: max(reportTimeout, cfg.Timeout),
	}, nil
}

// With is the same project by another passcode. What is under way counts for both
// together, as it does for the vendor.
func (c *Client) With(passcode secret.Secret) *Client {
	other := *c
	other.passcode = passcode
	return &other
}

// Host is the host that is called, with its port if there is one.
func (c *Client) Host() string { return c.caller.Host() }

// UploadURL is where a webhook sends its events.
func (c *Client) UploadURL() string { return c.caller.Base() + uploadPath }

func (c *Client) get(ctx context.Context, call transport.Call) error {
	call.Method, call.Repeatable = http.MethodGet, true
	return c.send(ctx, call, nil)
}

func (c *Client) post(ctx context.Context, call transport.Call, body any) error {
	call.Method = http.MethodPost
	return c.send(ctx, call, body)
}

// send adds what every call of ours has: the credentials, the gate, and a
// content type where there is content. CleverTap asks for none on a GET.
func (c *Client) send(ctx context.Context, call transport.Call, body any) error {
	if c.projectID == "" || c.passcode.IsZero() {
		return fmt.Errorf("%s: the project ID or the passcode is missing", call.Doing)
	}
	call.Headers = http.Header{
		"Accept":                 {"application/json"},
		"X-CleverTap-Account-Id": {c.projectID},
		"X-CleverTap-Passcode":   {c.passcode.Reveal()},
	}
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s: %w", call.Doing, err)
		}
		call.Body = encoded
		call.Headers["Content-Type"] = []string{"application/json; charset=utf-8"}
	}
	call.Endpoint = call.Method + " " + call.Path
	call.FixedPath, call.Credential = true, "passcode for this project"
	call.Hide = append(call.Hide, c.passcode)
	if call.Gate == nil {
		call.Gate = c.others
	}
	return c.caller.Do(ctx, call)
}

// succeeded holds an answer to the one word that means success.
func (c *Client) succeeded(doing, status string) error {
	if status != "success" {
		return c.caller.Garbled(doing, errors.New(`an answer without the status "success"`))
	}
	return nil
}

// How an answer that is still being prepared is waited for. CleverTap advises 2
// to 5 s (certain); the first asks are sooner, since small answers are ready at once.
const (
	firstWait   = 150 * time.Millisecond
	longestWait = 5 * time.Second
	mostWait    = 2 * time.Minute
)

// ready asks again and again while CleverTap is preparing the answer.
func (c *Client) ready(ctx context.Context, ask func() error) error {
	waited := time.Duration(0)
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		err := ask()
		if !inProgress(err) {
			return err
		}
		if waited += wait; waited > mostWait {
			return c.lateAnswer(err)
		}
		if err := transport.Pause(ctx, wait); err != nil {
			return c.lateAnswer(err)
		}
	}
}

// errPromised is an answer that says when it will come, and not what it is.
var errPromised = errors.New("the answer is still being prepared")

func inProgress(err error) bool {
	var f *transport.Failure
	return errors.Is(err, errPromised) || errors.As(err, &f) && f.Kind == transport.Rejected && f.Code == codeInProgress
}

func (c *Client) lateAnswer(why error) error {
	kind := transport.TimedOut
	if errors.Is(why, context.Canceled) {
		kind = transport.Unknown
	}
	return &transport.Failure{Kind: kind, Service: "CleverTap", Host: c.Host(), Doing: "waiting for CleverTap to prepare an answer", Err: why}
}
