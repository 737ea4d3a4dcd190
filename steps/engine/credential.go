package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// CredentialError is a credential that a service did not accept: which one it
// is, which the service does not say, and what to do.
type CredentialError struct {
	Key setup.Key
	Err error
	fix string
}

// Error says what failed; the fix stands beside it, not in it.
func (e *CredentialError) Error() string { return e.Err.Error() }

func (e *CredentialError) Unwrap() error { return e.Err }

// Fix is what to do.
func (e *CredentialError) Fix() string { return e.fix }

// passcodeRefused names the ways to a 401 of CleverTap, which does not tell them
// apart (likely).
func passcodeRefused(err error, a setup.Answers) error {
	if transport.KindOf(err) != transport.Unauthorised {
		return err
	}
	return &CredentialError{setup.Passcode, err, fmt.Sprintf(words.FixPasscode, a.Text(setup.Region))}
}

// refused names the credential of a call to either service that was made with the
// passcode or the Management API key.
func (s *Session) refused(ctx context.Context, a setup.Answers, err error) error {
	var f *transport.Failure
	if errors.As(err, &f) && f.Service == cleverTapService {
		return passcodeRefused(err, a)
	}
	return s.managementKeyRefused(ctx, a, err)
}

// cleverTapService is how failures of its calls name CleverTap.
const cleverTapService = "CleverTap"

// managementKeyRefused tries a Management API key that was refused as what it may
// be by mistake: an Integration API key. It asks the same host, as a dry run.
func (s *Session) managementKeyRefused(ctx context.Context, a setup.Answers, err error) error {
	if transport.KindOf(err) != transport.Unauthorised {
		return err
	}
	fix := fmt.Sprintf(words.FixManagementKey, setup.WhereManagementKeys, setup.EndpointsInWords())
	other, opening := s.world.TalonOne(a.Text(setup.TalonOneURL), secret.Secret{}, a.Secret(setup.ManagementKey))
	if opening == nil && live.TryIntegrationKey(ctx, other) == nil {
		fix = fmt.Sprintf(words.FixIsIntegrationKey, setup.WhereManagementKeys)
	}
	return &CredentialError{setup.ManagementKey, err, fix}
}

// integrationKeyRefused is the same the other way round.
func (s *Session) integrationKeyRefused(ctx context.Context, a setup.Answers, err error) error {
	if transport.KindOf(err) != transport.Unauthorised {
		return err
	}
	fix := fmt.Sprintf(words.FixIntegrationKey, setup.WhereIntegrationKeys)
	other, opening := s.world.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.IntegrationKey), secret.Secret{})
	if opening == nil {
		if _, refused := other.Applications(ctx); refused == nil {
			fix = fmt.Sprintf(words.FixIsManagementKey, setup.WhereIntegrationKeys)
		}
	}
	return &CredentialError{setup.IntegrationKey, err, fix}
}

// signInRefused names the password, since a setup has other credentials that the
// same service could have refused.
func signInRefused(err error) error {
	if transport.KindOf(err) != transport.Unauthorised {
		return err
	}
	return &CredentialError{setup.SignInPassword, err, fmt.Sprintf(words.FixSignIn, setup.Unpublished.Variable())}
}

// nobodysID is a customer ID that no customer has.
const nobodysID = "talontap-looks"

// tryPasscode looks up a customer, and says who accepted the passcode.
func (s *Session) tryPasscode(ctx context.Context, a setup.Answers) (string, error) {
	c, err := s.cleverTap(a)
	if err != nil {
		return "", err
	}
	_, _, err = c.Profile(ctx, nobodysID)
	return fmt.Sprintf(words.CandidateAccepted, c.Host()), err
}

func (s *Session) tryManagementKey(ctx context.Context, a setup.Answers) (apps []talonone.Application, accepted string, err error) {
	t, err := s.talonOne(a)
	if err != nil {
		return nil, "", err
	}
	apps, err = t.Applications(ctx)
	return apps, fmt.Sprintf(words.CandidateAccepted, t.Host()), err
}

func (s *Session) tryIntegrationKey(ctx context.Context, a setup.Answers) (string, error) {
	t, err := s.talonOne(a)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(words.CandidateAccepted, t.Host()), live.TryIntegrationKey(ctx, t)
}
