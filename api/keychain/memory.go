package keychain

import (
	"context"
	"sync"

	"github.com/talontap/talontap/api/secret"
)

// Memory has the methods of a Keychain and keeps everything in this process, for
// the demo: nothing outlives it. The zero Memory is empty and ready.
type Memory struct {
	mu     sync.Mutex
	values map[Ref]secret.Secret
}

// NewMemory gives an empty one.
func NewMemory() *Memory { return &Memory{} }

// Get reads a secret, or gives ErrNotFound.
func (m *Memory) Get(ctx context.Context, r Ref) (secret.Secret, error) {
	if err := m.admit(ctx, r); err != nil {
		return secret.Secret{}, doing("reading", r, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.values[r]
	if !found {
		return secret.Secret{}, doing("reading", r, ErrNotFound)
	}
	return value, nil
}

// Set keeps a secret under the same limits as a Keychain.
func (m *Memory) Set(ctx context.Context, r Ref, value secret.Secret) error {
	if err := m.admit(ctx, r); err != nil {
		return doing("keeping", r, err)
	}
	if err := fits(value); err != nil {
		return doing("keeping", r, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values == nil {
		m.values = map[Ref]secret.Secret{}
	}
	m.values[r] = value
	return nil
}

// Delete removes a secret. One that is absent is no error.
func (m *Memory) Delete(ctx context.Context, r Ref) error {
	if err := m.admit(ctx, r); err != nil {
		return doing("deleting", r, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.values, r)
	return nil
}

// State says that secrets can be kept, for as long as the process lives.
func (m *Memory) State(context.Context) State {
	return State{Available: true, Kind: "the memory of this process"}
}

func (m *Memory) admit(ctx context.Context, r Ref) error {
	if ctx.Err() != nil {
		return ended(ctx)
	}
	return r.check()
}
