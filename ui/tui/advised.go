package tui

import "github.com/talontap/talontap/ui/report"

// advised is an error for a person: what went wrong, and what to do about it.
func advised(err error) string {
	_, _, fix := report.ErrorText(err)
	return err.Error() + "; do: " + fix
}
