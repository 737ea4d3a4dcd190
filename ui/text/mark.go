package text

import "github.com/talontap/talontap/steps/status"

// Mark is the sign of a status, and its tone.
func Mark(s status.Status) (string, Tone) {
	switch s {
	case status.Running:
		return "…", Accent
	case status.Pass:
		return "✓", Good
	case status.Fail:
		return "✗", Bad
	case status.Warn:
		return "!", Warn
	case status.Manual:
		return "☐", Warn
	case status.Skip:
		return "–", Dim
	case status.Unseen:
		return "?", Bad
	}
	return "·", Dim
}
