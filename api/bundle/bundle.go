// Package bundle is a file for a vendor's support: a few texts about one setup in
// one archive, which may leave this machine.
//
// It takes out what is nobody's business there: email addresses, in whatever they
// stand. Credentials are not in what it is given; it makes sure of that, once more
// and last, and writes nothing where one is found in any form.
//
// It must never gather anything itself, reach the network, take the place of a file
// that is there, or write one that others may read.
package bundle

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// File is one text in the archive.
type File struct {
	Name string
	Text string
}

// form is a kind of archive, by the end of its name.
type form struct {
	end   string
	write func(w io.Writer, files []File, at time.Time) error
}

func formOf(path string) (form, bool) {
	for _, f := range []form{{".zip", zipped}, {".tar.gz", tarred}} {
		if strings.HasSuffix(path, f.end) && !strings.HasSuffix(path, "/"+f.end) && path != f.end {
			return f, true
		}
	}
	return form{}, false
}

// ErrForm is a name that tells no kind of archive.
var ErrForm = errors.New(words.BundleForm)

// Fits says whether an archive may be written under a name.
func Fits(path string) error {
	if _, known := formOf(path); !known {
		return ErrForm
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf(words.BundleThere, path)
	}
	return nil
}

// addresses finds email addresses, also where @ is written as %40. What begins with a
// backslash is found first, so that no part of an escape is taken for one.
const addresses = `\\u[0-9a-fA-F]{4}|\\[^u]|[^\s@"'<>()\[\]{},;:|/?&=\\]+(?:@|%40)[\pL\pN-]+(?:\.[\pL\pN-]+)+`

// Impersonal is a text without email addresses. JSON stays JSON.
func Impersonal(text string) string {
	return regexp.MustCompile(addresses).ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, `\`) {
			return found
		}
		return words.BundleAddress
	})
}

// Write writes an archive that only its owner may read; nothing is left of one that
// could not be written whole. It refuses where one of the secrets stands in a file.
func Write(path string, files []File, at time.Time, secrets ...secret.Secret) (err error) {
	if err := errors.Join(Fits(path), sweep(files, secrets)); err != nil {
		return err
	}
	kind, _ := formOf(path)
	var whole bytes.Buffer
	if err := kind.write(&whole, files, at); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	_, err = to.Write(whole.Bytes())
	if err = errors.Join(err, to.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	return nil
}

// sweep looks for each secret in each file, in every form in which one may be
// written, and names the files that hold one.
func sweep(files []File, secrets []secret.Secret) error {
	var held []string
	for _, f := range files {
		if secret.Scrub(f.Text, secrets...) != f.Text {
			held = append(held, f.Name)
		}
	}
	if len(held) == 0 {
		return nil
	}
	return fmt.Errorf(words.BundleHolds, strings.Join(held, ", "))
}

func zipped(w io.Writer, files []File, at time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, f.Text); err != nil {
			return err
		}
	}
	return z.Close()
}

func tarred(w io.Writer, files []File, at time.Time) error {
	packed := gzip.NewWriter(w)
	t := tar.NewWriter(packed)
	for _, f := range files {
		if err := t.WriteHeader(&tar.Header{Name: f.Name, Mode: 0o600, Size: int64(len(f.Text)), ModTime: at}); err != nil {
			return err
		}
		if _, err := io.WriteString(t, f.Text); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), packed.Close())
}
