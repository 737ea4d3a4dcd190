package store

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/talontap/talontap/assets/words"
)

// utf8Mark is what some Windows editors put first.
var utf8Mark = []byte("\xef\xbb\xbf")

// unreadable says of a whole file why it cannot be a profile, where a place in it
// would only lead a person astray; nil: it may be one.
func (f *file) unreadable() error {
	switch yamlKey := regexp.MustCompile(`(?m)^[ \t]*[A-Za-z_]+:([ \t]|\r?$)`).FindIndex(f.data); {
	case bytes.HasPrefix(f.data, []byte("\xff\xfe")), bytes.HasPrefix(f.data, []byte("\xfe\xff")), bytes.IndexByte(f.data, 0) >= 0 && !utf8.Valid(bytes.ReplaceAll(f.data, []byte{0}, nil)):
		return f.problem(0, words.FilesUTF16, words.FilesUTF16Fix)
	case !utf8.Valid(f.data):
		return f.problem(bytes.IndexRune(f.data, utf8.RuneError), words.FilesNotUTF8, words.FilesNotUTF8Fix)
	case yamlKey != nil && !bytes.Contains(f.data, []byte("=")):
		return f.problem(yamlKey[0], words.FilesYAML, words.FilesYAMLFix)
	}
	return nil
}
