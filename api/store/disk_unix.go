//go:build unix

package store

import (
	"errors"
	"os"
)

// hasModes: the permission bits of a file mean what they say.
const hasModes = true

// syncFolder makes a rename or removal in a folder last.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
