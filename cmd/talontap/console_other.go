//go:build !windows

package main

// drawable has nothing to do: every other terminal understands colours.
func drawable() {}
