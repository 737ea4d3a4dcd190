// Package plan compares what is wanted with what was seen and says what would
// change, by which route, and whether the vendor publishes that way.
//
// Everything wanted has a row, also when it is kept, so that a plan is the
// whole picture and "No changes" can be read off it. It is pure: the same
// Wanted and Seen give the same Plan, byte for byte.
//
// It must never call a server, and never hold a secret: a passcode that differs
// shows as [redacted] on both sides.
package plan
