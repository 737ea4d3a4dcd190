// Package sandbox is Talon.One and CleverTap as two real HTTP servers on this
// machine, so that the demo, the tests and a rehearsal use the same clients over
// the same kind of socket as production does.
//
// It keeps state, runs the rules, sends the webhooks, enforces the published
// limits, lets its clock be moved, and plays both consoles and the customer's
// inbox. It starts as an account that meets the tutorial's prerequisites: the
// event and its property are defined in CleverTap, customer-1001 and a few more
// are known on both sides, and unless Options.Bare there is a campaign in
// Talon.One to take the rule from and a live email campaign in CleverTap.
//
// It imports no client, and its wire structs are its own. It must never reach
// beyond this machine (a webhook for any other address than its own CleverTap and
// Options.WebhooksTo is logged as failed), answer to a name that is not loopback's,
// never hold a secret that was not made for this one run, and never answer for
// convenience what the vendor would not answer.
//
// # Steering
//
// Both servers answer below /_sandbox/ with JSON, without credentials, without
// latency and without faults, so that a script can play the admin:
//
//	GET    /_sandbox/                 a page for a person: both consoles, over what follows
//	GET    /_sandbox/clock            {"now": "2027-01-01T12:00:00+01:00"}
//	PUT    /_sandbox/clock            {"now": …}, {"advance": "24h"}, {"real": true}
//	                                  or {"local": "2027-01-01T12:00", "zone": "Europe/Berlin"}
//	GET    /_sandbox/faults           {"faults": […], "known": [{"name", "meaning"}]}
//	PUT    /_sandbox/faults           {"faults": ["500:clevertap", …]} replaces them
//	DELETE /_sandbox/faults           ends them
//	GET    /_sandbox/inbox            {"emails": [{"at", "channel", "to", "identity", "campaign", "sender", "subject", "body"}]}
//	GET    /_sandbox/state            all that can be seen without a secret
//
// A refused click is answered with HTTP 400 or 404 and {"error": "…"}; below
// talonone/ with that vendor's own error body.
//
// CleverTap's dashboard, below /_sandbox/clevertap:
//
//	GET POST       /campaigns                       {"name", "event", "sender", "subject", "body", "status", "start", …}
//	GET PUT DELETE /campaigns/{id}                  PUT changes the fields it names
//	GET            /project                         {"region", "project_id", "time_zone"}
//	GET            /schema
//	PUT            /schema/{event}                  {"defined", "properties": [{"name", "type", "defined", "required"}]}
//	POST           /schema/{event}/discard, /schema/{event}/restore
//	GET PUT        /settings                        {"undefined_data", "email_provider"}
//	GET POST       /passcodes                       POST {"name", "expires"}; its answer alone holds the passcode
//	DELETE         /passcodes/{id}                  revokes
//	GET            /customers, /events, /error-stream, /unsent
//	PUT DELETE     /customers/{identity}            PUT takes profile fields, null removes one
//	GET DELETE     /inbox
//
// undefined_data is one of accept, drop-events, drop-properties and
// drop-events-with-undefined-properties.
//
// Talon.One's Campaign Manager is below /_sandbox/talonone; its routes stand at
// Account.Console in package talonone.
//
// # What is published, what was observed, what is modelled
//
// Published by the vendors, and followed:
//
//   - CleverTap: paths, headers, record format, per-record codes and their
//     meaning, limits (1000 records, 15 uploads and 3 other requests in flight,
//     512 event types, 100 properties, key and value lengths), restricted names,
//     folding of event names, the two-step reading of events with its dates in
//     the project's time zone, partial counts with req_id, cursor lifetimes, also by GET with a query, as in
//     CleverTap's Node client, a profile's id that is a number of its own, undefined
//     data handling behind a success, discarding, the window of 2 h and 2 min for
//     live campaigns, both placeholder forms with default text, the message report's
//     "message id".
//   - Talon.One: every operation of the published Management and Integration
//     documents that this project uses, 3 requests a second for each Management
//     endpoint, dry runs with "now" and evaluableCampaignIds, limits, a coupon's expiry, logs; the
//     filters: a coupon's value at no case and by letters and digits alone,
//     exactMatch at no case, redeemed by its uses; 400 "Invalid type" for an attribute,
//     and 400 for a value outside an enum.
//
// Observed by others in real answers, and kept byte for byte where recorded:
//
//   - CleverTap: the spaced answers of an upload, both 401 bodies, the texts of
//     509, 513, 515 to 520 and 525, an age as a string, the beginning of 528, codes 2 and 3
//     of the cursor, "Export not allowed for this event", record null for an
//     unknown profile, pages in multiples of 23, HTTP 401 from a region that does
//     not know the project.
//   - Talon.One: creating webhooks and rulesets with a signed-in session, the
//     shape of rules in Talang, the 409 of parallel updates.
//
// Modelled, because nothing public says; "modelled:" marks each in the code:
//
//   - Talon.One, single sign-on: a sign-in by password in such an account is
//     answered like a wrong password.
//   - CleverTap, refusals: that a header which is sent twice counts as wrong; the
//     answers to a missing header and to an expired or
//     revoked passcode (as for a wrong one); the bodies of 404 and 405; code,
//     words and status for a body that cannot be read, for too many records and
//     for questions that make no sense; the words of 512, 522 to 524 and 527 and the
//     rest of 528; which wrong is found first; that forbidden characters and
//     oversized values are refused at all; the size of the ingestion window (3 years
//     back, 1 day ahead).
//   - CleverTap, reading: that the first read of every other cursor comes too
//     early; how an echoed record is spaced; where the source of an event shows;
//     the platform of an event without a device; the names of a property's fields
//     in getSchema, and when an event is Inactive; every key of the message report
//     beyond its ID, name and start.
//   - CleverTap, doing: the hour of the nightly deletion; that a broken rule of
//     the schema drops the whole event; that a missing value without a default
//     is empty, and that Liquid tags are not evaluated; that an SMS needs a Phone
//     and no more, a push notification a push token, which the console gives a
//     customer (push_token), and everything about WhatsApp; that an event arrives
//     at once unless a fault delays it.
//   - Talon.One: the dialect of the rule (condition, createCoupon, the coupon's
//     name), that values go into a payload without JSON escapes, the number of
//     deliveries and their pauses, the bodies of 401 and 429, and what the doc of
//     package talonone lists.
//   - Both: that a parameter or a filter which is not modelled here is refused with
//     HTTP 400, in words that say so, and never left out.
//   - The faults: the bodies of HTTP 500 on both sides, and of 401 and 429 for
//     Talon.One.
//
// # What is not played
//
// An operation that nothing calls is not here. It is answered like a path that
// the vendor does not have: 404, in the vendor's own form.
//
//   - CleverTap: the targets/ and send/ calls, those of counts/ but for events.json, now.json, /v1/connect, the
//     demerge, disassociate, subscribe and segment calls, the upload of push tokens, CORS and
//     payload encryption; user properties in getSchema, operations such as $add on
//     a profile, IDs other than the identity, and placeholders that name a part of
//     a list or format a date.
//   - Talon.One: reading one Application, one session or a customer's inventory,
//     the health report, campaign templates, attributes, changes, custom events,
//     removing coupons by a filter, removing webhooks or rulesets by the API, and
//     Idempotency-Key.
package sandbox
