package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// shopCalls judges whether anything but talontap calls the Application for its
// customers: nothing in Talon.One fires by the clock.
func (s *Session) shopCalls(ctx context.Context, t TalonOne, application int, test setup.Test) *check.Check {
	began := s.world.Now()
	last, found, err := s.lastCall(ctx, t, application, test)
	c := &check.Check{Took: s.since(began), Fix: words.ShopFix}
	switch {
	case err != nil:
		c.Status, c.Detail = check.Manual, fmt.Sprintf(words.ShopUnread, err.Error())
		c.Fix = remedy.For(err, fmt.Sprintf(words.ShopUnreadFix, words.ShopFix))
	case !found:
		c.Status, c.Detail = check.Warn, words.ShopNone
	case last.Status >= http.StatusBadRequest:
		c.Status, c.Detail = check.Warn, fmt.Sprintf(words.ShopFailed, called(last), last.Status)
	default:
		c.Status, c.Detail, c.Fix = check.Pass, fmt.Sprintf(words.ShopLast, called(last)), ""
	}
	return c
}

// called says when a call came, and by which endpoint. Which customer's it was is
// nobody's business here.
func called(a talonone.Access) string {
	path, _, _ := strings.Cut(a.URI, "?")
	parts := strings.SplitN(strings.Trim(path, "/"), "/", 3)
	return fmt.Sprintf("%s by %s /%s", a.At.Format("2 January 2006 15:04 MST"), a.Method, strings.Join(parts[:min(2, len(parts))], "/"))
}

// lastCall finds the last call of anybody but talontap. The nearest time is looked
// through first, since a shop that calls does so every minute.
func (s *Session) lastCall(ctx context.Context, t TalonOne, application int, test setup.Test) (last talonone.Access, found bool, err error) {
	const day = 24 * time.Hour
	to := s.world.Now()
	for _, back := range [...]time.Duration{time.Hour, day, 30 * day} {
		from := s.world.Now().Add(-back)
		last, found, err = t.LastAccess(ctx, application, from, to, func(a talonone.Access) bool { return ofShop(a, test) })
		if found || err != nil {
			return last, found, err
		}
		to = from
	}
	return last, false, nil
}

// ofShop tells a call that runs the rules for a customer from those that talontap
// makes: it looks by dry runs, and runs and removes only its own customers.
func ofShop(a talonone.Access, test setup.Test) bool {
	at, err := url.ParseRequestURI(a.URI)
	if err != nil || a.Method != http.MethodPut && a.Method != http.MethodPost || at.Query().Get("dry") == "true" {
		return false
	}
	return !test.Own(customerOf(at.Path, a.Body))
}

// customerOf is whom a call is about: named by the path of a profile, and in the
// body of a session or an event; "" where it names none.
func customerOf(path, body string) string {
	if _, name, found := strings.Cut(path, "/customer_profiles/"); found {
		return name
	}
	var sent struct {
		ProfileID string `json:"profileId"`
		Session   struct {
			ProfileID string `json:"profileId"`
		} `json:"customerSession"`
	}
	_ = json.Unmarshal([]byte(body), &sent) // a body that cannot be read names nobody
	return cmp.Or(sent.ProfileID, sent.Session.ProfileID)
}
