package transport

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// mostWords caps a vendor's message, in runes.
const mostWords = 300

// judge reads an answer: nil, with Out filled, or the failure it stands for.
func (c *Caller) judge(call Call, resp *http.Response, body []byte) *Failure {
	switch {
	case resp.StatusCode/100 == 3:
		return c.Garbled(call.Doing, redirect(resp))
	case page(resp, body):
		return c.paged(call, resp)
	}
	verdict := c.options.Judge(resp.StatusCode, body)
	kind := cmp.Or(verdict.Kind, kindOf(resp.StatusCode))
	switch {
	case kind == Garbled, kind == Rejected && verdict.silent() && !refuses(resp.StatusCode):
		return c.Garbled(call.Doing, fmt.Errorf(words.NetStatus, resp.StatusCode))
	case resp.StatusCode == http.StatusForbidden && verdict.silent() && len(bytes.TrimSpace(body)) > 0:
		return c.Garbled(call.Doing, fmt.Errorf(words.NetStranger, resp.StatusCode, c.options.Service))
	case kind == NotFound && call.elsewhere(verdict.Message):
		f := c.Garbled(call.Doing, &obstacle{
			text: fmt.Sprintf(words.NetOtherHost, c.options.Service), fix: fmt.Sprintf(words.NetOtherHostFix, c.options.Service),
		})
		f.Message = shown(verdict.Message, call.Hide)
		return f
	case kind == NotFound && call.FixedPath:
		kind = Refused
	}
	if kind != Unknown {
		f := c.failure(call, kind, nil)
		f.Code = verdict.Code
		f.Message = shown(verdict.Message, call.Hide)
		f.Sent = kind == Broken
		return f
	}
	if call.Out != nil {
		if err := Decode(body, call.Out); err != nil {
			return c.Garbled(call.Doing, err)
		}
	}
	return nil
}

// silent is a verdict without a word of the vendor's.
func (v Verdict) silent() bool { return v == Verdict{} }

// refuses reports whether a vendor answers so to what was sent.
func refuses(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

// elsewhere reports whether a 404 comes from a host that is not the vendor's:
// every account has the call, or the vendor's words are missing where only they
// would say that this account has it not.
func (call Call) elsewhere(message string) bool {
	return call.Offer == OnAll || call.FixedPath && call.Offer == OnSome && message == ""
}

// paged is the failure for a page of HTML. It is never the vendor's word on what
// was asked; but where its status means that something is busy or broken, trying
// again is right whoever sent it.
func (c *Caller) paged(call Call, resp *http.Response) *Failure {
	f := c.Garbled(call.Doing, fmt.Errorf(words.NetHTMLStatus, resp.StatusCode))
	if kind := kindOf(resp.StatusCode); kind == Broken || kind == Limited {
		f.Kind, f.Sent = kind, kind == Broken
	}
	return f
}

// kindOf gives the meaning of a status; Unknown for success. Of the codes that
// begin with 2, those that the vendors document are success: a part of a thing
// (206) is not the thing.
func kindOf(status int) Kind {
	switch status {
	case http.StatusOK, http.StatusCreated, http.StatusAccepted, http.StatusNoContent:
		return Unknown
	case http.StatusUnauthorized:
		return Unauthorised
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return Refused
	case http.StatusNotFound:
		return NotFound
	case http.StatusConflict:
		return Conflict
	case http.StatusTooManyRequests:
		return Limited
	}
	switch {
	case status/100 <= 2:
		return Garbled
	case status/100 == 5:
		return Broken
	}
	return Rejected
}

// redirect says where an answer points, host only: the rest of the address may
// hold what was sent.
func redirect(resp *http.Response) error {
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || to.Host == "" {
		return errors.New(words.NetRedirect)
	}
	return fmt.Errorf(words.NetRedirectTo, Sanitise(to.Host))
}

// Typed is a value without numbers of unknown type. Where many are read, it is worth
// to be one: a decoder that keeps such numbers to the digit copies all that it reads.
type Typed interface{ Typed() }

// Decode reads one JSON value and sanitises every string in it, except in
// json.RawMessage. Numbers of unknown type become json.Number, to the digit.
// Its errors never repeat what was read.
func Decode(data []byte, out any) error {
	switch out.(type) {
	case Typed, *string, *json.RawMessage: // no number of unknown type is in them
		if json.Unmarshal(data, out) == nil {
			sanitiseAll(reflect.ValueOf(out))
			return nil
		}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(out); err != nil {
		return describe(data, err)
	}
	if _, more := d.Token(); more != io.EOF {
		return errors.New(words.NetAfterJSON)
	}
	sanitiseAll(reflect.ValueOf(out))
	return nil
}

// Text is a JSON value for a person: a string without its quotes, anything else
// as it is written.
func Text(raw json.RawMessage) string {
	var s string
	if Decode(raw, &s) == nil {
		return s
	}
	return Sanitise(string(raw))
}

func describe(data []byte, err error) error {
	text := bytes.TrimSpace(data)
	var field *json.UnmarshalTypeError
	switch {
	case len(text) == 0:
		return errors.New(words.NetEmpty)
	case text[0] == '<':
		return errors.New(words.NetHTML)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New(words.NetJSONCut)
	case errors.As(err, &field) && field.Field != "":
		return fmt.Errorf(words.NetJSONType, Sanitise(field.Field))
	}
	return errors.New(words.NetJSONOther)
}

// shown makes a vendor's message fit to be shown: sanitised, short, and without
// the values that were sent to authenticate.
func shown(message string, hide []secret.Secret) string {
	message = strings.TrimSpace(Sanitise(secret.Scrub(message, hide...)))
	if runes := []rune(message); len(runes) > mostWords {
		return string(runes[:mostWords]) + "…"
	}
	return message
}

func (c *Caller) failure(call Call, kind Kind, err error) *Failure {
	return &Failure{Kind: kind, Service: c.options.Service, Doing: call.Doing, Host: c.Host(), Credential: call.Credential, Err: err}
}

func (c *Caller) stopped(call Call, err error) *Failure {
	kind := Unknown
	if errors.Is(err, context.DeadlineExceeded) {
		kind = TimedOut
	}
	return c.failure(call, kind, err)
}
