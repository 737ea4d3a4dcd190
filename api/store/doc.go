// Package store keeps on disk what a later run needs: the answers of a setup (its
// profile), which steps were confirmed, a journal of remote writes, a lock that
// keeps two runs apart, and which test coupons are followed right now.
//
// Everything lies in one folder that only its owner can read, as a profile holds
// a customer's address. A file is replaced in one step, so that a killed run
// leaves the old one or the new one, and a file that others could have changed
// is not trusted.
//
// A profile is TOML that a person may write, and is also the format of an
// answers file. So its reader says file, line and column, and what was wanted;
// it knows every key, and it does not touch a file that a newer talontap wrote.
//
// What this package must never do: hold a secret. The reader refuses keys that
// look like one, the writer writes none, and errors about a profile do not quote
// its values, as somebody may have pasted a passcode there. Nor does it know
// which questions there are: the caller passes them in as a Schema.
package store
