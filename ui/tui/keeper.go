package tui

import (
	"sync"

	"github.com/talontap/talontap/steps"
)

// keeper saves states one at a time. Saving happens beside the screen, so two
// may wait at once; their numbers keep an older one from overwriting a newer.
type keeper struct {
	keep func(steps.State) error

	lock  sync.Mutex
	drawn int // the last number given out
	saved int // the number of the last state that was saved
}

// number is drawn when a state comes to be, before it is saved.
func (k *keeper) number() int {
	k.lock.Lock()
	defer k.lock.Unlock()
	k.drawn++
	return k.drawn
}

func (k *keeper) save(number int, st steps.State) error {
	if k.keep == nil {
		return nil
	}
	k.lock.Lock()
	defer k.lock.Unlock()
	if number < k.saved {
		return nil
	}
	k.saved = number
	return k.keep(st)
}
