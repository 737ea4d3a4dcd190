// Package crash turns a panic, which is a fault of talontap's own, into an error
// that says where it happened and not with what.
//
// A panic outside the goroutine that draws would leave the terminal in raw mode,
// and Go prints the value it was raised with, which may hold anything: a passcode
// that could not be parsed, a body that was being read. So every goroutine of
// ours that does more than wait runs under a guard of this package, and only what
// Go's own runtime says of a fault is repeated (its words hold types and numbers).
//
// It must never show another value, an argument, or a path of the machine that
// built the program.
package crash

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Crash is a panic that was caught.
type Crash struct {
	what  string
	where []string
}

// Of makes a Crash of a recovered value; one that comes from another goroutine
// (Waiting) stays what it is. It has to be called by the function that recovered
// it, while the stack still stands.
func Of(recovered any) *Crash {
	if c, is := recovered.(*Crash); is {
		return c
	}
	c := &Crash{what: fmt.Sprintf("a panic with a value of type %T, which is not shown", recovered), where: stack()}
	if own, is := recovered.(runtime.Error); is {
		c.what = own.Error()
	}
	return c
}

// Error says what happened, without the value.
func (c *Crash) Error() string { return "a fault in talontap itself: " + c.what }

// What is the runtime's word for it, or the type of the value.
func (c *Crash) What() string { return c.what }

// Where lists the functions of talontap that were at work, the innermost first.
func (c *Crash) Where() []string { return c.where }

const (
	module   = "github.com/talontap/talontap/"
	deepest  = 64 // frames that are looked at
	mostSaid = 12 // frames that are told
)

func stack() (where []string) {
	counters := make([]uintptr, deepest)
	frames := runtime.CallersFrames(counters[:runtime.Callers(3, counters)])
	for more := true; more && len(where) < mostSaid; {
		var f runtime.Frame
		f, more = frames.Next()
		if f.Function == "runtime.gopanic" {
			where = nil // what is above it caught the panic
			continue
		}
		if name, ours := strings.CutPrefix(f.Function, module); ours || strings.HasPrefix(name, "main.") {
			where = append(where, fmt.Sprintf("%s (%s:%d)", name, path.Base(f.File), f.Line))
		}
	}
	return where
}

// Guard gives a function that returns as an error what f panics with.
func Guard(f func() error) func() error {
	return func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = Of(p)
			}
		}()
		return f()
	}
}

// Group is an errgroup.Group whose functions run under a guard: the panic of one
// ends the others and is the error of Wait.
type Group struct{ group *errgroup.Group }

// WithContext is errgroup.WithContext for a Group.
func WithContext(ctx context.Context) (*Group, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	return &Group{g}, ctx
}

// Go runs a function beside the others.
func (g *Group) Go(f func() error) { g.group.Go(Guard(f)) }

// SetLimit bounds how many run at once.
func (g *Group) SetLimit(n int) { g.group.SetLimit(n) }

// Wait waits for all and gives the first error.
func (g *Group) Wait() error { return g.group.Wait() }

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
