package talonone

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

// SignIn opens a session of a user by e-mail and password. The token lasts three
// months unless SignOut ends it. Whether an account with single sign-on or a
// second factor answers 401 or otherwise is unknown.
//
// Published: POST /v1/sessions (Management API document, certain).
func (c *Client) SignIn(ctx context.Context, email string, password secret.Secret) (SignIn, error) {
	const doing = "signing in to Talon.One"
	var answer struct {
		Token string `json:"token"`
	}
	call := transport.Call{
		Doing: doing, Gate: c.window, Credential: "email and password",
		Hide: []secret.Secret{password}, Out: &answer,
	}
	body := map[string]string{"email": email, "password": password.Reveal()}
	if err := c.send(ctx, http.MethodPost, at("/v1/sessions").offered(transport.OnAll), call, body); err != nil {
		return SignIn{}, err
	}
	if answer.Token == "" {
		return SignIn{}, c.caller.Garbled(doing, errors.New("a session without a token"))
	}
	return SignIn{Token: secret.New(answer.Token)}, nil
}

// SignOut ends the session of As.
//
// Published: DELETE /v1/sessions (Management API document, certain).
func (c *Client) SignOut(ctx context.Context) error {
	const doing = "signing out of Talon.One"
	if c.session.current().IsZero() {
		return fmt.Errorf("%s: there is no session to end", doing)
	}
	return c.manage(ctx, http.MethodDelete, at("/v1/sessions"), transport.Call{Doing: doing}, nil)
}
