package rotate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/setup"
)

// Reader reads the webhook and its delivery log; both are published calls.
type Reader interface {
	Webhook(ctx context.Context, id int) (talonone.Webhook, error)
	MessageLogs(ctx context.Context, q talonone.MessageLogQuery) ([]talonone.MessageLog, error)
}

// Webhook is the webhook in Talon.One that sends with the passcode.
type Webhook struct {
	ID     int
	Reader Reader
	// Write replaces the webhook, by the call that Talon.One does not publish;
	// nil: it is not allowed, or nobody is signed in.
	Write func(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error)
	// Integration: Talon.One's own CleverTap integration has the passcode, which no
	// call reads or changes.
	Integration bool
}

type held struct {
	there  bool
	hidden bool // a Talon.One Credential or integration has it, which no API shows
	value  secret.Secret
}

func (h held) readable() bool { return h.there && !h.hidden }

func (u Webhook) held(hook talonone.Webhook) held {
	if u.Integration {
		return held{there: true, hidden: true} // whatever its headers say
	}
	return heldBy(hook)
}

func heldBy(hook talonone.Webhook) held {
	h := held{there: true}
	if i := setup.HeaderAt(hook.Headers, setup.HeaderPasscode); i >= 0 {
		h.value = hook.Headers[i].Value
		return h
	}
	h.hidden = hook.CredentialID != 0
	return h
}

func with(hook talonone.Webhook, value secret.Secret) talonone.Webhook {
	hook.Headers = slices.Clone(hook.Headers)
	if i := setup.HeaderAt(hook.Headers, setup.HeaderPasscode); i >= 0 {
		hook.Headers[i].Value = value
	} else {
		hook.Headers = append(hook.Headers, talonone.Header{Name: setup.HeaderPasscode, Value: value})
	}
	return hook
}

// switchWebhook gives the webhook the new passcode, by whichever way there is.
// It is read again right before, and only what was seen at the beginning is
// replaced.
func (w *way) switchWebhook(ctx context.Context) (Step, error) {
	hook, err := w.Webhook.Reader.Webhook(ctx, w.Webhook.ID)
	if err != nil {
		return Step{}, fmt.Errorf("reading the webhook: %w", err)
	}
	now := w.Webhook.held(hook)
	switch {
	case now.hidden:
		return w.switchHidden(ctx, hook)
	case now.value.Equal(w.fresh):
		return Step{Status: Pass, Detail: fmt.Sprintf(words.RotateHasIt, hook.Title)}, nil
	case !now.value.Equal(w.hook.value):
		return Step{}, errMeanwhile()
	case w.Webhook.Write == nil:
		return w.switchByHand(ctx, hook, words.RotateNoCall)
	}
	err = w.write(ctx, hook, w.fresh, "switch")
	if transport.KindOf(err) == transport.Refused {
		return w.switchByHand(ctx, hook, words.RotateNotAllowed)
	}
	return Step{Status: Pass, Detail: hook.Title + ", header " + setup.HeaderPasscode}, err
}

func errMeanwhile() error { return unsound(words.RotateMeanwhile, words.RotateMeanwhileFix) }

// write replaces the webhook's passcode and reads back what stands there. After
// a call that may or may not have been taken, that reading decides.
func (w *way) write(ctx context.Context, hook talonone.Webhook, value secret.Secret, action string) error {
	err := w.Journal.Around("webhook", action, w.Credential.Mark(), func() error {
		_, err := w.Webhook.Write(ctx, with(hook, value))
		return err
	})
	if transport.KindOf(err) == transport.Refused || errors.Is(err, journal.ErrUnwritten) {
		return err
	}
	after, readErr := w.Webhook.Reader.Webhook(ctx, hook.ID)
	switch {
	case readErr == nil && heldBy(after).value.Equal(value):
		return nil
	case err != nil:
		return err
	case readErr != nil:
		return fmt.Errorf("reading the webhook back: %w", readErr)
	}
	return errMeanwhile()
}
