package steps_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// unseenOf are the IDs of the core checks that could not be made.
func unseenOf(l check.List) []string {
	var out []string
	for _, c := range l.Unseen() {
		out = append(out, c.ID)
	}
	return out
}

func TestALookThatFailsBlanksItsOwnCheckAndNoOther(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path   string
		blanks []string
	}{
		"schema":           {":clevertap/getSchema", []string{"event.known"}},
		"passcode":         {":clevertap/1/profile.json", []string{"clevertap.credentials"}},
		"webhooks":         {":talonone/v1/webhooks", []string{"webhook.matches"}},
		"campaigns":        {":talonone/v1/applications/1/campaigns", []string{"campaign.matches", "rule.matches", "campaign.enabled"}},
		"rule":             {":talonone/v2/applications", []string{"rule.matches"}},
		"integration key":  {":talonone/v2/customer_sessions", []string{"talonone.integration_key"}},
		"all of CleverTap": {":clevertap", []string{"clevertap.credentials", "event.known"}},
		"all of Talon.One": {":talonone", []string{"talonone.management_key", "talonone.integration_key", "talonone.application",
			"webhook.matches", "campaign.matches", "rule.matches", "campaign.enabled"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{})
			st := answered(box)
			if r, err := run(t, w, st); err != nil || r.Failed() {
				t.Fatalf("the setup: %v, failing %v, unseen %v", err, r.Checklist.Failing(), r.Checklist.Unseen())
			}
			for _, fault := range []string{"500", "html", "truncated", "down"} {
				faults(t, box, fault+c.path)
				session := steps.NewSession(w)
				list, err := session.Checklist(t.Context(), st)
				if err != nil {
					t.Errorf("%s: %v", fault, err)
				}
				if got := unseenOf(list); !slices.Equal(got, c.blanks) || list.Verdict() != check.Failed {
					t.Errorf("%s: exit %d, not seen are %v, want %v; failing %+v", fault, list.Verdict(), got, c.blanks, list.Failing())
				}
				faults(t, box)
			}
			if list, err := steps.NewSession(w).Checklist(t.Context(), st); err != nil || list.Verdict() != check.Right {
				t.Errorf("once all is well again: exit %d, %v", list.Verdict(), err)
			}
		})
	}
}

// unlisted is an account whose Applications cannot be listed.
type unlisted struct{ steps.TalonOne }

func (unlisted) Applications(context.Context) ([]talonone.Application, error) {
	return nil, &transport.Failure{Kind: transport.Broken, Service: "Talon.One", Doing: "reading the Applications"}
}

func TestApplicationsThatCannotBeReadLeaveTheOtherObjectsToBeJudged(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.RuleDate), "2027-01-01")
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (steps.TalonOne, error) {
		c, err := open(url, management, integration)
		return unlisted{c}, err
	}
	list, err := steps.NewSession(w).Checklist(t.Context(), st)
	if err != nil || list.Verdict() != check.Failed {
		t.Fatalf("exit %d, %v", list.Verdict(), err)
	}
	for _, id := range []string{"clevertap.credentials", "event.known", "webhook.matches", "campaign.enabled", "email.campaign"} {
		if c := checkOf(t, list, id); c.Status != check.Pass {
			t.Errorf("%s is %s: %s", id, c.Status, c.Detail)
		}
	}
	if c := checkOf(t, list, "rule.matches"); c.Seen != check.NotSeen || !strings.Contains(c.Detail, "time zone") {
		t.Errorf("the rule is %s: %s", c.Status, c.Detail)
	}
}

func TestTimeThatIsOverCallsNothingRight(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	faults(t, box, "slow=10s:talonone/v1/webhooks")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	list, err := steps.NewSession(w).Checklist(ctx, st)
	if err != nil || list.Verdict() != check.Failed || checkOf(t, list, "webhook.matches").Seen != check.NotSeen {
		t.Errorf("exit %d, %v, not seen %v", list.Verdict(), err, unseenOf(list))
	}
}

func TestACouponThatDidNotArriveIsWrongAndKept(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	faults(t, box, "late=1h")
	w.Wait, w.TakesUp = time.Second, true
	session := steps.NewSession(w)
	if _, err := session.Checklist(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	r, err := session.Live(t.Context(), st, live.DepthRelay, nil)
	if err != nil || r.Arrived {
		t.Fatalf("arrived %v, %v", r.Arrived, err)
	}
	list := session.Judged()
	if c := checkOf(t, list, "live.arrival"); c.Status != check.Fail || steps.Verdict(list, &r) != check.Wrong {
		t.Errorf("exit %d, the check is %s: %s", steps.Verdict(list, &r), c.Status, c.Detail)
	}
	if session.Noted(st).Pending.Code != r.CouponCode {
		t.Errorf("noted is %+v, want %s", session.Noted(st).Pending, r.CouponCode)
	}
}

func TestACodeThatACheckoutRefusesHoldsAnUnattendedRunAndIsKept(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.RedeemedElsewhere), "false")
	kept := &keeper{}
	w.Keeper = kept
	session := steps.NewSession(w)
	r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
	if err != nil || r.Enabled || !r.Held || r.Verdict() != check.Wrong || len(r.Blocked) != 1 {
		t.Errorf("enabled %v, held %v, exit %d, blocked by %q (%v)", r.Enabled, r.Held, r.Verdict(), r.Blocked, err)
	}
	if err := session.Keep(st); err != nil {
		t.Fatal(err)
	}
	list, err := steps.NewSession(w).Checklist(t.Context(), kept.kept)
	if c := checkOf(t, list, "coupon.redeemable"); err != nil || c.Status != check.Fail {
		t.Errorf("the next checklist says %s: %s (%v)", c.Status, c.Detail, err)
	}
}

func TestACampaignThatRanAndWasSwitchedOffIsToldFromOneThatWasLeftOff(t *testing.T) {
	t.Parallel()
	for enable, want := range map[bool]check.Status{true: check.Fail, false: check.Warn} {
		box, w := rehearse(t, sandbox.Options{})
		st, kept := answered(box), &keeper{}
		w.Keeper = kept
		session := steps.NewSession(w)
		r, err := alone(t.Context(), session, st, steps.Alone{Enable: enable})
		if err != nil || r.Enabled != enable || r.Verdict() != check.Right {
			t.Fatalf("enabled %v, exit %d (%v)", r.Enabled, r.Verdict(), err)
		}
		if err := session.Keep(st); err != nil {
			t.Fatal(err)
		}
		if enable {
			disable(t, w, kept.kept)
		}
		list, err := steps.NewSession(w).Checklist(t.Context(), kept.kept)
		if c := checkOf(t, list, "campaign.enabled"); err != nil || c.Status != want {
			t.Errorf("enabled before %v: it is %s: %s (%v)", enable, c.Status, c.Detail, err)
		}
	}
}

// disable is somebody who switches the campaign off beside this setup.
func disable(t *testing.T, w steps.World, st steps.State) {
	t.Helper()
	other := steps.NewSession(w)
	if _, _, err := other.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if err := other.TakeBack(t.Context(), st); err != nil {
		t.Fatal(err)
	}
}
