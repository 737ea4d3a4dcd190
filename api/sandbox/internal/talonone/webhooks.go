package talonone

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// webhook is a webhook in its wire form. Header values come back in clear
// (likely: the read schema has plain strings).
type webhook struct {
	ID       int       `json:"id"`
	Created  time.Time `json:"created"`
	Modified time.Time `json:"modified"`
	newWebhook
	ofTemplate bool // made from the CleverTap integration's template
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

var (
	webhookTitle  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.!~*'() -]*$`) })
	webhookVerbs  = []string{"POST", "PUT", "GET", "DELETE", "PATCH"}
	argumentTypes = []string{"string", "boolean", "number", "time", "(list string)", "(list number)"}
)

func (a *Account) listWebhooks(c *call) (answer, error) {
	return okay(pageOf(c, mapped(a.webhooks, webhook.listed)).counted()), nil
}

func (a *Account) getWebhook(c *call) (answer, error) {
	return okay(*c.webhook), nil
}

// createWebhook was never published; the body was (schema NewWebhook).
func (a *Account) createWebhook(c *call, wanted newWebhook) (answer, error) {
	if err := a.accept(&wanted); err != nil {
		return answer{}, err
	}
	return created(a.addWebhook(wanted, false, c.at)), nil
}

func (a *Account) addWebhook(wanted newWebhook, ofTemplate bool, at time.Time) webhook {
	made := webhook{
		ID: a.nextID("webhook"), Created: at.UTC(), Modified: at.UTC(), newWebhook: wanted, ofTemplate: ofTemplate,
	}
	a.webhooks = append(a.webhooks, made)
	return made
}

// couponWebhook sends a coupon of a customer to CleverTap, as an event.
func couponWebhook(title, event string) newWebhook {
	return newWebhook{
		Title: title, Verb: http.MethodPost, Enabled: true,
		Params: []argument{stringParam("ProfileID"), stringParam("CouponCode")},
		Payload: `{"d":[{"type":"event","evtName":"` + event + `","$source":"Talon.One","identity":"${$ProfileID}",` +
			`"evtData":{"CouponCode":"${$CouponCode}"}}]}`,
	}
}

func stringParam(title string) argument {
	return argument{Type: "string", Title: title, UI: json.RawMessage("{}")}
}

// updateWebhook was never published. It replaces the webhook whole.
func (a *Account) updateWebhook(c *call, wanted newWebhook) (answer, error) {
	if err := a.accept(&wanted); err != nil {
		return answer{}, err
	}
	c.webhook.newWebhook, c.webhook.Modified = wanted, c.at.UTC()
	return okay(*c.webhook), nil
}

// deleteWebhook is a click of the console. modelled: a webhook that a rule still names
// can be removed; the rule then ends in an error effect.
func (a *Account) deleteWebhook(c *call) (answer, error) {
	id := c.webhook.ID
	a.webhooks = slices.DeleteFunc(a.webhooks, func(hook webhook) bool { return hook.ID == id })
	return noContent, nil
}

func (a *Account) webhook(id int) (*webhook, error) {
	return withID(a.webhooks, "webhook", id, func(one webhook) int { return one.ID })
}

// accept refuses a webhook that names what the account does not have.
func (a *Account) accept(wanted *newWebhook) error {
	found := a.unknownApplications(wanted.ApplicationIDs)
	_, err := a.credential(wanted.AuthenticationID)
	found.when(err != nil && wanted.AuthenticationID != 0, "not found", "there is no such credential", "/authenticationId")
	for i := range wanted.Params {
		if len(wanted.Params[i].UI) == 0 {
			wanted.Params[i].UI = json.RawMessage("{}")
		}
	}
	return found.refusal()
}

func (w *newWebhook) problems() (found problems) {
	found.when(!webhookTitle().MatchString(w.Title), "pattern", "title must begin with a letter and hold letters, digits, spaces and _.!~*'()- only", "/title")
	found.unless(webhookVerbs, "verb", w.Verb, "/verb")
	found.when(w.URL == "", "required", "url is required", "/url")
	for i, header := range w.Headers {
		name, _, split := strings.Cut(header, ":")
		found.when(!split || strings.Contains(name, ","), "pattern", "a header is a name without commas, a colon and a value", fmt.Sprintf("/headers/%d", i))
	}
	for i, param := range w.Params {
		pointer := fmt.Sprintf("/params/%d", i)
		found.when(param.Title == "", "required", "a parameter has a title", pointer+"/title")
		found.unless(argumentTypes, "type", param.Type, pointer+"/type")
	}
	return found
}

func (a *Account) unknownApplications(ids []int) (found problems) {
	for _, id := range ids {
		_, err := a.application(id)
		found.when(err != nil, "not found", fmt.Sprintf("there is no Application %d", id), "/applicationIds")
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
