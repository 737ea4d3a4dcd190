package engine_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// odd is a Talon.One that does something else where it is asked for lists.
type odd struct {
	engine.TalonOne
	webhooks, calls func()
}

func (o odd) Webhooks(ctx context.Context, application int) ([]talonone.Webhook, error) {
	o.webhooks()
	return o.TalonOne.Webhooks(ctx, application)
}

func (o odd) LastAccess(ctx context.Context, application int, from, to time.Time, fits func(talonone.Access) bool) (talonone.Access, bool, error) {
	o.calls()
	return o.TalonOne.LastAccess(ctx, application, from, to, fits)
}

// oddly is a world with such a Talon.One.
func oddly(w engine.World, webhooks, calls func()) engine.World {
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		t, err := open(url, management, integration)
		return odd{t, webhooks, calls}, err
	}
	return w
}

func TestASecretIsCopiedWhileTheWatcherWaitsForTheNetwork(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true, Bare: true})
	reads, waits, answers := 0, make(chan struct{}), make(chan struct{})
	w = oddly(w, func() {
		if reads++; reads == 2 { // the first was the plan's
			close(waits)
			<-answers
		}
	}, func() {})
	copied := 0
	w.CopySecret = func(secret.Secret) error { copied++; return nil }
	st, session := answered(box, string(setup.Unpublished), "false"), engine.New(w)
	p, _, err := session.Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	looked, put := make(chan error, 1), make(chan error, 1)
	go func() { _, err := session.LookAtCards(t.Context(), st); looked <- err }()
	<-waits
	f, _ := p.Of(plan.Webhook).Card.Field("Header X-CleverTap-Passcode")
	go func() { put <- session.CopySecret(f) }()
	select {
	case err := <-put:
		if err != nil || copied != 1 {
			t.Errorf("err %v, copied %d times", err, copied)
		}
	case <-time.After(time.Minute):
		t.Error("it waits for the watcher")
	}
	close(answers)
	if err := <-looked; err != nil {
		t.Errorf("the watcher: %v", err)
	}
}

func TestAFaultBesideTheChecklistIsToldWithoutItsValue(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	value := rand.Text()
	session := engine.New(oddly(w, func() {}, func() { panic(value) }))
	var c *crash.Crash
	err := crash.Guard(func() error { _, err := session.Checklist(t.Context(), answered(box)); return err })()
	if !errors.As(err, &c) || strings.Contains(fmt.Sprintf("%+v %#v", err, err), value) || len(c.Where()) == 0 {
		t.Errorf("got %v, want a crash with its place and without its value", err)
	}
}
