package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// slots is a keychain in memory for one credential.
type slots struct{ kept sync.Map }

func (s *slots) Get(ctx context.Context, slot rotate.Slot) (secret.Secret, error) {
	value, _ := s.kept.Load(slot)
	found, _ := value.(secret.Secret)
	return found, ctx.Err()
}

func (s *slots) Set(ctx context.Context, slot rotate.Slot, value secret.Secret) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.kept.Store(slot, value)
	return nil
}

func (s *slots) Delete(ctx context.Context, slot rotate.Slot) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.kept.Delete(slot)
	return nil
}

// kept is a rotation whose credential is in a keychain.
func kept(t *testing.T, w engine.World, st steps.State, which rotate.Credential) (rotate.Rotation, *slots) {
	t.Helper()
	v := &slots{}
	if err := v.Set(t.Context(), rotate.Current, st.Answers.Secret(which.Key())); err != nil {
		t.Fatal(err)
	}
	r, err := engine.New(w).Rotation(t.Context(), st, which)
	if err != nil {
		t.Fatal(err)
	}
	r.Source, r.Vault = setup.FromKeychain, v
	r.Tell = func(s rotate.Step) { t.Logf("%-10s %-8s %s | %s", s.ID, s.Status, s.Detail, s.Fix) }
	return r, v
}

// holds fails unless a credential stands in a slot, and nothing as next.
func (s *slots) holds(t *testing.T, want secret.Secret) {
	t.Helper()
	current, _ := s.Get(t.Context(), rotate.Current)
	next, _ := s.Get(t.Context(), rotate.Next)
	if !current.Equal(want) || !next.IsZero() {
		t.Error("the keychain does not have the wanted credential in use and nothing as next")
	}
}

// webhookSends fails unless our webhook sends with a passcode.
func webhookSends(t *testing.T, w engine.World, st steps.State, want secret.Secret) {
	t.Helper()
	a := st.Answers
	c, err := w.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.ManagementKey), a.Secret(setup.IntegrationKey))
	if err != nil {
		t.Fatal(err)
	}
	hooks, err := c.Webhooks(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, hook := range hooks {
		if !setup.Marked(hook.Description, st.Profile) {
			continue
		}
		for _, h := range hook.Headers {
			if h.Name == "X-CleverTap-Passcode" && !h.Value.Equal(want) {
				t.Error("the webhook sends with another passcode than the wanted one")
			}
		}
	}
}

// newPasscode makes one more in CleverTap's dashboard.
func newPasscode(t *testing.T, box *sandbox.Sandbox) secret.Secret {
	t.Helper()
	made := click(t, strings.TrimSuffix(box.CleverTapURL(), "/{region}"), "POST", "clevertap/passcodes", map[string]string{"name": "new"})
	return secret.New(made["passcode"].(string))
}

// newKey makes one in the Campaign Manager.
func newKey(t *testing.T, box *sandbox.Sandbox, wanted map[string]any) secret.Secret {
	t.Helper()
	wanted["name"] = "new"
	return secret.New(click(t, box.TalonOneURL(), "POST", "talonone/keys", wanted)["key"].(string))
}

func faults(t *testing.T, box *sandbox.Sandbox, all ...string) {
	t.Helper()
	click(t, box.TalonOneURL(), "PUT", "faults", map[string]any{"faults": append([]string{}, all...)})
}

// giveCode gives a customer a code of a campaign.
func giveCode(t *testing.T, w engine.World, st steps.State, campaign int) {
	t.Helper()
	a := st.Answers
	c, err := w.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.ManagementKey), a.Secret(setup.IntegrationKey))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateCoupons(t.Context(), 1, campaign, talonone.NewCoupons{UsageLimit: 1, Number: 1, Recipient: "customer-1001"}); err != nil {
		t.Fatal(err)
	}
}

func TestARotatedPasscodeIsProvenByATestCouponAndTheSetupGoesOn(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	before := count(t, w, st)
	fresh := newPasscode(t, box)
	r, v := kept(t, w, st, rotate.CleverTap)
	result, err := r.Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := result.Of(rotate.EndToEnd); s.Status != rotate.Pass || !strings.Contains(s.Detail, "arrived") {
		t.Errorf("the proof is %+v, want a coupon that arrived", s)
	}
	v.holds(t, fresh)
	webhookSends(t, w, st, fresh)
	if after := count(t, w, st); after != before {
		t.Errorf("there are %+v, want %+v as before", after, before)
	}
	st.Answers = st.Answers.WithSecret(setup.Passcode, fresh, setup.Typed)
	p, _, err := engine.New(w).Plan(t.Context(), st)
	if err != nil || !p.NoChanges() {
		t.Errorf("the plan with the new passcode is %+v (%v), want no changes", p, err)
	}
}

