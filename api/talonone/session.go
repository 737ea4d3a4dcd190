package talonone

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// session is the token that a client's management calls carry. Where it ends in
// the middle of the changes, it is renewed once.
type session struct {
	signIn func(context.Context) (SignIn, error) // nil: it cannot be renewed

	lock    sync.Mutex
	token   secret.Secret
	renewed bool
}

// As is the same client with the token of a signed-in session for its management
// calls. Both share the limits, as both draw on the same account.
func (c *Client) As(token secret.Secret) *Client { return c.with(&session{token: token}) }

// SignedIn signs in and gives the same client with that session, which signs in
// once more when the session ends. A call is repeated for it only where the
// session's end kept it from being read at all.
func (c *Client) SignedIn(ctx context.Context, email string, password secret.Secret) (*Client, error) {
	in, err := c.SignIn(ctx, email, password)
	if err != nil {
		return nil, err
	}
	again := func(ctx context.Context) (SignIn, error) { return c.SignIn(ctx, email, password) }
	return c.with(&session{token: in.Token, signIn: again}), nil
}

func (c *Client) with(s *session) *Client {
	signedIn := *c
	signedIn.session = s
	return &signedIn
}

// current is the token in use; zero without a session.
func (s *session) current() secret.Secret {
	if s == nil {
		return secret.Secret{}
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.token
}

// renew gives the token to repeat a call with that was refused; zero where there
// is none, or where the call was refused for another reason. A published call
// tells the two apart.
func (s *session) renew(ctx context.Context, used secret.Secret, lives func(context.Context) error) (secret.Secret, error) {
	if s == nil || s.signIn == nil {
		return secret.Secret{}, nil
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if !s.token.Equal(used) {
		return s.token, nil // another call renewed it meanwhile
	}
	if s.renewed || transport.KindOf(lives(ctx)) != transport.Unauthorised {
		return secret.Secret{}, nil
	}
	s.renewed = true
	in, err := s.signIn(ctx)
	if err != nil {
		return secret.Secret{}, fmt.Errorf(words.NetSessionEnded, err)
	}
	s.token = in.Token
	return s.token, nil
}

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
