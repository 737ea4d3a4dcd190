//go:build !unix

package store

// hasModes: Windows keeps access lists, and shows modes that say nothing.
const hasModes = false

// syncFolder does nothing: Windows cannot flush a folder.
func syncFolder(string) error { return nil }
