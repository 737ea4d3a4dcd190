package apply

import (
	"slices"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
)

func TestWhatIsNotOursToSetStays(t *testing.T) {
	theirs := talonone.Limit{Action: "redeemCoupon", Limit: 5}
	before := talonone.Limit{Action: "createCoupon", Entities: []string{"Profile"}, Limit: 9}
	daily := talonone.Limit{Action: "createCoupon", Entities: []string{"Profile"}, Period: "daily", Limit: 3}
	want := []talonone.Limit{{Action: "createCoupon", Entities: []string{"Profile"}, Limit: 1}}
	got := withLimits([]talonone.Limit{theirs, before, daily}, want)
	if len(got) != 3 || got[0].Limit != 1 || got[1].Limit != 5 || got[2].Limit != 3 {
		t.Errorf("the limits are %+v", got)
	}
	if got := withCoupons([]string{"loyalty"}); !slices.Equal(got, []string{"coupons", "loyalty"}) {
		t.Errorf("the features are %q", got)
	}
	if got := withCoupons([]string{"loyalty", "coupons"}); !slices.Equal(got, []string{"loyalty", "coupons"}) {
		t.Errorf("the features are %q", got)
	}
}

func TestAPasscodeInACredentialStaysThere(t *testing.T) {
	wanted := []talonone.Header{{Name: "X-CleverTap-Passcode"}, {Name: "Content-Type"}, {Name: "X-CleverTap-Account-Id"}}
	for _, c := range []struct {
		was  talonone.Webhook
		want int
	}{
		{talonone.Webhook{}, 3},
		{talonone.Webhook{CredentialID: 4}, 1},
		{talonone.Webhook{CredentialID: 4, Headers: []talonone.Header{{Name: "x-clevertap-account-id"}}}, 2},
	} {
		next := talonone.Webhook{Headers: slices.Clone(wanted)}
		keepHidden(&next, c.was)
		if len(next.Headers) != c.want || next.CredentialID != c.was.CredentialID {
			t.Errorf("Credential %d: the headers are %v", c.was.CredentialID, next.Headers)
		}
	}
}

func TestWhichNoIsAPersonsToMake(t *testing.T) {
	for kind := transport.Unknown; kind <= transport.Garbled; kind++ {
		err := &transport.Failure{Kind: kind}
		unpublished := refused(plan.Change{Published: plan.Formerly, Action: plan.Update}, err)
		published := refused(plan.Change{Published: plan.Yes, Action: plan.Update}, err)
		switch kind {
		case transport.Refused, transport.Rejected:
			if !unpublished || !published {
				t.Errorf("%s is no refusal", kind)
			}
		case transport.Unauthorised, transport.NotFound, transport.Conflict, transport.Garbled:
			if !unpublished || published {
				t.Errorf("%s: a refusal of an unpublished call %v, of a published one %v", kind, unpublished, published)
			}
		default:
			if unpublished || published {
				t.Errorf("%s is taken for a refusal", kind)
			}
		}
	}
	if refused(plan.Change{}, nil) {
		t.Error("no failure is a refusal")
	}
}

func TestWhatIsLeftIsListedAsThePlanDoes(t *testing.T) {
	r := &run{plan: plan.Plan{Changes: []plan.Change{{Resource: plan.Event}, {Resource: plan.Webhook}, {Resource: plan.Rule}}}}
	r.leave(plan.Change{Resource: plan.Rule})
	r.leave(plan.Change{Resource: plan.Webhook})
	if got := r.inOrder(); got[0].Resource != plan.Webhook || got[1].Resource != plan.Rule || !r.waits() {
		t.Errorf("left are %v, waiting %v", got, r.waits())
	}
}
