package tui

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// accounts is what a rotation reads and writes, in memory: the keychain's slots,
// the webhook's header, and which credentials the vendor takes. The rotation
// between them is the real one.
type accounts struct {
	which  rotate.Credential
	lock   sync.Mutex
	slots  map[rotate.Slot]secret.Secret
	held   secret.Secret // by the webhook
	living []secret.Secret
	copied secret.Secret

	byHand      bool // nobody may change the webhook
	hidden      bool // a Credential of Talon.One holds the passcode
	noClipboard bool
	refuses     error // at the last proof
	absent      error // nothing can be prepared

	gate  chan struct{} // nil: looking does not wait
	pause chan struct{} // nil: the last proof does not wait
	back  chan struct{} // nil: putting back does not wait
	ticks time.Duration
}

// newAccounts has one credential in use on both sides.
func newAccounts(which rotate.Credential) *accounts {
	first := secret.New(rand.Text())
	return &accounts{which: which, slots: map[rotate.Slot]secret.Secret{rotate.Current: first}, held: first, living: []secret.Secret{first}}
}

// made is a new credential at the vendor.
func (a *accounts) made() secret.Secret {
	value := secret.New(rand.Text())
	a.living = append(a.living, value)
	return value
}

// with changes accounts and gives them on.
func (a *accounts) with(change func(*accounts)) *accounts {
	change(a)
	return a
}

func (a *accounts) of(slot rotate.Slot) secret.Secret {
	a.lock.Lock()
	defer a.lock.Unlock()
	return a.slots[slot]
}

func (a *accounts) enter(value secret.Secret) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.held = value
}

func (a *accounts) Get(_ context.Context, slot rotate.Slot) (secret.Secret, error) {
	return a.of(slot), nil
}

func (a *accounts) Set(_ context.Context, slot rotate.Slot, value secret.Secret) error {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.slots[slot] = value
	return nil
}

func (a *accounts) Delete(_ context.Context, slot rotate.Slot) error {
	a.lock.Lock()
	defer a.lock.Unlock()
	delete(a.slots, slot)
	return nil
}

func (a *accounts) Webhook(context.Context, int) (talonone.Webhook, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	hook := talonone.Webhook{ID: 7, Title: "Send CleverTap Email", Verb: "POST", URL: "https://eu1.api.clevertap.com/1/upload",
		Payload: `{"d":[{"type":"event","evtName":"Coupon Generated"}]}`,
		Headers: []talonone.Header{{Name: "X-CleverTap-Account-Id", Value: secret.New("TEST-R74-ZWR-R44Z")}, {Name: "Content-Type", Value: secret.New("application/json; charset=utf-8")}}}
	if a.hidden {
		hook.CredentialID = 3
		return hook, nil
	}
	hook.Headers = append(hook.Headers, talonone.Header{Name: "X-CleverTap-Passcode", Value: a.held})
	return hook, nil
}

func (a *accounts) MessageLogs(context.Context, talonone.MessageLogQuery) ([]talonone.MessageLog, error) {
	return nil, nil
}

func (a *accounts) write(ctx context.Context, hook talonone.Webhook) (talonone.Webhook, error) {
	value := hook.Headers[len(hook.Headers)-1].Value
	if a.back != nil && value.Equal(a.of(rotate.Current)) {
		wait(ctx, a.back)
	}
	a.enter(value)
	return hook, nil
}

func (a *accounts) try(_ context.Context, value secret.Secret) (rotate.Proof, error) {
	if slices.ContainsFunc(a.living, value.Equal) {
		return rotate.Proof{Detail: "accepted by eu1.api.clevertap.com"}, nil
	}
	return rotate.Proof{}, &transport.Failure{Kind: transport.Unauthorised, Service: "CleverTap", Doing: "reading a CleverTap profile",
		Host: "eu1.api.clevertap.com", Credential: "passcode", Message: "Invalid Credentials"}
}

func (a *accounts) prove(ctx context.Context, _ secret.Secret) (rotate.Proof, error) {
	if a.pause != nil {
		wait(ctx, a.pause)
	}
	if ctx.Err() != nil {
		return rotate.Proof{}, ctx.Err()
	}
	return rotate.Proof{Detail: theCode + " arrived in CleverTap on talontap-test-default"}, a.refuses
}

// now is a clock on which everything takes at least 21 ms.
func (a *accounts) now() time.Time {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.ticks += 21 * time.Millisecond
	return time.Now().Add(a.ticks)
}

func (a *accounts) rotation(ctx context.Context) (rotate.Rotation, error) {
	if a.gate != nil {
		wait(ctx, a.gate)
	}
	r := rotate.Rotation{Credential: a.which, Source: setup.FromKeychain, Old: a.of(rotate.Current), Vault: a, Try: a.try,
		Now: a.now, Watch: time.Hour}
	if a.which == rotate.CleverTap {
		r.Webhook, r.Prove = &rotate.Webhook{ID: 7, Reader: a}, a.prove
		if !a.byHand {
			r.Webhook.Write = a.write
		}
	} else {
		r.Others = func(context.Context) (string, error) {
			return "your shop may use the old key; Talon.One does not show which key a call came with", nil
		}
	}
	if !a.noClipboard {
		r.Copy = func(value secret.Secret) error { a.copied = value; return nil }
	}
	return r, a.absent
}

// inRotation runs a test with a rotation between accounts, which are made in the
// test's bubble.
func inRotation(t *testing.T, between func() *accounts, change func(*start), test func(*rig, *accounts)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a := between()
		o := start{accounts: a}
		if change != nil {
			change(&o)
		}
		play(t, func(ctx context.Context) *wizard { return o.wizard(ctx, time.UTC) }, func(r *rig) {
			r.accounts = a
			test(r, a)
		})
	})
}

// rotated is how a rotation ended.
type rotated struct {
	Result    rotate.Result
	Err       error
	Expires   string
	Cancelled bool
}

func (r *rig) outcome() rotated {
	result, err := r.w.flow.Rotated()
	return rotated{result, err, r.w.flow.State().Answers.Text(result.Credential.Expires()), r.w.left}
}

// enters types a credential and its last day, and lets it come in.
func (r *rig) enters(value secret.Secret) {
	r.t.Helper()
	r.until(steps.NewCredential)
	r.typed(value.Reveal())
	r.press("enter", "enter")
}

var errLost = &rotate.Problem{Kind: rotate.Unsound, Text: "the test coupon did not arrive with the new passcode: On the customer: CleverTap does not show it",
	Advice: "run talontap verify --live=relay once all is as before: it shows each hop"}

var errNoSetup = fmt.Errorf("reading the webhook that sends with the passcode: %w", errors.New("no setup"))
