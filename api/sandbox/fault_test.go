package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestFaultsAreReadAndWrittenTheSameWay(t *testing.T) {
	for text, want := range map[string]string{
		"down":                                  "down",
		"500:clevertap":                         "500:clevertap",
		"429-once:talonone/v1/webhooks":         "429-once:talonone/v1/webhooks",
		"401/v1/applications/1:2":               "401/v1/applications/1:2",
		"slow":                                  "slow=5s",
		"slow=2s:talonone":                      "slow=2s:talonone",
		"late=1500ms":                           "late=1.5s:clevertap/1/upload",
		"drop-after-success":                    "drop-after-success:clevertap/1/upload",
		"other-code:clevertap":                  "other-code:clevertap/1/upload",
		"drop-after-success:clevertap/1/delete": "drop-after-success:clevertap/1/delete",
		"500@guest-001":                         "500:clevertap/1/upload@guest-001",
		"late=3m@guest-001":                     "late=3m0s:clevertap/1/upload@guest-001",
	} {
		f, err := ParseFault(text)
		if err != nil || f.String() != want {
			t.Errorf("%q became %q, %v; want %q", text, f, err, want)
		}
	}
}

func TestAWrongFaultSaysWhatWouldBeRight(t *testing.T) {
	for text, want := range map[string]string{
		"flood":                  `there is no "flood"; known are down, slow`,
		"":                       `there is no ""; known are down`,
		"500:stripe":             `there is no service "stripe"; known are clevertap, talonone`,
		"500=2s":                 "500 takes no duration; only slow and late do",
		"slow=soon":              `"soon" is not a duration above zero; write it like 2s or 500ms`,
		"late=-1s":               `"-1s" is not a duration above zero`,
		"500@":                   "no customer is named behind the @",
		"500:talonone@guest-001": "leave out \":talonone\"",
		"late:talonone":          `late is about uploads to CleverTap; leave out ":talonone"`,
	} {
		_, err := ParseFault(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, want %q in it", text, err, want)
		}
	}
}

func FuzzAParsedFaultReadsBackAsItself(f *testing.F) {
	for _, n := range FaultNames() {
		f.Add(n.Name)
		f.Add(n.Name + "=2s:clevertap/1/upload")
	}
	f.Fuzz(func(t *testing.T, text string) {
		one, err := ParseFault(text)
		if err != nil {
			return
		}
		two, err := ParseFault(one.String())
		if err != nil || two.String() != one.String() {
			t.Errorf("%q became %q and then %q, %v", text, one, two, err)
		}
	})
}

func TestEachFaultAnswersInItsOwnWay(t *testing.T) {
	for _, c := range []struct {
		fault  string
		status int
		body   string // CleverTap's, whole; empty: not looked at
		taken  int    // events that arrived all the same
	}{
		{"html", 200, "", 0},
		{"truncated", 200, taken[:len(taken)/2], 1},
		{"500", 500, `{"status":"fail","error":"Internal Server Error","code":500}`, 0},
		{"401", 401, `{"status":"fail","error":"Invalid Credentials","code":401}`, 0},
		{"429", 429, `{"status":"fail","error":"Too many concurrent requests","code":429}`, 0},
		{"429-once", 429, `{"status":"fail","error":"Too many concurrent requests","code":429}`, 0},
		{"down", 0, "", 0},
		{"drop-after-success", 0, "", 1},
		{"success-without-arrival", 200, taken, 0},
		{"other-code", 200, taken, 1},
		{"slow=1ms", 200, taken, 1},
	} {
		t.Run(c.fault, func(t *testing.T) {
			r := start(t, Options{Faults: []string{c.fault}})
			g := r.upload("customer-1001", "NY-1")
			if (g.err != nil) != (c.status == 0) || g.status != c.status {
				t.Errorf("answered %d %s, %v; want %d", g.status, g.body, g.err, c.status)
			}
			if c.body != "" && g.body != c.body {
				t.Errorf("answered %s\nwant     %s", g.body, c.body)
			}
			r.admin("DELETE", "faults", "")
			if n := r.raised("customer-1001"); n != c.taken {
				t.Errorf("%d events arrived, want %d", n, c.taken)
			}
		})
	}
}

func TestHTMLComesAsHTML(t *testing.T) {
	r := start(t, Options{Faults: []string{"html"}})
	if g := r.talonOneCall("GET", "/v1/applications", ""); !strings.HasPrefix(g.kind, "text/html") || !strings.HasPrefix(g.body, "<!doctype html>") {
		t.Errorf("answered %s %s", g.kind, g.body)
	}
}

