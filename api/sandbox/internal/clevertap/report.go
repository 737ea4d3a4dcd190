package clevertap

import (
	"net/http"
	"slices"
	"time"
)

// reportRow is one campaign in the message report. The key with a space is
// certain. modelled: the names of the others beyond message_name and start_date,
// and that a row tells its status.
type reportRow struct {
	ID       int64  `json:"message id"`
	Name     string `json:"message_name"`
	Channel  string `json:"channel"`
	Delivery string `json:"delivery"`
	Status   string `json:"status"`
	Start    string `json:"start_date"`
	Sent     int    `json:"sent"`
	Viewed   int    `json:"viewed"`
	Clicked  int    `json:"clicked"`
	Errors   int    `json:"errors"`
}

type reportQuery struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Channel  []string `json:"channel"`
	Delivery []string `json:"delivery"`
	Status   []string `json:"status"`
	Daily    bool     `json:"daily"`
}

// report is POST /1/message/report.json, the one place where the API shows
// campaigns of the dashboard. Its days are strings here, and a row belongs to
// the day on which its campaign started (certain). It does not tell which event
// starts a campaign.
func (a *Account) report(r *http.Request, _ time.Time) (any, error) {
	var q reportQuery
	if err := readJSON(r.Body, &q); err != nil {
		return nil, err
	}
	from, okFrom := a.day(q.From)
	to, okTo := a.day(q.To)
	if !okFrom || !okTo || from.After(to) ||
		!subset(q.Channel, reportChannels()) || !subset(q.Delivery, deliveries()) || !subset(q.Status, statuses()) {
		return nil, malformed("invalid request")
	}
	rows := a.reportRows(q, from, to.AddDate(0, 0, 1))
	return struct {
		Status string      `json:"status"`
		Total  int         `json:"total_results"`
		Rows   []reportRow `json:"messages"`
	}{"success", len(rows), rows}, nil
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

func (a *Account) reportRows(q reportQuery, from, until time.Time) []reportRow {
	rows := []reportRow{}
	wanted := func(filter []string, value string) bool { return len(filter) == 0 || slices.Contains(filter, value) }
	for _, c := range a.campaigns {
		if c.Start.Before(from) || !c.Start.Before(until) ||
			!wanted(q.Channel, c.Channel) || !wanted(q.Delivery, c.Delivery) || !wanted(q.Status, c.Status) {
			continue
		}
		rows = append(rows, reportRow{
			ID: c.ID, Name: c.Name, Channel: c.Channel, Delivery: c.Delivery, Status: c.Status,
			Start: c.Start.In(a.zone).Format("20060102"), Sent: c.Sent,
		})
	}
	return rows
}
