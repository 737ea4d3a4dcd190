package store

import (
	"reflect"
	"slices"
	"strings"
)

// This file makes the shape of a profile for the TOML library: a struct with a
// field for each key that there is, in the order in which they are written. So the
// library's strict decoder finds every key that there is not. A field takes any
// value; whether it is of the key's kind is looked at afterwards, all at once.

const (
	progressComment = "How far this setup has come. talontap writes this itself."
	notedComment    = "What a person said they had seen or done, and what earlier runs found out."
)

// documentOf is the type of that struct. Keys that look secret have no field.
func documentOf(keys Keys) reflect.Type {
	anything := reflect.TypeFor[any]()
	fields := []reflect.StructField{field("version", anything, "")}
	for _, table := range keys.tables() {
		var inside []reflect.StructField
		for _, key := range keys {
			if parent, name := cut(key.Name); parent == table.Name && !keys.looksSecret(key.Name) {
				inside = append(inside, field(name, anything, ""))
			}
		}
		fields = append(fields, field(table.Name, reflect.StructOf(inside), ""))
	}
	progress := reflect.StructOf([]reflect.StructField{field("confirmed", anything, ""), field("verified", anything, "")})
	fields = append(fields, field("progress", progress, progressComment), field("noted", reflect.TypeFor[map[string]string](), notedComment))
	return reflect.StructOf(fields)
}

// field names a field so that Go takes it, and its tag so that TOML has it.
func field(name string, of reflect.Type, comment string) reflect.StructField {
	return reflect.StructField{Name: goName(name), Type: of, Tag: reflect.StructTag(`toml:"` + name + `,omitempty" comment:"` + comment + `"`)}
}

func goName(name string) string { return "K_" + name }

// slot is the field of a key; none for a key without one.
func slot(document reflect.Value, name string) reflect.Value {
	parent, part := cut(name)
	if parent != "" {
		document = document.FieldByName(goName(parent))
	}
	return document.FieldByName(goName(part))
}

func cut(name string) (table, own string) {
	table, own, dotted := strings.Cut(name, ".")
	if !dotted {
		return "", name
	}
	return table, own
}

// tables lists the tables of a schema in their order, as if they were keys.
func (s Keys) tables() (all Keys) {
	for _, key := range s {
		table, _ := cut(key.Name)
		if !slices.Contains(all, Key{Name: table}) {
			all = append(all, Key{Name: table})
		}
	}
	return all
}
