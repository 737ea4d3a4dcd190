package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"github.com/talontap/talontap/assets/words"
)

// ErrNewer is found in the error for a profile that a newer talontap wrote.
var ErrNewer = errors.New(words.FilesNewer)

// ParseError is one thing wrong in a profile or answers file. It quotes no value.
type ParseError struct {
	Refusal
	File         string
	Line, Column int   // from 1; the column in characters
	Err          error // ErrNewer, or nil
}

// Error has the form file:line:column: problem.
func (e *ParseError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// Unwrap gives the kind of problem.
func (e *ParseError) Unwrap() error { return e.Err }

// Parse reads a profile or answers file; name is the file's, for errors. A
// profile without a version is one of version 1. Numbers, booleans and dates may
// stand there as such or in quotes; an empty text for one of them is no answer.
//
// The error holds a *ParseError for each thing that is wrong (up to ten), to be
// had with errors.As; a file of a newer version is ErrNewer and nothing else.
func Parse(name string, data []byte, schema Schema) (Profile, error) {
	p, err := ParseSome(name, data, schema)
	if err != nil {
		return Profile{}, err
	}
	return p, nil
}

// ParseSome is Parse for who goes on to look at the rest: beside the error stands what
// could be read, with its Version, unless the file is none at all.
func ParseSome(name string, data []byte, schema Schema) (Profile, error) {
	if len(data) > MaxSize {
		return Profile{}, refuse(words.FilesGiveAnswers, words.FilesProfileLarge, name, MaxSize)
	}
	f := &file{name: name, data: bytes.TrimPrefix(data, utf8Mark), schema: schema}
	if err := cmp.Or(f.unreadable(), f.syntax()); err != nil {
		return Profile{}, err
	}
	p := f.profile()
	if len(f.problems) > 0 {
		return p, errors.Join(f.problems[:min(10, len(f.problems))]...)
	}
	return p, nil
}

// Misfit is what is wrong with an answer that stands well in a file, and is of no use:
// the error that err says, with the place of its value.
func Misfit(name string, data []byte, key string, err error) error {
	f := &file{name: name, data: bytes.TrimPrefix(data, utf8Mark)}
	e := f.problem(f.place(key), fmt.Sprintf("%s: %v", key, err), words.FilesChangeThere)
	e.Err = err
	return e
}

type file struct {
	name     string
	data     []byte
	schema   Schema
	problems []error
}

// syntax reports what makes the file no TOML, and a format that is too new, before
// any key is looked at. The library's words name single characters and keys, never a
// value.
func (f *file) syntax() error {
	var first struct{ Version any }
	if err := toml.Unmarshal(f.data, &first); err != nil {
		said := strings.Fields(strings.TrimPrefix(err.Error(), "toml: "))
		for i, word := range said {
			if name := strings.Trim(word, "\"'[](),:"); told(name) != name {
				said[i] = told(name)
			}
		}
		return f.problem(f.offset(err), strings.Join(said, " "), words.FilesChangeThere)
	}
	version, number := first.Version.(int64)
	switch {
	case number && version > Version:
		newer := f.problem(f.place("version"), fmt.Sprintf(words.FilesVersion, ErrNewer, version, Version), words.FilesUpdate)
		newer.Err = ErrNewer
		return newer
	case first.Version != nil && (!number || version < 1):
		f.complain(f.place("version"), words.FilesVersionKey, Version)
	}
	return nil
}

// profile takes the file apart, and complains of what does not belong in it.
func (f *file) profile() Profile {
	doc := reflect.New(f.schema.document).Elem()
	err := toml.NewDecoder(bytes.NewReader(f.data)).DisallowUnknownFields().Decode(doc.Addr().Interface())
	var unknown *toml.StrictMissingError
	switch {
	case errors.As(err, &unknown):
		for _, e := range unknown.Errors {
			f.unknown(&e)
		}
	case err != nil:
		f.misfit(err)
	}
	p := Profile{Version: Version, Answers: map[string]string{}, Noted: map[string]string{}}
	for _, key := range f.schema.Keys {
		if value := slot(doc, key.Name); value.IsValid() && !value.IsNil() {
			f.answer(p.Answers, key, value.Interface())
		}
	}
	f.progress(&p, slot(doc, "progress.confirmed").Interface(), slot(doc, "progress.verified").Interface())
	for topic, text := range slot(doc, "noted").Seq2() {
		p.Noted[topic.String()] = text.String()
	}
	return p
}

func (f *file) unknown(e *toml.DecodeError) {
	name, offset := strings.Join(e.Key(), "."), f.offset(e)
	if f.schema.looksSecret(name) {
		f.complain(offset, words.FilesSecret, told(name), variableFor(name))
		return
	}
	hint := ""
	switch near := append(f.schema.tables(), f.schema.Keys...).Nearest(name); near {
	case "":
	case name:
		hint = words.FilesQuoted // in quotation marks the dot is part of a name
	default:
		hint = fmt.Sprintf(words.FilesDidYouMean, near)
	}
	f.complain(offset, words.FilesUnknownKey, told(name), hint)
}

func (f *file) misfit(err error) {
	var e *toml.DecodeError
	if !errors.As(err, &e) {
		f.complain(0, words.FilesNotProfile)
		return
	}
	name := strings.Join(e.Key(), ".")
	wants := f.schema.kind(name).wants()
	switch {
	case strings.HasPrefix(name, "noted."):
		wants = Text.wants()
	case f.schema.kind(name) == Unknown:
		wants = fmt.Sprintf(words.FilesTable, told(name))
	}
	f.complain(f.offset(e), words.FilesTakes, told(name), wants)
}

func (f *file) answer(into map[string]string, key Key, value any) {
	if value == "" && key.Kind != Text {
		return
	}
	text, ok := key.Kind.text(value)
	if !ok {
		f.complain(f.place(key.Name), words.FilesTakes, key.Name, key.Kind.wants())
		return
	}
	into[key.Name] = text
}

func (f *file) progress(p *Profile, confirmed, verified any) {
	steps, ok := confirmed.([]any)
	for _, step := range steps {
		text, isText := step.(string)
		p.Confirmed, ok = append(p.Confirmed, text), ok && isText
	}
	if confirmed != nil && !ok {
		f.complain(f.place("progress.confirmed"), words.FilesConfirmed)
	}
	at, ok := verified.(time.Time)
	at = at.UTC()
	if verified != nil && !ok || at.Year() < 0 || at.Year() > 9999 {
		f.complain(f.place("progress.verified"), words.FilesVerified)
	}
	p.Verified = at
}

func (f *file) complain(offset int, format string, args ...any) {
	f.problems = append(f.problems, f.problem(offset, fmt.Sprintf(format, args...), words.FilesChangeThere))
}

// problem makes an error that points at an offset.
func (f *file) problem(offset int, text, mend string) *ParseError {
	before := f.data[:min(max(offset, 0), len(f.data))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return &ParseError{Refusal{text, mend}, f.name, 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(line), nil}
}

func (f *file) offset(err error) int {
	var at *toml.DecodeError
	if !errors.As(err, &at) {
		return 0
	}
	row, column := at.Position()
	offset := column - 1
	for line := range bytes.Lines(f.data) {
		if row--; row == 0 {
			break
		}
		offset += len(line)
	}
	return offset
}

// place finds the value of a key, by reading the file once more into a shape that
// takes no value there.
func (f *file) place(name string) int {
	shape := reflect.TypeFor[func()]()
	for name != "" {
		parent, part := cut(name)
		shape, name = reflect.StructOf([]reflect.StructField{field(part, shape, "")}), parent
	}
	return f.offset(toml.Unmarshal(f.data, reflect.New(shape).Interface()))
}

// utf8Mark is what some Windows editors put first.
var utf8Mark = []byte("\xef\xbb\xbf")

// unreadable says of a whole file why it cannot be a profile, where a place in it
// would only lead a person astray; nil: it may be one.
func (f *file) unreadable() error {
	first := func(pattern string) int { // where such a text begins; -1: nowhere
		return append(regexp.MustCompile(pattern).FindIndex(f.data), -1)[0]
	}
	begins := bytes.TrimSpace(f.data)
	switch {
	case bytes.HasPrefix(f.data, []byte("\xff\xfe")), bytes.HasPrefix(f.data, []byte("\xfe\xff")), bytes.IndexByte(f.data, 0) >= 0 && !utf8.Valid(bytes.ReplaceAll(f.data, []byte{0}, nil)):
		return f.problem(0, words.FilesUTF16, words.FilesUTF16Fix)
	case !utf8.Valid(f.data):
		return f.problem(bytes.IndexRune(f.data, utf8.RuneError), words.FilesNotUTF8, words.FilesNotUTF8Fix)
	case bytes.HasPrefix(begins, []byte("{")), bytes.HasPrefix(begins, []byte("<")):
		return f.problem(0, words.FilesNotTOML, words.FilesNotTOMLFix)
	case bytes.Contains(f.data, []byte("TALONTAP_")):
		if at := first(`(?m)^(export |@?set "?|\$env:)?TALONTAP_[A-Z_]+ ?=`); at >= 0 {
			return f.problem(at, words.FilesVariables, words.FilesVariablesFix)
		}
	case !bytes.Contains(f.data, []byte("=")):
		if at := first(`(?m)^[ \t]*[A-Za-z_.]+:([ \t]|\r?$)`); at >= 0 {
			return f.problem(at, words.FilesYAML, words.FilesYAMLFix)
		}
	}
	return nil
}
