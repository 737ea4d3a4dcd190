package observe

import (
	"context"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// The message report shows a campaign on the day on which it started, and takes
// the longer the more days are asked for: 0.7 s for one, 6 s for seven, 26 s for
// thirty (measured by others). So it is read in pieces, the newest first, since
// most campaigns that are looked for were made just now; each ends as many days
// ago as the last one began.
var reportPieces = [...]int{1, 7, 30, 60, 120, 240, 400}

// Email looks for the email campaign in CleverTap's message report, from today
// backwards for as long as EmailWait allows. Where an earlier look found it, it
// looks there first, which is the fast way.
func (o Observer) Email(ctx context.Context, w setup.Wanted) plan.EmailSeen {
	if o.EmailWait <= 0 {
		return plan.EmailSeen{Why: "CleverTap's message report is slow, and verify reads it"}
	}
	ctx, cancel := context.WithTimeout(ctx, o.EmailWait)
	defer cancel()
	var seen plan.EmailSeen
	for _, days := range o.reportDays() {
		row, err := o.emailRow(ctx, w, days)
		switch {
		case err != nil:
			seen.Why = err.Error()
			return seen
		case row != nil:
			return plan.EmailSeen{Looked: true, Row: row, Days: startedOn(*row, days)}
		}
		seen.Looked = true
		if days != o.EmailDays {
			seen.Since = days.From
		}
	}
	return seen
}

// reportDays are the pieces of the report in the order in which they are read.
func (o Observer) reportDays() []plan.Days {
	var out []plan.Days
	if !o.EmailDays.IsZero() {
		out = append(out, o.EmailDays)
	}
	today := o.Now.UTC().Truncate(24 * time.Hour)
	until := today.AddDate(0, 0, 1) // in a project to the east tomorrow has begun
	for _, back := range reportPieces {
		from := today.AddDate(0, 0, -back)
		out = append(out, plan.Days{From: from, To: until})
		until = from.AddDate(0, 0, -1)
	}
	return out
}

// emailRow finds the email campaign among those that started on some days. Of
// two of one name it gives the one that runs.
func (o Observer) emailRow(ctx context.Context, w setup.Wanted, days plan.Days) (found *clevertap.MessageRow, err error) {
	query := clevertap.ReportQuery{From: days.From, To: days.To, Channels: []string{"email"}, Delivery: []string{"action"}}
	rows, err := o.CleverTap.MessageReport(ctx, query)
	if transport.KindOf(err) == transport.Rejected && days.To.After(o.Now) { // a day to come, for a project that has not reached it
		query.To = o.Now.UTC().Truncate(24 * time.Hour)
		rows, err = o.CleverTap.MessageReport(ctx, query)
	}
	for i, r := range rows {
		if strings.EqualFold(strings.TrimSpace(r.Name), w.Email.Campaign) && (found == nil || plan.EmailRunning(&rows[i])) {
			found = &rows[i]
		}
	}
	return found, err
}

// startedOn narrows the days in which a campaign was found to the one on which
// it started, where the row tells it. How it is written is not documented.
func startedOn(row clevertap.MessageRow, found plan.Days) plan.Days {
	for _, layout := range []string{"20060102", time.DateOnly, time.DateTime, time.RFC3339} {
		day, err := time.Parse(layout, row.Start)
		if day = day.UTC().Truncate(24 * time.Hour); err == nil && !day.Before(found.From) && !day.After(found.To) {
			return plan.Days{From: day, To: day}
		}
	}
	return found
}
