package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

const (
	webhooksPath = "/v1/webhooks"
	webhookPath  = "/v1/webhooks/{webhookId}"
)

type wireWebhook struct {
	plainWebhook
	Headers []string  `json:"headers"`
	Created time.Time `json:"created"`
}

type plainWebhook Webhook

// newWebhook is a webhook as it is written (schema NewWebhook, certain): without
// what the vendor sets.
type newWebhook struct {
	wireWebhook
	ID          any `json:"id,omitempty"`
	Modified    any `json:"modified,omitempty"`
	Created     any `json:"created,omitempty"`
	Integration any `json:"outgoingIntegrationTypeName,omitempty"`
}

// UnmarshalJSON keeps what the webhook holds beside the fields above.
func (w *wireWebhook) UnmarshalJSON(raw []byte) (err error) {
	type plain wireWebhook // without this method
	if err = json.Unmarshal(raw, (*plain)(w)); err == nil {
		w.Further, err = further(raw, plain(*w))
	}
	return err
}

// UnmarshalJSON keeps what the parameter holds beside the fields above.
func (p *Param) UnmarshalJSON(raw []byte) (err error) {
	type plain Param // without this method
	if err = json.Unmarshal(raw, (*plain)(p)); err == nil {
		p.Further, err = further(raw, plain(*p))
	}
	return err
}

// Webhooks lists the webhooks of an Application, those of all Applications among
// them; 0 lists every webhook.
//
// The list is read whole and narrowed here: whether the vendor's own filter keeps
// the webhooks of all Applications is unknown, and a webhook that is overlooked
// is made twice.
//
// Published: GET /v1/webhooks (Management API document, certain).
func (c *Client) Webhooks(ctx context.Context, applicationID int) ([]Webhook, error) {
	all, err := collect(ctx, c, "reading webhooks", at(webhooksPath), nil, 0, storedWebhook)
	if err != nil || applicationID == 0 {
		return all, err
	}
	return slices.DeleteFunc(all, func(w Webhook) bool {
		return len(w.ApplicationIDs) > 0 && !slices.Contains(w.ApplicationIDs, applicationID)
	}), nil
}

// Webhook reads one webhook, header values in clear (likely), unless they are
// kept in a Credential.
//
// Published: GET /v1/webhooks/{webhookId} (Management API document, certain).
func (c *Client) Webhook(ctx context.Context, id int) (Webhook, error) {
	return one(ctx, c, http.MethodGet, at(webhookPath, id), transport.Call{Doing: "reading the webhook"}, nil, parseWebhook)
}

// CreateWebhook makes a webhook; ID and Modified of w play no part.
//
// Never published: POST /v1/webhooks is in no document of the vendor's, while its
// schema NewWebhook is. A public copying tool calls it with a session's token, so
// it likely works for a signed-in admin. Any answer that it is not for this
// account has the kind Refused.
func (c *Client) CreateWebhook(ctx context.Context, w Webhook) (Webhook, error) {
	return c.writeWebhook(ctx, "creating the webhook", http.MethodPost, at(webhooksPath).offered(transport.Unpublished), w)
}

// UpdateWebhook replaces the webhook w.ID whole.
//
// Never published: PUT /v1/webhooks/{webhookId}; as CreateWebhook.
func (c *Client) UpdateWebhook(ctx context.Context, w Webhook) (Webhook, error) {
	return c.writeWebhook(ctx, "updating the webhook", http.MethodPut, at(webhookPath, w.ID), w)
}

func (c *Client) writeWebhook(ctx context.Context, doing, method string, p path, w Webhook) (Webhook, error) {
	body, err := w.wire()
	if err != nil {
		return Webhook{}, fmt.Errorf("%s: %w", doing, err)
	}
	call := transport.Call{Doing: doing, Repeatable: method == http.MethodPut}
	for _, h := range w.Headers {
		call.Hide = append(call.Hide, h.Value)
	}
	written, err := one(ctx, c, method, p, call, body, parseWebhook)
	return written, unpublished(err)
}

func parseWebhook(raw json.RawMessage) (Webhook, error) {
	w, err := storedWebhook(raw)
	if err == nil && w.ID == 0 {
		err = errors.New("a webhook without an ID")
	}
	return w, err
}

func (w Webhook) wire() (newWebhook, error) {
	wire := wireWebhook{plainWebhook: plainWebhook(w), Headers: []string{}}
	wire.ApplicationIDs = present(w.ApplicationIDs)
	for _, h := range w.Headers {
		line, err := h.line()
		if err != nil {
			return newWebhook{}, err
		}
		wire.Headers = append(wire.Headers, line)
	}
	wire.Params = append([]Param{}, w.Params...)
	for i, p := range wire.Params {
		if len(p.UI) == 0 {
			wire.Params[i].UI = json.RawMessage("{}")
		}
	}
	return newWebhook{wireWebhook: wire}, nil
}

func storedWebhook(raw json.RawMessage) (Webhook, error) {
	w, err := decoded[wireWebhook](raw)
	hook := Webhook(w.plainWebhook)
	hook.Title, hook.Integration = transport.Line(w.Title), transport.Line(w.Integration)
	for _, line := range w.Headers {
		hook.Headers = append(hook.Headers, headers(line)...)
	}
	for i, p := range hook.Params {
		hook.Params[i].Title = transport.Line(p.Title)
	}
	return hook, err
}

// line writes a header as Talon.One stores it, "Name: value". Its pattern forbids
// a comma and a colon in the name only (certain). The errors name no value.
func (h Header) line() (string, error) {
	if h.Name == "" || strings.ContainsAny(h.Name, ":,\r\n") {
		return "", fmt.Errorf("%q cannot be the name of a webhook's header", transport.Sanitise(h.Name))
	}
	value := h.Value.Reveal()
	if strings.ContainsAny(value, "\r\n") {
		return "", fmt.Errorf("the value of the webhook's header %s holds a line break", h.Name)
	}
	return h.Name + ": " + value, nil
}

// headers reads one stored header. The vendor's example shows an object in JSON
// instead, most likely an artefact; both are read.
func headers(line string) []Header {
	var object map[string]string
	if strings.HasPrefix(strings.TrimSpace(line), "{") && json.Unmarshal([]byte(line), &object) == nil {
		var all []Header
		for name, value := range object {
			all = append(all, Header{Name: name, Value: secret.New(value)})
		}
		slices.SortFunc(all, func(a, b Header) int { return strings.Compare(a.Name, b.Name) })
		return all
	}
	name, value, _ := strings.Cut(line, ":")
	return []Header{{Name: strings.TrimSpace(name), Value: secret.New(strings.TrimSpace(value))}}
}

// further are the members of an object that a struct read from it has no field
// for, those left out that hold nothing. So what is newer than this client, or of no use to
// it, is still seen.
func further(raw []byte, known any) (map[string]json.RawMessage, error) {
	var all, fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	again, err := json.Marshal(known)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(again, &fields); err != nil {
		return nil, err
	}
	for name, value := range all {
		if _, has := fields[name]; has || Empty(value) {
			delete(all, name)
		}
	}
	return all, nil
}

// Empty reports whether a JSON value says nothing: null, false, 0, "", [] or {}.
func Empty(raw json.RawMessage) bool {
	switch text := strings.Join(strings.Fields(string(raw)), ""); text {
	case "", "null", "false", "0", `""`, "[]", "{}":
		return true
	}
	return false
}
