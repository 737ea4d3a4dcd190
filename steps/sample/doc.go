// Package sample makes a rule after one that the account already has.
//
// The rule language's way to create a coupon is not public, so no rule is ever
// invented. A rule that a person built is read in both of its forms: the typed
// form says what its webhook, day, limit and campaign are; each of them is
// found in the other form, exactly once, and exchanged. Everything else stays
// as it is, byte for byte in meaning.
//
// It is pure. It must never guess: a value that is not found exactly once, or a
// ruleset with anything beside the one rule, is refused with the reason.
package sample
