package talonone

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	messageLogsPath = "/v1/message_logs"
	mostResponse    = 64 << 10 // bytes of a logged answer that are kept
)

// wireMessageLog leaves the request out: whether it holds the authentication
// headers is unknown.
type wireMessageLog struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
	WebhookID int       `json:"webhookId"`
	URL       string    `json:"url"`
	Response  struct {
		Response string `json:"response"` // base64
		Status   int    `json:"status"`
	} `json:"response"`
}

// MessageLogs reads the delivery log of a webhook (0: of all) to its end. How
// soon a delivery is logged is unknown.
//
// Published: GET /v1/message_logs (Management API document, certain).
func (c *Client) MessageLogs(ctx context.Context, q MessageLogQuery) ([]MessageLog, error) {
	const doing = "reading the webhook's delivery log"
	query := url.Values{"entityType": {"webhook"}}
	if q.WebhookID != 0 {
		query.Set("webhookIDs", strconv.Itoa(q.WebhookID))
	}
	if !q.CreatedAfter.IsZero() {
		query.Set("createdAfter", q.CreatedAfter.UTC().Format(time.RFC3339Nano))
	}
	var logs []MessageLog
	for range mostPages {
		var answer struct {
			Data *[]wireMessageLog `json:"data"`
			Next string            `json:"nextCursor"`
		}
		call := transport.Call{Doing: doing, Query: query, Out: &answer}
		if err := c.manage(ctx, http.MethodGet, at(messageLogsPath), call, nil); err != nil {
			return nil, err
		}
		if answer.Data == nil {
			return nil, c.caller.Garbled(doing, errors.New("a log without data"))
		}
		for _, w := range *answer.Data {
			logs = append(logs, w.log())
		}
		if answer.Next == "" {
			return logs, nil
		}
		if answer.Next == query.Get("cursor") {
			break
		}
		query.Set("cursor", answer.Next)
	}
	return nil, c.caller.Garbled(doing, errors.New("a log that does not end"))
}

func (w wireMessageLog) log() MessageLog {
	return MessageLog{
		ID: w.ID, CreatedAt: w.CreatedAt, WebhookID: w.WebhookID, URL: w.URL,
		Status: w.Response.Status, Response: logged(w.Response.Response),
	}
}

// logged decodes what the receiver answered; what is not base64 is kept as it is.
func logged(encoded string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		decoded = []byte(encoded)
	}
	if len(decoded) > mostResponse {
		decoded = decoded[:mostResponse]
	}
	return []byte(transport.Sanitise(string(decoded)))
}
