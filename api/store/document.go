package store

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// This file makes the shape of a profile for the TOML library: a struct with a
// field for each key that there is, in the order in which they are written. So the
// library's strict decoder finds every key that there is not. A field takes any
// value; whether it is of the key's kind is looked at afterwards, all at once.

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
	fields = append(fields,
		field("progress", progress, "How far this setup has come. talontap writes this itself."),
		field("noted", reflect.TypeFor[map[string]string](), "What a person said they had seen or done, and what earlier runs found out."))
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
	dot := strings.IndexByte(name, '.')
	return name[:max(dot, 0)], name[dot+1:]
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

const header = `# A setup saved by talontap. It can also be given as an answers file: --answers FILE.
# No passcode, key or password is in here, and talontap refuses to read one from here:
# secrets live in the system's keychain or in TALONTAP_… variables.

`

// Format writes a profile, always in the same order: the keys of the schema
// table by table, then the progress, then what was noted. Keys that the schema
// does not have, keys that look secret, and empty answers to anything but a text
// are left out.
func Format(p Profile, schema Schema) ([]byte, error) {
	doc := reflect.New(schema.document).Elem()
	set := func(name string, value any) { slot(doc, name).Set(reflect.ValueOf(value)) }
	set("version", max(p.Version, Version))
	for _, key := range schema.Keys {
		answer, given := p.Answers[key.Name]
		if given && !schema.looksSecret(key.Name) && (answer != "" || key.Kind == Text) {
			set(key.Name, key.Kind.value(answer))
		}
	}
	if len(p.Confirmed) > 0 {
		set("progress.confirmed", p.Confirmed)
	}
	if !p.Verified.IsZero() {
		set("progress.verified", p.Verified.UTC())
	}
	set("noted", p.Noted)
	out := bytes.NewBufferString(header)
	if err := toml.NewEncoder(out).Encode(doc.Interface()); err != nil {
		return nil, fmt.Errorf("writing a profile as TOML: %w", err)
	}
	return out.Bytes(), nil
}
