package runbook

import (
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// cases are what may go wrong, with the shortest way out of each.
func (s Source) cases() []Case {
	w := s.Wanted
	says := func(format string, args ...any) Do { return Do{Says: fmt.Sprintf(format, args...)} }
	return []Case{
		{words.BookNoCode, []Do{
			{words.BookNoCodeVerify, s.command("verify")},
			says(words.BookNoCodeCoupon, w.Application.Name, w.Campaign.Name),
			says(words.BookNoCodeLog, w.Webhook.Title),
			says(words.BookNoCodeEvent, w.Event.Name, w.Event.Property, setup.WhereErrors),
			says(s.say(words.BookNoCodeEmail), w.Email.Campaign),
		}},
		{words.BookDown, []Do{
			{Says: s.say(words.BookDownWait)},
			{words.BookDownVerify, s.command("verify")},
		}},
		{s.say(words.BookWrongText), []Do{
			says(s.say(words.RemoveEmailWhere), w.Email.Campaign),
			says(words.BookWrongTextFix, w.Email.Placeholder(w.Event)),
			{s.say(words.BookWrongTextTest), s.command("verify --live=relay")},
			{Says: s.say(words.BookWrongTextGone)},
		}},
		{words.BookStop, []Do{
			says(words.CardDeactivateWhere, w.Application.Name, w.Campaign.Name),
			says(s.say(words.RemoveEmailWhere), w.Email.Campaign),
			{Says: s.say(words.BookStopCodes)},
		}},
		{words.BookLeak, []Do{
			{words.BookLeakRotate, s.command("rotate clevertap")},
		}},
		{words.BookOtherDay, []Do{
			{words.BookOtherDayAgain, s.command("again --date YEAR-MONTH-DAY")},
		}},
		{words.BookUndo, []Do{
			{words.BookUndoRemove, s.command("remove")},
			{words.BookUndoForget, "talontap forget " + w.Profile},
		}},
		{words.BookHelp, []Do{
			{words.BookHelpBundle, s.command("bundle FILE.zip")},
		}},
	}
}

// renew are the commands that bring in a new credential.
func (s Source) renew() (out []Do) {
	for _, c := range rotate.Credentials() {
		out = append(out, Do{fmt.Sprintf(words.BookRenew, c.Title()), s.command("rotate " + string(c))})
	}
	return out
}
