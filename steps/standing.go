package steps

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Fact is one thing that is known of a setup, in words.
type Fact struct{ Label, Says string }

// Standing is what is noted of a setup; nobody has looked at it now.
func (s State) Standing(local *time.Location) []Fact {
	return []Fact{
		{words.StatusCampaign, enabledSince(s)},
		{words.StatusDay, ruleDay(s)},
		{words.StatusVerified, verified(s, local)},
		{words.StatusExpires, expiries(s)},
	}
}

func enabledSince(st State) string {
	if on := st.Noted.Paused.On; on != "" {
		return fmt.Sprintf(words.StatusPaused, on.Words())
	}
	if on := st.Noted.Enabled.On; on != "" {
		return fmt.Sprintf(words.StatusEnabled, on.Words())
	}
	return words.StatusNotEnabled
}

func ruleDay(st State) string {
	day, err := setup.ParseDay(st.Answers.Text(setup.RuleDate), st.Observed.Zone)
	if err != nil {
		return words.StatusNoDay
	}
	switch left := int(math.Ceil(day.Start().Sub(st.Now).Hours() / 24)); {
	case day.Past(st.Now):
		return fmt.Sprintf(words.StatusDayOver, day.Words())
	case !st.Now.Before(day.Start()):
		return fmt.Sprintf(words.StatusDayToday, day.Words())
	default:
		return fmt.Sprintf(words.StatusDayLeft, day.Words(), phrase.Counted(left, "day"))
	}
}

func verified(st State, local *time.Location) string {
	if st.Verified.IsZero() {
		return words.StatusNeverVerified
	}
	return fmt.Sprintf(words.StatusVerifiedOn, st.Verified.In(local).Format("2 January 2006, 15:04"))
}

// expiries are the last days of the credentials, as the admin said, the first to
// come first.
func expiries(st State) string {
	if !slices.ContainsFunc(rotate.Credentials(), func(c rotate.Credential) bool { return st.Answers.Has(c.Expires()) }) {
		return words.StatusNoneKnown
	}
	end := func(c rotate.Credential) string { return cmp.Or(st.Answers.Text(c.Expires()), words.StatusUnknown) }
	all := rotate.Credentials()
	slices.SortStableFunc(all, func(a, b rotate.Credential) int { return strings.Compare(end(a), end(b)) })
	var out []string
	for _, c := range all {
		out = append(out, fmt.Sprintf("%s: %s", c.Title(), end(c)))
	}
	return strings.Join(out, "; ")
}
