package screens

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

const clock = "15:04:05"

// DayHeader says which day is watched and what time it is there.
func DayHeader(p watch.Picture, width int, ink text.Palette) string {
	if p.Begins.IsZero() {
		return " " + ink.Of(text.Accent, "talontap") + "   " + words.WatchLooking
	}
	right := p.At.Format(clock) + " "
	if p.At.Format(time.DateOnly) != p.Begins.Format(time.DateOnly) {
		right = p.At.Format("2 January 15:04:05") + " "
	}
	left := " " + ink.Of(text.Accent, "talontap") + "   " + ink.Of(text.Strong, p.Begins.Format("2 January 2006")) + "  " + ink.Of(text.Dim, p.Campaign.Name)
	if text.Width(left)+text.Width(right) >= width {
		left = " " + ink.Of(text.Strong, p.Begins.Format("2 January 2006"))
	}
	return text.Sides(left, right, width)
}

// DayRule is the line below it; its heavy part is how much of the day is over.
func DayRule(p watch.Picture, width int, ink text.Palette) string {
	behind := 0
	if whole := p.Ends.Sub(p.Begins); whole > 0 {
		behind = int(float64(width) * min(1, max(0, float64(p.At.Sub(p.Begins))/float64(whole))))
	}
	return ink.Of(text.Accent, strings.Repeat("━", behind)) + ink.Of(text.Rule, strings.Repeat("─", width-behind))
}

// Day draws a day as it stands: the way of the codes with how many have come how
// far, how fast, what is lost, and what was not seen.
func Day(p watch.Picture, r Room, codes *kit.Pager) []string {
	if p.Begins.IsZero() {
		return kit.Fit(r.Height, kit.Block{Lines: []string{r.Ink.Of(text.Dim, words.WatchLooking)}})
	}
	if p.Phase == watch.Before {
		return kit.Fit(r.Height, kit.Block{Lines: text.Fill(report.BeforeDay(p), r.Width)},
			kit.Block{Lines: text.Fill(fmt.Sprintf(words.WatchStanding, p.Campaign.State), r.Width), Rank: 1})
	}
	blocks := []kit.Block{
		{Lines: dayWay(p, r)},
		{Lines: dayPace(p, r), Rank: 2},
		{Lines: dayBlind(p, r)},
		{Lines: daySights(p, r), Rank: 1},
	}
	rest := r.Height - len(kit.Fit(r.Height, blocks...)) - 1
	lost := kit.Block{Lines: codes.Draw(max(rest, dayCodesLeast), dayCodes(p, r))}
	return kit.Fit(r.Height, slices.Insert(blocks, 2, lost)...)
}

// dayCodesLeast is how many rows the lost codes have at least.
const dayCodesLeast = 3

// dayWay is the way of the codes, each station with how many have come so far.
func dayWay(p watch.Picture, r Room) []string {
	mark := func(n int, of watch.Source) (string, text.Ink) {
		switch {
		case unseen(p, of):
			return "?", r.Ink[text.Bad]
		case len(p.Lost) > 0 && n < p.Coupons:
			return "✗", r.Ink[text.Bad]
		case n < p.Coupons, p.Coupons == 0:
			return "…", r.Ink[text.Accent]
		}
		return "✓", r.Ink[text.Good]
	}
	station := func(title string, of watch.Source, n int, caption string) kit.Node {
		sign, ink := mark(n, of)
		return kit.Node{Title: title, Caption: caption, Sign: sign, Ink: ink}
	}
	sent := p.Coupons - p.Backlog
	for _, c := range p.Lost {
		if c.Hop == "sending" || c.Hop == "delivery" {
			sent--
		}
	}
	redeemed := fmt.Sprintf(words.WatchRedeemed, report.Number(p.Redeemed))
	if p.Campaign.Elsewhere {
		redeemed = words.WatchElsewhere
	}
	nodes := []kit.Node{
		station("Talon.One", watch.Coupons, p.Coupons, fmt.Sprintf(words.WatchMade, p.Coupons)),
		station("Webhook", watch.Deliveries, sent, fmt.Sprintf(words.WatchDelivered, p.Sent)),
		station("CleverTap", watch.Events, p.Arrived, fmt.Sprintf(words.WatchShown, p.Arrived)),
		{Title: "Email", Caption: fmt.Sprintf(words.WatchEmailed, report.Number(p.Emails)), Ink: r.Ink[text.Plain]},
		{Title: "Shop", Caption: redeemed, Ink: r.Ink[text.Plain]},
	}
	if drawn := kit.Picture(nodes, r.Wide); len(drawn) > 1 {
		return drawn
	}
	var lines []string
	for _, n := range nodes {
		lines = append(lines, n.Ink.Of(cmp.Or(n.Sign, " "))+" "+text.Pad(n.Title, 10)+" "+n.Caption)
	}
	return lines
}

