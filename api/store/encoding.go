package store

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// utf8Mark is what some Windows editors put first.
var utf8Mark = []byte("\xef\xbb\xbf")

// unreadable says of a whole file why it cannot be a profile, where a place in it
// would only lead a person astray; nil: it may be one.
func (f *file) unreadable() error {
	switch yamlKey := regexp.MustCompile(`(?m)^[ \t]*[A-Za-z_]+:([ \t]|\r?$)`).FindIndex(f.data); {
	case bytes.HasPrefix(f.data, []byte("\xff\xfe")), bytes.HasPrefix(f.data, []byte("\xfe\xff")), bytes.IndexByte(f.data, 0) >= 0 && !utf8.Valid(bytes.ReplaceAll(f.data, []byte{0}, nil)):
		return f.astray(0, "the file is written in UTF-16, and UTF-8 is wanted",
			"save it again as UTF-8: in PowerShell with … | Out-File -Encoding utf8 FILE instead of … > FILE, in an editor under Save as")
	case !utf8.Valid(f.data):
		return f.astray(bytes.IndexRune(f.data, utf8.RuneError), "here is a letter that is not written in UTF-8",
			"save the file again as UTF-8 (in an editor under Save as, or: iconv -f latin1 -t utf8)")
	case yamlKey != nil && !bytes.Contains(f.data, []byte("=")):
		return f.astray(yamlKey[0], "this is written as YAML, and TOML is wanted",
			"write it as TOML: the line [rule], and below it date = 2027-01-01; the file of a saved setup (talontap profiles) shows all of them")
	}
	return nil
}

func (f *file) astray(offset int, problem, mend string) error {
	p := f.problem(offset, problem)
	p.Mend = mend
	return p
}
