package steps_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// matrix counts what came of the changes.
type matrix struct {
	tried, refused, right, missed, unnamed atomic.Int32
}

func (m *matrix) String() string {
	return fmt.Sprintf("change matrix: %d changes, %d of them pronounced right, %d said right though a customer went without their own code, %d said wrong or unknown without naming the field\n",
		m.tried.Load(), m.right.Load(), m.missed.Load(), m.unnamed.Load())
}

// subject is an object of the setup that is changed, by the vendor's schema.
type subject struct{ name, schema string }

func subjects() []subject {
	return []subject{{"webhook", "NewWebhook"}, {"campaign", "UpdateCampaign"}, {"ruleset", "NewRuleset"}}
}

func TestNoChangeAtTheVendorsIsPronouncedRightWhereACustomerGoesWithoutTheirCode(t *testing.T) {
	t.Parallel()
	s := published(t)
	if s == nil {
		t.Logf("%s is not set: there is no contract that names the fields", contractVariable)
		return
	}
	all := prepared(t, s).trials()
	if os.Getenv("TALONTAP_TEST_LONG") != "1" {
		all = sample(all)
	}
	m := &matrix{}
	together(t, all, trial.String, func(t *testing.T, c trial) { c.take(t, m) })
	unchanged := prepared(t, s)
	if unchanged.judge(t); !unchanged.right() || !unchanged.everybodyServed() {
		t.Errorf("with nothing changed it is not right: %v", unchanged.said)
	}
	tell(t, m.String())
}

// sample takes one change of each kind of every field.
func sample(all []trial) []trial {
	taken := map[string]bool{}
	return slices.DeleteFunc(all, func(c trial) bool {
		kind := strings.TrimRight(fmt.Sprintf("%s %s %s", c.of.name, c.change.top(), c.change.how), "0123456789")
		again := taken[kind]
		taken[kind] = true
		return again
	})
}

// tell logs what was counted, and adds it to the file of the variable
// TALONTAP_REPORT, where there is one.
func tell(t *testing.T, line string) {
	t.Helper()
	t.Log(line)
	name := os.Getenv("TALONTAP_REPORT")
	if name == "" {
		return
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString(line)
	if err := errors.Join(err, file.Close()); err != nil {
		t.Error(err)
	}
}

// trial is one change of one object.
type trial struct {
	schemas schemas
	of      subject
	change  changed
}

// trials are all changes of what stands in a round.
func (r *round) trials() (out []trial) {
	for _, of := range subjects() {
		for _, c := range r.schemas.changes(of.schema, r.object(of), r.more()) {
			out = append(out, trial{r.schemas, of, c})
		}
	}
	return out
}

// in is the same change in another round: addresses and passcodes are each
// sandbox's own.
func (c trial) in(r *round) trial {
	all := r.trials()
	return all[slices.IndexFunc(all, func(other trial) bool { return other.String() == c.String() })]
}

func (c trial) String() string {
	return fmt.Sprintf("%s/%s/%s", c.of.name, c.change.where, c.change.how)
}

func (c trial) take(t *testing.T, m *matrix) {
	t.Helper()
	r := prepared(t, c.schemas)
	defer r.close()
	c = c.in(r)
	if !r.save(c.of, c.change.body) {
		m.refused.Add(1)
		return
	}
	m.tried.Add(1)
	r.judge(t)
	if r.right() {
		m.right.Add(1)
	}
	if r.saidRight() && !r.everybodyServed() {
		m.missed.Add(1)
		t.Errorf("said right by %v, and a customer went without their own code", r.said)
	}
	if !r.verified && !r.names(c) {
		m.unnamed.Add(1)
		t.Errorf("said wrong or unknown without naming it: %s", r.words)
	}
}

// round is one working setup in a sandbox of its own.
type round struct {
	t       *testing.T
	schemas schemas
	box     *sandbox.Sandbox
	world   steps.World
	state   steps.State
	admin   *admin
	creds   []float64 // Credentials: with the old passcode, the right one, something else

	said     map[string]bool // by command
	verified bool
	words    string // what verify says of what is not right
}

const theDay = "2027-01-01"

func prepared(t *testing.T, s schemas) *round {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true})
	w.Wait = 400 * time.Millisecond
	r := &round{t: t, schemas: s, box: box, world: w, admin: newAdmin(t, box), said: map[string]bool{},
		state: answered(box, string(setup.Unpublished), "false", string(setup.RuleDate), theDay)}
	r.admin.marks = true
	want := wantedOf(t, box)
	r.admin.makeAll(want)
	r.admin.click("PUT", fmt.Sprintf("%s%s/%d/state", talonOneConsole, inShop, r.admin.campaign), map[string]any{"state": "enabled"})
	card := guide.Webhook(want)
	for _, headers := range []map[string]string{
		{"X-CleverTap-Passcode": "OLD-OLD-OLDD"},
		{"X-CleverTap-Account-Id": r.admin.value(card, "Header X-CleverTap-Account-Id"), "X-CleverTap-Passcode": r.admin.passcode},
		{"X-Shop": "1"},
	} {
		made := r.admin.click("POST", talonOneConsole+"/credentials", map[string]any{"name": "one", "type": "custom", "data": map[string]any{"headers": headers}})
		r.creds = append(r.creds, made["id"].(float64))
	}
	return r
}

