package live_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// rig is a finished setup on a sandbox of its own, ready to be checked.
type rig struct {
	t        testing.TB
	box      *sandbox.Sandbox
	clever   *clevertap.Client
	talon    *talonone.Client
	w        setup.Wanted
	standing plan.Standing
	turned   turnedAway
	before   map[string]bool // customers in Talon.One

	wait  time.Duration
	now   func() time.Time
	after func(time.Duration) <-chan time.Time
	tell  func(live.Hop)
	keeps bool
	up    *live.Pending // taken up
}

// hurry is how many times as fast as with the vendors the pauses go here; the
// sandbox counts twice as fast, so that two requests which the machine pushes
// together are not one too many.
const hurry = 30

// onTheDay is a moment of the rule's day.
var onTheDay = time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)

// newRig sets everything up before the day, or on it for a real run.
func newRig(t testing.TB, clock time.Time, answers ...string) *rig {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Clock: clock, Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	r := &rig{t: t, box: box, wait: 1200 * time.Millisecond, now: box.Now}
	r.turned.wire.MaxIdleConnsPerHost = 10
	t.Cleanup(r.turned.wire.CloseIdleConnections)
	st := r.state(append([]string{string(setup.RuleDate), "2027-01-01"}, answers...)...)
	r.open(st.Answers)
	session := steps.NewSession(steps.World{
		CleverTap: func(string, string, secret.Secret) (steps.CleverTap, error) { return r.clever, nil },
		TalonOne:  func(string, secret.Secret, secret.Secret) (steps.TalonOne, error) { return signable{r.talon}, nil },
		Addresses: setup.Addresses{CleverTap: box.CleverTapURL()}, Now: box.Now,
	})
	if _, err := (steps.Alone{Enable: true}).Run(t.Context(), steps.NewSetup(session, st, steps.SetupOptions{Answered: true, Depth: live.DepthSimulate})); err != nil {
		t.Fatal(err)
	}
	r.w = session.Wanted()
	r.look()
	r.before = map[string]bool{}
	for _, c := range r.shown().TalonOne.Customers {
		r.before[c.IntegrationID] = true
	}
	return r
}

