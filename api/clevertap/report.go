package clevertap

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const reportTimeout = 120 * time.Second

// MessageReport lists campaigns, those made in the dashboard too, whose start
// date lies within the query. It does not say which event triggers them (likely).
//
// It is slow (see ReportQuery), so it may take 120 s, or the Config's Timeout
// where that is longer, in one try. Whether rows carry a status is unknown.
//
// Documented by CleverTap: POST /1/message/report.json (certain).
func (c *Client) MessageReport(ctx context.Context, q ReportQuery) ([]MessageRow, error) {
	const doing = "reading CleverTap's message report"
	var answer struct {
		Status   string `json:"status"`
		Messages *[]struct {
			Name   string          `json:"message_name"`
			Status string          `json:"status"`
			Start  json.RawMessage `json:"start_date"`
			Sent   json.Number     `json:"sent"`
		} `json:"messages"`
	}
	call := transport.Call{Doing: doing, Path: "/1/message/report.json", Timeout: c.slow, Out: &answer}
	body := map[string]any{"from": q.From.Format("20060102"), "to": q.To.Format("20060102"), "daily": false}
	for name, list := range map[string][]string{"channel": q.Channels, "delivery": q.Delivery} {
		if len(list) > 0 {
			body[name] = list
		}
	}
	if err := c.post(ctx, call, body); err != nil {
		return nil, err
	}
	if err := c.succeeded(doing, answer.Status); err != nil {
		return nil, err
	}
	if answer.Messages == nil {
		return nil, c.caller.Garbled(doing, errors.New("a report without messages"))
	}
	rows := make([]MessageRow, len(*answer.Messages))
	for i, w := range *answer.Messages {
		sent, _ := w.Sent.Int64()
		rows[i] = MessageRow{transport.Line(w.Name), transport.Line(w.Status), transport.Text(w.Start), int(sent)}
	}
	return rows, nil
}
