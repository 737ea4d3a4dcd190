package observe

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// The message report shows a campaign on the day on which it started, and takes
// the longer the more days are asked for: 0.7 s for one, 6 s for seven, 26 s for
// thirty (measured by others). So it is read in pieces, the newest first, since
// most campaigns that are looked for were made just now; each ends as many days
// ago as the last one began.
var reportPieces = [...]int{1, 7, 30, 60, 120, 240, 400}

// lately is the last of the pieces that come before those that are to start.
const lately = 2

// Email looks for the email campaign in CleverTap's message report: among those
// that started of late, then those that are to start, then backwards for as long
// as EmailWait allows. Where an earlier look found it, it looks there first, which
// is the fast way. One that does not send is taken only where no other is found.
func (o Observer) Email(ctx context.Context, w setup.Wanted) plan.EmailSeen {
	if o.EmailWait <= 0 {
		return plan.EmailSeen{Why: words.EmailReportLater}
	}
	ctx, cancel := context.WithTimeout(ctx, o.EmailWait)
	defer cancel()
	seen := plan.EmailSeen{Was: o.EmailDays}
	for _, days := range o.reportDays(w.Rule.Day) {
		row, err := o.emailRow(ctx, w, days)
		if err != nil {
			seen.Why = err.Error()
			return seen
		}
		seen.Looked = true
		if days != o.EmailDays && (seen.Since.IsZero() || days.From.Before(seen.Since)) {
			seen.Since = days.From
		}
		if row == nil {
			continue
		}
		if seen.Row == nil || plan.EmailRunning(row) {
			seen.Row, seen.Days = row, startedOn(*row, days)
		}
		if plan.EmailRunning(row) {
			return seen
		}
	}
	return seen
}

// reportDays are the pieces of the report in the order in which they are read.
func (o Observer) reportDays(day setup.Day) []plan.Days {
	var out []plan.Days
	if !o.EmailDays.IsZero() {
		out = append(out, o.EmailDays)
	}
	today := o.Now.UTC().Truncate(24 * time.Hour)
	until := today.AddDate(0, 0, 1) // in a project to the east tomorrow has begun
	ahead := plan.Days{From: until.AddDate(0, 0, 1), To: until.AddDate(0, 1, 0)}
	if past := day.End().UTC().Truncate(24*time.Hour).AddDate(0, 1, 0); past.After(ahead.To) {
		ahead.To = past
	}
	for i, back := range reportPieces {
		from := today.AddDate(0, 0, -back)
		out = append(out, plan.Days{From: from, To: until})
		until = from.AddDate(0, 0, -1)
		if i == lately {
			out = append(out, ahead)
		}
	}
	return out
}

// emailRow finds the email campaign among those that started on some days. Of
// two of one name it gives the one that runs.
func (o Observer) emailRow(ctx context.Context, w setup.Wanted, days plan.Days) (found *clevertap.MessageRow, err error) {
	query := clevertap.ReportQuery{From: days.From, To: days.To, Channels: reported(w.Email.Channel), Delivery: []string{"action"}}
	rows, err := o.CleverTap.MessageReport(ctx, query)
	rejected := transport.KindOf(err) == transport.Rejected
	if rejected && days.From.After(o.Now) {
		return nil, nil // a project that shows nothing of days to come
	}
	if rejected && days.To.After(o.Now) { // a day to come, for a project that has not reached it
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

// reported is the message report's filter for a channel. Its page lists no WhatsApp,
// whose campaigns are looked for among all.
func reported(c phrase.Channel) []string {
	if c == phrase.WhatsApp {
		return nil
	}
	return []string{string(cmp.Or(c, phrase.Email))}
}

// startedOn narrows the days in which a campaign was found to the one on which
// it started, where the row tells it.
func startedOn(row clevertap.MessageRow, found plan.Days) plan.Days {
	if day, told := plan.EmailStart(row); told && !day.Before(found.From) && !day.After(found.To) {
		return plan.Days{From: day, To: day}
	}
	return found
}
