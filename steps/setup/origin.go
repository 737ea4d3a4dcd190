package setup

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
)

// Origin is the saved setup whose answers another one began with, as production
// does with staging's. The zero Origin is none.
type Origin struct {
	Profile     string
	Answers     Answers              // its own; none where it is not saved any more
	Application talonone.Application // its own, where that is another one of the same deployment; known by its ID alone where it is not shown
}

// carried are the answers that serve another setup too: what is sent and how it is
// called. Whatever names an account or belongs to one is left out (the test customer
// and the sample campaign too), and so is every word that somebody gave for one.
var carried = []Key{
	EventName, EventProperty, WebhookName, ProfileParameter, CouponParameter, CampaignName, RuleName, RuleDate, RedemptionLimit,
	CouponsEach, CodePattern, EmailChannel, EmailCampaign, EmailSender, EmailSubject, EmailDefaultText,
}

// Begin gives these answers with those of the origin that serve here too. A day that
// has come is left out, with the names that tell it.
func (o Origin) Begin(a Answers, now time.Time) Answers {
	came, has := o.DayCame(now)
	for _, k := range carried {
		if value := o.Answers.Text(k); value != "" && (!has || !tells(k, value, came)) {
			a = a.begun(k, value, o.Profile)
		}
	}
	return a
}

// DayCame is the origin's day, where it has come.
func (o Origin) DayCame(now time.Time) (on Day, yes bool) {
	on, err := ParseDay(o.Answers.Text(RuleDate), nil)
	return on, err == nil && !now.Before(on.Start())
}

// tells reports whether an answer is the day or a name with the day in it.
func tells(k Key, value string, on Day) bool {
	other := Day{date: on.date.AddDate(1, 1, 1)}
	return k == RuleDate || slices.Contains([]Key{RuleName, CampaignName}, k) && Redated(value, on, other) != value
}

// Begun lists the answers that came from another setup.
func (a Answers) Begun() (keys []Key) {
	for _, f := range Fields() {
		if a.From(f.Key) == FromOrigin {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Begun says with whose answers the setup began. What that one has in another of the
// deployment's Applications is known as its own.
func (w Wanted) Begun(o Origin, a Answers, all []talonone.Application) Wanted {
	w.Origin = o
	id := number(o.Answers, Application)
	if id == 0 || id == w.Application.ID || o.Answers.Account().Deployment != a.Account().Deployment {
		return w
	}
	w.Origin.Application.ID = id
	for _, app := range all {
		if app.ID == id {
			w.Origin.Application = app
		}
	}
	return w
}

// Theirs is what is wanted as the origin wants it, as far as its campaign and rule
// are found by it; there is none where its Application is not shown.
func (w Wanted) Theirs() (its Wanted, there bool) {
	zone, unknown := Zone(w.Origin.Application)
	on, unfit := ParseDay(w.Origin.Answers.Text(RuleDate), zone)
	its = w
	its.Profile, its.Application, its.Past = w.Origin.Profile, w.Origin.Application, nil
	its.Campaign.Name, its.Rule.Name, its.Rule.Day = w.Origin.Answers.Text(CampaignName), w.Origin.Answers.Text(RuleName), on
	return its, unknown == nil && unfit == nil
}

// Account is whom a setup is for: it tells setups apart.
type Account struct {
	Project     string // of CleverTap
	Deployment  string // of Talon.One, without scheme and port
	Application string
}

// Account is the account that the answers name.
func (a Answers) Account() Account {
	host := a.Text(TalonOneURL)
	if u, err := url.Parse(host); err == nil && u.Hostname() != "" {
		host = strings.ToLower(u.Hostname())
	}
	return Account{a.Text(ProjectID), host, a.Text(Application)}
}

// Other says in words where another account differs from this one. What either
// does not name differs from nothing; "" is the same account.
func (a Account) Other(b Account) string {
	var out []string
	for _, part := range []struct{ name, mine, other string }{
		{words.AccountCleverTap, a.Project, b.Project}, {words.AccountTalonOne, a.Deployment, b.Deployment}, {"Application", a.Application, b.Application},
	} {
		if part.mine != "" && part.other != "" && part.mine != part.other {
			out = append(out, fmt.Sprintf(words.AccountOther, part.name, part.mine, part.other))
		}
	}
	return strings.Join(out, "; ")
}
