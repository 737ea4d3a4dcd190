package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func (r *rig) decoded(g got, into any) {
	r.t.Helper()
	if g.err != nil || g.status != 200 {
		r.t.Fatalf("answered %d %s, %v", g.status, g.body, g.err)
	}
	if err := json.Unmarshal([]byte(g.body), into); err != nil {
		r.t.Fatalf("decoding %s: %v", g.body, err)
	}
}

func TestAScriptCanMoveTheClock(t *testing.T) {
	r := start(t, Options{})
	var clock struct{ Now time.Time }
	r.decoded(r.admin("PUT", "clock", `{"now":"2027-01-01T12:00:00+01:00"}`), &clock)
	noon := time.Date(2027, 1, 1, 11, 0, 0, 0, time.UTC)
	if clock.Now.Before(noon) || clock.Now.After(noon.Add(time.Hour)) {
		t.Errorf("the clock is at %s", clock.Now)
	}
	r.decoded(r.admin("PUT", "clock", `{"advance":"24h"}`), &clock)
	if clock.Now.UTC().Day() != 2 {
		t.Errorf("a day on the clock is at %s", clock.Now)
	}
	r.decoded(r.admin("GET", "clock", ""), &clock)
	if clock.Now.After(r.Now()) {
		t.Errorf("the clock shows %s, ahead of itself", clock.Now)
	}
	r.decoded(r.admin("PUT", "clock", `{"local":"2027-07-01T12:00","zone":"America/New_York"}`), &clock)
	if got := clock.Now.UTC().Format("2 Jan 15:04"); got != "1 Jul 16:00" {
		t.Errorf("noon in New York is %s in UTC", got)
	}
	r.decoded(r.admin("PUT", "clock", `{"real":true}`), &clock)
	if off := time.Since(clock.Now); off > time.Hour || off < -time.Hour {
		t.Errorf("the real time is %s off", off)
	}
	for _, body := range []string{`{"local":"noon","zone":"UTC"}`, `{"local":"2027-07-01T12:00","zone":"Nowhere"}`, `{}`, `{"advance":"soon"}`, `{"now":"noon"}`, `{"then":"x"}`, ``} {
		if g := r.admin("PUT", "clock", body); g.status != 400 || !strings.HasPrefix(g.body, `{"error":"`) {
			t.Errorf("%q answered %d %s", body, g.status, g.body)
		}
	}
}

func TestAScriptCanChangeTheFaults(t *testing.T) {
	r := start(t, Options{Faults: []string{"html"}})
	var board struct {
		Faults []string
		Known  []FaultName
	}
	r.decoded(r.admin("GET", "faults", ""), &board)
	if !slices.Equal(board.Faults, []string{"html"}) || len(board.Known) != len(FaultNames()) {
		t.Errorf("the board is %+v", board)
	}
	r.decoded(r.admin("PUT", "faults", `{"faults":["500:clevertap","slow=2s"]}`), &board)
	if !slices.Equal(board.Faults, []string{"500:clevertap", "slow=2s"}) {
		t.Errorf("the board is %+v", board)
	}
	if g := r.admin("PUT", "faults", `{"faults":["429","flood"]}`); g.status != 400 {
		t.Errorf("a wrong fault answered %d %s", g.status, g.body)
	}
	r.decoded(r.admin("GET", "faults", ""), &board)
	if len(board.Faults) != 2 {
		t.Errorf("after a refused change the board is %+v", board)
	}
	r.decoded(r.admin("DELETE", "faults", ""), &board)
	if len(board.Faults) != 0 {
		t.Errorf("cleared, the board is %+v", board)
	}
}

func TestFaultsNeverReachTheSandboxsOwnPages(t *testing.T) {
	r := start(t, Options{Faults: []string{"down", "500", "slow=1h"}})
	for _, path := range []string{"clock", "faults", "inbox", "state", "clevertap/campaigns", "talonone/webhooks"} {
		if g := r.admin("GET", path, ""); g.status != 200 {
			t.Errorf("%s answered %d %s, %v", path, g.status, g.body, g.err)
		}
	}
}

func TestBothServersShowTheSameAndAPersonSeesAPage(t *testing.T) {
	r := start(t, Options{})
	r.upload("customer-1001", "NY-1")
	onCleverTap := strings.TrimSuffix(r.CleverTapURL(), "/{region}")
	var one, two struct{ Emails []Email }
	r.decoded(r.do("GET", onCleverTap+"/_sandbox/inbox", ""), &one)
	r.decoded(r.do("GET", r.TalonOneURL()+"/_sandbox/inbox", ""), &two)
	if len(one.Emails) != 1 || !slices.Equal(one.Emails, two.Emails) {
		t.Errorf("the servers show %+v and %+v", one, two)
	}
	for _, base := range []string{onCleverTap, r.TalonOneURL()} {
		if g := r.do("GET", base+"/_sandbox/", ""); g.status != 200 || !strings.HasPrefix(g.kind, "text/html") {
			t.Errorf("the page answered %d %s", g.status, g.kind)
		}
	}
	if g := r.admin("GET", "nothing", ""); g.status != 404 {
		t.Errorf("an unknown page answered %d", g.status)
	}
}

func TestAPageOfAnotherSiteCannotClick(t *testing.T) {
	r := start(t, Options{})
	url := r.TalonOneURL() + "/_sandbox/faults"
	if g := r.do("DELETE", url, "", "Origin", "https://example.com"); g.status != 403 {
		t.Errorf("another site answered %d", g.status)
	}
	if g := r.do("DELETE", url, "", "Origin", r.TalonOneURL()); g.status != 200 {
		t.Errorf("the sandbox's own page answered %d", g.status)
	}
}

func TestTheStateHoldsNoSecret(t *testing.T) {
	r := start(t, Options{})
	g := r.admin("GET", "state", "")
	if g.status != 200 || !json.Valid([]byte(g.body)) {
		t.Fatalf("answered %d %s", g.status, g.body)
	}
	for _, name := range []string{"TALONTAP_CLEVERTAP_PASSCODE", "TALONTAP_TALONONE_MANAGEMENT_KEY", "TALONTAP_TALONONE_INTEGRATION_KEY", "TALONTAP_TALONONE_PASSWORD"} {
		if strings.Contains(g.body, r.env(name)) {
			t.Errorf("the state shows the value of %s", name)
		}
	}
}
