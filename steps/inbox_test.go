package steps_test

import (
	"errors"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

func TestTheCodeThatAPersonReadIsKeptForTheNextVerification(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	w.Rehearsal = nil // as on a real account: only the person sees the inbox
	st := answered(box, string(setup.TestAddress), "you@example.com")
	session := steps.NewSession(w)
	if _, _, err := session.ReadInbox(st, "NY-AAAA-AAAA"); !errors.Is(err, steps.ErrNoInbox) {
		t.Errorf("before a check an entry is %v", err)
	}
	r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
	if err != nil {
		t.Fatal(err)
	}
	if c := checkOf(t, session.Judged(), "email.received"); c.Status != check.Manual {
		t.Errorf("before it is read the check is %+v", c)
	}
	if _, _, err := session.ReadInbox(st, "NY-AAAA-AAAA"); err == nil {
		t.Error("another code was taken")
	}
	st, read, err := session.ReadInbox(st, "Your code: "+r.Live.CouponCode)
	if err != nil || read.AwaitsInbox() {
		t.Fatalf("it was not taken: %v", err)
	}
	if c := checkOf(t, session.Judged(), "email.received"); c.Status != check.Pass {
		t.Errorf("once it is read the check is %+v", c)
	}
	next := steps.NewSession(w)
	list, err := next.Checklist(t.Context(), st)
	if c := checkOf(t, list, "email.received"); err != nil || c.Status != check.Pass {
		t.Errorf("the next verification says %+v (%v)", c, err)
	}
	st.Answers = st.Answers.With(setup.EmailCampaign, "Another", setup.Typed)
	list, err = next.Checklist(t.Context(), st)
	if c := checkOf(t, list, "email.received"); err != nil || c.Status != check.Skip {
		t.Errorf("of another email it says %+v (%v)", c, err)
	}
}
