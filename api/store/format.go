package store

import (
	"bytes"
	"fmt"
	"reflect"

	"github.com/pelletier/go-toml/v2"
)

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