func TestAPasscodeWhoseCouponIsLostIsTakenBackOnBothSides(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	before := count(t, w, st)
	r, v := kept(t, w, st, rotate.CleverTap)
	prove := r.Prove
	r.Prove = func(ctx context.Context, value secret.Secret) (rotate.Proof, error) {
		faults(t, box, "success-without-arrival")
		defer faults(t, box)
		return prove(ctx, value)
	}
	result, err := r.Run(t.Context(), newPasscode(t, box))
	var p *rotate.Problem
	if !errors.As(err, &p) || p.Kind != rotate.Unsound || result.Outcome != rotate.Restored {
		t.Errorf("outcome %q with %v, want it restored", result.Outcome, err)
	}
	v.holds(t, st.Answers.Secret(setup.Passcode))
	webhookSends(t, w, st, st.Answers.Secret(setup.Passcode))
	after := count(t, w, st)
	after.coupons = before.coupons // a coupon on its way is kept for the next check, which removes it
	if after != before {
		t.Errorf("there are %+v, want %+v as before", after, before)
	}
}

func TestTroublesOfTheRuleOrTheOtherKeyDoNotKeepAPasscodeFromBeingRotated(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	st.Answers = st.Answers.WithSecret(setup.IntegrationKey, secret.New("not-one"), setup.Typed).
		With(setup.RuleDate, "2027-02-14", setup.Typed).With(setup.CampaignName, "Coupon by email, 1 January 2027", setup.Typed)
	fresh := newPasscode(t, box)
	r, v := kept(t, w, st, rotate.CleverTap)
	if _, err := r.Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	v.holds(t, fresh)
	webhookSends(t, w, st, fresh)
}

func TestAManagementKeyIsTriedOnEveryCallThatReads(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	for _, test := range []struct {
		name    string
		wanted  map[string]any
		says    string
		refused bool
	}{
		{"one that may do all", map[string]any{"kind": "management"}, "reading calls", false},
		{"one that may list Applications only", map[string]any{"kind": "management", "endpoints": []string{"GET /v1/applications"}}, "GET /v1/webhooks, GET /v1/applications/{applicationId}/campaigns", true},
		{"one for what is needed only", map[string]any{"kind": "management", "endpoints": []string{"GET /v1/applications", "GET /v1/webhooks",
			"GET /v1/applications/{applicationId}/campaigns", "GET /v1/applications/{applicationId}/campaigns/{campaignId}/rulesets",
			"GET /v1/applications/{applicationId}/campaigns/{campaignId}/coupons/no_total"}}, "/access_logs/no_total", false},
	} {
		r, v := kept(t, w, st, rotate.Management)
		fresh := newKey(t, box, test.wanted)
		result, err := r.Run(t.Context(), fresh)
		s, _ := result.Of(rotate.Prove)
		if (err != nil) != test.refused || !strings.Contains(s.Detail, test.says) {
			t.Errorf("%s: %v, %q; want refused %v, saying %q", test.name, err, s.Detail, test.refused, test.says)
		}
		if test.refused {
			fresh = st.Answers.Secret(setup.ManagementKey)
		}
		v.holds(t, fresh)
	}
}

func TestAnIntegrationKeyMustBeTheApplicationsOwn(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	r, v := kept(t, w, st, rotate.Integration)
	old := st.Answers.Secret(setup.IntegrationKey)
	if _, err := r.Run(t.Context(), newKey(t, box, map[string]any{"kind": "integration", "applicationId": 2})); err == nil {
		t.Error("a key of another Application was taken")
	}
	v.holds(t, old)
	fresh := newKey(t, box, map[string]any{"kind": "integration", "applicationId": 1})
	result, err := r.Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := result.Of(rotate.Others); !ok || !strings.Contains(s.Detail, "shop") {
		t.Errorf("the step is %+v, want it said who else uses the key", s)
	}
	v.holds(t, fresh)
}

