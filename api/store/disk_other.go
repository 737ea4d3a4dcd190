//go:build !unix

package store

import "io/fs"

// hasModes: Windows keeps access lists, and shows modes that say nothing.
const hasModes = false

// syncFolder does nothing: Windows cannot flush a folder.
func syncFolder(string) error { return nil }

// owned takes everything: who owns a file is in those lists too.
func owned(string, fs.FileInfo) error { return nil }