func (r *round) close() { _ = r.box.Close() }

func (r *round) path(of subject) string {
	campaign := fmt.Sprintf("%s%s/%d", talonOneConsole, inShop, r.admin.campaign)
	switch of.name {
	case "webhook":
		return fmt.Sprintf("%s/webhooks/%d", talonOneConsole, r.admin.webhook)
	case "campaign":
		return campaign
	}
	return fmt.Sprintf("%s/rulesets/%v", campaign, r.admin.click("GET", campaign, nil)["activeRulesetId"])
}

// object is the object as it is stored, without what the account sets itself.
func (r *round) object(of subject) map[string]any {
	one := r.admin.click("GET", r.path(of), nil)
	fields := r.schemas.fields(map[string]any(r.schemas[of.schema]))
	for name := range one {
		if fields[name] == nil || name == "activate" {
			delete(one, name)
		}
	}
	return one
}

// more are values that a schema does not tell: of free texts whose words the
// vendor gives elsewhere, of times around the day, of IDs that are there.
func (r *round) more() func(string) []any {
	limit := func(action string, n float64, entities ...any) any {
		return map[string]any{"action": action, "limit": n, "entities": append([]any{}, entities...)}
	}
	each := r.object(subject{"campaign", "UpdateCampaign"})["limits"].([]any)
	var limits []any
	for _, action := range []string{"createCoupon", "callApi", "redeemCoupon", "setDiscount", "createReferral"} {
		for _, n := range []float64{0, 1, 1000} {
			limits = append(limits, append(slices.Clone(each), limit(action, n)), append(slices.Clone(each), limit(action, n, "Profile")),
				append([]any{limit(action, n, "Coupon")}, each...), append([]any{limit(action, n, "Session", "Store")}, each...))
		}
		limits = append(limits, append(slices.Clone(each), map[string]any{"action": action, "limit": 1.0, "period": "daily", "entities": []any{}}))
	}
	times := []any{"2026-01-01T00:00:00Z", "2026-12-31T23:00:00Z", "2026-12-31T23:00:01Z", "2027-01-01T11:00:00Z", "2027-01-01T22:59:58Z", "2027-01-01T23:00:00Z", "2027-06-01T00:00:00Z"}
	table := map[string][]any{
		"authenticationId": {r.creds[0], r.creds[1], r.creds[2], 99.0},
		"headers":          {[]any{"Content-Type: application/json"}},
		"limits":           limits, "startTime": times, "endTime": times,
		"couponSettings.validCharacters": {[]any{"A"}, []any{"A", "B"}, []any{"A", "a"}, []any{}},
		"couponSettings.couponPattern":   {"ABCD", "NY-#", "NY-##-##"},
		"linkedStoreIds":                 {[]any{1.0}, []any{}},
		"bindings":                       {[]any{map[string]any{"name": "Session", "expression": []any{"identity", 1.0}}}},
		"rules[0].bindings":              {[]any{map[string]any{"name": "Profile", "expression": []any{"identity", 1.0}}}},
		"strikethroughRules":             {[]any{map[string]any{"title": "Sale", "condition": []any{"and"}, "effects": []any{}}}},
	}
	return func(field string) []any { return table[field] }
}

