package clevertap

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

const (
	uploadPath = "/1/upload"
	mostUpload = 1000 // records in one call (certain)
)

// Upload sends events and profiles, 1 to 1000 at once. With dryRun CleverTap
// validates and stores nothing (parameter certain, what exactly is checked
// likely).
//
// The receipt says which records were refused; that is no error. A request
// refused as a whole is. There is no idempotency at CleverTap: what may have been
// taken is never sent again, and Failure.Sent says that it may have been.
//
// Documented by CleverTap: POST /1/upload (certain).
func (c *Client) Upload(ctx context.Context, records []Record, dryRun bool) (Receipt, error) {
	const doing = "uploading to CleverTap"
	if len(records) == 0 || len(records) > mostUpload {
		return Receipt{}, fmt.Errorf("%s: %d records, where 1 to %d are allowed", doing, len(records), mostUpload)
	}
	wire := make([]any, len(records))
	for i, r := range records {
		wire[i] = r.wire()
	}
	var answer wireReceipt
	call := transport.Call{Doing: doing, Path: uploadPath, Gate: c.uploads, Out: &answer}
	if dryRun {
		call.Query = url.Values{"dryRun": {"1"}}
	}
	// A dry run stores nothing, but that is only likely: it is not repeated either.
	if err := c.post(ctx, call, map[string]any{"d": wire}); err != nil {
		return Receipt{}, err
	}
	return c.receipt(doing, answer, c.passcode)
}

// Deliver sends a webhook as it stands, with its own headers and body, so that
// what Talon.One stores is tried and not what we think it stores.
//
// The URL must be on the very scheme, host and port of this client and end in
// /1/upload: a webhook that points elsewhere is an error before anything is sent.
// Answers and repeats are those of Upload.
func (c *Client) Deliver(ctx context.Context, d Delivery) (Receipt, error) {
	const doing = "sending the webhook to CleverTap"
	target, err := c.target(d.URL)
	if err != nil {
		return Receipt{}, fmt.Errorf("%s: %w", doing, err)
	}
	var answer wireReceipt
	call := transport.Call{
		Doing: doing, Method: http.MethodPost, Path: target.EscapedPath(), RawQuery: target.RawQuery,
		Body: d.Body, Headers: http.Header{}, Hide: []secret.Secret{c.passcode},
		Endpoint: http.MethodPost + " " + uploadPath, Gate: c.uploads, FixedPath: true, Out: &answer,
	}
	for _, h := range d.Headers {
		call.Headers[h.Name] = append(call.Headers[h.Name], h.Value.Reveal())
		call.Hide = append(call.Hide, h.Value)
	}
	if err := c.caller.Root().Do(ctx, call); err != nil {
		return Receipt{}, err
	}
	return c.receipt(doing, answer, call.Hide...)
}

// target reads a webhook's URL and holds it to this client's own host.
func (c *Client) target(address string) (*url.URL, error) {
	own, _ := url.Parse(c.caller.Base()) // the transport has parsed it before
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Fragment != "" {
		return nil, fmt.Errorf(words.NetWebhookURL, c.UploadURL())
	}
	if u.Scheme != own.Scheme || europe(u.Host) != europe(own.Host) {
		return nil, fmt.Errorf(words.NetWebhookHost,
			transport.Sanitise(u.Scheme+"://"+u.Host), own.Scheme, own.Host)
	}
	if !strings.HasSuffix(u.Path, uploadPath) {
		return nil, fmt.Errorf(words.NetWebhookPath, uploadPath, c.UploadURL())
	}
	return u, nil
}

// wire is the record as CleverTap reads it. evtData and profileData are written
// even when empty: the one that belongs to the type is required.
func (r Record) wire() map[string]any {
	properties := r.Properties
	if properties == nil {
		properties = map[string]any{}
	}
	wire := map[string]any{"type": "profile", "identity": r.Identity, "profileData": properties}
	if r.Event != "" {
		wire = map[string]any{"type": "event", "identity": r.Identity, "evtName": r.Event, "evtData": properties}
	}
	if r.Source != "" {
		wire["$source"] = r.Source
	}
	if !r.At.IsZero() {
		wire["ts"] = r.At.Unix() // epoch seconds
	}
	return wire
}

// wireReceipt leaves the echoed records out: they hold personal data and the
// coupon code.
type wireReceipt struct {
	Status      string `json:"status"`
	Processed   int    `json:"processed"`
	Unprocessed []struct {
		Code  json.Number `json:"code"`
		Error string      `json:"error"`
	} `json:"unprocessed"`
}

func (w wireReceipt) receipt() Receipt {
	r := Receipt{Status: w.Status, Processed: w.Processed}
	for _, u := range w.Unprocessed {
		code, _ := u.Code.Int64()
		r.Unprocessed = append(r.Unprocessed, Unprocessed{Code: int(code), Message: u.Error})
	}
	return r
}

// receipt reads an answer; its words must not repeat what was sent to be let in.
func (c *Client) receipt(doing string, wire wireReceipt, hide ...secret.Secret) (Receipt, error) {
	if wire.Status == "" {
		return Receipt{}, c.caller.Garbled(doing, errors.New("an answer without a status"))
	}
	r := wire.receipt()
	for i, u := range r.Unprocessed {
		r.Unprocessed[i].Message = secret.Scrub(u.Message, hide...)
	}
	return r, nil
}

// ReceiptIn finds the answer to an upload in what somebody else logged of it; ok is
// false where there is none.
func ReceiptIn(logged []byte) (r Receipt, ok bool) {
	begin, end := bytes.IndexByte(logged, '{'), bytes.LastIndexByte(logged, '}')
	if begin < 0 || end < begin {
		return Receipt{}, false
	}
	var wire wireReceipt
	if transport.Decode(logged[begin:end+1], &wire) != nil || wire.Status == "" {
		return Receipt{}, false
	}
	return wire.receipt(), true
}
