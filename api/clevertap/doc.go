// Package clevertap is the client for CleverTap's REST API: uploads, profiles,
// events by cursor, counts, the schema and the message report.
//
// CleverTap answers HTTP 200 to failures, a wrong region looks like a wrong
// passcode, and an accepted event may still be dropped. So this package reads
// each answer for what it means, returns kinds of failure
// (transport.KindOf), and never reports success from a status line alone.
//
// It must never send a passcode to a host other than the one its region gives,
// retry an upload that may have been taken (there is no idempotency, a repeat
// is a second email), or keep the record that an error echoes.
package clevertap
