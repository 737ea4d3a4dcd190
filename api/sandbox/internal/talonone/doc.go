// Package talonone plays one Talon.One account over HTTP, so that the demo, the
// tests and a rehearsal can run the real client against something that behaves.
//
// It keeps state, runs rules and sends webhooks. Its wire structs are its own
// and are written from the published documents: it imports no client, so client
// and sandbox can't be wrong together. It must never send a webhook to another
// machine, call anything else, or hold a secret that it was not given or did not
// make at random.
//
// # Begins with
//
// Account "Rehearsal" with the Applications Shop EU (1: sandbox, Europe/Berlin,
// EUR) and Shop US (2: America/New_York, USD), customers customer-1001 to -1005
// and customer-2001 to -2003, a webhook and a running discount that nobody asks
// about, one call of the shop five minutes ago; and, unless bare, a disabled
// sample campaign whose one rule makes a coupon on a day and sends it with a
// sample webhook.
//
// # Published, and answered as published
//
// Every operation in routes.go outside unpublishedRoutes: paths, parameters,
// statuses, bodies and their required members; 3 requests a second on each
// Management endpoint; 3 at a time on one profile or session, the next one
// getting the published 409; sign-ins that last three months; silent answering
// 204 by default on coupons; a campaign PUT that replaces, with "enabled" for a
// state that is left out; "now" with dry only and in the future only; evaluableCampaignIds reaching disabled campaigns in a dry
// run; no webhook and nothing stored in a dry run; effect types and their props;
// the reasons for a rejected coupon.
//
// Published once, or never but with a published body: the unpublished routes.
// Config.RefuseUnpublished makes them answer 404.
//
// # Modelled
//
// Marked "modelled:" in the code, because nothing public says:
//
//   - the words of 401, 404, 409 (Management) and 429; that a key without
//     the grant gets 401; that a Management key is refused unpublished calls
//   - Talang beyond the published function names: the current time as ["now"],
//     "exact day" as two comparisons, createCoupon's arguments, the generated
//     coupon as [".","Session","GeneratedCoupon"], how odd arguments fail, and
//     that an unknown function is an "error" effect
//   - in V2, "$Now" as the attribute of the current time
//   - a rule that meets a limit taking back all it did; limits by calendar
//     period; coupons of the Management API counting towards no limit
//   - the Rule Builder: its list of attributes beyond the tutorial's two, a
//     parameter left unbound as an empty text
//   - credentials: all but their members; values that are never shown again, nor
//     written to the delivery log; one that is in use not being removable
//   - the CleverTap integration: all but its policy's members and the three members
//     that the list of webhooks shows of one made from its template; its numbers, its
//     template, and that policy and template together make the call
//   - webhooks: values put in without JSON escapes, ten further attempts with
//     pauses from 200 ms, each twice the last, any 2xx as delivered, the whole
//     request with its own headers in the delivery log, 100 log entries a page
//   - copies beginning disabled, all settings and the active ruleset coming along,
//     coupons, counters and used limits being the copy's own; a copied rule naming
//     the same webhook in another Application too; the filter by name
//     finding parts, a page size out of bounds being refused
//   - dry runs standing in the access log like any other call
//   - a webhook that can be removed while it is in use
//   - what nobody knows the effect of, played at its worst: headers of one name
//     are all sent, a draft and an argument of another type or off its picklist
//     are refused, and a campaign of stores, of cart items or of an evaluation
//     group is not evaluated
//
// Of Talang only what the rules here are made of is played: a rule with another
// function, a list or a block gets the "error" effect of an unknown function.
//
// Not modelled: loyalty, referrals, giveaways, achievements, audiences, stores,
// returns, campaign eligibility. Where an answer has a place for them, it is
// empty or left out.
package talonone
