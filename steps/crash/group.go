package crash

import (
	"context"

	"golang.org/x/sync/errgroup"
)

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
