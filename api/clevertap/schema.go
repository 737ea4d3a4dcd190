package clevertap

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"github.com/talontap/talontap/api/transport"
)

// Schema lists the events that the project knows, with the properties seen on
// them. Not every plan may offer it (unknown): then the kind is Refused.
//
// Documented by CleverTap: GET /getSchema?type=events (certain). How properties
// are written is unknown: a list of names, a list of objects and an object by
// name are all read, and anything else counts as no properties.
func (c *Client) Schema(ctx context.Context) ([]SchemaEvent, error) {
	const doing = "reading CleverTap's event schema"
	var answer struct {
		Status string `json:"status"`
		Events *[]struct {
			Name       string `json:"name"`
			Status     string `json:"status"`
			Properties any    `json:"properties"`
		} `json:"events"`
	}
	call := transport.Call{Doing: doing, Path: "/getSchema", Query: url.Values{"type": {"events"}}, Out: &answer}
	if err := c.get(ctx, call); err != nil {
		return nil, err
	}
	if err := c.succeeded(doing, answer.Status); answer.Status != "" && err != nil {
		return nil, err
	}
	if answer.Events == nil {
		return nil, c.caller.Garbled(doing, errors.New("a schema without events"))
	}
	events := make([]SchemaEvent, len(*answer.Events))
	for i, e := range *answer.Events {
		events[i] = SchemaEvent{Name: transport.Line(e.Name), Status: e.Status, Properties: propertyNames(e.Properties)}
	}
	return events, nil
}

// propertyNames finds names in whichever form properties take.
//
// modelled: the keys that may hold a name in the object form.
func propertyNames(v any) []string {
	switch v := v.(type) {
	case map[string]any:
		var names []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			names = append(names, transport.Line(name))
		}
		return names
	case []any:
		var names []string
		for _, element := range v {
			if name := transport.Line(propertyName(element)); name != "" {
				names = append(names, name)
			}
		}
		return names
	}
	return nil
}

func propertyName(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		for _, key := range []string{"name", "propertyName", "property_name", "key"} {
			if name, ok := v[key].(string); ok {
				return name
			}
		}
	}
	return ""
}
