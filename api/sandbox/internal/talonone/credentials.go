package talonone

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// credential is what a webhook may sign in with in place of headers of its own
// (Account › Credentials). Its members are those of the published schema
// WebhookAuthentication; no call that reads or makes one was ever published.
type credential struct {
	ID       int       `json:"id"`
	Created  time.Time `json:"created"`
	Modified time.Time `json:"modified"`
	newCredential
}

// newCredential is what an admin fills in.
type newCredential struct {
	Name string         `json:"name"`
	Type string         `json:"type"` // basic, custom
	Data credentialData `json:"data"`
}

// credentialData are the headers of a custom credential, or the name and
// password of a basic one.
type credentialData struct {
	Headers  map[string]string `json:"headers,omitempty"`
	Username string            `json:"username,omitempty"`
	Password string            `json:"password,omitempty"`
}

// credentialView is a credential with the webhooks that use it.
// modelled: a value is never shown again once it is saved.
type credentialView struct {
	credential
	Webhooks []webhookName `json:"webhooks"`
}

const (
	basicCredential  = "basic"
	customCredential = "custom"
)

func (a *Account) listCredentials(*call) (answer, error) {
	return okay(map[string]any{"data": mapped(a.credentials, a.credentialView)}), nil
}

func (a *Account) createCredential(c *call, wanted newCredential) (answer, error) {
	made := credential{ID: a.nextID("credential"), Created: c.at.UTC(), Modified: c.at.UTC(), newCredential: wanted}
	a.credentials = append(a.credentials, made)
	return created(a.credentialView(made)), nil
}

// updateCredential replaces a credential whole; a value given back as it was
// shown, hidden, stays what it is.
func (a *Account) updateCredential(c *call, wanted newCredential) (answer, error) {
	wanted.Data.restore(c.credential.Data)
	c.credential.newCredential, c.credential.Modified = wanted, c.at.UTC()
	return okay(a.credentialView(*c.credential)), nil
}

// deleteCredential refuses while a webhook uses it (modelled).
func (a *Account) deleteCredential(c *call) (answer, error) {
	if users := a.credentialView(*c.credential).Webhooks; len(users) > 0 {
		return answer{}, refuse(http.StatusConflict, fmt.Sprintf("The webhook %q uses this credential", users[0].Title))
	}
	gone := c.credential.ID
	a.credentials = slices.DeleteFunc(a.credentials, func(each credential) bool { return each.ID == gone })
	return noContent, nil
}

func (a *Account) credential(id int) (*credential, error) {
	return withID(a.credentials, "credential", id, func(one credential) int { return one.ID })
}

func (n *newCredential) problems() (found problems) {
	found.when(strings.TrimSpace(n.Name) == "", "required", "a credential has a name", "/name")
	found.unless([]string{basicCredential, customCredential}, "type", n.Type, "/type")
	found.when(n.Type == basicCredential && n.Data.Username == "", "required", "basic authentication has a username", "/data/username")
	found.when(n.Type == customCredential && len(n.Data.Headers) == 0, "required", "custom authentication has one header or more", "/data/headers")
	for name := range n.Data.Headers {
		found.when(strings.TrimSpace(name) == "" || strings.ContainsAny(name, ",: "),
			"pattern", "a header has a name without commas, colons and spaces", "/data/headers")
	}
	return found
}

func (a *Account) credentialView(of credential) credentialView {
	view := credentialView{credential: of, Webhooks: []webhookName{}}
	view.Data.Headers = maps.Clone(of.Data.Headers)
	for name := range view.Data.Headers {
		view.Data.Headers[name] = hidden
	}
	if of.Data.Password != "" {
		view.Data.Password = hidden
	}
	for _, hook := range a.webhooks {
		if hook.AuthenticationID == of.ID {
			view.Webhooks = append(view.Webhooks, webhookName{hook.ID, hook.Title})
		}
	}
	return view
}

// restore puts what was there in the place of what is hidden.
func (d *credentialData) restore(was credentialData) {
	for name, value := range d.Headers {
		if old, known := was.Headers[name]; known && value == hidden {
			d.Headers[name] = old
		}
	}
	if d.Password == hidden {
		d.Password = was.Password
	}
}

// credentialHeaders are the headers that a credential adds to a webhook; none
// for the ID 0 and for a credential that is gone.
func (a *Account) credentialHeaders(id int) http.Header {
	added := http.Header{}
	found, err := a.credential(id)
	if err != nil {
		return added
	}
	if found.Type == basicCredential {
		pair := base64.StdEncoding.EncodeToString([]byte(found.Data.Username + ":" + found.Data.Password))
		added.Set("Authorization", "Basic "+pair)
		return added
	}
	for name, value := range found.Data.Headers {
		added.Set(name, value)
	}
	return added
}
