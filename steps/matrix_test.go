package steps_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// The credentials that an account gives to talontap.
type credential string

const (
	withSession  credential = "session with unpublished calls"
	refused      credential = "session refused"
	readsAll     credential = "key that reads all"
	readsLittle  credential = "key that reads little"
	littleRights            = `the endpoints of webhooks`
)

// cell is one account in one state, and what talontap may use there.
type cell struct {
	credential credential
	state      string // empty, ours, somebody else's, or the name of a drift
	sample     bool
}

func (c cell) String() string {
	return fmt.Sprintf("%s/%s/sample %v", c.credential, c.state, c.sample)
}

// drifts are the mistakes that stand for each kind of drift.
func drifts() []mistake {
	names := []string{"a header's name", "the property of CleverTap's page", "swapped parameters", "a draft", "all Applications",
		"another pattern", "one day late", "one zone off", "not stored in the session", "bindings swapped"}
	return slices.DeleteFunc(mistakes(), func(m mistake) bool { return !slices.Contains(names, m.name) })
}

func cells() []cell {
	states := []string{"empty", "ours", "somebody else's"}
	for _, m := range drifts() {
		states = append(states, m.name)
	}
	var out []cell
	for _, c := range []credential{withSession, refused, readsAll, readsLittle} {
		for _, s := range states {
			out = append(out, cell{c, s, true}, cell{c, s, false})
		}
	}
	return out
}

// ground is a cell's account, ready for a run.
type ground struct {
	box   *sandbox.Sandbox
	world steps.World
	full  steps.State // with which a test looks, whatever the cell may
	state steps.State
	admin *admin
}

func (c cell) prepare(t *testing.T) ground {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: c.credential == refused, Bare: !c.sample})
	w.Wait = 300 * time.Millisecond
	g := ground{box: box, world: w, full: answered(box), admin: newAdmin(t, box)}
	g.admin.marks = c.state != "somebody else's"
	g.state = g.full
	if c.credential == readsAll || c.credential == readsLittle {
		g.state = answered(box, string(setup.Unpublished), "false")
	}
	if c.credential == readsLittle {
		g.state.Answers = g.state.Answers.WithSecret(setup.ManagementKey, g.littleKey(), setup.Typed)
	}
	want := wantedOf(t, box)
	if !c.sample {
		g.admin.publishEmail(g.admin.emailForm(guide.Email(want)))
	}
	c.furnish(g.admin, want)
	return g
}

// littleKey may do everything that a setup needs but read webhooks.
func (g ground) littleKey() secret.Secret {
	const campaign = "/v1/applications/{applicationId}/campaigns/{campaignId}"
	made := g.admin.click("POST", talonOneConsole+"/keys", map[string]any{"kind": "management", "name": "little", "endpoints": []string{
		"GET /v1/applications", "GET /v1/applications/{applicationId}/campaigns", "GET " + campaign, "PUT " + campaign,
		"GET " + campaign + "/rulesets", "GET /v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}",
		"POST " + campaign + "/coupons", "DELETE " + campaign + "/coupons/{couponId}", "GET " + campaign + "/coupons/no_total",
		"GET /v1/applications/{applicationId}/customers", "GET /v1/applications/{applicationId}/access_logs/no_total",
	}})
	return secret.New(made["key"].(string))
}

func (c cell) furnish(a *admin, w setup.Wanted) {
	switch c.state {
	case "empty":
	case "ours":
		a.makeAll(w)
	case "somebody else's":
		a.makeAll(w)
		form := a.webhookForm(guide.Webhook(w))
		form["url"] = "https://warehouse.example.com/orders"
		a.saveWebhook(form)
		rule := a.ruleForm(guide.Rule(w))
		rule["day"] = "2027-02-01"
		a.saveRule(rule)
	default:
		for _, m := range drifts() {
			if m.name == c.state {
				m.make(a, w)
			}
		}
	}
}

// standing is what is under the setup's names in Talon.One, as its console shows
// it.
type standing struct {
	webhooks, campaigns []map[string]any
}

func (g ground) look() (s standing) {
	list := func(path, key, name string) (out []map[string]any) {
		for _, each := range g.admin.click("GET", talonOneConsole+path, nil)["data"].([]any) {
			if one := each.(map[string]any); strings.EqualFold(one[key].(string), name) {
				out = append(out, one)
			}
		}
		return out
	}
	s.webhooks = list("/webhooks", "title", "Send CleverTap Email")
	s.campaigns = list(inShop, "name", "Coupon by email, 1 January 2027")
	return s
}

