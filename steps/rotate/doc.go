// Package rotate brings a new credential in and lets the old one go, so that at
// no moment the shop's coupons are refused.
//
// The order is always the same: the new credential is tried at the vendor, kept
// as next, given to whoever uses it (for CleverTap's passcode that is the header
// of the webhook in Talon.One; a person enters it in a Credential or in Talon.One's
// own CleverTap integration), and proven from end to end; only then it becomes
// current and the old one previous. Both are good at the vendors all that time,
// so it does not matter which of them a delivery carries. What fails before the
// last proof is put back on both sides. The old one stays in previous, for going
// back, until the admin says that it is revoked.
//
// Where a run was cut off is never written down; it is read: from the three
// slots of the keychain and from the header that the webhook holds. The same
// reading decides whether the next run goes on or takes back, so no call is ever
// repeated blindly, and a run on another machine that changed the webhook in the
// meantime is seen. The journal adds two things that cannot be read: that there
// was such a run, so that one repeated at its very end is told from a credential
// given by mistake; and that it was an undo which had taken its turn, so that the
// next does not go forth again.
//
// It must never overwrite the only copy of a credential that may still be
// needed, write to a webhook that somebody else changed, call a credential
// proven because a person is in a hurry, or let a value get into a step, an
// error or the journal.
package rotate
