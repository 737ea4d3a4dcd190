package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/trail"
	"github.com/talontap/talontap/steps/watch"
)

// crowd is how many events of our name others raise on the day; guests are the
// customers for whom the shop calls.
const crowd, guests = 20_000, 300

// busyDay is a rule's day in a busy shop.
type busyDay struct {
	t      *testing.T
	box    *sandbox.Sandbox
	w      engine.World
	st     steps.State
	clever engine.CleverTap
	talon  engine.TalonOne
	lost   map[string]day.Hop // by customer
}

func TestEachLossOfABusyDayIsNamedByCodeAndHopAndNoneIsInvented(t *testing.T) {
	t.Parallel()
	box, w, st := dayRig(t)
	b := &busyDay{t: t, box: box, w: w, st: st, lost: map[string]day.Hop{}}
	b.open()
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	b.raiseCrowd()
	b.loseSome()
	for n := len(b.lost); n < guests; n++ {
		shopCalls(t, w, st, guest(n))
	}
	want := fmt.Sprintf("%d of %d codes reached", guests-len(b.lost), guests)
	verified(t, w, st, func(c map[string]check.Check) bool { return strings.HasPrefix(c["day.events"].Detail, want) })
	box.Advance(time.Hour)
	before := allocated()
	got := verified(t, w, st, always)
	t.Logf("%s; the reading left %d KiB more in use", got["day.events"].Detail, (int64(allocated())-int64(before))>>10)
	named := map[string]day.Hop{}
	for _, id := range []string{"day.deliveries", "day.events"} {
		for _, c := range got[id].Lost {
			named[c.Customer] = c.Hop
			if c.Code == "" || c.Why == "" || !strings.Contains(got[id].Detail, c.Code) {
				t.Errorf("%s: %+v is not told whole: %s", id, c, got[id].Detail)
			}
		}
		if got[id].Status != check.Fail || len(got[id].OnWay) != 0 {
			t.Errorf("%s is %s with %d on their way", id, got[id].Status, len(got[id].OnWay))
		}
	}
	if !maps.Equal(named, b.lost) {
		t.Errorf("lost are %v, want %v", named, b.lost)
	}
	b.traceAll()
	if c := got["day.events"]; !strings.Contains(c.Detail, "compared with "+phrase.Counted(crowd+guests-len(b.lost)+2, "event")) {
		t.Errorf("it does not say how many events were compared: %s", c.Detail)
	}
}

// traceAll traces every guest at once: the same losses, at the same hops.
func (b *busyDay) traceAll() {
	b.t.Helper()
	var asked []string
	for n := range guests {
		asked = append(asked, guest(n))
	}
	r := traced(b.t, b.w, b.st, asked...)
	want := map[string]trail.HopID{}
	for who, at := range b.lost {
		want[who] = map[day.Hop]trail.HopID{day.Sending: trail.Delivery, day.Delivery: trail.Delivery, day.Arrival: trail.Event, day.Customer: trail.Event}[at]
	}
	if got := lostAt(r); !maps.Equal(got, want) || r.Count(trail.Arrived) != guests-len(want) {
		b.t.Errorf("the trace says that %d arrived and lost are %v, want %v", r.Count(trail.Arrived), got, want)
	}
}

// few are the customers of a day that is watched.
const few = 30

// TestAWatchNamesEachLossWhileTheDayGoesOnAndAnew follows the day live until each
// loss is named, leaves, and follows it anew from two sides at once once it is over.
func TestAWatchNamesEachLossWhileTheDayGoesOnAndAnew(t *testing.T) {
	t.Parallel()
	box, w, st := dayRig(t)
	b := &busyDay{t: t, box: box, w: w, st: st, lost: map[string]day.Hop{}}
	b.open()
	b.w.Poll = 100 * time.Millisecond
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	b.loseSome()
	for n := len(b.lost); n < few; n++ {
		shopCalls(t, w, st, guest(n))
	}
	box.Advance(time.Hour)
	live, leave := context.WithTimeout(t.Context(), time.Minute)
	defer leave()
	end, err := engine.New(b.w).WatchDay(live, b.st, func(p watch.Picture) {
		if len(p.Lost) == len(b.lost) && len(p.OnWay) == 0 {
			leave()
		}
	})
	if !errors.Is(err, context.Canceled) || end.Over || end.Verdict() == check.Right {
		b.t.Errorf("a watch that is left ends with %v, over %v, after %d requests: %+v", err, end.Over, end.Requests, end.Sights)
	}
	b.names("live", end)
	b.box.SetClock(time.Date(2027, 1, 2, 8, 0, 0, 0, time.UTC))
	var two sync.WaitGroup
	for _, which := range []string{"one", "other"} {
		two.Go(func() {
			end, err := engine.New(b.w).WatchDay(b.t.Context(), b.st, func(watch.Picture) {})
			if err != nil || !end.Over || end.Verdict() != check.Wrong || end.Coupons != few || len(end.OnWay) != 0 {
				b.t.Errorf("the %s of two watches ends with %v and %+v", which, err, end.Report)
			}
			b.names(which, end)
		})
	}
	two.Wait()
}

