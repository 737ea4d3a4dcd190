package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/talontap/talontap/api/sandbox/internal/talonone"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is a sandbox with a client that keeps no connection.
type rig struct {
	*Sandbox
	t      *testing.T
	client *http.Client
}

func start(t *testing.T, options Options) *rig {
	t.Helper()
	s, err := Start(context.Background(), options)
	if err != nil {
		t.Fatalf("starting: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return &rig{s, t, &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
}

// got is an answer, whole; err is set where there was none.
type got struct {
	status int
	kind   string
	body   string
	err    error
}

func (r *rig) do(method, url, body string, headers ...string) got {
	r.t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		r.t.Fatalf("making the request: %v", err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := r.client.Do(request)
	if err != nil {
		return got{err: err}
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	return got{answer.StatusCode, answer.Header.Get("Content-Type"), string(read), err}
}

// env is one variable of Env, which must be there.
func (r *rig) env(name string) string {
	r.t.Helper()
	for _, v := range r.Env() {
		if v.Name == name {
			return v.Value
		}
	}
	r.t.Fatalf("%s is not among the variables", name)
	return ""
}

// cleverTapCall sends one request with the project's credentials.
func (r *rig) cleverTapCall(method, path, body string) got {
	r.t.Helper()
	base := strings.Replace(r.CleverTapURL(), "{region}", "eu1", 1)
	return r.do(method, base+path, body,
		"X-CleverTap-Account-Id", r.env("TALONTAP_CLEVERTAP_PROJECT_ID"),
		"X-CleverTap-Passcode", r.env("TALONTAP_CLEVERTAP_PASSCODE"))
}

func (r *rig) upload(identity, code string) got {
	r.t.Helper()
	return r.cleverTapCall("POST", "/1/upload", fmt.Sprintf(
		`{"d":[{"type":"event","identity":%q,"evtName":"Coupon Generated","evtData":{"CouponCode":%q}}]}`, identity, code))
}

// talonOneCall sends one request with the Management API key.
func (r *rig) talonOneCall(method, path, body string) got {
	r.t.Helper()
	return r.do(method, r.TalonOneURL()+path, body, "Content-Type", "application/json",
		"Authorization", "ManagementKey-v1 "+r.env("TALONTAP_TALONONE_MANAGEMENT_KEY"))
}

func (r *rig) admin(method, path, body string) got {
	r.t.Helper()
	return r.do(method, r.TalonOneURL()+"/_sandbox/"+path, body)
}

// raised is how often the customer raised the coupon event.
func (r *rig) raised(identity string) int {
	r.t.Helper()
	var profile struct {
		Record struct {
			Events map[string]struct{ Count int }
		}
	}
	g := r.cleverTapCall("GET", "/1/profile.json?identity="+identity, "")
	if err := json.Unmarshal([]byte(g.body), &profile); err != nil {
		r.t.Fatalf("the profile is %d %s: %v", g.status, g.body, err)
	}
	return profile.Record.Events["Coupon Generated"].Count
}

// until waits for something that another goroutine brings about.
func (r *rig) until(what string, holds func() bool) {
	r.t.Helper()
	for range 30_000 {
		if holds() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	r.t.Fatalf("waited in vain until %s", what)
}

const taken = `{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`

func TestTheVariablesOpenBothServices(t *testing.T) {
	r := start(t, Options{})
	if g := r.upload("customer-1001", "NY-1"); g.status != 200 || g.body != taken {
		t.Errorf("CleverTap answered %d %s", g.status, g.body)
	}
	if g := r.talonOneCall("GET", "/v1/applications/"+r.env("TALONTAP_TALONONE_APPLICATION")+"/customers", ""); g.status != 200 {
		t.Errorf("Talon.One answered %d %s", g.status, g.body)
	}
	g := r.talonOneCall("GET", "/v1/applications/1/campaigns", "")
	if !strings.Contains(g.body, fmt.Sprintf("%q", r.env("TALONTAP_CAMPAIGN_SAMPLE"))) {
		t.Errorf("the sample campaign is not among %s", g.body)
	}
	g = r.do("POST", r.TalonOneURL()+"/v1/sessions", fmt.Sprintf(`{"email":%q,"password":%q}`,
		r.env("TALONTAP_TALONONE_EMAIL"), r.env("TALONTAP_TALONONE_PASSWORD")), "Content-Type", "application/json")
	if g.status != 201 {
		t.Errorf("signing in answered %d %s", g.status, g.body)
	}
}

func TestABareSandboxNamesNoSample(t *testing.T) {
	r := start(t, Options{Bare: true})
	for _, v := range r.Env() {
		if v.Name == "TALONTAP_CAMPAIGN_SAMPLE" {
			t.Errorf("%s is among the variables", v.Name)
		}
	}
	if g := r.talonOneCall("GET", "/v1/applications/1/campaigns", ""); strings.Contains(g.body, talonone.SampleCampaign) {
		t.Errorf("the sample campaign is among %s", g.body)
	}
	r.upload("customer-1001", "NY-1")
	if n := len(r.Inbox()); n != 0 {
		t.Errorf("%d emails without an email campaign", n)
	}
}

func TestUnpublishedCallsCanBeRefused(t *testing.T) {
	for _, refuse := range []bool{false, true} {
		r := start(t, Options{RefuseUnpublished: refuse})
		g := r.do("POST", r.TalonOneURL()+"/v1/sessions", fmt.Sprintf(`{"email":%q,"password":%q}`,
			r.credentials.email, r.credentials.password), "Content-Type", "application/json")
		var session struct{ Token string }
		if err := json.Unmarshal([]byte(g.body), &session); err != nil {
			t.Fatalf("signing in answered %d %s", g.status, g.body)
		}
		g = r.do("POST", r.TalonOneURL()+"/v1/applications/1/campaigns", `{"name":"New Year","state":"disabled","tags":[],"features":[],"limits":[]}`,
			"Content-Type", "application/json", "Authorization", "Bearer "+session.Token)
		if refused := g.status == 404; refused != refuse {
			t.Errorf("refusing %v, it answered %d %s", refuse, g.status, g.body)
		}
	}
}

func TestTwoSandboxesShareNoSecretAndNoPort(t *testing.T) {
	one, two := start(t, Options{}), start(t, Options{})
	for i, v := range one.Env() {
		same := v.Value == two.Env()[i].Value
		switch v.Name {
		case "TALONTAP_CLEVERTAP_REGION", "TALONTAP_TALONONE_APPLICATION", "TALONTAP_TALONONE_UNPUBLISHED", "TALONTAP_RULE_REDEEMED_ELSEWHERE", "TALONTAP_CAMPAIGN_SAMPLE":
			if !same {
				t.Errorf("%s differs", v.Name)
			}
		default:
			if same {
				t.Errorf("%s is the same twice", v.Name)
			}
		}
	}
}

func TestTheCleverTapURLWorksWithItsPlaceholderAndKnowsRegions(t *testing.T) {
	r := start(t, Options{})
	if !strings.HasSuffix(r.CleverTapURL(), "/{region}") {
		t.Fatalf("the URL is %s", r.CleverTapURL())
	}
	for region, want := range map[string]int{"{region}": 200, "%7Bregion%7D": 200, "eu1": 200, "in1": 401} {
		url := strings.Replace(r.CleverTapURL(), "{region}", region, 1) + "/getSchema?type=events"
		g := r.do("GET", url, "", "X-CleverTap-Account-Id", r.credentials.projectID, "X-CleverTap-Passcode", r.credentials.passcode)
		if g.status != want {
			t.Errorf("%s answered %d, want %d", region, g.status, want)
		}
	}
}

func TestTheClockStartsWhereItIsToldRunsOnAndIsShared(t *testing.T) {
	at := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)
	r := start(t, Options{Clock: at})
	if now := r.Now(); now.Before(at) {
		t.Errorf("the clock is at %s, before its start", now)
	}
	r.upload("customer-1001", "NY-1")
	if mail := r.Inbox()[0]; mail.At.Year() != 2027 {
		t.Errorf("CleverTap sent the email at %s", mail.At)
	}
	r.Advance(24 * time.Hour)
	if day := r.Now().Day(); day != 2 {
		t.Errorf("a day on it is day %d", day)
	}
	r.SetClock(time.Time{})
	if off := time.Since(r.Now()); off > time.Hour || off < -time.Hour {
		t.Errorf("set to the real time it is %s off", off)
	}
}

func TestTheSandboxEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s, err := Start(ctx, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	r := &rig{s, t, http.DefaultClient}
	if g := r.do("GET", s.TalonOneURL()+"/_sandbox/clock", ""); g.err == nil {
		t.Errorf("it still answers: %d %s", g.status, g.body)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

func TestAWrongFaultKeepsTheSandboxFromStarting(t *testing.T) {
	if s, err := Start(context.Background(), Options{Faults: []string{"flood"}}); err == nil {
		s.Close()
		t.Error("it started")
	}
}

func TestClosingDoesNotWaitForSlowAnswers(t *testing.T) {
	r := start(t, Options{Faults: []string{"slow=1h:clevertap"}})
	done := make(chan got, 1)
	go func() { done <- r.upload("customer-1001", "NY-1") }()
	r.until("the upload is taken, not yet answered", func() bool { return len(r.Inbox()) > 0 })
	if err := r.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	<-done
}

func TestClosingIsSafeWhileCallsKeepComing(t *testing.T) {
	const callers, times = 4, 25
	for range times {
		s, err := Start(context.Background(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{s, t, http.DefaultClient}
		var calling sync.WaitGroup
		for range callers {
			calling.Go(func() {
				for r.do("GET", s.TalonOneURL()+"/_sandbox/clock", "").err == nil {
				}
			})
		}
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		calling.Wait()
	}
}

func TestLatencyDelaysTheVendorsAndNotTheSandboxItself(t *testing.T) {
	const latency = 50 * time.Millisecond
	r := start(t, Options{Latency: latency})
	for name, call := range map[string]func() got{
		"CleverTap": func() got { return r.cleverTapCall("GET", "/getSchema?type=events", "") },
		"Talon.One": func() got { return r.talonOneCall("GET", "/v1/applications", "") },
	} {
		began := time.Now()
		if g := call(); g.status != 200 {
			t.Errorf("%s answered %d %s", name, g.status, g.body)
		}
		if took := time.Since(began); took < latency {
			t.Errorf("%s answered after %s, want at least %s", name, took, latency)
		}
	}
	slow := start(t, Options{Latency: time.Hour})
	if g := slow.admin("GET", "clock", ""); g.status != 200 {
		t.Errorf("the clock answered %d %s", g.status, g.body)
	}
}
