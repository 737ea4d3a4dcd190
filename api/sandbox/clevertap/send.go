package clevertap

import (
	"net/http"
	"strconv"
	"time"
)

// mostRecipients is the published number of users of one send (certain).
const mostRecipients = 1000

// recipients are the customers of a send by ID; the key is spelt with a capital
// in one operation and without in the other, so both are read.
type recipients struct {
	Identity []string `json:"identity"`
	Email    []string `json:"email"`
	ObjectID []string `json:"objectId"`
}

func (a *Account) resolve(to recipients) ([]*customer, bool) {
	n := len(to.Identity) + len(to.Email) + len(to.ObjectID)
	var found []*customer
	add := func(kind string, values []string) {
		for _, value := range values {
			if c := a.customers.find(kind, value); c != nil {
				found = append(found, c)
			}
		}
	}
	add("identity", to.Identity)
	add("email", to.Email)
	add("objectId", to.ObjectID)
	return found, n > 0 && n <= mostRecipients
}

// sendEmail is POST /1/send/email.json: one message to named customers. Unknown
// ones are passed over. modelled: the refusal.
func (a *Account) sendEmail(r *http.Request) answer {
	var body struct {
		To      recipients `json:"to"`
		Group   string     `json:"tag_group"`
		Content struct {
			Subject string `json:"subject"`
			Body    string `json:"body"`
			Sender  string `json:"sender_name"`
		} `json:"content"`
	}
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	now := a.enter()
	defer a.mu.Unlock()
	to, ok := a.resolve(body.To)
	if !ok {
		return failed(http.StatusBadRequest, 400, "Incorrect Usage")
	}
	message := &campaign{
		Name: body.Group, Channel: "email", Status: "running", Start: now,
		Sender: body.Content.Sender, Subject: body.Content.Subject, Body: body.Content.Body,
	}
	a.broadcast(message, to, now)
	return queued()
}

func queued() answer {
	return tight(http.StatusOK, struct {
		Status  string `json:"status"`
		Message string `json:"message"`
	}{"success", "Added to queue for processing"})
}

// external is the body of an external trigger: it starts a campaign that was
// published in the dashboard with that qualification, without any event.
type external struct {
	To     recipients     `json:"to"`
	ID     string         `json:"campaign_id"`
	IDs    []string       `json:"campaign_id_list"`
	Values map[string]any `json:"ExternalTrigger"`
}

// triggerOne is POST /1/send/externaltrigger.json, a public beta.
func (a *Account) triggerOne(r *http.Request) answer {
	var body external
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	return a.triggerExternal(body, []string{body.ID})
}

// mostExternal is the published number of campaigns of the second version.
const mostExternal = 5

// triggerSeveral is POST /2/send/externaltrigger.json.
func (a *Account) triggerSeveral(r *http.Request) answer {
	var body external
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	if len(body.IDs) == 0 || len(body.IDs) > mostExternal {
		return noSuchCampaign() // modelled
	}
	return a.triggerExternal(body, body.IDs)
}

// triggerExternal starts the campaigns. modelled: its answers are those of
// send/email.json.
func (a *Account) triggerExternal(body external, numbers []string) answer {
	now := a.enter()
	defer a.mu.Unlock()
	to, ok := a.resolve(body.To)
	if !ok || !onlyStrings(body.Values) {
		return failed(http.StatusBadRequest, 400, "Incorrect Usage")
	}
	var started []*campaign
	for _, number := range numbers {
		id, err := strconv.ParseInt(number, 10, 64)
		c := a.campaign(id)
		if err != nil || c == nil || !c.External {
			return noSuchCampaign()
		}
		started = append(started, c)
	}
	for _, c := range started {
		a.sendExternal(c, to, body.Values, now)
	}
	return queued()
}

func (a *Account) sendExternal(c *campaign, to []*customer, values map[string]any, now time.Time) {
	for _, who := range to {
		a.send(c, who, scope{external: values}, now)
	}
}

// onlyStrings: the values of an external trigger are strings (certain).
func onlyStrings(values map[string]any) bool {
	for _, value := range values {
		if _, ok := value.(string); !ok {
			return false
		}
	}
	return true
}
