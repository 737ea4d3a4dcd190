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
func unreadable(name string, data []byte) error {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.IndexByte(data, 0) >= 0 && !utf8.Valid(bytes.ReplaceAll(data, []byte{0}, nil)):
		return &ParseError{File: name, Line: 1, Column: 1, Problem: "the file is written in UTF-16, and UTF-8 is wanted",
			mend: "save it again as UTF-8: in PowerShell with … | Out-File -Encoding utf8 FILE instead of … > FILE, in an editor under Save as"}
	case !utf8.Valid(data):
		valid := 0
		for rest := data; valid < len(data); rest = data[valid:] {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				break
			}
			valid += size
		}
		at := (&reader{file: name, data: data}).problem(valid, "here is a letter that is not written in UTF-8")
		at.mend = "save the file again as UTF-8 (in an editor under Save as, or: iconv -f latin1 -t utf8)"
		return at
	}
	if at := yamlKey().FindIndex(data); at != nil && !bytes.Contains(data, []byte("=")) {
		return yaml(name, data, at[0])
	}
	return nil
}

// yamlKey is a line that gives a key its value as YAML does.
func yamlKey() *regexp.Regexp { return regexp.MustCompile(`(?m)^[ \t]*[A-Za-z_]+:([ \t]|\r?$)`) }

func yaml(name string, data []byte, at int) error {
	p := (&reader{file: name, data: data}).problem(at, "this is written as YAML, and TOML is wanted")
	p.mend = "write it as TOML: the line [rule], and below it date = 2027-01-01; the file of a saved setup (talontap profiles) shows all of them"
	return p
}
