package day_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/internal/day"
)

var nine = time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)

func own(identity string) bool { return strings.HasPrefix(identity, "talontap-") }

func TestEachCodeIsLostAtItsHopOrMayStillCome(t *testing.T) {
	const code, customer = "NY-1", "customer-1"
	taken := day.Attempt{Code: code, Customer: customer, At: nine}
	failed := day.Attempt{Code: code, Customer: customer, At: nine, Failure: "HTTP 401"}
	event := day.Event{Code: code, Identity: customer}
	whole := day.Seen{Log: true, Events: true}
	for _, c := range []struct {
		name      string
		attempts  []day.Attempt
		events    []day.Event
		seen      day.Seen
		since     time.Duration
		lost, way day.Hop
	}{
		{"arrived", []day.Attempt{taken}, []day.Event{event}, whole, time.Hour, "", ""},
		{"arrived after a failure", []day.Attempt{failed, taken}, []day.Event{event}, whole, time.Hour, "", ""},
		{"arrived though every answer was lost", []day.Attempt{failed}, []day.Event{event}, whole, time.Hour, "", ""},
		{"just made", nil, nil, whole, time.Minute, "", day.Sending},
		{"never sent", nil, nil, whole, time.Hour, day.Sending, ""},
		{"just refused", []day.Attempt{failed}, nil, whole, time.Minute, "", day.Delivery},
		{"just refused for good", []day.Attempt{{Code: code, Customer: customer, At: nine, Failure: "refused", Final: true}}, nil, whole, time.Minute, day.Delivery, ""},
		{"refused and not repeated", []day.Attempt{failed, failed}, nil, whole, time.Hour, day.Delivery, ""},
		{"just taken", []day.Attempt{taken}, nil, whole, time.Minute, "", day.Arrival},
		{"taken and dropped", []day.Attempt{taken}, nil, whole, time.Hour, day.Arrival, ""},
		{"on another customer", []day.Attempt{taken}, []day.Event{{Code: code, Identity: "somebody"}}, whole, time.Hour, day.Customer, ""},
		{"an old log", nil, nil, whole, 72 * time.Hour, day.Unknown, ""},
		{"an old log that goes back", nil, nil, day.Seen{Log: true, Events: true, LogSince: nine.Add(-time.Hour)}, 72 * time.Hour, day.Sending, ""},
		{"an old log, but arrived", nil, []day.Event{event}, whole, 72 * time.Hour, "", ""},
		{"no log", []day.Attempt{taken}, nil, day.Seen{Events: true}, time.Hour, day.Unknown, ""},
		{"no log, just made", nil, nil, day.Seen{Events: true}, time.Minute, "", day.Unknown},
		{"no events, taken", []day.Attempt{taken}, nil, day.Seen{Log: true}, time.Hour, "", ""},
		{"no events, refused", []day.Attempt{failed}, nil, day.Seen{Log: true}, time.Hour, day.Delivery, ""},
		{"nothing to look at", nil, nil, day.Seen{}, time.Hour, "", ""},
	} {
		l := day.New(own)
		l.Made(day.Coupon{Code: code, Customer: customer, Made: nine})
		for _, a := range c.attempts {
			l.Delivered(a)
		}
		for _, e := range c.events {
			l.Raised(e)
		}
		r := l.Report(nine.Add(c.since), c.seen)
		if got := hop(t, r.Lost); got != c.lost {
			t.Errorf("%s: lost at %q, want %q", c.name, got, c.lost)
		}
		if got := hop(t, r.OnWay); got != c.way {
			t.Errorf("%s: on its way at %q, want %q", c.name, got, c.way)
		}
	}
}

// hop is where the one code is; every code names its customer and a reason.
func hop(t *testing.T, codes []day.Code) day.Hop {
	t.Helper()
	if len(codes) == 0 {
		return ""
	}
	if c := codes[0]; c.Code != "NY-1" || c.Customer != "customer-1" || c.Why == "" {
		t.Errorf("%+v does not say what is lost, of whom, and why", c)
	}
	return codes[0].Hop
}

func TestTalontapsOwnTestsAndStrangersAreNotCounted(t *testing.T) {
	l := day.New(own)
	l.Made(day.Coupon{Code: "NY-1", Customer: "customer-1", Made: nine})
	l.Made(day.Coupon{Code: "NY-2", Customer: "talontap-test-default", Made: nine})
	l.Made(day.Coupon{Code: "BATCH-1", Made: nine})
	for _, a := range []day.Attempt{{Code: "NY-1", Customer: "customer-1"}, {Code: "NY-2", Customer: "talontap-test-default"},
		{Code: "GONE", Customer: "talontap-test-old"}, {Code: "", Customer: "customer-9"}} {
		l.Delivered(a)
	}
	for _, e := range []day.Event{{Code: "NY-1", Identity: "customer-1"}, {Code: "NY-1", Identity: "customer-1"}, {Code: "GONE", Identity: "talontap-test-old"}, {Code: "OTHER", Identity: "customer-5"}} {
		l.Raised(e)
	}
	r := l.Report(nine.Add(time.Hour), day.Seen{Log: true, Events: true})
	want := day.Report{Coupons: 1, Tests: 1, Nobodys: 1, Attempts: 2, Strange: 1, Events: 4, Sent: 1, Arrived: 1, Twice: 1}
	if r.Coupons != want.Coupons || r.Tests != want.Tests || r.Nobodys != want.Nobodys || r.Attempts != want.Attempts || r.Strange != want.Strange ||
		r.Events != want.Events || r.Sent != want.Sent || r.Arrived != want.Arrived || r.Twice != want.Twice || len(r.Lost)+len(r.OnWay) != 0 {
		t.Errorf("got %+v, want %+v", r, want)
	}
}

func TestACodeUnderAnotherIdentityOfItsCustomerHasArrived(t *testing.T) {
	l := day.New(own)
	l.Made(day.Coupon{Code: "NY-1", Customer: "customer-1", Made: nine})
	l.Raised(day.Event{Code: "NY-1", Identity: "+491700000", ObjectID: "o1"})
	if a := l.Astray(); len(a) != 1 || l.Customer(a[0].Code) != "customer-1" || a[0].ObjectID != "o1" {
		t.Fatalf("astray are %+v", a)
	}
	l.Same("NY-1")
	if r := l.Report(nine, day.Seen{Log: true, Events: true}); r.Arrived != 1 || len(r.Lost) != 0 || len(l.Astray()) != 0 {
		t.Errorf("got %+v", r)
	}
}
