// Package notify posts one small JSON document to an address that the admin gave: a
// chat's, or a program's of their own.
//
// Whoever knows such an address may write there, so it is a secret. It must never
// stand in an error, a log or a screen beyond its host, never be followed elsewhere,
// and go over https except to this machine. Nothing but what the caller words is sent.
package notify

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// patience is how long an address has to answer. What it is told is no news to wait for.
const patience = 10 * time.Second

// Address is where to post.
type Address struct {
	caller      *transport.Caller
	host        string
	path, query secret.Secret
}

// Open reads an address; the error says what is wrong with it, without repeating it.
func Open(address secret.Secret, options transport.Options) (*Address, error) {
	u, err := url.Parse(address.Reveal())
	if err != nil {
		u = &url.URL{} // refused below, in words that do not repeat it
	}
	base := url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host}
	options.Service, options.Base, options.Timeout = words.NotifyService, base.String(), patience
	caller, err := transport.New(options)
	if err != nil {
		return nil, err
	}
	path := secret.New(cmp.Or(u.EscapedPath(), "/"))
	return &Address{caller: caller, host: strings.ToLower(u.Hostname()), path: path, query: secret.New(u.RawQuery)}, nil
}

// Host is all of it that may be shown.
func (a *Address) Host() string { return a.caller.Host() }

// Slack reports whether it is one of Slack's incoming webhooks.
func (a *Address) Slack() bool { return a.host == "hooks.slack.com" }

// Post sends a document once: whoever reads it would read a second one as news.
func (a *Address) Post(ctx context.Context, document []byte) error {
	return a.caller.Do(ctx, transport.Call{
		Doing: words.NotifyDoing, Method: http.MethodPost, Path: a.path.Reveal(), RawQuery: a.query.Reveal(), Endpoint: "POST",
		Headers: http.Header{"Content-Type": {"application/json; charset=utf-8"}}, Body: document,
		Hide: []secret.Secret{a.path, a.query},
	})
}
