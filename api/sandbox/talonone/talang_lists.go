package talonone

import (
	"cmp"
	"slices"
)

func addListFunctions(list map[string]function) {
	list["list"] = pure(0, -1, func(values []any) (any, error) { return values, nil })
	list["count"] = overList(func(items []any) (any, error) { return float64(len(items)), nil })
	list["isEmpty"] = overList(func(items []any) (any, error) { return len(items) == 0, nil })
	list["head"] = overList(func(items []any) (any, error) { return itemAt(items, 0) })
	list["tail"] = overList(func(items []any) (any, error) { return items[min(1, len(items)):], nil })
	list["reverse"] = overList(func(items []any) (any, error) { return reversed(items), nil })
	list["sum"] = overList(sum)
	list["append"] = pure(2, 2, joined)
	list["push"] = pure(2, 2, func(values []any) (any, error) { return joined([]any{values[0], []any{values[1]}}) })
	list["item"] = pure(2, 2, pick)
	list["sortByNumber"] = overList(sortedByNumber)
	list["filter"] = filter
	list["map"] = mapped
	list["exists"] = exists
	list["every"] = every
}

// overList makes a function of one list.
func overList(work func(items []any) (any, error)) function {
	return pure(1, 1, func(values []any) (any, error) {
		items, err := asList(values[0])
		if err != nil {
			return nil, err
		}
		return work(items)
	})
}

func asList(value any) ([]any, error) {
	items, isList := value.([]any)
	if !isList {
		return nil, failed("a list is needed here")
	}
	return items, nil
}

func itemAt(items []any, index int) (any, error) {
	if index < 0 || index >= len(items) {
		return nil, failed("the list has no item %d", index)
	}
	return items[index], nil
}

func pick(values []any) (any, error) {
	items, err := asList(values[0])
	if err != nil {
		return nil, err
	}
	index, err := asNumber(values[1])
	if err != nil || index < 0 || index >= float64(len(items)) {
		return nil, failed("the list has no such item")
	}
	return itemAt(items, int(index))
}

func reversed(items []any) []any {
	turned := slices.Clone(items)
	slices.Reverse(turned)
	return turned
}

func sum(items []any) (any, error) {
	total := 0.0
	for _, each := range items {
		number, err := asNumber(each)
		if err != nil {
			return nil, err
		}
		total += number
	}
	return finite(total)
}

func sortedByNumber(items []any) (any, error) {
	for _, each := range items {
		if _, err := asNumber(each); err != nil {
			return nil, err
		}
	}
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, func(x, y any) int { return cmp.Compare(x.(float64), y.(float64)) })
	return sorted, nil
}

func joined(values []any) (any, error) {
	first, err := asList(values[0])
	if err != nil {
		return nil, err
	}
	second, err := asList(values[1])
	if err != nil {
		return nil, err
	}
	if len(first)+len(second) > mostItems {
		return nil, beyond("a list in the rule grows too long")
	}
	return slices.Concat(first, second), nil
}

// listAndBlock evaluates the two arguments that filter, map, exists and every
// take.
func listAndBlock(in *interpreter, arguments []any, within *frame) ([]any, any, error) {
	if len(arguments) != 2 {
		return nil, nil, failed("a list and a block are needed here")
	}
	values, err := in.all(arguments, within)
	if err != nil {
		return nil, nil, err
	}
	items, err := asList(values[0])
	return items, values[1], err
}

// passing are the items for which the block holds.
func passing(in *interpreter, arguments []any, within *frame) (kept, all []any, err error) {
	items, test, err := listAndBlock(in, arguments, within)
	if err != nil {
		return nil, nil, err
	}
	kept = []any{}
	for _, each := range items {
		held, err := in.call(test, each)
		if err != nil {
			return nil, nil, err
		}
		if held == true {
			kept = append(kept, each)
		}
	}
	return kept, items, nil
}

func filter(in *interpreter, arguments []any, within *frame) (any, error) {
	kept, _, err := passing(in, arguments, within)
	return kept, err
}

func exists(in *interpreter, arguments []any, within *frame) (any, error) {
	kept, _, err := passing(in, arguments, within)
	return len(kept) > 0, err
}

func every(in *interpreter, arguments []any, within *frame) (any, error) {
	kept, all, err := passing(in, arguments, within)
	return len(kept) == len(all), err
}

func mapped(in *interpreter, arguments []any, within *frame) (any, error) {
	items, change, err := listAndBlock(in, arguments, within)
	if err != nil {
		return nil, err
	}
	changed := make([]any, 0, len(items))
	for _, each := range items {
		value, err := in.call(change, each)
		if err != nil {
			return nil, err
		}
		changed = append(changed, value)
	}
	return changed, nil
}