func (r *rig) state(more ...string) steps.State {
	st := steps.State{Profile: "test", Now: r.box.Now()}
	for _, v := range r.box.Env() {
		for _, f := range setup.Fields() {
			switch {
			case f.Key.Variable() != v.Name:
			case f.Secret:
				st.Answers = st.Answers.WithSecret(f.Key, secret.New(v.Value), setup.FromVariable)
			default:
				st.Answers = st.Answers.With(f.Key, v.Value, setup.FromVariable)
			}
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		st.Answers = st.Answers.With(setup.Key(more[i]), more[i+1], setup.Typed)
	}
	return st
}

func (r *rig) open(a setup.Answers) {
	var err error
	r.clever, err = clevertap.New(clevertap.Config{Base: r.box.CleverTapURL(), Region: a.Text(setup.Region), ProjectID: a.Text(setup.ProjectID),
		Passcode: a.Secret(setup.Passcode), RoundTripper: &r.turned, Hurry: hurry})
	if err != nil {
		r.t.Fatal(err)
	}
	r.talon, err = talonone.New(talonone.Config{Base: r.box.TalonOneURL(), ManagementKey: a.Secret(setup.ManagementKey),
		IntegrationKey: a.Secret(setup.IntegrationKey), RoundTripper: &r.turned, Hurry: hurry})
	if err != nil {
		r.t.Fatal(err)
	}
}

// look reads what stands, as the plan does.
func (r *rig) look() {
	r.t.Helper()
	seen, err := observe.Observer{CleverTap: r.clever, TalonOne: r.talon, Now: r.box.Now()}.Look(r.t.Context(), r.w)
	if err != nil {
		r.t.Fatal(err)
	}
	r.standing = plan.StandingOf(r.w, seen)
}

// check runs a live check.
func (r *rig) check(ctx context.Context, depth live.Depth) live.Result {
	return r.checker().Run(ctx, depth, r.w, r.standing)
}

func (r *rig) checker() live.Checker {
	return live.Checker{
		CleverTap: r.clever, TalonOne: r.talon, Rehearsal: inbox{r.box}, Now: r.now, After: r.after, Wait: r.wait, Tell: r.tell, Keeps: r.keeps, TakeUp: r.up,
		Email: func(ctx context.Context) plan.EmailSeen {
			return observe.Observer{CleverTap: r.clever, Now: r.box.Now(), EmailWait: 20 * time.Second}.Email(ctx, r.w)
		},
	}
}

// makeCouponAndDie leaves a coupon as a check does that was killed.
func (r *rig) makeCouponAndDie() (code string) {
	r.t.Helper()
	made, err := r.talon.CreateCoupons(r.t.Context(), r.w.Application.ID, r.standing.Campaign.ID, talonone.NewCoupons{Number: 1, Recipient: r.w.Test.Identity})
	if err != nil {
		r.t.Fatal(err)
	}
	return made[0].Value
}

func disabled(state *string) talonone.CampaignChange { return talonone.CampaignChange{State: state} }

func number(n any) string { return fmt.Sprintf("%.0f", asFloat(n)) }

func asFloat(n any) float64 {
	switch n := n.(type) {
	case int:
		return float64(n)
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

// get reads a console page.
func (r *rig) get(path string) (out map[string]any) {
	r.t.Helper()
	answer, err := http.Get(r.box.TalonOneURL() + "/_sandbox/" + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		r.t.Fatal(err)
	}
	return out
}

// click does what an admin would in one of the consoles.
func (r *rig) click(method, path string, body any) (made map[string]any) {
	r.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.box.TalonOneURL()+"/_sandbox/"+path, strings.NewReader(string(raw)))
	if err != nil {
		r.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		r.t.Errorf("%s %s was refused: %s", method, path, answer.Status)
	}
	_ = json.NewDecoder(answer.Body).Decode(&made) // some clicks answer nothing
	return made
}

// shown is what the sandbox holds of what a check may leave.
type shown struct {
	CleverTap struct {
		Passcodes []struct {
			ID int64 `json:"id"`
		} `json:"passcodes"`
		Campaigns []map[string]any `json:"campaigns"`
	} `json:"clevertap"`
	TalonOne struct {
		Coupons []struct {
			Value     string `json:"value"`
			Recipient string `json:"recipientIntegrationId"`
		} `json:"coupons"`
		Customers []struct {
			IntegrationID string `json:"integrationId"`
		} `json:"customers"`
		Webhooks []map[string]any `json:"webhooks"`
	} `json:"talonone"`
}

func (r *rig) shown() (s shown) {
	r.t.Helper()
	raw, err := json.Marshal(r.box.State())
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// unnamed lists what the check left in Talon.One that its result does not name.
func (r *rig) unnamed(res live.Result) (out []string) {
	named := strings.Join(res.Left, "\n")
	s := r.shown()
	for _, c := range s.TalonOne.Coupons {
		byCode := c.Value != "" && strings.Contains(named, c.Value)
		if c.Recipient == r.w.Test.Identity && !byCode && !strings.Contains(named, "perhaps a coupon of "+c.Recipient) {
			out = append(out, "coupon "+c.Value)
		}
	}
	for _, c := range s.TalonOne.Customers {
		if c.IntegrationID == r.w.Test.Identity && !r.before[c.IntegrationID] && !strings.Contains(named, "Talon.One: customer "+c.IntegrationID) {
			out = append(out, "customer "+c.IntegrationID)
		}
	}
	return out
}

// exit is the status with which verify ends on a result.
func exit(r live.Result) int {
	switch {
	case r.Rejected():
		return 4
	case len(r.Failing()) > 0:
		return 3
	}
	return 0
}

func cause(r live.Result) string {
	switch d := r.Diagnosis; {
	case d == nil:
		return "-"
	case d.Code != 0 && d.Cause == live.Rejected:
		return fmt.Sprintf("%s %d", d.Cause, d.Code)
	default:
		return string(d.Cause)
	}
}

// told writes a result for a test's log.
func told(r live.Result) string {
	var b strings.Builder
	for _, h := range r.Hops {
		fmt.Fprintf(&b, "  %-14s %-7s %-6s %s | %s\n", h.ID, h.Status, h.Took.Round(time.Millisecond), h.Detail, h.Fix)
	}
	if d := r.Diagnosis; d != nil {
		fmt.Fprintf(&b, "  = %s at %s (%s): %s | %s\n", d.Cause, d.Hop, d.Status, d.Sentence, d.Fix)
	}
	fmt.Fprintf(&b, "  left: %s\n", strings.Join(r.Left, "; "))
	return b.String()
}

type signable struct{ *talonone.Client }

func (s signable) SignIn(ctx context.Context, email string, password secret.Secret) (steps.TalonOne, error) {
	in, err := s.SignedIn(ctx, email, password)
	return signable{in}, err
}

type inbox struct{ box *sandbox.Sandbox }

func (i inbox) Inbox(identity string) []live.Message {
	var out []live.Message
	for _, e := range i.box.Inbox() {
		if e.Identity == identity {
			out = append(out, live.Message{At: e.At, Subject: e.Subject, Body: e.Body})
		}
	}
	return out
}

// turnedAway is a transport that counts the requests that a vendor turned away
// as too many.
type turnedAway struct {
	wire  http.Transport
	mu    sync.Mutex
	calls []string
}

func (t *turnedAway) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.wire.RoundTrip(r)
	if err == nil && answer.StatusCode == http.StatusTooManyRequests {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.calls = append(t.calls, r.Method+" "+r.URL.Path)
	}
	return answer, err
}

func (t *turnedAway) list() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.calls)
}
