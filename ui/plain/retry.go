package plain

import (
	"context"

	"github.com/talontap/talontap/ui/report"
)

// retry says what failed and waits for a word to do the step again.
func (t *talk) retry(ctx context.Context, err error) error {
	t.failed(err)
	if _, err := t.ask(ctx, prompt{text: `Press Enter to try again, or type "back" or "quit".`}); err != nil {
		return err
	}
	return errAgain
}

func (t *talk) failed(err error) { _ = report.Error(t.page, t.Style, err) }
