package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/runbook"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) runbookCommand() *cobra.Command {
	var page string
	c := &cobra.Command{
		Use: "runbook", Short: words.RunbookShort, Long: words.RunbookLong,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runbook(cmd.Context(), page) },
	}
	c.Flags().StringVar(&page, "html", "", words.RunbookHTMLFlag)
	return a.withAnswers(c)
}

// runbook writes the page that was worked out, also where something could not be
// looked at: then the error says so, after it.
func (a *app) runbook(ctx context.Context, page string) error {
	if page != "" {
		if err := hasPlace(page); err != nil {
			return usage("--html: %w", err)
		}
	}
	session, st, err := a.opens(ctx, a.world())
	if err != nil {
		return err
	}
	a.tellsReading(st)
	book, err := session.Runbook(ctx, st)
	if book.Profile == "" {
		return err
	}
	return cmp.Or(a.writeRunbook(book, page), a.reported(check.Right, err))
}

// writeRunbook writes Markdown to standard output, whose values stay as they are
// on a terminal of ASCII too, or the HTML page to a file.
func (a *app) writeRunbook(book runbook.Book, page string) error {
	if page == "" {
		return report.Runbook(a.screen, book)
	}
	var out bytes.Buffer
	if err := report.RunbookHTML(&out, book); err != nil {
		return err
	}
	if err := writeWhole(page, out.Bytes()); err != nil {
		return err
	}
	a.say(fmt.Sprintf(words.RunbookWritten, page))
	return nil
}
