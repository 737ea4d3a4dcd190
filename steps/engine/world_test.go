package engine_test

import (
	"context"
	"sync"
	"testing"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// hurry is how many times as fast as with the vendors the pauses go here; the
// sandbox counts twice as fast, so that two requests which the machine pushes
// together are not one too many.
const hurry = 30

// rehearse starts a sandbox and gives a world on it, with the clients that real
// accounts get.
func rehearse(t testing.TB, o sandbox.Options) (*sandbox.Sandbox, engine.World) {
	t.Helper()
	o.Hurry = 2 * hurry
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	return box, worldOn(t, box)
}

func worldOn(t testing.TB, box *sandbox.Sandbox) engine.World {
	t.Helper()
	var lock sync.Mutex // credentials are tried side by side
	clients := map[string]*talonone.Client{}
	return engine.World{
		CleverTap: func(region, project string, passcode secret.Secret) (engine.CleverTap, error) {
			return clevertap.New(clevertap.Config{Base: box.CleverTapURL(), Region: region, ProjectID: project, Passcode: passcode, Hurry: hurry})
		},
		TalonOne: func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
			lock.Lock()
			defer lock.Unlock()
			key := management.Reveal() + integration.Reveal()
			if clients[key] == nil {
				c, err := talonone.New(talonone.Config{Base: url, ManagementKey: management, IntegrationKey: integration, Hurry: hurry})
				if err != nil {
					return nil, err
				}
				clients[key] = c
			}
			return signable{clients[key]}, nil
		},
		Addresses: setup.Addresses{CleverTap: box.CleverTapURL()},
		Now:       box.Now, EmailWait: 5e9, Wait: 3e9, Rehearsal: inbox{box},
	}
}

type signable struct{ *talonone.Client }

func (s signable) SignIn(ctx context.Context, email string, password secret.Secret) (engine.TalonOne, error) {
	in, err := s.SignedIn(ctx, email, password)
	return signable{in}, err
}

type inbox struct{ box *sandbox.Sandbox }

func (i inbox) Inbox(identity string) []live.Message {
	var out []live.Message
	for _, e := range i.box.Inbox() {
		if e.Identity == identity {
			out = append(out, live.Message{At: e.At, Subject: e.Subject, Body: e.Body})
		}
	}
	return out
}

// answered is the state of a run with everything that the sandbox tells.
func answered(box *sandbox.Sandbox, more ...string) steps.State {
	st := steps.State{Profile: "test", Now: box.Now()}
	for _, v := range box.Env() {
		for _, f := range setup.Fields() {
			if f.Key.Variable() != v.Name {
				continue
			}
			if f.Secret {
				st.Answers = st.Answers.WithSecret(f.Key, secret.New(v.Value), setup.FromVariable)
			} else {
				st.Answers = st.Answers.With(f.Key, v.Value, setup.FromVariable)
			}
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		st.Answers = st.Answers.With(setup.Key(more[i]), more[i+1], setup.Typed)
	}
	return st
}

// question finds the question for an answer.
func question(t *testing.T, key setup.Key) steps.Question {
	t.Helper()
	for _, step := range steps.List() {
		for _, q := range step.Questions {
			if q.Key == key {
				return q
			}
		}
	}
	t.Fatalf("nothing asks for %s", key)
	return steps.Question{}
}
