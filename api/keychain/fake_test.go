package keychain

import (
	"crypto/rand"
	"sync"

	"github.com/talontap/talontap/api/secret"
)

// drawer is a keychain that answers at once, counts what is asked of it, and can
// be made to misbehave.
type drawer struct {
	mu     sync.Mutex
	values map[string]secret.Secret
	writes int
	calls  int
	inside int // calls at work at the same time
	most   int // the highest inside has been

	broken error                             // what every call gives
	clings int                               // removals that are declined, or said to be made and are not
	twins  []secret.Secret                   // come to light, one by one, behind an entry that is removed
	spoil  func(secret.Secret) secret.Secret // what set does to a value
	frozen chan struct{}                     // while open, get waits for it
}

func (d *drawer) enter() func() {
	d.mu.Lock()
	d.calls++
	d.inside++
	d.most = max(d.most, d.inside)
	frozen := d.frozen
	d.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	return func() {
		d.mu.Lock()
		d.inside--
		d.mu.Unlock()
	}
}

func (d *drawer) get(account string) (secret.Secret, error) {
	defer d.enter()()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken != nil {
		return secret.Secret{}, d.broken
	}
	value, found := d.values[account]
	if !found {
		return secret.Secret{}, ErrNotFound
	}
	return value, nil
}

func (d *drawer) set(account string, value secret.Secret) error {
	defer d.enter()()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken != nil {
		return d.broken
	}
	if d.spoil != nil {
		value = d.spoil(value)
	}
	if d.values == nil {
		d.values = map[string]secret.Secret{}
	}
	d.writes++
	if value.IsZero() {
		return nil // as where the person said no
	}
	d.values[account] = value
	return nil
}

func (d *drawer) remove(account string) error {
	defer d.enter()()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken != nil {
		return d.broken
	}
	if _, found := d.values[account]; !found {
		return ErrNotFound
	}
	switch {
	case d.clings > 0:
		d.clings--
	case len(d.twins) > 0:
		d.values[account], d.twins = d.twins[0], d.twins[1:]
	default:
		delete(d.values, account)
	}
	return nil
}

func (d *drawer) count() (calls, writes int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls, d.writes
}

func random() secret.Secret { return secret.New(rand.Text()) }

func aMac() place { return place{system: "darwin"} }

var passcode = Ref{Profile: "live", Name: ClevertapPasscode, Slot: Current}
