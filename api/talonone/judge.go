package talonone

import (
	"cmp"
	"encoding/json"
	"errors"

	"github.com/talontap/talontap/api/transport"
)

// judge finds Talon.One's words in an error body: the message, and the details
// of the first error below it (ErrorResponse and ErrorResponseWithStatus, certain).
// The kind is left to the status, which Talon.One uses as it is meant.
func judge(status int, body []byte) transport.Verdict {
	if status/100 == 2 {
		return transport.Verdict{}
	}
	var e struct {
		Message string `json:"message"`
		Errors  []struct {
			Title   string `json:"title"`
			Details string `json:"details"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &e) != nil {
		return transport.Verdict{}
	}
	message := e.Message
	if len(e.Errors) > 0 {
		message = join(message, cmp.Or(e.Errors[0].Details, e.Errors[0].Title))
	}
	return transport.Verdict{Message: message}
}

func join(message, details string) string {
	switch {
	case message == "":
		return details
	case details == "" || details == message:
		return message
	}
	return message + ": " + details
}

// unpublished gives every no to an unpublished call the one meaning that matters
// above: this account does not offer it, so the route is another. Which status
// stands for that is unknown, and a key that lacks the endpoint gets 401 (likely).
func unpublished(err error) error {
	var f *transport.Failure
	if errors.As(err, &f) && (f.Kind == transport.Unauthorised || f.Kind == transport.NotFound) {
		f.Kind = transport.Refused
	}
	return err
}
