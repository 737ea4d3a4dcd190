package talonone

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// attribute is one that an admin set up, in both Applications.
type attribute struct{ Entity, Name, Title, Type string }

// checkAttributes refuses attributes that were not set up for an entity, in the
// vendor's words.
func (a *Account) checkAttributes(entity string, given map[string]any) error {
	var problems []apiError
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := "/attributes/" + name
		switch kind, defined := a.attributeType(entity, name); {
		case !defined:
			problems = append(problems, problem("Unknown", fmt.Sprintf("The attribute %q is not defined on %s entities.", name, entity), at))
		case !ofType(kind, given[name]):
			problems = append(problems, problem("Invalid type", fmt.Sprintf("Value of %q attribute (%v) is not a %s", name, given[name], kind), at))
		}
	}
	if len(problems) > 0 {
		return invalid(problems...)
	}
	return nil
}

func (a *Account) attributeType(entity, name string) (kind string, defined bool) {
	for _, one := range a.attributes {
		if one.Entity == entity && one.Name == name {
			return one.Type, true
		}
	}
	return "", false
}

// ofType holds a value to an attribute's type; null takes the value away.
// modelled: that a type this does not know takes anything.
func ofType(kind string, value any) bool {
	if value == nil {
		return true
	}
	if element, is := strings.CutPrefix(kind, "(list "); is {
		list, isList := value.([]any)
		return isList && !slices.ContainsFunc(list, func(each any) bool { return !ofType(strings.TrimSuffix(element, ")"), each) })
	}
	text, isText := value.(string)
	switch kind {
	case "string":
		return isText
	case "number":
		_, is := value.(float64)
		return is
	case "boolean":
		_, is := value.(bool)
		return is
	case "time":
		_, err := time.Parse(time.RFC3339, text)
		return isText && err == nil
	}
	return true
}
