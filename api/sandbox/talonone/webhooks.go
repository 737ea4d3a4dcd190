package talonone

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// webhook is a webhook in its wire form. Header values come back in clear
// (likely: the read schema has plain strings).
type webhook struct {
	ID       int       `json:"id"`
	Created  time.Time `json:"created"`
	Modified time.Time `json:"modified"`
	newWebhook
}

// newWebhook is what an admin fills in.
type newWebhook struct {
	ApplicationIDs   []int      `json:"applicationIds"` // empty: all Applications
	Title            string     `json:"title"`
	Description      string     `json:"description,omitempty"`
	Draft            bool       `json:"draft"`
	Verb             string     `json:"verb"`
	URL              string     `json:"url"`
	Headers          []string   `json:"headers"` // "Name: value"
	Payload          string     `json:"payload,omitempty"`
	Params           []argument `json:"params"`
	Enabled          bool       `json:"enabled"` // shown in the Rule Builder; it is sent either way
	AuthenticationID int        `json:"authenticationId,omitempty"`
}

// argument is one parameter of a webhook (the published TemplateArgDef).
type argument struct {
	Type                 string          `json:"type"`
	Description          string          `json:"description"`
	Title                string          `json:"title"`
	UI                   json.RawMessage `json:"ui"`
	Key                  string          `json:"key,omitempty"`
	PicklistID           int             `json:"picklistID,omitempty"`
	RestrictedByPicklist bool            `json:"restrictedByPicklist,omitempty"`
}

// neededForWebhook are the published required members.
var neededForWebhook = []string{"applicationIds", "title", "verb", "url", "headers", "params", "draft", "enabled"}

var (
	webhookTitle  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.!~*'() -]*$`)
	webhookVerbs  = []string{"POST", "PUT", "GET", "DELETE", "PATCH"}
	argumentTypes = []string{"string", "boolean", "number", "time", "(list string)", "(list number)"}
)

func (a *Account) listWebhooks(c *call) (answer, error) {
	list, err := pageOf(c, a.webhooks)
	if err != nil {
		return answer{}, err
	}
	return okay(list.counted()), nil
}

func (a *Account) getWebhook(c *call) (answer, error) {
	found, err := a.webhookOf(c)
	if err != nil {
		return answer{}, err
	}
	return okay(*found), nil
}

// createWebhook was never published; the body was (schema NewWebhook).
func (a *Account) createWebhook(c *call) (answer, error) {
	wanted, err := a.readWebhook(c)
	if err != nil {
		return answer{}, err
	}
	made := webhook{ID: a.nextID("webhook"), Created: c.at.UTC(), Modified: c.at.UTC(), newWebhook: wanted}
	a.webhooks = append(a.webhooks, made)
	return answer{status: http.StatusCreated, body: made}, nil
}

// updateWebhook was never published. It replaces the webhook whole.
func (a *Account) updateWebhook(c *call) (answer, error) {
	found, err := a.webhookOf(c)
	if err != nil {
		return answer{}, err
	}
	wanted, err := a.readWebhook(c)
	if err != nil {
		return answer{}, err
	}
	found.newWebhook, found.Modified = wanted, c.at.UTC()
	return okay(*found), nil
}

// deleteWebhook is a click of the console. modelled: a webhook that a rule still names
// can be removed; the rule then ends in an error effect.
func (a *Account) deleteWebhook(c *call) (answer, error) {
	found, err := a.webhookOf(c)
	if err != nil {
		return answer{}, err
	}
	id := found.ID
	a.webhooks = slices.DeleteFunc(a.webhooks, func(hook webhook) bool { return hook.ID == id })
	return noContent, nil
}

func (a *Account) webhookOf(c *call) (*webhook, error) {
	id, err := c.pathID("webhookId")
	if err != nil {
		return nil, err
	}
	return a.webhook(id)
}

func (a *Account) webhook(id int) (*webhook, error) {
	for i := range a.webhooks {
		if a.webhooks[i].ID == id {
			return &a.webhooks[i], nil
		}
	}
	return nil, missing("webhook", id)
}

func (a *Account) readWebhook(c *call) (newWebhook, error) {
	var wanted newWebhook
	if err := c.decode(&wanted, neededForWebhook...); err != nil {
		return newWebhook{}, err
	}
	problems := append(wanted.problems(), a.unknownApplications(wanted.ApplicationIDs)...)
	if _, err := a.credential(wanted.AuthenticationID); err != nil && wanted.AuthenticationID != 0 {
		problems = append(problems, problem("not found", "there is no such credential", "/authenticationId"))
	}
	if len(problems) > 0 {
		return newWebhook{}, invalid(problems...)
	}
	for i := range wanted.Params {
		if len(wanted.Params[i].UI) == 0 {
			wanted.Params[i].UI = json.RawMessage("{}")
		}
	}
	return wanted, nil
}

func (w newWebhook) problems() []apiError {
	var found []apiError
	if !webhookTitle.MatchString(w.Title) {
		found = append(found, problem("pattern", "title must begin with a letter and hold letters, digits, spaces and _.!~*'()- only", "/title"))
	}
	if !slices.Contains(webhookVerbs, w.Verb) {
		found = append(found, problem("enum", oneOf("verb", webhookVerbs), "/verb"))
	}
	if w.URL == "" {
		found = append(found, problem("required", "url is required", "/url"))
	}
	for i, header := range w.Headers {
		name, _, split := strings.Cut(header, ":")
		if !split || strings.Contains(name, ",") {
			found = append(found, problem("pattern", "a header is a name without commas, a colon and a value", fmt.Sprintf("/headers/%d", i)))
		}
	}
	for i, param := range w.Params {
		pointer := fmt.Sprintf("/params/%d", i)
		if param.Title == "" {
			found = append(found, problem("required", "a parameter has a title", pointer+"/title"))
		}
		if !slices.Contains(argumentTypes, param.Type) {
			found = append(found, problem("enum", oneOf("type", argumentTypes), pointer+"/type"))
		}
	}
	return found
}

func (a *Account) unknownApplications(ids []int) []apiError {
	var found []apiError
	for _, id := range ids {
		if _, err := a.application(id); err != nil {
			found = append(found, problem("not found", fmt.Sprintf("there is no Application %d", id), "/applicationIds"))
		}
	}
	return found
}

// connectedTo reports whether rules of an Application may trigger the webhook.
func (w webhook) connectedTo(applicationID int) bool {
	return len(w.ApplicationIDs) == 0 || slices.Contains(w.ApplicationIDs, applicationID)
}

// oneOf words an enum refusal as Talon.One does.
func oneOf(name string, values []string) string {
	return fmt.Sprintf("%s must be one of the following: \"%s\"", name, strings.Join(values, `", "`))
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
