package runbook

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
)

// day is the timeline: what happens, and what to do, each at its time in the
// Application's zone.
func (s Source) day() []Moment {
	d := s.Wanted.Rule.Day
	at := func(days, hour int) time.Time {
		start := d.Start()
		return time.Date(start.Year(), start.Month(), start.Day()+days, hour, 0, 0, 0, d.Zone())
	}
	begins := fmt.Sprintf(words.BookBegins, s.Wanted.Rule.Name)
	if each := guide.LimitPerCustomer(s.Wanted.Campaign.Limits, ""); each != "" {
		begins += " " + fmt.Sprintf(words.BookBeginsLimit, each)
	}
	return []Moment{
		{at(-7, 12), Do{words.BookWeekBefore, s.command("verify")}},
		{at(-1, 12), Do{words.BookDayBefore, s.command("verify --live=relay")}},
		{d.Start(), Do{Says: begins}},
		{d.Start().Add(time.Hour), Do{words.BookFirstHour, s.command("verify")}},
		{at(0, 12), Do{words.BookNoon, s.command("verify")}},
		{d.End(), Do{Says: words.BookEnds}},
		{at(1, 12), Do{words.BookDayAfter, s.command("verify")}},
		{at(1, 13), Do{Says: fmt.Sprintf(s.say(words.BookAfterwards), s.Wanted.Email.Campaign)}},
	}
}

func (s Source) roles() []Role {
	w := s.Wanted
	return []Role{
		{words.BookShop, []string{
			fmt.Sprintf(words.BookShopCalls, w.Application.Name, w.Rule.Day.Words()),
			fmt.Sprintf(words.BookShopID, w.Parameters.Profile),
			words.BookShopRepeats,
			words.BookShopRedeem,
		}},
		{s.say(words.BookCRM), []string{
			fmt.Sprintf(s.say(words.BookCRMCampaign), w.Email.Campaign),
			fmt.Sprintf(words.BookCRMText, w.Email.Placeholder(w.Event), w.Email.DefaultText),
			s.say(words.BookCRMLimits),
		}},
		{words.BookAdmin, []string{
			words.BookAdminKeys,
			fmt.Sprintf(words.BookAdminObjects, w.Webhook.Title, w.Campaign.Name),
			fmt.Sprintf(words.BookAdminCodes, w.Campaign.Codes.Pattern, limit(w.Rule.RedemptionLimit)),
		}},
	}
}

func limit(n int) string {
	if n == 0 {
		return words.BookNoLimit
	}
	return phrase.Counted(n, "time")
}
