package steps_test

import (
	"context"

	"github.com/talontap/talontap/steps"
)

// alone goes through a setup whose answers are complete.
func alone(ctx context.Context, e steps.Engine, st steps.State, how steps.Alone) (steps.Report, error) {
	return how.Run(ctx, steps.NewSetup(e, st, steps.SetupOptions{Answered: true}))
}
