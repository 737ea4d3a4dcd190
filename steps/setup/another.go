package setup

import "strings"

// Past is a campaign of this setup that had its day. It is left as it is, with
// its coupons, counters and limits: another day is another campaign.
type Past struct {
	ID   int // 0: known by its name alone
	Name string
	Day  string // 2027-01-01
}

// DayMark is the tag of a campaign that was made for another day than the
// setup's first: by it a run that was cut off finds it, and another machine tells
// it from those before.
func DayMark(d Day) string { return Mark + " " + d.ISO() }

// Redated is a name in which one day is written, with another day in its place.
// A name without the day stays.
func Redated(name string, from, to Day) string {
	return strings.NewReplacer(from.Words(), to.Words(), from.ISO(), to.ISO(), from.DayAndMonth(), to.DayAndMonth()).Replace(name)
}

// Another moves the answers of a setup on from the day that a campaign had to
// another one: the date, the rule's name where it says the day, and for the
// campaign a name of its own.
func Another(a Answers, was Past, to Day) Answers {
	from, err := ParseDay(was.Day, to.Zone())
	if err != nil {
		return a
	}
	name := Redated(a.Text(CampaignName), from, to)
	if name == was.Name {
		name += ", " + to.Words()
	}
	a = a.With(CampaignName, name, Typed)
	a = a.With(RuleName, Redated(a.Text(RuleName), from, to), Typed)
	return a.With(RuleDate, to.ISO(), Typed)
}

// After says which campaigns had their day, the last of them at the end. What is
// wanted is then made as a copy of the last, and carries its day.
func (w Wanted) After(past []Past) Wanted {
	if w.Past = past; len(past) > 0 {
		w.Campaign.Tags = append(w.Campaign.Tags, DayMark(w.Rule.Day))
	}
	return w
}
