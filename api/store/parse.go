package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// ErrNewer is found in the error for a profile that a newer talontap wrote.
var ErrNewer = errors.New("written by a newer talontap")

// ParseError is one thing wrong in a profile or answers file.
type ParseError struct {
	File         string
	Line, Column int    // from 1; the column in characters
	Problem      string // what is wrong and what is wanted; quotes no value
	Err          error  // ErrNewer, or nil
	mend         string // "": to be changed in its place
}

// Error has the form file:line:column: problem.
func (e *ParseError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// Fix says what to do.
func (e *ParseError) Fix() string {
	if e.Err != nil {
		return "update talontap"
	}
	return cmp.Or(e.mend, "change it there, then run it again")
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
	r := &reader{file: name, schema: schema, seen: map[string]int{}}
	r.profile = Profile{Version: Version, Answers: map[string]string{}, Noted: map[string]string{}}
	if len(data) > MaxSize {
		return Profile{}, refuse("give the file with the answers", "%s is too large for a profile: at most %d bytes are read", name, MaxSize)
	}
	r.data = bytes.Clone(bytes.TrimPrefix(data, utf8Mark))
	if err := unreadable(name, r.data); err != nil {
		return Profile{}, err
	}
	if err := r.read(); err != nil {
		return Profile{}, err
	}
	return r.profile, nil
}

// reader goes through a file once. The parser of the library that gives
// positions knows the grammar only; whether the whole makes sense as TOML is
// asked of the library at the end.
type reader struct {
	file     string
	data     []byte
	schema   Schema
	profile  Profile
	seen     map[string]int // the line each key was set on
	problems []error
}

func (r *reader) read() error {
	var p unstable.Parser
	p.Reset(r.data)
	var table []string
	for p.NextExpression() {
		switch node := p.Expression(); node.Kind {
		case unstable.KeyValue:
			if err := r.keyValue(table, node); err != nil {
				return err
			}
		case unstable.Table, unstable.ArrayTable:
			table = r.table(node)
		}
	}
	if p.Error() == nil && len(r.problems) > 0 {
		return errors.Join(r.problems[:min(10, len(r.problems))]...)
	}
	if err := r.syntax(); err != nil || p.Error() == nil {
		return err
	}
	return fmt.Errorf("%s: this is not TOML", r.file)
}

// syntax asks the library whether the file is TOML at all, which includes what
// no single line shows, such as a table that is opened twice. Its messages name
// single characters and keys, never a value.
func (r *reader) syntax() error {
	var whole map[string]any
	err := toml.Unmarshal(r.data, &whole)
	var at *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &at):
		return fmt.Errorf("%s: this is not TOML", r.file)
	}
	row, column := at.Position()
	offset := lineStart(r.data, row) + column - 1
	words := strings.Fields(strings.TrimPrefix(at.Error(), "toml: "))
	for i, word := range words {
		if name := strings.Trim(word, "\"'[](),:"); told(name) != name {
			words[i] = told(name)
		}
	}
	return r.problem(offset, strings.Join(words, " "))
}

// lineStart is the offset of a line, counted from 1.
func lineStart(data []byte, row int) int {
	offset := 0
	for range row - 1 {
		offset += 1 + bytes.IndexByte(data[offset:], '\n')
	}
	return offset
}

// problem makes an error that points at an offset.
func (r *reader) problem(offset int, text string) *ParseError {
	before := r.data[:min(max(offset, 0), len(r.data))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return &ParseError{File: r.file, Line: 1 + bytes.Count(before, []byte("\n")), Column: 1 + utf8.RuneCount(line), Problem: text}
}

func (r *reader) complain(offset uint32, format string, args ...any) {
	r.problems = append(r.problems, r.problem(int(offset), fmt.Sprintf(format, args...)))
}

// table notes the table that the following keys are in.
func (r *reader) table(node *unstable.Node) []string {
	parts, offset := keyOf(node)
	name := strings.Join(parts, ".")
	switch {
	case node.Kind == unstable.ArrayTable:
		r.complain(offset, "[[%s]] starts a list of tables, and a profile has none: write [%s]", told(name), told(name))
	case r.schema.kind(name) != Unknown:
		r.complain(offset, "%s is not a table: it takes %s", name, r.schema.kind(name).wants())
	}
	return parts
}

// keyOf gives the parts of a key or table name, and where it stands.
func keyOf(node *unstable.Node) (parts []string, offset uint32) {
	for keys := node.Key(); keys.Next(); {
		if parts == nil {
			offset = keys.Node().Raw.Offset
		}
		parts = append(parts, string(keys.Node().Data))
	}
	return parts, offset
}

// keyValue takes one key with its value; a table written in braces is taken
// apart. Only a version that cannot be read ends the reading at once.
func (r *reader) keyValue(table []string, node *unstable.Node) error {
	parts, offset := keyOf(node)
	path := append(table[:len(table):len(table)], parts...)
	name, value := strings.Join(path, "."), node.Value()
	if value.Kind == unstable.InlineTable && r.schema.kind(name) == Unknown {
		for fields := value.Children(); fields.Next(); {
			if err := r.keyValue(path, fields.Node()); err != nil {
				return err
			}
		}
		return nil
	}
	s := setting{name: name, key: offset, at: offset, kind: value.Kind, text: string(value.Data)}
	if value.Raw.Length > 0 {
		s.at = value.Raw.Offset
	}
	if value.Kind == unstable.Array {
		s.items, s.mixed = texts(value)
	}
	if line, twice := r.seen[name]; twice {
		r.complain(offset, "%s is set twice; the first time is on line %d", told(name), line)
		return nil
	}
	r.seen[name] = r.problem(int(offset), "").Line
	if name == "version" {
		return r.version(s)
	}
	r.setting(s)
	return nil
}
