package clevertap

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// eventType is one kind of event that the project knows. One that nobody
// defined is of Type "Undefined": known because it was raised (certain).
type eventType struct {
	Name        string      `json:"name"`
	Defined     bool        `json:"defined"`
	DiscardedAt *time.Time  `json:"discarded_at,omitempty"`
	Properties  []*property `json:"properties"`
}

// property is one event property with the rules an admin may have set.
type property struct {
	Name     string `json:"name"`
	Kind     string `json:"type"` // String, Number, Boolean, Date
	Defined  bool   `json:"defined"`
	Required bool   `json:"required"`
}

func (e *eventType) discarded() bool { return e.DiscardedAt != nil }

func (e *eventType) property(name string) *property {
	return first(e.Properties, func(p *property) bool { return p.Name == name })
}

// learn makes the properties of one raised event known to the editor's picker.
func (e *eventType) learn(props map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if e.property(name) == nil {
			e.Properties = append(e.Properties, &property{Name: name, Kind: kindOf(props[name])})
		}
	}
}

// schema is every kind of event, in the order they came to be known.
type schema struct{ events []*eventType }

// find looks a name up as CleverTap matches it, without case and spaces.
func (s *schema) find(name string) *eventType {
	folded := fold(name)
	return first(s.events, func(e *eventType) bool { return fold(e.Name) == folded })
}

// know returns the kind of event, adding it as Undefined if it is new.
func (s *schema) know(name string) *eventType {
	if known := s.find(name); known != nil {
		return known
	}
	added := &eventType{Name: name, Properties: []*property{}}
	s.events = append(s.events, added)
	return added
}

// kindOf is the kind a value shows itself as. Dates are strings "$D_<seconds>".
func kindOf(value any) string {
	switch v := value.(type) {
	case json.Number, float64:
		return "Number"
	case bool:
		return "Boolean"
	case string:
		if strings.HasPrefix(v, "$D_") {
			return "Date"
		}
	}
	return "String"
}

// schemaRow and schemaProperty are what getSchema shows.
// modelled: the names of a property's fields are not known.
type schemaRow struct {
	Name       string           `json:"name"`
	Type       string           `json:"type"`
	Status     string           `json:"status"`
	EventCount int              `json:"eventCount"`
	Properties []schemaProperty `json:"properties"`
}

type schemaProperty struct {
	Name string `json:"name"`
	Type string `json:"dataType"`
}

// getSchema is GET /getSchema?type=events, the one path without a
// version (the endpoint is certain).
func (a *Account) getSchema(r *http.Request, _ time.Time) (any, error) {
	if r.URL.Query().Get("type") != "events" {
		return nil, malformed("Invalid type")
	}
	return struct {
		Status string      `json:"status"`
		Events []schemaRow `json:"events"`
	}{"success", a.schemaRows()}, nil
}

// schemaRows is what getSchema says of each kind.
// modelled: a kind without a single raised event is Inactive.
func (a *Account) schemaRows() []schemaRow {
	counts := map[*eventType]int{}
	for _, o := range a.history() {
		counts[o.event]++
	}
	return mapped(a.schema.events, func(e *eventType) schemaRow {
		row := schemaRow{Name: e.Name, Type: "Undefined", Status: "Inactive", EventCount: counts[e]}
		if e.Defined {
			row.Type = "Defined"
		}
		switch {
		case e.discarded():
			row.Status = "Discarded"
		case row.EventCount > 0:
			row.Status = "Active"
		}
		row.Properties = mapped(e.Properties, func(p *property) schemaProperty { return schemaProperty{p.Name, p.Kind} })
		return row
	})
}
