package talonone

import (
	"fmt"
	"maps"
	"slices"
)

// attribute is one that an admin set up, in both Applications, for a text.
type attribute struct{ Entity, Name string }

// checkAttributes refuses attributes that were not set up for an entity, in the
// vendor's words. null takes a value away.
func (a *Account) checkAttributes(entity string, given map[string]any) error {
	var problems []apiError
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := "/attributes/" + name
		if !slices.Contains(a.attributes, attribute{entity, name}) {
			problems = append(problems, problem("Unknown", fmt.Sprintf("The attribute %q is not defined on %s entities.", name, entity), at))
		} else if _, isText := given[name].(string); !isText && given[name] != nil {
			problems = append(problems, problem("Invalid type", fmt.Sprintf("Value of %q attribute (%v) is not a string", name, given[name]), at))
		}
	}
	if len(problems) > 0 {
		return invalid(problems...)
	}
	return nil
}