// unseen reports whether a source was not read to its end the last time.
func unseen(p watch.Picture, s watch.Source) bool {
	return p.Sights[s].Err != nil || p.Sights[s].At.IsZero()
}

// dayPace says how fast, how far behind, and how near to CleverTap's limit.
func dayPace(p watch.Picture, r Room) []string {
	limit := r.Ink[text.Plain]
	if p.Limited > 0 {
		limit = r.Ink[text.Warn]
	}
	lines := text.Fill(fmt.Sprintf(words.WatchPace, p.PerMinute, p.MostPerMinute, p.Backlog, p.Hidden), r.Width)
	lines = append(lines, limit.All(text.Fill(fmt.Sprintf(words.WatchTries, phrase.Counted(p.Failed, "attempt"), p.Repeated, p.Limited, plan.UploadsAtOnce), r.Width))...)
	return append(lines, text.Fill(fmt.Sprintf(words.WatchAtOnce, p.AtOnce, report.Number(p.Counted)), r.Width)...)
}

// dayCodes names the lost codes, each with its customer and why.
func dayCodes(p watch.Picture, r Room) []string {
	if len(p.Lost) == 0 && (unseen(p, watch.Coupons) || unseen(p, watch.Deliveries) || unseen(p, watch.Events) && p.Arrived < p.Coupons) {
		return []string{r.Ink.Of(text.Bad, "? ") + words.WatchNoneKnown}
	}
	if len(p.Lost) == 0 {
		return []string{r.Ink.Of(text.Good, "✓ ") + words.WatchNoneLost}
	}
	lines := []string{r.Ink.Of(text.Bad, fmt.Sprintf(words.WatchLostCount, len(p.Lost)))}
	for _, c := range p.Lost {
		lines = append(lines, text.Short(r.Ink.Of(text.Bad, "✗ ")+r.Ink.Of(text.Strong, c.Code)+" "+c.Customer+"  "+r.Ink.Of(text.Dim, c.Why), r.Wide))
	}
	return lines
}

// dayBlind says what could not be read, and where nothing is made at all.
func dayBlind(p watch.Picture, r Room) (lines []string) {
	if p.Phase == watch.During && p.Campaign.State != "enabled" {
		lines = append(lines, r.Ink.Of(text.Bad, "! "+fmt.Sprintf(words.WatchIdle, p.Campaign.State)))
	}
	for _, s := range watch.Sources() {
		if err := p.Sights[s].Err; err != nil {
			lines = append(lines, text.Short(r.Ink.Of(text.Bad, "? "+fmt.Sprintf(words.WatchUnreadLine, string(s), err.Error())), r.Wide))
		}
	}
	return lines
}

// daySights says what is looked at code by code and when, and what is a count.
func daySights(p watch.Picture, r Room) []string {
	at := func(s watch.Source) string {
		if p.Sights[s].At.IsZero() {
			return words.WatchNotYet
		}
		return p.Sights[s].At.In(p.At.Location()).Format(clock)
	}
	return r.Ink[text.Dim].All(text.Fill(fmt.Sprintf(words.WatchSights, at(watch.Coupons), at(watch.Deliveries), at(watch.Events)), r.Width))
}

// DayHelp explains the screen.
func DayHelp(r Room) []string {
	lines := []string{r.Ink.Of(text.Accent, words.WatchTitle)}
	for i, part := range strings.Split(words.WatchHelp, "\n") {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, text.Fill(part, r.Width)...)
	}
	lines = append(lines, "", r.Ink.Of(text.Accent, "Keys"))
	keys := kit.Keys("q", words.WatchHelpLeave, "↑↓", words.WatchHelpScroll, "?", words.WatchHelpHelp)
	return append(lines, r.Explained(keys)...)
}

// Explained lists keys, each with what it does.
func (r Room) Explained(keys []kit.Hint) (lines []string) {
	for _, h := range keys {
		lines = append(lines, kit.Hang(r.Ink.Of(text.Strong, h.Help().Key), h.Help().Desc, 15, r.Width)...)
	}
	return lines
}
