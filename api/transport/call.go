package transport

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// Call is one request and what may be done with it.
type Call struct {
	Doing    string // a gerund, for errors: "reading webhooks"
	Method   string
	Path     string     // escaped, from the base on, with its slash
	Query    url.Values // encoded as usual
	RawQuery string     // sent to the byte as it is; instead of Query
	Headers  http.Header
	Body     []byte

	Endpoint   string          // the method and the path with names for its values: the key of a limit, and what the log shows
	Gate       Gate            // nil: no limit
	Repeatable bool            // a second sending cannot make a second thing
	FixedPath  bool            // the path names no thing that could be missing
	Offer      Offer           // who has the call: what a 404 on a fixed path means
	Timeout    time.Duration   // 0: that of the Options
	Credential string          // what lets the call in, in words, for errors: "passcode"
	Hide       []secret.Secret // values that must stand neither in a vendor's words nor in the log
	Out        any             // where the answer is decoded to; nil: the body is not looked at
}

// Offer says who has a call.
type Offer int

const (
	// OnSome accounts: the vendor's own 404 is a refusal, that of a stranger is not.
	OnSome Offer = iota
	// OnAll accounts: a 404 means that another host answers at this address.
	OnAll
	// Unpublished means that how the vendor says no is unknown, so that any 404 is a refusal.
	Unpublished
)

// check refuses what net/http would refuse later, in words that name no value.
func (call Call) check() error {
	if !strings.HasPrefix(call.Path, "/") {
		return errors.New("the path of a call starts with a slash")
	}
	for name, values := range call.Headers {
		if !headerName(name) {
			return errors.New("a header has a name that HTTP does not allow")
		}
		for _, value := range values {
			if strings.ContainsFunc(value, control) {
				return fmt.Errorf(words.NetHeaderBreak, name)
			}
		}
	}
	if strings.ContainsFunc(call.RawQuery, notInQuery) {
		return errors.New(words.NetQueryCharacter)
	}
	return nil
}

func control(r rune) bool { return r != '\t' && (r < ' ' || r == 0x7f) }

func notInQuery(r rune) bool { return r <= ' ' || r >= 0x7f || r == '#' }

func headerName(name string) bool {
	const marks = "!#$%&'*+-.^_`|~"
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		letter := (r|0x20) >= 'a' && (r|0x20) <= 'z' && r < 0x80
		return !letter && (r < '0' || r > '9') && !strings.ContainsRune(marks, r)
	})
}

// Do sends a call, waits for its gate, repeats it where that is safe, and
// decodes the answer into Out, with every string in it sanitised.
//
// What comes back as an error is a *Failure, except for a call that could never
// be sent. A context that ends gives a Failure that wraps the context's error.
func (c *Caller) Do(ctx context.Context, call Call) error {
	if err := call.check(); err != nil {
		return fmt.Errorf("%s: %w", call.Doing, err)
	}
	call.Timeout = cmp.Or(call.Timeout, c.options.Timeout)
	c.hidden.hide(call.Hide)
	if f := (&errand{caller: c, call: call, left: call.Timeout}).run(ctx); f != nil {
		return f
	}
	return nil
}
