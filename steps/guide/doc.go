// Package guide leads a person through the two vendors' consoles, like a
// colleague looking over their shoulder: what to click, the exact value of every
// field, what not to do yet, and, when something was saved, which field is right
// and which is not.
//
// A Card is one thing that a person makes. Its labels are the vendors' own, its
// values come from setup.Wanted and nowhere else, so that a card, the plan and
// what is checked afterwards can never ask for different things. Marks compare a
// card with what was seen: right, wrong with both values, missing, or not to be
// seen at all, each with a sentence and the fix. Marks explain; whether a rule
// is good enough to be enabled is for package plan and the live check alone.
//
// It is pure. It must never call a server, never hold a secret (the passcode is
// a value that says [redacted]), and never call something right that it could
// not see.
package guide
