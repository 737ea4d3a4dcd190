package clevertap

import (
	"maps"
	"slices"
	"time"
)

type settings struct {
	Undefined     string `json:"undefined_data"`
	EmailProvider bool   `json:"email_provider"`
}

// The project setting Undefined Data Handling: what becomes of events and properties
// that no admin defined. Whatever it drops was answered with success first and shows
// only in the error stream (certain). These are the dashboard's choices under names
// of our own.
const (
	acceptUndefined      = "accept"
	dropEvents           = "drop-events"
	dropEventsWithFields = "drop-events-with-undefined-properties"
	dropProperties       = "drop-properties"
)

type streamEntry struct {
	At       time.Time `json:"at"`
	Event    string    `json:"event"`
	Identity string    `json:"identity"`
	Property string    `json:"property,omitempty"`
	Reason   string    `json:"reason"`
}

// admitData applies the project's rules to an accepted event. It returns the
// kind of event and the properties that are kept, or false if it is dropped.
func (a *Account) admitData(rec record, now time.Time) (*eventType, map[string]any, bool) {
	note := func(property, reason string) {
		a.stream = append(a.stream, streamEntry{now, rec.event, rec.who, property, reason})
	}
	known := a.schema.find(rec.event)
	if (known == nil || !known.Defined) && a.settings.Undefined == dropEvents {
		note("", "the event is not defined: event dropped")
		return nil, nil, false
	}
	if known == nil {
		known = &eventType{} // nothing is defined about it
	}
	if property, reason := known.violation(rec.data); reason != "" {
		note(property, reason)
		return nil, nil, false
	}
	kept, ok := a.keep(known, rec.data, note)
	if !ok {
		return nil, nil, false
	}
	kind := a.schema.know(rec.event)
	kind.learn(kept)
	return kind, kept, true
}

// violation finds the first rule of the schema that the properties break.
// modelled: a broken rule drops the whole event.
func (e *eventType) violation(props map[string]any) (property, reason string) {
	for _, p := range e.Properties {
		value, there := props[p.Name]
		switch {
		case !there && p.Required:
			return p.Name, "a required property is missing: event dropped"
		case there && p.Defined && p.Kind != kindOf(value):
			return p.Name, "the value is not a " + p.Kind + ": event dropped"
		}
	}
	return "", ""
}

// keep returns the properties that undefined data handling lets through.
func (a *Account) keep(known *eventType, props map[string]any, note func(property, reason string)) (map[string]any, bool) {
	kept := maps.Clone(props)
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if p := known.property(name); p != nil && p.Defined {
			continue
		}
		switch a.settings.Undefined {
		case dropEventsWithFields:
			note(name, "the property is not defined: event dropped")
			return nil, false
		case dropProperties:
			note(name, "the property is not defined: property dropped")
			delete(kept, name)
		}
	}
	return kept, true
}
