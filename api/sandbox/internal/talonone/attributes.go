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
	var found problems
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := "/attributes/" + name
		known := slices.Contains(a.attributes, attribute{entity, name})
		_, isText := given[name].(string)
		found.when(!known, "Unknown", fmt.Sprintf("The attribute %q is not defined on %s entities.", name, entity), at)
		found.when(known && !isText && given[name] != nil, "Invalid type",
			fmt.Sprintf("Value of %q attribute (%v) is not a string", name, given[name]), at)
	}
	return found.refusal()
}