func TestTalonOnesFaultsHaveItsOwnEnvelope(t *testing.T) {
	for fault, want := range map[string]string{
		"401": `{"message":"Unauthorized","errors":[],"StatusCode":401}`,
		"429": `{"message":"Too Many Requests","errors":[],"StatusCode":429}`,
		"500": `{"message":"Internal Server Error","errors":[],"StatusCode":500}`,
	} {
		r := start(t, Options{Faults: []string{fault + ":talonone"}})
		if g := r.talonOneCall("GET", "/v1/applications", ""); g.body != want {
			t.Errorf("%s answered %s, want %s", fault, g.body, want)
		}
		if g := r.cleverTapCall("GET", "/getSchema?type=events", ""); g.status != 200 {
			t.Errorf("%s reached the other service: %d", fault, g.status)
		}
	}
}

func TestAFaultCanBeBoundToAPathWhateverTheRegion(t *testing.T) {
	r := start(t, Options{Faults: []string{"500:clevertap/1/profile"}})
	if g := r.cleverTapCall("GET", "/1/profile.json?identity=customer-1001", ""); g.status != 500 {
		t.Errorf("the profile answered %d", g.status)
	}
	if g := r.upload("customer-1001", "NY-1"); g.status != 200 {
		t.Errorf("the upload answered %d", g.status)
	}
}

func TestA429OnceIsOverAfterTheFirst(t *testing.T) {
	r := start(t, Options{Faults: []string{"429-once:clevertap"}})
	if g := r.upload("customer-1001", "NY-1"); g.status != 429 {
		t.Errorf("the first answered %d", g.status)
	}
	if g := r.upload("customer-1001", "NY-1"); g.status != 200 {
		t.Errorf("the second answered %d", g.status)
	}
}

func TestOtherCodeChangesTheCodeAndNothingElse(t *testing.T) {
	r := start(t, Options{Faults: []string{"other-code"}})
	r.cleverTapCall("POST", "/1/upload", `{"d":[{"type":"event","identity":"customer-1001","evtName":"Coupon Generated","evtData":{"CouponCode":"NY-1X","Value":5,"Until":"$D_1795435200"}}]}`)
	var events []struct{ Properties map[string]any }
	if err := json.Unmarshal([]byte(r.admin("GET", "clevertap/events", "").body), &events); err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	p := events[0].Properties
	if p["CouponCode"] != "NY-1Y" || p["Value"] != 5.0 || p["Until"] != "$D_1795435200" {
		t.Errorf("stored %v", p)
	}
	if g := r.cleverTapCall("POST", "/1/upload", `nonsense`); g.status != 400 {
		t.Errorf("nonsense answered %d", g.status)
	}
}

func TestALateEventShowsWhenTheClockHasPassedItsTime(t *testing.T) {
	r := start(t, Options{Faults: []string{"late=1h"}})
	if g := r.upload("customer-1001", "NY-1"); g.body != taken {
		t.Errorf("answered %d %s", g.status, g.body)
	}
	if n := r.raised("customer-1001"); n != 0 {
		t.Errorf("%d events at once", n)
	}
	r.Advance(time.Hour)
	if n := r.raised("customer-1001"); n != 1 || len(r.Inbox()) != 1 {
		t.Errorf("%d events and %d emails an hour later, want one each", n, len(r.Inbox()))
	}
}

func TestTwiceTakesTheEventTwice(t *testing.T) {
	r := start(t, Options{Faults: []string{"twice"}})
	if g := r.upload("customer-1001", "NY-1"); g.body != taken {
		t.Errorf("answered %d %s", g.status, g.body)
	}
	if n := r.raised("customer-1001"); n != 2 {
		t.Errorf("%d events, want two", n)
	}
}

func TestFaultsCanBeChangedWhileItRuns(t *testing.T) {
	r := start(t, Options{})
	if err := r.SetFaults("500:clevertap"); err != nil {
		t.Fatal(err)
	}
	if err := r.SetFaults("nonsense"); err == nil {
		t.Error("a fault that there is not is taken")
	}
	if g := r.upload("customer-1001", "NY-1"); g.status != 500 {
		t.Errorf("answered %d, want the fault that stands", g.status)
	}
	if err := r.SetFaults(); err != nil {
		t.Fatal(err)
	}
	if g := r.upload("customer-1001", "NY-1"); g.status != 200 {
		t.Errorf("answered %d, want no fault any more", g.status)
	}
}

func TestAFaultOfOneCustomerLeavesTheOthersAlone(t *testing.T) {
	r := start(t, Options{Faults: []string{"500@guest-001"}})
	for identity, want := range map[string]int{"guest-001": 500, "guest-002": 200} {
		if g := r.upload(identity, "NY-1"); g.status != want {
			t.Errorf("the upload of %s was answered %d, want %d", identity, g.status, want)
		}
	}
}
