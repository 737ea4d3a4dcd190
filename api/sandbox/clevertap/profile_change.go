package clevertap

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
)

// apply changes a profile by profileData: plain values replace, an object with a
// single "$…" key is an operation on what is there.
func (c *customer) apply(data map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(data)) {
		value := data[key]
		if operation, operand, ok := operationOf(value); ok {
			value = operate(operation, c.data[key], operand)
		}
		if value == nil {
			delete(c.data, key)
			continue
		}
		c.data[key] = value
	}
}

func operationOf(value any) (operation string, operand any, ok bool) {
	object, isObject := value.(map[string]any)
	if !isObject || len(object) != 1 {
		return "", nil, false
	}
	for name, operand := range object {
		return name, operand, len(name) > 1 && name[0] == '$'
	}
	return "", nil, false
}

// operate knows the documented operations; an unknown one leaves the value.
// modelled: the results where the kinds do not fit.
func operate(operation string, was, operand any) any {
	switch operation {
	case "$set":
		return operand
	case "$delete":
		return nil
	case "$add":
		return union(list(was), list(operand))
	case "$remove":
		gone := list(operand)
		return slices.DeleteFunc(list(was), func(v any) bool { return holds(gone, v) })
	case "$incr":
		return number(number(was) + number(operand))
	case "$decr":
		return number(number(was) - number(operand))
	}
	return was
}

func union(was, more []any) []any {
	for _, v := range more {
		if !holds(was, v) {
			was = append(was, v)
		}
	}
	return was
}

// holds compares deeply, because an element may be an object.
func holds(all []any, value any) bool {
	return slices.ContainsFunc(all, func(v any) bool { return reflect.DeepEqual(v, value) })
}

func list(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return slices.Clone(v)
	}
	return []any{value}
}

func number(value any) float64 {
	switch v := value.(type) {
	case float64:
		return v
	case json.Number:
		f, _ := v.Float64()
		return f
	}
	return 0
}
