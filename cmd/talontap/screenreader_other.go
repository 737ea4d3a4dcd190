//go:build !windows

package main

// screenReader reports nothing here: neither macOS nor Linux tells a program in a
// terminal that a screen reader runs. ACCESSIBLE=1 says so.
func screenReader() bool { return false }
