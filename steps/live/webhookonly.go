package live

import "slices"

// needed leaves out what a check of the webhook alone does not need.
func (r *check) needed(legs []leg) []leg {
	if !r.WebhookOnly {
		return legs
	}
	return slices.DeleteFunc(legs, func(l leg) bool { return l.id == Simulate || l.id == Email || l.id == Inbox })
}
