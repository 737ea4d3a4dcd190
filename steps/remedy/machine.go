package remedy

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/talontap/talontap/assets/words"
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
		return fmt.Sprintf(words.FixDiskFull, place)
	case errors.Is(err, syscall.EROFS):
		return fmt.Sprintf(words.FixReadOnly, place)
	case errors.Is(err, syscall.EPIPE):
		return words.FixPipe
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf(words.FixPermission, place)
	case errors.Is(err, fs.ErrNotExist) && at != nil:
		return fmt.Sprintf(words.FixNoFile, place)
	}
	return ""
}
