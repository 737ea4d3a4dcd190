package remedy

import (
	"errors"
	"io/fs"
	"syscall"
)

// ofMachine is about what this machine refused: a file, a disk, a stream; "" for
// every other error.
func ofMachine(err error) string {
	var at *fs.PathError
	place := "it"
	if errors.As(err, &at) {
		place = at.Path
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "make room where " + place + " is, then run it again"
	case errors.Is(err, syscall.EROFS):
		return place + " is on a disk that can only be read: choose another place (XDG_CONFIG_HOME for settings)"
	case errors.Is(err, syscall.EPIPE):
		return "let whatever reads the output read it to its end, then run it again"
	case errors.Is(err, fs.ErrPermission):
		return "give this user the right to " + place + ", or run talontap as the user it belongs to. Where a run with sudo made it: sudo chown -R \"$(id -un)\" FOLDER"
	case errors.Is(err, fs.ErrNotExist) && at != nil:
		return "look whether the name is right: " + place
	}
	return ""
}
