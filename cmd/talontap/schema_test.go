package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/talontap/talontap/assets"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// fitsItsSchema says where a report differs from the schema that it names.
func fitsItsSchema(report []byte) error {
	var head struct{ Schema string }
	if json.Unmarshal(report, &head) != nil || head.Schema == "" {
		return nil // none of ours
	}
	name := strings.TrimSuffix(strings.TrimPrefix(head.Schema, "talontap."), "/v1")
	schema, err := compiled(name)
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report))
	if err != nil {
		return err
	}
	return schema.Validate(doc)
}

func compiled(name string) (*jsonschema.Schema, error) {
	text, _ := assets.Schema(name)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:it", doc); err != nil {
		return nil, err
	}
	return c.Compile("urn:it")
}

// TestEveryReportHasASchema finds the reports by the names that they carry.
func TestEveryReportHasASchema(t *testing.T) {
	named := regexp.MustCompile(`"talontap\.([a-z-]+)/v1"`)
	files, err := filepath.Glob(filepath.Join(root, "ui", "report", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range named.FindAllSubmatch(source, -1) {
			seen++
			if _, err := compiled(string(match[1])); err != nil {
				t.Errorf("%s: assets/schemas/%s.json: %v", file, match[1], err)
			}
		}
	}
	if seen == 0 {
		t.Error("no report found: the search looks in the wrong place")
	}
}

func TestASchemaRefusesAReportThatLacksWhatItNames(t *testing.T) {
	for _, report := range []string{
		`{"schema":"talontap.plan/v1","changes":[]}`,
		`{"schema":"talontap.error/v1","error":{"what":1,"why":"","fix":"","missing":[]}}`,
	} {
		if fitsItsSchema([]byte(report)) == nil {
			t.Errorf("it takes %s", report)
		}
	}
	if err := fitsItsSchema([]byte(`{"schema":"talontap.error/v1","new":1,"error":{"what":"","why":"","fix":"","missing":[]}}`)); err != nil {
		t.Errorf("it refuses a field that was added: %v", err)
	}
}

// TestTheSchemaOfAnAnswersFileNamesEveryAnswer; -update writes it.
func TestTheSchemaOfAnAnswersFileNamesEveryAnswer(t *testing.T) {
	type object = map[string]any
	tables := object{"version": object{"const": 1}, "progress": object{"type": "object"}, "noted": object{"type": "object"}}
	kinds := map[setup.Kind]any{setup.Text: object{"type": "string"}, setup.Integer: object{"type": []string{"integer", "string"}},
		setup.Boolean: object{"type": []string{"boolean", "string"}}, setup.Date: object{"type": "string"},
		setup.Command: object{"type": "array", "items": object{"type": "string"}, "minItems": 1}}
	at := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	for _, e := range steps.Catalogue(steps.State{Profile: "default", Now: at}) {
		if !e.InFile {
			continue
		}
		table, name, _ := strings.Cut(string(e.Key), ".")
		if tables[table] == nil {
			tables[table] = object{"type": "object", "additionalProperties": false, "properties": object{}}
		}
		tables[table].(object)["properties"].(object)[name] = object{"title": e.Title, "description": e.Meaning, "allOf": []any{kinds[e.Kind]}}
		if len(e.Values) > 0 && e.Kind == setup.Text {
			tables[table].(object)["properties"].(object)[name].(object)["enum"] = e.Values
		}
	}
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(object{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:talontap:answers-file:v1",
		"title": "A file for --answers, which is TOML", "type": "object", "additionalProperties": false, "properties": tables}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(filepath.Join(root, "assets", "schemas", "answers-file.json"), want.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, _ := assets.Schema("answers-file"); got != want.String() {
		t.Error("assets/schemas/answers-file.json is stale; -update writes it")
	}
}
