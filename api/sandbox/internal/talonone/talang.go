package talonone

import (
	"errors"
	"fmt"
	"strings"
)

// Talang is evaluated over its published JSON form: a list whose first element
// names a function, the rest being its arguments; anything else is a literal; a
// path is [".", "Session", "Total"].
//
// Only a part of the language is public, and of that only a part is here. What
// is not known is an error of its own kind, so that a rule which the sandbox
// can't judge says so and does not pass for one that did not match.

// Bounds on one evaluation: no rule can hold the account up.
const (
	mostSteps = 20_000
	mostDepth = 200
)

// talangError is an error in a rule. A fatal one can't be caught by the rule's
// own "catch".
type talangError struct {
	message string
	fatal   bool
}

func (e *talangError) Error() string { return e.message }

// failed is an error that "catch" catches.
func failed(format string, arguments ...any) error {
	return &talangError{message: fmt.Sprintf(format, arguments...)}
}

// beyond is an error that no "catch" catches: the sandbox can't go on.
func beyond(format string, arguments ...any) error {
	return &talangError{message: fmt.Sprintf(format, arguments...), fatal: true}
}

func isFatal(err error) bool {
	var known *talangError
	return !errors.As(err, &known) || known.fatal
}

// world is what a rule can see and do beside pure functions.
type world interface {
	// lookup finds a path such as Session, Total.
	lookup(path []string) (value any, found bool)
	// do calls a function of the product, such as createCoupon.
	do(function string, arguments []any) (value any, known bool, err error)
}

// interpreter evaluates one rule.
type interpreter struct {
	world     world
	functions map[string]function
	steps     int
	depth     int
}

func newInterpreter(outside world) *interpreter {
	return &interpreter{world: outside, functions: talangFunctions()}
}

// eval gives the value of an expression.
func (in *interpreter) eval(expression any) (any, error) {
	in.steps++
	in.depth++
	defer func() { in.depth-- }()
	if in.steps > mostSteps || in.depth > mostDepth {
		return nil, beyond("the rule is too large to be evaluated")
	}
	list, isList := expression.([]any)
	if !isList {
		return expression, nil
	}
	if len(list) == 0 {
		return nil, failed("an empty list is not an expression")
	}
	switch first := list[0].(type) {
	case string:
		return in.apply(first, list[1:])
	case []any:
		return nil, beyond("blocks are not known here")
	default:
		if len(list) == 1 {
			return first, nil // a literal on its own is written as a list of one
		}
		return nil, failed("a list must begin with the name of a function")
	}
}

// apply calls a function by name: one of the language, else one of the product.
func (in *interpreter) apply(name string, arguments []any) (any, error) {
	if known, found := in.functions[name]; found {
		return known(in, arguments)
	}
	values, err := in.all(arguments)
	if err != nil {
		return nil, err
	}
	value, known, err := in.world.do(name, values)
	if !known {
		return nil, beyond("unknown function %q", name)
	}
	return value, err
}

// all evaluates the arguments in order.
func (in *interpreter) all(expressions []any) ([]any, error) {
	values := make([]any, 0, len(expressions))
	for _, each := range expressions {
		value, err := in.eval(each)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// path resolves [".", …] in the world.
func (in *interpreter) path(arguments []any) (any, error) {
	names, isPath := texts(arguments)
	if !isPath {
		return nil, failed("a path is made of strings")
	}
	if len(names) == 0 {
		return nil, failed("a path is empty")
	}
	value, found := in.world.lookup(names)
	if !found {
		return nil, failed("%s is not there", strings.Join(names, "."))
	}
	return value, nil
}

// texts are the values, where each of them is a text.
func texts(values []any) (all []string, only bool) {
	for _, each := range values {
		text, isText := each.(string)
		if !isText {
			return nil, false
		}
		all = append(all, text)
	}
	return all, true
}

func descend(value any, names []string) (any, error) {
	for _, name := range names {
		members, isObject := value.(map[string]any)
		next, found := members[name]
		if !isObject || !found {
			return nil, failed("%s is not there", name)
		}
		value = next
	}
	return value, nil
}

// truth evaluates an expression that must be a boolean.
func (in *interpreter) truth(expression any) (bool, error) {
	value, err := in.eval(expression)
	if err != nil {
		return false, err
	}
	decided, isBool := value.(bool)
	if !isBool {
		return false, failed("a condition is neither true nor false")
	}
	return decided, nil
}
