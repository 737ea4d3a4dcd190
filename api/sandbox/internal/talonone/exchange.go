package talonone

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const mostBody = 8 << 20

// call is one request whose caller is known and whose body was read.
type call struct {
	request *http.Request
	body    []byte
	caller  caller
	at      time.Time

	// What the path, or the caller's key, names; nil where it names none.
	shop       *application
	campaign   *campaign
	ruleset    *ruleset
	webhook    *webhook
	credential *credential
	key        *key
}

// answer is what a call gets: a status, a body to encode (nil: none), and the
// webhook calls to make once it is out.
type answer struct {
	status     int
	body       any
	deliveries []delivery
}

func okay(body any) answer { return answer{status: http.StatusOK, body: body} }

func created(body any) answer { return answer{status: http.StatusCreated, body: body} }

var noContent = answer{status: http.StatusNoContent}

// find looks up what the path names, from the outside in.
func (a *Account) find(c *call) (err error) {
	if c.caller.applicationID != 0 {
		c.shop, err = a.application(c.caller.applicationID)
	}
	for _, name := range []string{"applicationId", "campaignId", "rulesetId", "webhookId", "credentialId", "keyId"} {
		given := c.request.PathValue(name)
		if err != nil || given == "" {
			continue
		}
		id, notNumber := strconv.Atoi(given)
		switch name {
		case "applicationId":
			c.shop, err = a.application(id)
		case "campaignId":
			if c.campaign = a.campaign(id); c.campaign == nil || c.campaign.ApplicationID != c.shop.ID {
				err = missing("campaign", id)
			}
		case "rulesetId":
			c.ruleset, err = a.ruleset(c.campaign.ID, id)
		case "webhookId":
			c.webhook, err = a.webhook(id)
		case "credentialId":
			c.credential, err = a.credential(id)
		case "keyId":
			c.key, err = withID(a.keys, "key", id, func(one key) int { return one.ID })
		}
		if notNumber != nil {
			err = notFound(name, given)
		}
	}
	return err
}

// decode reads the body into a wire struct and refuses it where one of the
// required members is not there, or where the struct itself finds problems.
func (c *call) decode(into any, required ...string) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(c.body, &members); err != nil || members == nil {
		return refuse(http.StatusBadRequest, "The request body is not a JSON object")
	}
	var found problems
	for _, name := range required {
		value, given := members[name]
		found.when(!given || bytes.Equal(value, []byte("null")), "required", name+" is required", "/"+name)
	}
	if err := found.refusal(); err != nil {
		return err
	}
	if err := json.Unmarshal(c.body, into); err != nil {
		return wrongType(err)
	}
	if form, checks := into.(interface{ problems() problems }); checks {
		return form.problems().refusal()
	}
	return nil
}

// operation is what a route does, with the account to itself.
type operation = func(*Account, *call) (answer, error)

// taking is an operation on a body, which is begun with what it holds where a member
// is left out, read, and checked.
func taking[T any](serve func(*Account, *call, T) (answer, error), required ...string) operation {
	return func(a *Account, c *call) (answer, error) {
		var wanted T
		if form, begins := any(&wanted).(interface{ begin() }); begins {
			form.begin()
		}
		if err := c.decode(&wanted, required...); err != nil {
			return answer{}, err
		}
		return serve(a, c, wanted)
	}
}

// wrongType words a JSON type error as Talon.One does.
func wrongType(err error) error {
	var mismatch *json.UnmarshalTypeError
	if !errors.As(err, &mismatch) {
		return invalid(problem("Invalid value", "A value in the request body cannot be read", "/"))
	}
	return invalid(problem("Invalid type", fmt.Sprintf("Value of %q attribute (%s) is not a %s",
		mismatch.Field, mismatch.Value, mismatch.Type), "/"+strings.ReplaceAll(mismatch.Field, ".", "/")))
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

func send(w http.ResponseWriter, status int, body []byte) {
	if body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader may be gone; nothing is left to tell it
}
