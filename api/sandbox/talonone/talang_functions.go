package talonone

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// function is a function of the language. It gets its arguments unevaluated,
// because "and", "or" and "catch" decide what is evaluated at all.
type function func(in *interpreter, arguments []any, within *frame) (any, error)

// talangFunctions is the part of the vocabulary of Talon.One's open-source
// interpreter that is evaluated here. What the functions are called is
// published; how they treat odd arguments is modelled.
func talangFunctions() map[string]function {
	list := map[string]function{
		"and": and, "or": or, "catch": catch, "do": inOrder,
		".": func(in *interpreter, arguments []any, within *frame) (any, error) { return in.path(arguments, within) },

		"noop":     pure(0, 0, func([]any) (any, error) { return nil, nil }),
		"identity": pure(1, 1, func(values []any) (any, error) { return values[0], nil }),
		"not":      pure(1, 1, negate),
		"=":        pure(2, 2, func(v []any) (any, error) { return equal(v[0], v[1]), nil }),
		"!=":       pure(2, 2, func(v []any) (any, error) { return !equal(v[0], v[1]), nil }),
		"<":        ordering(func(order int) bool { return order < 0 }),
		"<=":       ordering(func(order int) bool { return order <= 0 }),
		">":        ordering(func(order int) bool { return order > 0 }),
		">=":       ordering(func(order int) bool { return order >= 0 }),
		"between":  pure(3, 3, between),
	}
	addNumberFunctions(list)
	addTextFunctions(list)
	addListFunctions(list)
	addTimeFunctions(list)
	return list
}

// pure makes a function of values out of one that takes least to most of them;
// most -1 is any number.
func pure(least, most int, work func(values []any) (any, error)) function {
	return func(in *interpreter, arguments []any, within *frame) (any, error) {
		if len(arguments) < least || most >= 0 && len(arguments) > most {
			return nil, failed("a function was given %d arguments", len(arguments))
		}
		values, err := in.all(arguments, within)
		if err != nil {
			return nil, err
		}
		return work(values)
	}
}

func and(in *interpreter, arguments []any, within *frame) (any, error) {
	for _, each := range arguments {
		if held, err := in.truth(each, within); err != nil || !held {
			return false, err
		}
	}
	return true, nil
}

func or(in *interpreter, arguments []any, within *frame) (any, error) {
	for _, each := range arguments {
		if held, err := in.truth(each, within); err != nil || held {
			return held, err
		}
	}
	return false, nil
}

// catch gives its second argument, or its first where that fails.
func catch(in *interpreter, arguments []any, within *frame) (any, error) {
	if len(arguments) != 2 {
		return nil, failed("catch takes a fallback and an expression")
	}
	value, err := in.eval(arguments[1], within)
	if err == nil || isFatal(err) {
		return value, err
	}
	return in.eval(arguments[0], within)
}

func inOrder(in *interpreter, arguments []any, within *frame) (any, error) {
	var last any
	for _, each := range arguments {
		value, err := in.eval(each, within)
		if err != nil {
			return nil, err
		}
		last = value
	}
	return last, nil
}

func negate(values []any) (any, error) {
	held, isBool := values[0].(bool)
	if !isBool {
		return nil, failed("not takes true or false")
	}
	return !held, nil
}

func equal(x, y any) bool {
	left := mostItems
	return equalWithin(x, y, &left)
}

// equalWithin looks at so many values and takes what lies beyond as different: a
// rule can nest a list so that it has more parts than there are atoms.
func equalWithin(x, y any, left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	if order, err := compare(x, y); err == nil {
		return order == 0
	}
	xs, xList := x.([]any)
	ys, yList := y.([]any)
	if xList && yList {
		return slices.EqualFunc(xs, ys, func(x, y any) bool { return equalWithin(x, y, left) })
	}
	xb, xBool := x.(bool)
	yb, yBool := y.(bool)
	return xBool && yBool && xb == yb || x == nil && y == nil
}

func ordering(holds func(order int) bool) function {
	return pure(2, 2, func(values []any) (any, error) {
		order, err := compare(values[0], values[1])
		return holds(order), err
	})
}

func between(values []any) (any, error) {
	low, err := compare(values[0], values[1])
	if err != nil {
		return nil, err
	}
	high, err := compare(values[0], values[2])
	return low >= 0 && high <= 0, err
}

// compare orders two numbers, two strings, or two times; a string beside a time
// is read as a time.
func compare(x, y any) (int, error) {
	if xn, yn, both := two[float64](x, y); both {
		return compareNumbers(xn, yn), nil
	}
	if xs, ys, both := two[string](x, y); both {
		return strings.Compare(xs, ys), nil
	}
	xt, xErr := asTime(x)
	yt, yErr := asTime(y)
	if xErr != nil || yErr != nil {
		return 0, failed("two values of different kinds can't be compared")
	}
	return xt.Compare(yt), nil
}

func compareNumbers(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	default:
		return 0
	}
}

func two[T any](x, y any) (xt, yt T, both bool) {
	xt, xFits := x.(T)
	yt, yFits := y.(T)
	return xt, yt, xFits && yFits
}

