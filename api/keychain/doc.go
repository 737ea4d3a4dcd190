// Package keychain keeps talontap's secrets in the keychain of the operating
// system: the Secret Service of a Linux desktop, the macOS Keychain, the Windows
// Credential Manager.
//
// A secret is found by its Ref: the profile it belongs to, what it is, and one of
// three slots. Rotation needs the slots: a new credential waits in next until it
// is proven, then moves to current, and the old one rests in previous until the
// admin has revoked it.
//
// Keychains are slow, absent, locked or frozen more often than any other part of
// a machine, and the library below waits for them without end. So every call
// here has a time limit, calls are made one after the other (macOS asks per
// call; the Secret Service may read a few at once), and a failure says what is
// missing on this kind of machine and what to do about it. Only ErrNotFound means
// that a secret is not there; anything else means that nobody knows. What was written
// or deleted is read back: a keychain may ask the person, who may say no.
//
// What this package must never do: write a secret anywhere else when the
// keychain fails, print one, touch the keychain before the first call (the first
// frame of the wizard would wait for it), or start a D-Bus daemon of its own.
package keychain
