package live_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// awaiting is a check that waits for what a person reads, on a real account.
func awaiting() (live.Result, setup.Wanted) {
	r := live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Depth: live.DepthRelay, Gate: live.Gate{Open: true},
		OnTheDay: []string{"the email, with the code in it, in a customer's inbox"},
		Hops:     []live.Hop{{ID: live.Email, Status: live.Manual, By: live.ByPerson}, {ID: live.Inbox, Status: live.Manual, By: live.ByPerson}}}
	return r, setup.Wanted{Event: setup.Event{Name: "Coupon Generated", Property: "CouponCode"}, Test: setup.Test{Address: withAddress},
		Email: setup.Email{Campaign: "Coupon email", Subject: "Your coupon", DefaultText: "your code is on its way"}}
}

func TestWhatAPersonReadsInTheInboxSettlesTheLastHop(t *testing.T) {
	for _, c := range []struct {
		entered string
		status  live.Status
		cause   live.Cause
		open    bool // the gate
	}{
		{"NY-7K3Q-88PD", live.Pass, "", true},
		{"  ny-7k3q-88pd\n", live.Pass, "", true},
		{"Happy New Year!\r\nYour code: NY-7K3Q-88PD.\r\nSee you soon.", live.Pass, "", true},
		{"Your code is on its way", live.Fail, live.WrongPlaceholder, false},
		{"Happy New Year!\n{{ @Coupon Generated - CouponCode }}", live.Fail, live.WrongPlaceholder, false},
		{"wrong", live.Fail, live.WrongPlaceholder, false},
		{"None", live.Warn, live.NoEmail, true},
	} {
		r, w := awaiting()
		got, err := r.ReadInbox(w, c.entered)
		h, _ := got.Of(live.Inbox)
		if err != nil || h.Status != c.status || h.By != live.ByPerson || got.Gate.Open != c.open || got.AwaitsInbox() {
			t.Errorf("%q: %+v, gate open %v (%v); want %s, %v", c.entered, h, got.Gate.Open, err, c.status, c.open)
		}
		if c.cause == "" {
			if cause(got) != "-" || len(got.OnTheDay) != 0 || !strings.Contains(strings.Join(got.Proven, "\n"), withAddress) {
				t.Errorf("%q: %s, proven %q, only on the day %q", c.entered, cause(got), got.Proven, got.OnTheDay)
			}
			continue
		}
		if d := got.Diagnosis; d == nil || d.Cause != c.cause || d.Fix == "" || !slices.Equal(got.OnTheDay, r.OnTheDay) {
			t.Errorf("%q: the diagnosis is %+v", c.entered, d)
		}
	}
}

func TestWhatHoldsNoCodeChangesNothingAndSaysWhichIsMeant(t *testing.T) {
	for _, entered := range []string{"", "NY-AAAA-AAAA", "Happy New Year!"} {
		r, w := awaiting()
		got, err := r.ReadInbox(w, entered)
		if err == nil || !strings.Contains(err.Error(), r.CouponCode) || !reflect.DeepEqual(got, r) {
			t.Errorf("%q: %v, %+v", entered, err, got)
		}
	}
}

func TestAnEarlierFailureStaysTheDiagnosis(t *testing.T) {
	r, w := awaiting()
	r.Diagnosis = &live.Diagnosis{Cause: live.WrongRegion, Status: live.Fail}
	if got, _ := r.ReadInbox(w, live.NoMail); cause(got) != string(live.WrongRegion) {
		t.Errorf("the diagnosis is %s", cause(got))
	}
	r.Diagnosis = &live.Diagnosis{Cause: live.NotRedeemable, Status: live.Warn}
	if got, _ := r.ReadInbox(w, live.OtherMail); cause(got) != string(live.WrongPlaceholder) {
		t.Errorf("the diagnosis is %s", cause(got))
	}
}

func TestOnlyACheckThatArrivedWaitsForAnInbox(t *testing.T) {
	r, _ := awaiting()
	if !r.AwaitsInbox() {
		t.Error("it does not wait")
	}
	r.Arrived = false
	if r.AwaitsInbox() || (live.Result{}).AwaitsInbox() {
		t.Error("it waits for an email that cannot come")
	}
}

func FuzzWhatAPersonEntersForTheCode(f *testing.F) {
	for _, s := range []string{"NY-7K3Q-88PD", "none", "wrong", "your code is on its way", "\x00{{", "ſ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, entered string) {
		r, w := awaiting()
		before, _ := awaiting()
		got, err := r.ReadInbox(w, entered)
		if !reflect.DeepEqual(r, before) {
			t.Fatal("the check itself was changed")
		}
		h, _ := got.Of(live.Inbox)
		if (h.Status == live.Pass) != strings.Contains(strings.ToLower(entered), strings.ToLower(r.CouponCode)) {
			t.Errorf("%q: %+v", entered, h)
		}
		if err != nil && !got.AwaitsInbox() {
			t.Error("an entry that was refused settled the hop")
		}
	})
}

func TestOnARealAccountTheEmailIsLeftToThePerson(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{}, string(setup.TestAddress), withAddress)
	c := r.checker()
	c.Rehearsal = nil
	res := c.Run(t.Context(), live.DepthRelay, r.w, r.standing)
	if !res.AwaitsInbox() {
		t.Fatalf("it does not wait for the inbox\n%s", told(res))
	}
	mail := r.box.Inbox()
	if len(mail) != 1 {
		t.Fatalf("%d emails came", len(mail))
	}
	if read, err := res.ReadInbox(r.w, mail[0].Body); err != nil || len(read.Failing()) > 0 || read.AwaitsInbox() {
		t.Errorf("the email as it came is not taken: %v\n%s", err, told(read))
	}
}

func TestAnEmailThatShowsItsDefaultTextKeepsTheGateShut(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Time{}, string(setup.TestAddress), withAddress)
	r.placeholder("CouponGenerated")
	if res := r.check(t.Context(), live.DepthRelay); res.Gate.Open || !res.Arrived {
		t.Errorf("the gate is %+v\n%s", res.Gate, told(res))
	}
}
