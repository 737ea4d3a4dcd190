package talonone

import (
	"encoding/base64"
	"slices"
	"strconv"
	"time"
)

// mostMessages bounds how many attempts the delivery log keeps; messagesPerPage
// is how many one answer holds (modelled: the page's size is not published).
const (
	mostMessages    = 100_000
	messagesPerPage = 100
)

// message is one attempt to deliver a webhook.
type message struct {
	delivery
	id       string
	number   int // grows with each attempt; what a cursor holds
	sent     time.Time
	answered time.Time
	status   int // 0: no answer
	request  []byte
	response []byte // the raw answer, or why there is none
}

// messageLogEntry is its wire form.
type messageLogEntry struct {
	ID            string             `json:"id"`
	Service       string             `json:"service"`
	CreatedAt     time.Time          `json:"createdAt"`
	EntityType    string             `json:"entityType"`
	WebhookID     int                `json:"webhookId"`
	WebhookName   string             `json:"webhookName"`
	URL           string             `json:"url"`
	ApplicationID int                `json:"applicationId"`
	CampaignID    int                `json:"campaignId"`
	Request       messageLogRequest  `json:"request"`
	Response      messageLogResponse `json:"response"`
}

// The raw bytes are base64 (published).
type messageLogRequest struct {
	CreatedAt time.Time `json:"createdAt"`
	Request   []byte    `json:"request"`
}

type messageLogResponse struct {
	CreatedAt time.Time `json:"createdAt"`
	Response  []byte    `json:"response"`
	Status    int       `json:"status"`
}

var messageEntities = []string{"application", "loyalty_program", "webhook"}

func (a *Account) keepMessage(one message) {
	if len(a.messages) >= mostMessages {
		a.messages = a.messages[1:]
	}
	one.number = a.nextID("message")
	a.messages = append(a.messages, one)
}

func (m message) entry() messageLogEntry {
	return messageLogEntry{
		ID: m.id, Service: "NotificationService", CreatedAt: m.sent.UTC(), EntityType: "webhook",
		WebhookID: m.webhookID, WebhookName: m.webhookName, URL: m.url,
		ApplicationID: m.applicationID, CampaignID: m.campaignID,
		Request:  messageLogRequest{m.sent.UTC(), listed(m.request)},
		Response: messageLogResponse{m.answered.UTC(), listed(m.response), m.status},
	}
}

// listMessageLogs gives the newest attempts first (modelled), a page at a time
// by cursor; no nextCursor is the end (published).
func (a *Account) listMessageLogs(c *call) (answer, error) {
	fits, err := a.messageFilter(c)
	if err != nil {
		return answer{}, err
	}
	before, err := cursorNumber(c)
	if err != nil {
		return answer{}, err
	}
	entries := []messageLogEntry{}
	body := map[string]any{}
	for _, each := range slices.Backward(a.messages) {
		if each.number >= before || !fits(each) {
			continue
		}
		if len(entries) == messagesPerPage {
			body["nextCursor"] = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(each.number + 1)))
			break
		}
		entries = append(entries, each.entry())
	}
	body["data"] = entries
	return okay(body), nil
}

func cursorNumber(c *call) (int, error) {
	text := c.query("cursor")
	if text == "" {
		return 1<<31 - 1, nil
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	number, convErr := strconv.Atoi(string(raw))
	if err != nil || convErr != nil {
		return 0, wrongParameter("cursor", "is not a cursor that was given out")
	}
	return number, nil
}

// messageFilter reads the filters.
func (a *Account) messageFilter(c *call) (func(message) bool, error) {
	entity := c.query("entityType")
	if !slices.Contains(messageEntities, entity) {
		return nil, wrongParameter("entityType", oneOf("entityType", messageEntities))
	}
	hooks, err := c.ids("webhookIDs")
	if err != nil || len(hooks) > 30 {
		return nil, wrongParameter("webhookIDs", "must be up to 30 numbers between commas")
	}
	after, err := c.moment("createdAfter")
	if err != nil {
		return nil, err
	}
	return func(m message) bool {
		return entity == "webhook" && (len(hooks) == 0 || slices.Contains(hooks, m.webhookID)) && !m.sent.Before(after)
	}, nil
}
