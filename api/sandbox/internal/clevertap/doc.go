// Package clevertap plays one CleverTap project: its REST API, its dashboard
// and its customers' inbox, as an http.Handler with its state in memory.
//
// It is written from what CleverTap publishes and from answers that others have
// recorded, and shares no line with the client that talks to it, so that the
// two cannot be wrong together. Where nothing is known and an answer is needed
// all the same, the code says "modelled:", and the doc of package sandbox lists
// those places.
//
// The API is routed below the code of a region (/eu1/1/upload), because a real
// project lives in one region and every other one answers as if the passcode
// were wrong. Time comes from Config.Now alone: nothing here waits, and no
// goroutine is started. What happens later (an event that arrives late, a
// deletion in the night) waits in a list until somebody looks and the clock has
// passed its time.
//
// It must never call out, never send a real message, and never show a passcode
// other than in the one answer that makes it.
package clevertap
