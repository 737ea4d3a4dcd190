package engine_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// schemas are the vendor's, from the contract. Objects and lists in them are
// followed as deep as an object goes.
type schemas map[string]map[string]any

// published reads the contract; nil where there is none.
func published(t *testing.T) schemas {
	t.Helper()
	folder := os.Getenv(contractVariable)
	if folder == "" {
		return nil
	}
	raw, err := os.ReadFile(filepath.Join(folder, "talonone-management.json"))
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Components struct{ Schemas schemas } }
	if err := json.Unmarshal(raw, &document); err != nil {
		t.Fatal(err)
	}
	return document.Components.Schemas
}

// of follows references.
func (s schemas) of(schema any) map[string]any {
	one, _ := schema.(map[string]any)
	if ref, is := one["$ref"].(string); is {
		return s.of(map[string]any(s[ref[strings.LastIndex(ref, "/")+1:]]))
	}
	return one
}

// fields are the properties of an object, those of all its parts.
func (s schemas) fields(schema any) map[string]any {
	one := s.of(schema)
	out := map[string]any{}
	parts, _ := one["allOf"].([]any)
	for _, part := range parts {
		maps.Copy(out, s.fields(part))
	}
	own, _ := one["properties"].(map[string]any)
	maps.Copy(out, own)
	return out
}

// changed is one object with one thing about it changed.
type changed struct {
	where string // title, headers[1], rules[0].effects[1][2]
	how   string // drop, double, other value, other case, reorder, add
	body  any
}

// top is the member of the object that the change is in.
func (c changed) top() string {
	return strings.FieldsFunc(c.where, func(r rune) bool { return r == '.' || r == '[' })[0]
}

// changes are all the single changes of an object, over every field that its
// schema names and every value that it holds. More are values that a field's
// schema does not tell.
func (s schemas) changes(name string, object map[string]any, more func(field string) []any) []changed {
	g := generator{schemas: s, more: more}
	g.value("", object, s[name], func(body any) any { return body })
	return g.out
}

type generator struct {
	schemas schemas
	more    func(field string) []any
	out     []changed
}

func (g *generator) emit(where, how string, body any) {
	g.out = append(g.out, changed{strings.TrimPrefix(where, "."), how, body})
}

// value changes one value; put gives the whole object with another in its place.
func (g *generator) value(where string, value, schema any, put func(any) any) {
	switch v := value.(type) {
	case map[string]any:
		g.object(where, v, schema, put)
	case []any:
		g.list(where, v, schema, put)
	default:
		g.scalar(where, v, schema, put)
	}
}

func (g *generator) object(where string, v map[string]any, schema any, put func(any) any) {
	fields := g.schemas.fields(schema)
	names := maps.Clone(fields)
	for name := range v {
		names[name] = nil
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		at := where + "." + name
		set := func(value any) any {
			next := maps.Clone(v)
			next[name] = value
			return put(next)
		}
		if _, there := v[name]; there {
			next := maps.Clone(v)
			delete(next, name)
			g.emit(at, "drop", put(next))
			g.value(at, v[name], fields[name], set)
		}
		for i, sample := range g.samples(strings.TrimPrefix(at, "."), v[name] != nil, fields[name]) {
			g.emit(at, fmt.Sprintf("add %d", i+1), set(sample))
		}
	}
}

func (g *generator) list(where string, v []any, schema any, put func(any) any) {
	items := g.schemas.of(schema)["items"]
	for i, each := range v {
		if i > 2 && i < len(v)-1 && len(v) > 8 {
			continue // of a long list, such as an alphabet, the ends stand for all
		}
		at := fmt.Sprintf("%s[%d]", where, i)
		g.emit(at, "drop", put(slices.Delete(slices.Clone(v), i, i+1)))
		g.emit(at, "double", put(slices.Insert(slices.Clone(v), i, each)))
		if text, is := each.(string); is && len(text) > 1 {
			g.emit(at, "double in other case", put(append(slices.Clone(v), inOtherCase(text))))
			g.emit(at, "double with another value", put(append(slices.Clone(v), text+"x")))
			g.emit(at, "double with another value first", put(slices.Insert(slices.Clone(v), i, any(text+"x"))))
		}
		if i > 0 {
			next := slices.Clone(v)
			next[i-1], next[i] = next[i], next[i-1]
			g.emit(at, "reorder", put(next))
		}
		g.value(at, each, items, func(value any) any {
			next := slices.Clone(v)
			next[i] = value
			return put(next)
		})
	}
}

func (g *generator) scalar(where string, value, schema any, put func(any) any) {
	var others []any
	switch v := value.(type) {
	case string:
		others = []any{v + "x", ""}
		if other := inOtherCase(v); other != v {
			g.emit(where, "other case", put(other))
		}
	case float64:
		others = []any{v + 1, 0.0, v * 1000}
	case bool:
		others = []any{!v}
	}
	enum, _ := g.schemas.of(schema)["enum"].([]any)
	for i, other := range append(others, enum...) {
		if other != value {
			g.emit(where, fmt.Sprintf("other value %d", i+1), put(other))
		}
	}
}

// samples are values for a field: those that only the vendor's texts tell, else
// one that its schema allows, where it is not there yet.
func (g *generator) samples(where string, there bool, schema any) []any {
	if more := g.more(where); more != nil {
		return more
	}
	one := g.schemas.of(schema)
	if there || one == nil {
		return nil
	}
	switch one["type"] {
	case "string":
		return []any{"x"}
	case "integer", "number":
		return []any{1.0}
	case "boolean":
		return []any{true}
	case "array":
		if inner := g.samples(where+"[]", false, one["items"]); len(inner) > 0 {
			return []any{[]any{inner[0]}}
		}
	case "object":
		return []any{map[string]any{"x": 1.0}}
	}
	return nil
}

// inOtherCase turns capitals and small letters round.
func inOtherCase(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, text)
}
