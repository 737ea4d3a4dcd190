package guide

import (
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// AnotherDay is the card for a campaign that had its day, where another day is
// wanted.
func AnotherDay(w setup.Wanted) Card {
	return Card{
		Resource: campaign, Name: w.Campaign.Name, Title: fmt.Sprintf(words.CardAnotherDay, w.Rule.Day.Words()), Minutes: 1,
		Where:   fmt.Sprintf(words.CardCampaignsWhere, w.Application.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Before:  words.CardAnotherDayBefore,
		After:   fmt.Sprintf(words.CardAnotherDayAfter, w.Rule.Day.ISO()),
	}
}

// Copying is the card for a campaign that is made as a copy of another one, where
// an account does not let talontap do it.
func Copying(w setup.Wanted, of string) Card {
	c := Campaign(w)
	c.Title = fmt.Sprintf(words.CardCopy, of, w.Campaign.Name)
	c.Where = fmt.Sprintf(words.CardCopyWhere, w.Application.Name, of)
	return c
}
