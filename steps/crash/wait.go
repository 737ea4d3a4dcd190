package crash

import "sync"

// Waiting is a sync.WaitGroup whose functions run under a guard: the panic of one
// goes on, without its value, in the goroutine that waits for them.
type Waiting struct {
	group sync.WaitGroup
	lock  sync.Mutex
	fell  error
}

// Go runs a function beside the others.
func (w *Waiting) Go(f func()) {
	w.group.Go(func() {
		if err := Guard(func() error { f(); return nil })(); err != nil {
			w.lock.Lock()
			w.fell = err
			w.lock.Unlock()
		}
	})
}

// Wait waits for all, and falls where one of them fell.
func (w *Waiting) Wait() {
	w.group.Wait()
	if w.fell != nil {
		panic(w.fell)
	}
}
