package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// errorSharingViolation is what Windows says when another process has the file
// open and does not share it for writing.
const errorSharingViolation = syscall.Errno(32)

// claim opens the file for writing and lets others only read it. Windows ends
// that with the process.
func claim(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ,
		nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, errHeld
	}
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}

// release closes the file and then tidies it away. Another run may have taken it
// in between; then it stays.
func release(file *os.File, path string) error {
	err := file.Close()
	if removed := os.Remove(path); removed != nil && !errors.Is(removed, fs.ErrNotExist) && !errors.Is(removed, errorSharingViolation) {
		err = errors.Join(err, removed)
	}
	return err
}
