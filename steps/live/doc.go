// Package live follows one coupon from Talon.One into CleverTap, hop by hop,
// and says at each hop what was seen, by whom, and how long it took. When it
// does not arrive, one sentence says which hop lost it and what to do: diagnose
// turns what was seen into that, and nothing else does. testdata/faults.txt lists
// what can go wrong and what each is called.
//
// Two hops are a person's where nobody else can see them: the email in an inbox
// (ReadInbox), and what the vendor shows too little of. A coupon that was sent and
// is waited for outlives the check that sent it (Pending), so that a later one
// can wait on for it.
//
// It goes at one of three depths. Simulate leaves nothing behind: the Rule
// Engine evaluates the disabled campaign at the edges of the rule's day. Relay
// makes one real coupon for a test customer, renders the webhook as Talon.One
// stores it, sends it, and follows it until CleverTap shows that very code.
// Fire lets Talon.One do all of it, which it can only on the rule's day.
//
// It must never claim more than was seen: what talontap sent itself is
// rehearsed, not proven, and what is only late is not lost. It must never test
// on a real customer, poll faster than the vendors allow, or leave anything
// behind that the result does not name.
package live