// save puts a changed object back, and reports whether the vendor takes it.
func (r *round) save(of subject, body any) bool {
	raw, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	q, err := http.NewRequestWithContext(r.t.Context(), "PUT", r.box.TalonOneURL()+r.path(of), bytes.NewReader(raw))
	if err != nil {
		r.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	if answer.StatusCode/100 == 5 {
		r.t.Errorf("the sandbox answers %s", answer.Status)
	}
	return answer.StatusCode/100 == 2
}

// judge takes the three verdicts, each by a session of its own.
func (r *round) judge(t *testing.T) {
	t.Helper()
	session := steps.NewSession(r.world)
	list, err := session.Checklist(t.Context(), r.state)
	if err != nil {
		t.Fatal(err)
	}
	r.verified, r.words = core(list)
	r.said["verify"] = r.verified
	if result, err := session.Live(t.Context(), r.state, live.DepthRelay, nil); err == nil {
		right, _ := core(session.Judged())
		r.said["verify --live=relay"] = right && result.Arrived && len(result.Failing()) == 0
	}
	report, err := alone(t.Context(), steps.NewSession(r.world), r.state, steps.Alone{Enable: true})
	r.said["setup --yes"] = err == nil && report.Enabled && !report.Failed()
}

// core reports whether every core check was seen to be right, and what is said of
// those that were not.
func core(list check.List) (right bool, words string) {
	var said []string
	for _, c := range list.Checks {
		switch c.ID {
		case "webhook.matches", "campaign.matches", "rule.matches", "campaign.enabled", "event.known":
			if c.Status != check.Pass {
				said = append(said, c.ID+": "+c.Detail)
			}
		}
	}
	return len(said) == 0 && len(list.Failing()) == 0, strings.Join(said, "\n")
}

func (r *round) right() bool {
	return r.said["verify"] && r.said["verify --live=relay"] && r.said["setup --yes"]
}

func (r *round) saidRight() bool {
	return r.said["verify"] || r.said["verify --live=relay"] || r.said["setup --yes"]
}

// names reports whether verify names the field that was changed.
func (r *round) names(c trial) bool {
	labels := map[string][]string{
		"webhook.title": {"Name"}, "webhook.applicationIds": {"Applications"}, "webhook.params": {"Parameter"}, "webhook.verb": {"Verb"}, "webhook.url": {"URL"},
		"webhook.headers": {"Header"}, "webhook.payload": {"Payload"}, "webhook.enabled": {"Display in Rule Builder"}, "webhook.draft": {"Draft"},
		"webhook.authenticationId": {"Credential"},
		"campaign.name":            {"Name"}, "campaign.features": {"Feature"}, "campaign.limits": {"Limit", "Coupons per customer"}, "campaign.couponSettings": {"Code pattern", "Valid characters", "Codes of the pattern"},
		"campaign.startTime": {"Schedule"}, "campaign.endTime": {"Schedule"}, "campaign.state": {"campaign.enabled", "not there"}, "campaign.activeRulesetId": {"rule.matches"},
	}
	top := c.change.top()
	want := labels[c.of.name+"."+top]
	switch {
	case c.of.name == "ruleset" && top == "rules":
		want = []string{"rule.matches"}
	case want == nil:
		want = []string{top}
	}
	return slices.ContainsFunc(want, func(label string) bool { return strings.Contains(r.words, label) })
}

// everybodyServed plays the day: the shop calls for customers at its edges and
// within it, for each of them twice, and each has to find a code of their own.
func (r *round) everybodyServed() bool {
	start, err := time.Parse(time.RFC3339, theDay+"T00:00:00+01:00")
	if err != nil {
		r.t.Fatal(err)
	}
	at := map[string]time.Duration{"customer-1001": 0, "customer-1002": 9 * time.Hour, "customer-1003": 12 * time.Hour, "customer-1004": 24*time.Hour - 5*time.Second}
	var customers []string
	for id := range at {
		customers = append(customers, id)
	}
	slices.SortFunc(customers, func(a, b string) int { return int(at[a] - at[b]) })
	for _, id := range customers {
		r.box.SetClock(start.Add(at[id]))
		for range 2 {
			r.admin.click("PUT", fmt.Sprintf("%s/applications/1/customer_sessions/%s", talonOneConsole, id), map[string]any{"customerSession": map[string]any{"profileId": id}})
		}
	}
	for range 40 {
		if r.served(customers) {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// served reports whether each customer has an email with a code that was made for
// them and for nobody else.
func (r *round) served(customers []string) bool {
	codes := map[string]string{} // to whom
	for _, each := range r.admin.click("GET", fmt.Sprintf("%s%s/%d/coupons", talonOneConsole, inShop, r.admin.campaign), nil)["data"].([]any) {
		one := each.(map[string]any)
		to, _ := one["recipientIntegrationId"].(string)
		codes[one["value"].(string)] = to
	}
	has := map[string]bool{}
	for _, email := range r.box.Inbox() {
		for code, to := range codes {
			has[email.Identity] = has[email.Identity] || to == email.Identity && strings.Contains(email.Body, code)
		}
	}
	return !slices.ContainsFunc(customers, func(id string) bool { return !has[id] })
}