func addNumberFunctions(list map[string]function) {
	list["+"] = arithmetic(func(x, y float64) float64 { return x + y })
	list["-"] = arithmetic(func(x, y float64) float64 { return x - y })
	list["*"] = arithmetic(func(x, y float64) float64 { return x * y })
	list["/"] = arithmetic(func(x, y float64) float64 { return x / y })
	list["mod"] = arithmetic(math.Mod)
	list["min"] = arithmetic(math.Min)
	list["max"] = arithmetic(math.Max)
	list["floor"] = rounding(math.Floor)
	list["ceil"] = rounding(math.Ceil)
}

// arithmetic folds numbers from the left.
func arithmetic(step func(x, y float64) float64) function {
	return pure(1, -1, func(values []any) (any, error) {
		total, err := asNumber(values[0])
		if err != nil {
			return nil, err
		}
		for _, each := range values[1:] {
			next, err := asNumber(each)
			if err != nil {
				return nil, err
			}
			total = step(total, next)
		}
		return finite(total)
	})
}

func rounding(round func(float64) float64) function {
	return pure(1, 1, func(values []any) (any, error) {
		number, err := asNumber(values[0])
		if err != nil {
			return nil, err
		}
		return finite(round(number))
	})
}

func finite(number float64) (any, error) {
	if math.IsNaN(number) || math.IsInf(number, 0) {
		return nil, failed("a calculation has no finite result")
	}
	return number, nil
}

func asNumber(value any) (float64, error) {
	number, isNumber := value.(float64)
	if !isNumber {
		return 0, failed("a number is needed here")
	}
	return number, nil
}

func addTextFunctions(list map[string]function) {
	list["concat"] = pure(0, -1, concat)
	list["toString"] = pure(1, 1, func(values []any) (any, error) { return text(values[0]), nil })
	list["startsWith"] = textTest(strings.HasPrefix)
	list["endsWith"] = textTest(strings.HasSuffix)
	list["contains"] = pure(2, 2, contains)
	list["notContains"] = pure(2, 2, func(values []any) (any, error) {
		found, err := contains(values)
		if err != nil {
			return nil, err
		}
		return found != true, nil
	})
	list["split"] = pure(2, 2, split)
	list["join"] = pure(2, 2, join)
	list["firstName"] = nameFunction(func(words []string) string { return words[0] })
	list["lastName"] = nameFunction(func(words []string) string { return words[len(words)-1] })
}

func textTest(test func(text, part string) bool) function {
	return pure(2, 2, func(values []any) (any, error) {
		whole, part, both := two[string](values[0], values[1])
		if !both {
			return nil, failed("two strings are needed here")
		}
		return test(whole, part), nil
	})
}

func nameFunction(pick func(words []string) string) function {
	return pure(1, 1, func(values []any) (any, error) {
		name, isText := values[0].(string)
		if !isText {
			return nil, failed("a name is a string")
		}
		words := strings.Fields(name)
		if len(words) == 0 {
			return "", nil
		}
		return pick(words), nil
	})
}

func concat(values []any) (any, error) {
	var whole strings.Builder
	for _, each := range values {
		whole.WriteString(text(each))
		if whole.Len() > mostText {
			return nil, beyond("a text in the rule grows too long")
		}
	}
	return whole.String(), nil
}

func contains(values []any) (any, error) {
	switch whole := values[0].(type) {
	case string:
		part, isText := values[1].(string)
		if !isText {
			return nil, failed("a string contains strings only")
		}
		return strings.Contains(whole, part), nil
	case []any:
		return slices.ContainsFunc(whole, func(each any) bool { return equal(each, values[1]) }), nil
	default:
		return nil, failed("contains takes a string or a list")
	}
}

func split(values []any) (any, error) {
	whole, separator, both := two[string](values[0], values[1])
	if !both {
		return nil, failed("two strings are needed here")
	}
	parts := []any{}
	for _, part := range strings.SplitN(whole, separator, mostItems) {
		parts = append(parts, part)
	}
	return parts, nil
}

func join(values []any) (any, error) {
	items, isList := values[0].([]any)
	separator, isText := values[1].(string)
	if !isList || !isText {
		return nil, failed("join takes a list and a separator")
	}
	spread := make([]any, 0, 2*len(items))
	for i, each := range items {
		if i > 0 {
			spread = append(spread, separator)
		}
		spread = append(spread, each)
	}
	return concat(spread)
}

// text is how a value looks inside a text or a webhook.
func text(value any) string {
	switch known := value.(type) {
	case nil:
		return ""
	case string:
		return known
	case float64:
		return strconv.FormatFloat(known, 'f', -1, 64)
	case time.Time:
		return known.Format(time.RFC3339)
	case []any:
		return listText(known)
	case map[string]any, block:
		return ""
	default:
		return fmt.Sprint(known)
	}
}

func listText(items []any) string {
	var parts []string
	for i, each := range items {
		if i == 100 { // modelled: a list in a text is cut
			break
		}
		if _, nested := each.([]any); !nested {
			parts = append(parts, text(each))
		}
	}
	return strings.Join(parts, ",")
}
