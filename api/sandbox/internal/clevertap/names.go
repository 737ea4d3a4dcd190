package clevertap

import (
	"slices"
	"strings"
	"unicode"
)

// forbidden are the characters that names of events and properties must not
// hold (certain).
const forbidden = `%><!|&.:;$'"\`

// fold brings the spellings of one event name together: "Coupon Generated",
// "couponGenerated" and "coupon generated" are the same event (certain).
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// systemEvents are CleverTap's own, which an upload must not raise: the names from
// the platform considerations (certain), and "Web Page Viewed", which a partner saw
// refused in 2024 (likely).
func systemEvents() []string {
	return append(notificationEvents(),
		"UTM Visited", "App Launched", "App Uninstalled", "App Version Changed",
		"Stayed", "Reply Sent", "Experiment Rendered", "Reachable By",
		"Identity Reset", "Identity Set", "Identity Error", "Web Page Viewed",
	)
}

// notificationEvents are the system events that cannot be exported either.
func notificationEvents() []string {
	return []string{
		"Notification Sent", "Notification Viewed", "Notification Clicked",
		"Notification Delivered", "Notification Replied",
	}
}

// spelt tells whether a name is one of those, however it is spelt.
func spelt(name string, among []string) bool {
	return slices.ContainsFunc(among, func(s string) bool { return fold(s) == fold(name) })
}
