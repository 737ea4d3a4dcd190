// Package assets holds the texts and templates that talontap carries in its
// binary, and the README's pictures, which it does not.
//
// It imports nothing of the project and decides nothing: a text is changed
// here, and what is done with it elsewhere.
package assets

import (
	"embed" // for the texts below
	"path"
	"strings"
)

// Payload is the webhook's body with its five places in capitals.
//
//go:embed payload.json.txt
var Payload string

// schemas hold the JSON Schema of every report, and of an answers file. To a report
// fields are only ever added, so that they allow more than they name.
//
//go:embed schemas/*.json
var schemas embed.FS

// Schema is the JSON Schema of that name; false: there is none.
func Schema(name string) (string, bool) {
	text, err := schemas.ReadFile(path.Join("schemas", name+".json"))
	return string(text), err == nil
}

// SchemaNames lists them all.
func SchemaNames() (names []string) {
	entries, _ := schemas.ReadDir("schemas") // it is in the binary
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".json"))
	}
	return names
}
