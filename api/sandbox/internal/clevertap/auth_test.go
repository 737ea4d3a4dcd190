package clevertap

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

const (
	wrongAccount  = `{ "status" : "fail" , "error" : "Account ID is not valid" , "code" : 401}`
	wrongPasscode = `{"status":"fail","error":"Invalid Credentials","code":401}`
)

func TestTheTwoRejectionsAreToldApart(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct{ name, project, passcode, path, want string }{
		{"malformed account", "nonsense", r.passcode, "/eu1", wrongAccount},
		{"unknown account", "ZZZ-ZZZ-ZZZZ", r.passcode, "/eu1", wrongAccount},
		{"no account", "", r.passcode, "/eu1", wrongAccount},
		{"wrong passcode", r.project, NewPasscode(), "/eu1", wrongPasscode},
		{"no passcode", r.project, "", "/eu1", wrongPasscode},
		{"wrong region", r.project, r.passcode, "/in1", wrongPasscode},
		{"wrong region, unknown account", "ZZZ-ZZZ-ZZZZ", r.passcode, "/us1", wrongPasscode},
		{"wrong region, malformed account", "nonsense", r.passcode, "/us1", wrongAccount},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := r.callAs(c.project, c.passcode, "GET", c.path+"/1/profile.json?identity=customer-1001", "")
			r.is(g, 401, c.want)
			if g.kind != "application/json;charset=utf-8" {
				t.Errorf("content type %q", g.kind)
			}
		})
	}
}

func TestEveryRegionIsServedAndOnlyOneKnowsTheProject(t *testing.T) {
	r := newRig(t, func(c *Config) { c.Region = "aps3" })
	for _, region := range regions() {
		want := 401
		if region == "aps3" {
			want = 200
		}
		if g := r.call("GET", "/"+region+"/getSchema?type=events", ""); g.status != want {
			t.Errorf("%s answered %d, want %d", region, g.status, want)
		}
	}
}

func TestAPathWithoutARegionStandsForTheHomeRegion(t *testing.T) {
	r := newRig(t)
	for _, prefix := range []string{"", "/region", "/{region}", "/%7Bregion%7D", "/%7bregion%7d"} {
		if g := r.call("GET", prefix+"/getSchema?type=events", ""); g.status != 200 {
			t.Errorf("%q answered %d %s", prefix, g.status, g.body)
		}
	}
}

// made is a passcode as the console shows it once.
type made struct {
	ID       int64
	Passcode string
}

func TestSeveralPasscodesWorkSideBySideUntilRevokedOrExpired(t *testing.T) {
	r := newRig(t)
	var forever, short made
	r.into(r.click("POST", "/passcodes", `{"name":"second"}`), 200, &forever)
	expires := noon().Add(time.Hour).Format(time.RFC3339)
	r.into(r.click("POST", "/passcodes", `{"name":"short","expires":"`+expires+`"}`), 200, &short)
	opens := func(passcode string) bool {
		return r.callAs(r.project, passcode, "GET", "/eu1/getSchema?type=events", "").status == 200
	}
	for _, p := range []string{r.passcode, forever.Passcode, short.Passcode} {
		if !opens(p) {
			t.Error("a fresh passcode is refused")
		}
	}
	r.advance(time.Hour)
	if opens(short.Passcode) {
		t.Error("an expired passcode opens")
	}
	r.click("DELETE", "/passcodes/"+itoa(forever.ID), "")
	if opens(forever.Passcode) {
		t.Error("a revoked passcode opens")
	}
	if !opens(r.passcode) {
		t.Error("revoking one passcode took another with it")
	}
}

func TestNoPasscodeIsShownAfterItWasMade(t *testing.T) {
	r := newRig(t)
	var second made
	r.into(r.click("POST", "/passcodes", `{"name":"second"}`), 200, &second)
	state, err := json.Marshal(r.account.State())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(state), r.click("GET", "/passcodes", "").body} {
		if strings.Contains(text, r.passcode) || strings.Contains(text, second.Passcode) {
			t.Error("a passcode is shown")
		}
	}
}

func TestAPathThatIsNotPlayedAndAWrongVerbSaySo(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{
		"/1/nothing.json", "/1/counts/profiles.json", "/1/counts/top.json", "/1/counts/trends.json", "/1/now.json",
		"/1/targets/create.json", "/1/targets/list.json", "/1/targets/result.json", "/1/targets/stop.json",
		"/1/send/email.json", "/1/send/externaltrigger.json", "/2/send/externaltrigger.json", "/v1/connect",
	} {
		r.is(r.call("POST", "/eu1"+path, "{}"), 404, `{"status":"fail","error":"Not Found","code":404}`)
	}
	r.is(r.call("GET", "/eu1/1/upload", ""), 405, `{"status":"fail","error":"HTTP method GET is not supported by this URL","code":405}`)
}
