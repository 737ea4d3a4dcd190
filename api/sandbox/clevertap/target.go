package clevertap

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// target is a one-off campaign made by the API. It can address customers by what
// they did in the past and cannot be started by an event (certain).
type target struct {
	campaign
	to question // whom it addresses, asked again when it is sent
}

type targetRequest struct {
	Name         string      `json:"name"`
	Mode         string      `json:"target_mode"`
	Where        *eventQuery `json:"where"`
	When         string      `json:"when"`
	EstimateOnly bool        `json:"estimate_only"`
	Content      struct {
		Subject string `json:"subject"`
		Body    string `json:"body"`
		Sender  string `json:"sender_name"`
	} `json:"content"`
}

// createTarget is POST /1/targets/create.json.
// modelled: only "where" is understood, only email is sent, and every mistake
// has the same answer.
func (a *Account) createTarget(r *http.Request) answer {
	var body targetRequest
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	now := a.enter()
	defer a.mu.Unlock()
	if body.Name == "" || body.Where == nil || !slices.Contains(targetModes(), body.Mode) {
		return failed(http.StatusBadRequest, 400, "Incorrect Usage")
	}
	q, refusal := a.ask(*body.Where, now)
	if refusal != nil {
		return *refusal
	}
	start, ok := a.startOf(body.When, now)
	if !ok {
		return failed(http.StatusBadRequest, 400, "invalid date")
	}
	estimates := map[string]int{body.Mode: len(a.audience(q))} // modelled: the keys
	if body.EstimateOnly {
		return tight(http.StatusOK, targetMade{Status: "success", Estimates: estimates})
	}
	t := a.addTarget(body, q, start)
	a.sendDue(now)
	return tight(http.StatusOK, targetMade{"success", t.ID, estimates})
}

// targetMade has no id where only an estimate was asked for (certain).
type targetMade struct {
	Status    string         `json:"status"`
	ID        int64          `json:"id,omitempty"`
	Estimates map[string]int `json:"estimates"`
}

func targetModes() []string {
	return []string{"push", "email", "sms", "webpush", "whatsapp", "webhook", "notificationinbox"}
}

// startOf reads "now" or "YYYYMMDD HH:MM" in the project's time zone.
func (a *Account) startOf(when string, now time.Time) (time.Time, bool) {
	if when == "now" || when == "" {
		return now, true
	}
	at, err := time.ParseInLocation("20060102 15:04", when, a.zone)
	return at, err == nil
}

func (a *Account) addTarget(body targetRequest, q question, start time.Time) *target {
	t := &target{to: q, campaign: campaign{
		ID: a.nextID(), Name: body.Name, Channel: body.Mode, Delivery: "api", Status: "scheduled",
		Sender: body.Content.Sender, Subject: body.Content.Subject, Body: body.Content.Body, Start: start,
	}}
	a.targets = append(a.targets, t)
	return t
}

// sendDue starts what was planned for a time that has come.
func (a *Account) sendDue(now time.Time) {
	for _, t := range a.targets {
		if t.Status == "scheduled" && !t.Start.After(now) {
			t.Status = "running"
			a.broadcast(&t.campaign, a.audience(t.to), now)
			t.Status = "completed"
		}
	}
	for _, c := range a.campaigns {
		if c.Status == "scheduled" && !c.Start.After(now) {
			c.Status = "running"
		}
	}
}

// audience is everyone who raised the event, each once.
func (a *Account) audience(q question) []*customer {
	var who []*customer
	for _, o := range a.matching(q) {
		if !slices.Contains(who, o.customer) {
			who = append(who, o.customer)
		}
	}
	return who
}

// broadcast sends to each; event placeholders are not filled here (certain).
func (a *Account) broadcast(c *campaign, audience []*customer, now time.Time) {
	for _, to := range audience {
		a.send(c, to, scope{}, now)
	}
}

func (a *Account) targetCampaigns() []*campaign {
	var all []*campaign
	for _, t := range a.targets {
		all = append(all, &t.campaign)
	}
	return all
}

// targetRow is one row of targets/list.json.
type targetRow struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	ScheduledOn int64  `json:"scheduled_on"`
	Status      string `json:"status"`
}

// listTargets is POST /1/targets/list.json: campaigns made by the API, and never
// those of the dashboard (certain).
func (a *Account) listTargets(r *http.Request) answer {
	var body struct {
		From json.RawMessage `json:"from"`
		To   json.RawMessage `json:"to"`
	}
	if refusal := readBody(r, &body); refusal != nil {
		return *refusal
	}
	a.enter()
	defer a.mu.Unlock()
	from, okFrom := a.day(string(body.From))
	to, okTo := a.day(string(body.To))
	if !okFrom || !okTo || from.After(to) {
		return failed(http.StatusBadRequest, 400, "invalid date") // modelled: status and code
	}
	rows := []targetRow{}
	for _, t := range a.targets {
		if !t.Start.Before(from) && t.Start.Before(nextDay(to)) {
			rows = append(rows, targetRow{t.ID, t.Name, a.digits(t.Start) / 100, t.Status})
		}
	}
	return tight(http.StatusOK, struct {
		Status string      `json:"status"`
		Rows   []targetRow `json:"targets"`
	}{"success", rows})
}
