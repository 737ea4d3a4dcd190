package setup

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/talontap/talontap/assets/phrase"
)

// Surroundings is what a default may depend on.
type Surroundings struct {
	Now     time.Time
	Zone    *time.Location // the Application's; nil: not known yet
	Profile string         // the name of this saved setup
}

// Default is the value of a key that nobody answered; "" where there is none.
func Default(k Key, s Surroundings, a Answers) string {
	if fixed, ok := tutorial[k]; ok {
		return fixed
	}
	switch k {
	case RuleName:
		return fmt.Sprintf("Create coupon on %s", dayOf(a, s).DayAndMonth())
	case RuleDate:
		return NextNewYear(s.Now, s.Zone).ISO()
	case CampaignName:
		return fmt.Sprintf("Coupon by %s, %s", ChannelOf(a).Name(), dayOf(a, s).Words())
	case WebhookName:
		return fmt.Sprintf("Send CleverTap %s", phrase.Capital(ChannelOf(a).Name()))
	case EmailCampaign:
		return "Coupon " + ChannelOf(a).Name()
	case TestIdentity:
		return "talontap-test-" + s.Profile
	}
	return ""
}

// tutorial holds the values that Talon.One's tutorial uses, and ours where it
// leaves the choice open.
var tutorial = map[Key]string{
	Unpublished:      "false",
	EventName:        "Coupon Generated",
	EventProperty:    "CouponCode",
	ProfileParameter: "ProfileID",
	CouponParameter:  "CouponCode",
	RedemptionLimit:  "100",
	CouponsEach:      "1",
	CodePattern:      "NY-####-####",
	EmailChannel:     string(phrase.Email),
	EmailSender:      "Your shop",
	EmailSubject:     "Your coupon for the New Year",
	EmailDefaultText: "your code is on its way",
}

func dayOf(a Answers, s Surroundings) Day {
	if d, err := ParseDay(a.Text(RuleDate), s.Zone); err == nil {
		return d
	}
	return NextNewYear(s.Now, s.Zone)
}

// Complete fills every unanswered key that has a default.
func Complete(a Answers, s Surroundings) Answers {
	for _, f := range Fields() {
		if a.Has(f.Key) || f.Secret {
			continue
		}
		if v := Default(f.Key, s, a); v != "" {
			a = a.put(f.Key, v, FromDefault) // also over an answer that was emptied
		}
	}
	return a
}

// Missing lists the required keys that are not answered.
func Missing(a Answers) []Field {
	return slices.DeleteFunc(slices.Clone(Fields()), func(f Field) bool { return !f.Required || a.Has(f.Key) })
}

func number(a Answers, k Key) int {
	n, _ := strconv.Atoi(a.Text(k))
	return n
}