func TestACredentialThatIsLostCanBeReplacedByANewOne(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	for _, which := range rotate.Credentials() {
		lost := st
		lost.Answers = lost.Answers.WithSecret(which.Key(), secret.Secret{}, setup.Typed)
		r, err := engine.New(w).Rotation(t.Context(), lost, which)
		if which == rotate.CleverTap {
			if err != nil {
				t.Fatal(err)
			}
			v := &slots{}
			r.Vault = v
			fresh := newPasscode(t, box)
			if _, err := r.Run(t.Context(), fresh); err != nil {
				t.Fatal(err)
			}
			v.holds(t, fresh)
			webhookSends(t, w, st, fresh)
			continue
		}
		v := &slots{}
		r.Vault = v
		fresh := newKey(t, box, map[string]any{"kind": strings.TrimPrefix(string(which), "talonone-"), "applicationId": 1})
		if _, err := r.Run(t.Context(), fresh); err != nil {
			t.Fatalf("%s: %v", which, err)
		}
		v.holds(t, fresh)
	}
}

func TestTakingBackDeletesWhatTalontapMadeAndListsTheRest(t *testing.T) {
	t.Parallel()
	for cut := -1; cut < 4; cut++ {
		t.Run(fmt.Sprintf("cut off after line %d", cut), func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{})
			st := answered(box)
			before := count(t, w, st)
			if _, err := run(t, w, st); err != nil {
				t.Fatal(err)
			}
			if cut >= 0 {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				stopped := w
				stopped.Journal = journal.New(&stopper{cut, cancel})
				if err := takeBack(ctx, stopped, st); err == nil {
					t.Fatal("the run was not cut off")
				}
			}
			if err := takeBack(t.Context(), w, st); err != nil {
				t.Fatal(err)
			}
			after := count(t, w, st)
			if after.campaigns != before.campaigns || after.webhooks != before.webhooks+1 {
				t.Errorf("afterwards there are %+v, want %+v and the webhook", after, before)
			}
		})
	}
}

func takeBack(ctx context.Context, w engine.World, st steps.State) error {
	session := engine.New(w)
	what, err := session.Removable(ctx, st)
	if err != nil {
		return err
	}
	_, err = session.Remove(ctx, st, what, nil)
	return err
}

func TestACampaignWithCustomersCodesIsDisabledAndStays(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	session := engine.New(w)
	what, err := session.Removable(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	giveCode(t, w, st, what.Seen.Campaign.Campaign.ID)
	things, err := session.Remove(t.Context(), st, what, nil)
	if err != nil || things[0].Fate != "disabled" || things[0].Where == "" {
		t.Errorf("%+v (%v), want the campaign disabled, and where to delete it", things, err)
	}
}

func TestARejectedManagementKeyKeepsAPasscodeFromBeingRotatedAndIsNamed(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	st.Answers = st.Answers.WithSecret(setup.ManagementKey, secret.New("not-one"), setup.Typed)
	_, err := engine.New(w).Rotation(t.Context(), st, rotate.CleverTap)
	if transport.KindOf(err) != transport.Unauthorised || !strings.Contains(err.Error(), "webhook") {
		t.Errorf("the error is %v, want it to name what was read with the key", err)
	}
}

// TestTheListedEndpointsAreAllThatAManagementKeyNeeds sets up, looks and checks
// with a key that may do what the list says and nothing else.
func TestTheListedEndpointsAreAllThatAManagementKeyNeeds(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	if _, err := run(t, w, answered(box)); err != nil {
		t.Fatal(err)
	}
	key := newKey(t, box, map[string]any{"kind": "management", "endpoints": setup.ManagementEndpoints()})
	st := answered(box, string(setup.Unpublished), "false")
	st.Answers = st.Answers.WithSecret(setup.ManagementKey, key, setup.Typed)
	r, err := run(t, w, st)
	if err != nil || r.Failed() || !r.Plan.NoChanges() || !r.Live.Arrived {
		t.Errorf("failed %v, err %v, changes %+v", r.Failed(), err, r.Plan.ByHand())
	}
	for _, c := range r.Checklist.Checks {
		if strings.Contains(c.Detail, "Management API key") && c.Status != check.Pass && c.Status != check.Manual {
			t.Errorf("%s is %s: %s", c.ID, c.Status, c.Detail)
		}
	}
}
