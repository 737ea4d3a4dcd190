package guide

import "github.com/talontap/talontap/steps/setup"

// AnotherDay is the card for a campaign that had its day, where another day is
// wanted.
func AnotherDay(w setup.Wanted) Card {
	return Card{
		Resource: campaign, Name: w.Campaign.Name, Title: "Make a campaign for " + w.Rule.Day.Words(), Minutes: 1,
		Where:   "Talon.One: " + w.Application.Name + " › Campaigns",
		Address: w.Consoles.Application(w.Application.ID),
		Before:  "Do not change the date of the one that is there: its limits are used up by those who have a code",
		After:   "Run talontap again --date " + w.Rule.Day.ISO() + ", which makes a copy for that day",
	}
}

// Copying is the card for a campaign that is made as a copy of another one, where
// an account does not let talontap do it.
func Copying(w setup.Wanted, of string) Card {
	c := Campaign(w)
	c.Title = "Copy the campaign " + of + " as " + w.Campaign.Name
	c.Where = "Talon.One: " + w.Application.Name + " › Campaigns › " + of + " › Copy"
	return c
}
