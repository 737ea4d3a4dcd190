package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// screenReader reports whether Windows was told that a screen reader runs
// (SystemParametersInfo with SPI_GETSCREENREADER).
func screenReader() bool {
	const getScreenReader = 0x0046
	var runs int32
	call := windows.NewLazySystemDLL("user32.dll").NewProc("SystemParametersInfoW")
	ok, _, _ := call.Call(getScreenReader, 0, uintptr(unsafe.Pointer(&runs)), 0)
	return ok != 0 && runs != 0
}
