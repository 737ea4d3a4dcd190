//go:build linux || darwin

package main

import "golang.org/x/sys/unix"

// hide has a terminal not show what is typed, as term.ReadPassword does.
func hide(terminal int) error {
	modes, err := unix.IoctlGetTermios(terminal, getModes)
	if err != nil {
		return err
	}
	modes.Lflag = modes.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	modes.Iflag |= unix.ICRNL
	return unix.IoctlSetTermios(terminal, setModes, modes)
}
