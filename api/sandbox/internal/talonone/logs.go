package talonone

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"math"
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

// message is one attempt to deliver a webhook, in its wire form.
type message struct {
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

	number int // grows with each attempt; what a cursor holds
}

// The raw bytes are base64 (published).
type messageLogRequest struct {
	CreatedAt time.Time `json:"createdAt"`
	Request   []byte    `json:"request"`
}

type messageLogResponse struct {
	CreatedAt time.Time `json:"createdAt"`
	Response  []byte    `json:"response"` // the raw answer, or why there is none
	Status    int       `json:"status"`   // 0: no answer
}

var messageEntities = []string{"application", "loyalty_program", "webhook"}

func (a *Account) keepMessage(one message) {
	if len(a.messages) >= mostMessages {
		a.messages = a.messages[1:]
	}
	one.number = a.nextID("message")
	one.Request.Request, one.Response.Response = listed(one.Request.Request), listed(one.Response.Response)
	a.messages = append(a.messages, one)
}

// listMessageLogs gives the newest attempts first (modelled), a page at a time
// by cursor; no nextCursor is the end (published).
func (a *Account) listMessageLogs(c *call) (answer, error) {
	if c.query("entityType") == "" {
		return answer{}, wrongParameter("entityType", oneOf("entityType", messageEntities))
	}
	before, err := asCursor(c.query("cursor"))
	if err != nil {
		before = math.MaxInt // no cursor: from the newest on
	}
	hooks, _ := asIDs(c.query("webhookIDs")) // checkQuery has read it before; none where it is left out
	after, until, entity := c.moment("createdAfter"), c.moment("createdBefore"), c.query("entityType")
	entries := []message{}
	body := map[string]any{}
	for _, each := range slices.Backward(a.messages) {
		if each.number >= before || entity != "webhook" || len(hooks) > 0 && !slices.Contains(hooks, each.WebhookID) ||
			each.CreatedAt.Before(after) || !until.IsZero() && !each.CreatedAt.Before(until) {
			continue
		}
		if len(entries) == messagesPerPage {
			body["nextCursor"] = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(each.number + 1)))
			break
		}
		entries = append(entries, each)
	}
	body["data"] = entries
	return okay(body), nil
}

// mostAccessLogs bounds how many Integration API calls are kept.
const mostAccessLogs = 2000

// accessLogEntry is one Integration API call. Headers are no part of it, so no
// key is.
// modelled: dry runs are logged too. The vendor says that it stores nothing of
// them; a client must not depend on it.
type accessLogEntry struct {
	UUID            string    `json:"uuid"`
	Time            time.Time `json:"time"`
	Status          int       `json:"status"`
	Method          string    `json:"method"`
	RequestURI      string    `json:"requestUri"`
	RequestPayload  string    `json:"requestPayload"`
	ResponsePayload string    `json:"responsePayload"`

	applicationID int
}

func (a *Account) logAccess(c *call, status int, response []byte) {
	if len(a.accessLog) >= mostAccessLogs {
		a.accessLog = a.accessLog[1:]
	}
	a.accessLog = append(a.accessLog, accessLogEntry{
		UUID:            newUUID(),
		Time:            c.at.UTC(),
		Status:          status,
		Method:          c.request.Method,
		RequestURI:      c.request.URL.RequestURI(),
		RequestPayload:  string(c.body),
		ResponsePayload: string(response),
		applicationID:   c.caller.applicationID,
	})
}

// listAccessLogs wants rangeStart and rangeEnd (published), and gives the newest
// entries first where it is asked to.
func (a *Account) listAccessLogs(c *call) (answer, error) {
	for _, name := range []string{"rangeStart", "rangeEnd"} {
		if c.query(name) == "" {
			return answer{}, wrongParameter(name, "is required")
		}
	}
	start, end := c.moment("rangeStart"), c.moment("rangeEnd")
	entries := chosen(a.accessLog, func(entry accessLogEntry) bool {
		return entry.applicationID == c.shop.ID && !entry.Time.Before(start) && !entry.Time.After(end)
	})
	if c.query("sort") != "" {
		slices.Reverse(entries)
	}
	return okay(pageOf(c, entries).uncounted()), nil
}

// newUUID is a random UUID (version 4).
func newUUID() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails: crypto/rand ends the process instead
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[0:4], raw[4:6], raw[6:8], raw[8:10], raw[10:16])
}
