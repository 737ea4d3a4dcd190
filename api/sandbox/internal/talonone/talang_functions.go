package talonone

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// function is a function of the language. It gets its arguments unevaluated,
// because "and", "or" and "catch" decide what is evaluated at all.
type function func(in *interpreter, arguments []any) (any, error)

// talangFunctions are the functions of Talon.One's open-source interpreter that
// the rules here are made of: the sample's, the discount's, those of the two
// consoles. What the functions are called is published; how they treat odd
// arguments, and the name and shape of "now", are modelled.
func talangFunctions() map[string]function {
	return map[string]function{
		"and": and, "catch": catch, "now": now,
		".": func(in *interpreter, arguments []any) (any, error) { return in.path(arguments) },

		"noop":      pure(0, func([]any) (any, error) { return nil, nil }),
		"identity":  pure(1, func(values []any) (any, error) { return values[0], nil }),
		"parseTime": pure(1, func(values []any) (any, error) { return asTime(values[0]) }),
		"<":         ordering(func(order int) bool { return order < 0 }),
		">=":        ordering(func(order int) bool { return order >= 0 }),
		"*":         arithmetic(func(x, y float64) float64 { return x * y }),
		"/":         arithmetic(func(x, y float64) float64 { return x / y }),
	}
}

// pure makes a function of values out of one that takes so many of them.
func pure(takes int, work func(values []any) (any, error)) function {
	return func(in *interpreter, arguments []any) (any, error) {
		if len(arguments) != takes {
			return nil, failed("a function was given %d arguments", len(arguments))
		}
		values, err := in.all(arguments)
		if err != nil {
			return nil, err
		}
		return work(values)
	}
}

func and(in *interpreter, arguments []any) (any, error) {
	for _, each := range arguments {
		if held, err := in.truth(each); err != nil || !held {
			return false, err
		}
	}
	return true, nil
}

// catch gives its second argument, or its first where that fails.
func catch(in *interpreter, arguments []any) (any, error) {
	if len(arguments) != 2 {
		return nil, failed("catch takes a fallback and an expression")
	}
	value, err := in.eval(arguments[1])
	if err == nil || isFatal(err) {
		return value, err
	}
	return in.eval(arguments[0])
}

// now is the current time in the Application's zone.
func now(in *interpreter, _ []any) (any, error) {
	at, found := in.world.lookup([]string{"Now"})
	if !found {
		return nil, failed("there is no current time")
	}
	return at, nil
}

func ordering(holds func(order int) bool) function {
	return pure(2, func(values []any) (any, error) {
		order, err := compare(values[0], values[1])
		return holds(order), err
	})
}

// compare orders two numbers, two strings, or two times; a string beside a time
// is read as a time.
func compare(x, y any) (int, error) {
	if xn, yn, both := two[float64](x, y); both {
		return cmp.Compare(xn, yn), nil
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

func two[T any](x, y any) (xt, yt T, both bool) {
	xt, xFits := x.(T)
	yt, yFits := y.(T)
	return xt, yt, xFits && yFits
}

// asTime reads a time, or a string in RFC3339 as one, in the zone it names.
func asTime(value any) (time.Time, error) {
	switch known := value.(type) {
	case time.Time:
		return known, nil
	case string:
		at, err := time.Parse(time.RFC3339, known)
		if err != nil {
			return time.Time{}, failed("%q is not a time in RFC3339", shorten(known))
		}
		return at, nil
	}
	return time.Time{}, failed("a time is needed here")
}

func arithmetic(work func(x, y float64) float64) function {
	return pure(2, func(values []any) (any, error) {
		x, y, both := two[float64](values[0], values[1])
		if !both {
			return nil, failed("a number is needed here")
		}
		number := work(x, y)
		if math.IsNaN(number) || math.IsInf(number, 0) {
			return nil, failed("a calculation has no finite result")
		}
		return number, nil
	})
}

// text is how a value looks inside a text or a webhook.
func text(value any) string {
	switch known := value.(type) {
	case string:
		return known
	case float64:
		return strconv.FormatFloat(known, 'f', -1, 64)
	case time.Time:
		return known.Format(time.RFC3339)
	case bool:
		return fmt.Sprint(known)
	}
	return "" // modelled: what is no single value
}

// shorten keeps a value that is quoted in an error readable.
func shorten(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
