package talonone

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// mostBody bounds a request body.
const mostBody = 8 << 20

// call is one request whose caller is known and whose body was read.
type call struct {
	request *http.Request
	body    []byte
	caller  caller
	at      time.Time
}

// answer is what a call gets: a status, a body to encode (nil: none), and the
// webhook calls to make once it is out.
type answer struct {
	status     int
	body       any
	deliveries []delivery
}

func okay(body any) answer { return answer{status: http.StatusOK, body: body} }

var noContent = answer{status: http.StatusNoContent}

// pathID reads a numeric ID out of the path. Anything but a number cannot name
// a thing, so it is not found.
func (c *call) pathID(name string) (int, error) {
	id, err := strconv.Atoi(c.request.PathValue(name))
	if err != nil || id < 1 {
		return 0, notFound(name, c.request.PathValue(name))
	}
	return id, nil
}

func (c *call) query(name string) string { return c.request.URL.Query().Get(name) }

// yes reads a boolean query parameter; left out is no.
func (c *call) yes(name string) (bool, error) {
	text := c.query(name)
	if text == "" {
		return false, nil
	}
	value, err := strconv.ParseBool(text)
	if err != nil {
		return false, wrongParameter(name, "must be true or false")
	}
	return value, nil
}

// moment reads an RFC3339 query parameter; left out is the zero time.
func (c *call) moment(name string) (time.Time, error) {
	text := c.query(name)
	if text == "" {
		return time.Time{}, nil
	}
	value, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, wrongParameter(name, "must be a date and time in RFC3339")
	}
	return value, nil
}

// decode reads the body into a wire struct and refuses it where one of the
// required members is not there.
func (c *call) decode(into any, required ...string) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(c.body, &members); err != nil || members == nil {
		return refuse(http.StatusBadRequest, "The request body is not a JSON object")
	}
	var problems []apiError
	for _, name := range required {
		value, given := members[name]
		if !given || bytes.Equal(value, []byte("null")) {
			problems = append(problems, problem("required", fmt.Sprintf("%s is required", name), "/"+name))
		}
	}
	if len(problems) > 0 {
		return invalid(problems...)
	}
	return wrongType(json.Unmarshal(c.body, into))
}

// wrongType words a JSON type error as Talon.One does.
func wrongType(err error) error {
	var mismatch *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mismatch):
		pointer := "/" + strings.ReplaceAll(mismatch.Field, ".", "/")
		return invalid(problem("Invalid type", fmt.Sprintf("Value of %q attribute (%s) is not a %s",
			mismatch.Field, mismatch.Value, mismatch.Type), pointer))
	default:
		return invalid(problem("Invalid value", "A value in the request body cannot be read", "/"))
	}
}

func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, mostBody))
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "The request body could not be read")
	}
	return body, nil
}

// encode writes JSON as the API does: without HTML escapes, so that a Talang
// "<" comes back as the byte that was stored.
func encode(body any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return nil, fmt.Errorf("encoding an answer: %w", err)
	}
	return bytes.TrimRight(out.Bytes(), "\n"), nil
}

// send writes an encoded answer.
func send(w http.ResponseWriter, status int, body []byte) {
	if body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader may be gone; nothing is left to tell it
}
