package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// drawable has the console understand colours: Windows leaves them off for a
// program that does not ask. What is no console refuses, and needs none.
func drawable() {
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		var mode uint32
		console := windows.Handle(f.Fd())
		if windows.GetConsoleMode(console, &mode) == nil {
			_ = windows.SetConsoleMode(console, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
		}
	}
}
