package talonone

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// refusal is an answer other than success. Its wire form is Talon.One's
// ErrorResponseWithStatus, whose capital S in StatusCode is the vendor's.
type refusal struct {
	Message string     `json:"message"`
	Errors  []apiError `json:"errors"`
	Status  int        `json:"StatusCode"`
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.Status, r.Message) }

type apiError struct {
	Title   string      `json:"title"`
	Details string      `json:"details,omitempty"`
	Source  errorSource `json:"source"`
}

// errorSource points at what is wrong: a place in the body, or a parameter.
type errorSource struct {
	Pointer   string `json:"pointer,omitempty"`
	Parameter string `json:"parameter,omitempty"`
	Resource  string `json:"resource,omitempty"`
}

func refuse(status int, message string, problems ...apiError) *refusal {
	if problems == nil {
		problems = []apiError{}
	}
	return &refusal{Message: message, Errors: problems, Status: status}
}

func problem(title, details, pointer string) apiError {
	return apiError{Title: title, Details: details, Source: errorSource{Pointer: pointer}}
}

type problems []apiError

func (p *problems) when(wrong bool, title, details, pointer string) {
	if wrong {
		*p = append(*p, problem(title, details, pointer))
	}
}

func (p *problems) unless(allowed []string, name, value, pointer string) {
	p.when(!slices.Contains(allowed, value), "enum", oneOf(name, allowed), pointer)
}

// refusal is nil where nothing was found.
func (p problems) refusal() error {
	if len(p) == 0 {
		return nil
	}
	return invalid(p...)
}

// invalid is the published 400: the body is JSON but says something that can't
// be.
func invalid(problems ...apiError) *refusal {
	return refuse(http.StatusBadRequest, "The submitted data was invalid", problems...)
}

func missing(kind string, id int) *refusal { return notFound(kind, strconv.Itoa(id)) }

func wrongParameter(name, details string) *refusal {
	return refuse(http.StatusBadRequest, "The submitted data was invalid",
		apiError{Title: "Invalid parameter", Details: details, Source: errorSource{Parameter: name}})
}

// notFound is modelled: the status is published, the words are not.
func notFound(kind, id string) *refusal {
	return refuse(http.StatusNotFound, "Not found",
		apiError{Title: "Not found", Details: fmt.Sprintf("no %s %q", kind, id), Source: errorSource{Resource: kind}})
}

// modelled: neither the words of a 401 nor which status a key without the grant
// gets are known. The published documents list 401 and no 403.
func unauthorised(why string) *refusal { return refuse(http.StatusUnauthorized, why) }

// asRefusal is the refusal in err; anything else is a fault of the sandbox and
// says so.
func asRefusal(err error) *refusal {
	if known, ok := errors.AsType[*refusal](err); ok {
		return known
	}
	return refuse(http.StatusInternalServerError, "The sandbox could not answer: "+err.Error())
}