func (b *busyDay) names(which string, end watch.End) {
	named := map[string]day.Hop{}
	for _, c := range end.Lost {
		named[c.Customer] = c.Hop
	}
	if !maps.Equal(named, b.lost) {
		b.t.Errorf("%s: lost are %v, want %v", which, named, b.lost)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func guest(n int) string { return fmt.Sprintf("guest-%03d", n) }

func (b *busyDay) open() {
	a := b.st.Answers
	var err error
	if b.clever, err = b.w.CleverTap(a.Text(setup.Region), a.Text(setup.ProjectID), a.Secret(setup.Passcode)); err != nil {
		b.t.Fatal(err)
	}
	if b.talon, err = b.w.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.ManagementKey), a.Secret(setup.IntegrationKey)); err != nil {
		b.t.Fatal(err)
	}
}

// raiseCrowd raises what others do, too long ago for an email to go out.
func (b *busyDay) raiseCrowd() {
	const atOnce = 1000
	for n := 0; n < crowd; n += atOnce {
		var records []clevertap.Record
		for i := n; i < n+atOnce; i++ {
			records = append(records, clevertap.Record{Identity: fmt.Sprintf("crowd-%03d", i%250), Event: "Coupon Generated",
				Properties: map[string]any{"CouponCode": fmt.Sprintf("CROWD-%05d", i)}, At: b.box.Now().Add(-3 * time.Hour)})
		}
		b.upload(records...)
	}
}

func (b *busyDay) upload(records ...clevertap.Record) {
	b.t.Helper()
	if r, err := b.clever.Upload(b.t.Context(), records, false); err != nil || !r.Taken() {
		b.t.Fatalf("uploading: %+v, %v", r, err)
	}
}

// loseSome loses a code at each hop.
func (b *busyDay) loseSome() {
	for _, f := range []struct {
		fault string
		at    day.Hop
	}{{"html:clevertap/1/upload", day.Delivery}, {"success-without-arrival", day.Arrival}, {"other-code", day.Arrival}} {
		if err := b.box.SetFaults(f.fault); err != nil {
			b.t.Fatal(err)
		}
		who := guest(len(b.lost))
		shopCalls(b.t, b.w, b.st, who)
		b.lost[who] = f.at
		b.logged(len(b.lost))
	}
	if err := b.box.SetFaults(); err != nil {
		b.t.Fatal(err)
	}
	unsent, astray := guest(len(b.lost)), guest(len(b.lost)+1)
	b.make(unsent)
	code := b.make(astray)
	b.lost[unsent], b.lost[astray] = day.Sending, day.Customer
	b.upload(clevertap.Record{Identity: "somebody", Event: "Coupon Generated", Properties: map[string]any{"CouponCode": code}})
}

// make makes a coupon of the campaign that no webhook is called for.
func (b *busyDay) make(customer string) (code string) {
	b.t.Helper()
	session := engine.New(b.w)
	if _, _, err := session.Plan(b.t.Context(), b.st); err != nil {
		b.t.Fatal(err)
	}
	application := session.Wanted().Application.ID
	campaigns, err := b.talon.Campaigns(b.t.Context(), application, session.Wanted().Campaign.Name)
	if err != nil || len(campaigns) != 1 {
		b.t.Fatalf("%d campaigns, %v", len(campaigns), err)
	}
	made, err := b.talon.CreateCoupons(b.t.Context(), application, campaigns[0].ID, talonone.NewCoupons{Number: 1, Recipient: customer})
	if err != nil {
		b.t.Fatal(err)
	}
	return made[0].Value
}

// logged waits until Talon.One's log holds so many deliveries.
func (b *busyDay) logged(n int) {
	b.t.Helper()
	for range 100 {
		logs, err := b.talon.MessageLogs(b.t.Context(), talonone.MessageLogQuery{CreatedAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			b.t.Fatal(err)
		}
		if len(logs) >= n {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%d deliveries are not logged", n)
}

func TestACodeThatWasSentUnderAnotherNameIsNotSaidToBeUnsent(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	s.w.Poll = 100 * time.Millisecond
	s.miswritten("customer-1004", 1)
	s.box.Advance(time.Hour)
	live, leave := context.WithTimeout(t.Context(), time.Minute)
	defer leave()
	end, _ := engine.New(s.w).WatchDay(live, s.st, func(p watch.Picture) {
		if len(p.Lost) == 1 {
			leave()
		}
	})
	if len(end.Lost) != 1 || end.Lost[0].Hop != day.Arrival {
		t.Errorf("the watch lost %+v", end.Lost)
	}
	checks := verified(t, s.w, s.st, always)
	if lost := checks["day.events"].Lost; len(lost) != 1 || lost[0].Hop != day.Arrival || len(checks["day.deliveries"].Lost) != 0 {
		t.Errorf("the checklist lost %+v and %+v", lost, checks["day.deliveries"].Lost)
	}
}
