package talonone_test

import (
	"context"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// renewing is a client that signed in, and the means to end its session.
func renewing(t *testing.T, r rehearsal) (in *talonone.Client, end func()) {
	t.Helper()
	in, err := r.SignedIn(t.Context(), r.env["TALONTAP_TALONONE_EMAIL"], secret.New(r.env["TALONTAP_TALONONE_PASSWORD"]))
	if err != nil {
		t.Fatal(err)
	}
	return in, func() {
		if err := in.SignOut(context.WithoutCancel(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
}

func ofNoCredential() talonone.Webhook {
	w := aWebhook()
	w.CredentialID = 0
	return w
}

func TestASessionThatEndsIsRenewedOnceForWhateverCallMeetsIt(t *testing.T) {
	t.Parallel()
	r := rehearse(t, sandbox.Options{})
	for name, call := range map[string]func(*talonone.Client) error{
		"a published read":     func(c *talonone.Client) error { _, err := c.Webhooks(t.Context(), 1); return err },
		"an unpublished write": func(c *talonone.Client) error { _, err := c.CreateWebhook(t.Context(), ofNoCredential()); return err },
	} {
		in, end := renewing(t, r)
		end()
		if err := call(in); err != nil {
			t.Errorf("%s after the session's end: %v", name, err)
		}
		end()
		if err := call(in); transport.KindOf(err) != transport.Unauthorised && transport.KindOf(err) != transport.Refused {
			t.Errorf("%s after the second end: %v, want it refused and no third session", name, err)
		}
	}
}

func TestACallThatIsRefusedInASessionThatLivesIsNotRepeated(t *testing.T) {
	t.Parallel()
	r := rehearse(t, sandbox.Options{RefuseUnpublished: true})
	in, end := renewing(t, r)
	if _, err := in.CreateWebhook(t.Context(), aWebhook()); err == nil {
		t.Error("the call was taken")
	}
	end() // the first session is the one in use still: a second one could not be ended by its first token
	if _, err := in.Applications(t.Context()); err != nil {
		t.Errorf("the session cannot be renewed any more, though it never was: %v", err)
	}
}