// plans looks with the rights of a whole key, so that a cell's end is judged by
// what stands and not by what the cell may see.
func (g ground) plans(t *testing.T) plan.Plan {
	t.Helper()
	st := answered(g.box, string(setup.Unpublished), "false")
	p, _, err := steps.NewSession(g.world).Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// asWanted reports whether webhook, campaign and rule all stand as wanted.
func asWanted(p plan.Plan) bool {
	for _, r := range []plan.Resource{plan.Webhook, plan.Campaign, plan.Rule} {
		if p.Of(r).Action != plan.Keep {
			return false
		}
	}
	return true
}

func TestNoAccountEndsInADeadEndADuplicateOrAWrongRule(t *testing.T) {
	t.Parallel()
	together(t, cells(), cell.String, func(t *testing.T, c cell) {
		g := c.prepare(t)
		before := g.look()
		r, err := alone(t.Context(), steps.NewSession(g.world), g.state, steps.Alone{Enable: true})
		if err != nil {
			t.Fatalf("a dead end: %v", err)
		}
		c.judge(t, r, before, g.look())
		if r.Enabled && (!asWanted(g.plans(t)) || r.Live == nil || !r.Live.Gate.Open) {
			t.Errorf("an unproven rule is enabled: %+v", g.plans(t).ByHand())
		}
	})
}

func (c cell) judge(t *testing.T, r steps.Report, before, after standing) {
	t.Helper()
	for _, left := range r.Left {
		if left.Why == "" || len(left.Steps) == 0 {
			t.Errorf("a dead end: %s is left without a reason or steps", left.Resource)
		}
	}
	if len(after.webhooks) > 1 || len(after.campaigns) > 1 {
		t.Errorf("a duplicate: %d webhooks and %d campaigns", len(after.webhooks), len(after.campaigns))
	}
	if r.Enabled != (len(after.campaigns) == 1 && after.campaigns[0]["state"] == "enabled") {
		t.Errorf("enabled is %v, and the campaign is %+v", r.Enabled, after.campaigns)
	}
	if c.state == "somebody else's" {
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Error("somebody else's webhook or campaign was changed unasked")
		}
	}
	if !r.Enabled && !r.Failed() {
		t.Error("nothing is left, nothing fails, and it is not enabled")
	}
	if want := c.finishes(); r.Enabled != want {
		t.Errorf("enabled is %v, want %v; left %v", r.Enabled, want, resources(r.Left))
	}
	if c.credential == readsLittle {
		if i := slices.IndexFunc(r.Left, func(l plan.Change) bool { return l.Resource == plan.Webhook }); i < 0 || !strings.Contains(r.Left[i].Why, littleRights) {
			t.Errorf("nothing says which right the key lacks: %+v", r.Left)
		}
	}
}

// finishes says in which cells talontap comes to the end by itself.
func (c cell) finishes() bool {
	campaignOnly := c.state == "another pattern" // a published call mends it
	webhookOnly := slices.Contains([]string{"a header's name", "the property of CleverTap's page", "swapped parameters", "a draft", "all Applications"}, c.state)
	switch c.credential {
	case withSession:
		return c.state == "ours" || campaignOnly || webhookOnly || c.sample && c.state != "somebody else's"
	case refused, readsAll:
		return c.state == "ours" || campaignOnly
	}
	return false
}

func resources(left []plan.Change) (out []plan.Resource) {
	for _, c := range left {
		out = append(out, c.Resource)
	}
	return out
}

func TestWhatSomebodyElseMadeIsTakenOverOnTheWord(t *testing.T) {
	t.Parallel()
	g := cell{withSession, "somebody else's", true}.prepare(t)
	p, _, err := steps.NewSession(g.world).Plan(t.Context(), g.state)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(p.Adoptable()); got != 2 {
		t.Errorf("%d things could be taken over, want the webhook and the rule: %+v", got, p.Changes)
	}
	g.state.Adopt = true
	r, err := run(t, g.world, g.state)
	if err != nil || r.Failed() || !r.Enabled {
		t.Fatalf("err %v, failed %v, enabled %v; left %+v", err, r.Failed(), r.Enabled, r.Left)
	}
	for _, res := range []plan.Resource{plan.Webhook, plan.Campaign, plan.Rule} {
		if c := r.Plan.Of(res); c.Action != plan.Adopt || c.Route != plan.API {
			t.Errorf("%s is %s by the route %s", res, c.Action, c.Route)
		}
	}
	after := g.look()
	if !setup.Marked(after.webhooks[0]["description"].(string), "test") || !strings.Contains(fmt.Sprint(after.campaigns[0]["tags"]), setup.MarkOf("test")) {
		t.Errorf("they are not marked: %v, %v", after.webhooks[0], after.campaigns[0])
	}
	g.state.Adopt = false
	if again, err := run(t, g.world, g.state); err != nil || !again.Plan.NoChanges() {
		t.Errorf("without the word the next run changes something: err %v, %+v", err, again.Plan.Automatic())
	}
}

func TestAKeyThatReadsLittleIsHelpedBySigningIn(t *testing.T) {
	t.Parallel()
	g := cell{readsLittle, "ours", true}.prepare(t)
	g.state.Answers = g.state.Answers.With(setup.Unpublished, "true", setup.Typed)
	p, _, err := steps.NewSession(g.world).Plan(t.Context(), g.state)
	if err != nil || p.Of(plan.Webhook).Action != plan.Keep {
		t.Errorf("err %v; the webhook is %s because %q, want it found by the session", err, p.Of(plan.Webhook).Action, p.Of(plan.Webhook).Why)
	}
}
