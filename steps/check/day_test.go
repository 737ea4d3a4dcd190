package check

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/internal/day"
)

func TestTheDayIsJudgedByItsCodes(t *testing.T) {
	away := errors.New("away")
	at := func(h day.Hop) []day.Code {
		return []day.Code{{Code: "NY-1", Customer: "customer-1", Hop: h, Why: "because"}}
	}
	n := func(sends int) *int { return &sends }
	for _, c := range []struct {
		name                               string
		day                                Day
		coupons, deliveries, events, sends Status
	}{
		{"all well", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3, Attempts: 3}, Sends: n(3)}, Pass, Pass, Pass, Pass},
		{"nothing yet", Day{Sends: n(0)}, Warn, Pass, Pass, Skip},
		{"nothing, over", Day{Over: true}, Fail, Pass, Pass, Skip},
		{"never sent", Day{Codes: day.Report{Coupons: 3, Sent: 2, Arrived: 2, Lost: at(day.Sending)}, Sends: n(2)}, Pass, Fail, Pass, Pass},
		{"refused", Day{Codes: day.Report{Coupons: 3, Sent: 2, Arrived: 2, Lost: at(day.Delivery)}, Sends: n(2)}, Pass, Fail, Pass, Pass},
		{"refused just now", Day{Codes: day.Report{Coupons: 3, Sent: 2, Arrived: 2, OnWay: at(day.Delivery)}, Sends: n(2)}, Pass, Warn, Pass, Pass},
		{"dropped", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 2, Lost: at(day.Arrival)}, Sends: n(2)}, Pass, Pass, Fail, Pass},
		{"taken just now", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 2, OnWay: at(day.Arrival)}, Sends: n(2)}, Pass, Pass, Warn, Pass},
		{"on another customer", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 2, Lost: at(day.Customer)}, Sends: n(3)}, Pass, Pass, Fail, Pass},
		{"repeated", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3, Attempts: 4, Failed: 1}, Sends: n(3)}, Pass, Pass, Pass, Pass},
		{"a code that is nobody's", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3, Attempts: 4, Strange: 1}, Sends: n(3)}, Pass, Warn, Pass, Pass},
		{"twice", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3, Attempts: 4, Twice: 1}, Sends: n(4)}, Pass, Pass, Warn, Pass},
		{"coupons unread", Day{CouponsErr: away}, Skip, Skip, Skip, Skip},
		{"log unread, all arrived", Day{Codes: day.Report{Coupons: 3, Arrived: 3}, LogErr: away, Sends: n(3)}, Pass, Pass, Pass, Pass},
		{"log unread, one missing", Day{Codes: day.Report{Coupons: 3, Arrived: 2, Lost: at(day.Unknown)}, LogErr: away, Sends: n(2)}, Pass, Skip, Fail, Pass},
		{"log too old, all arrived", Day{Over: true, Codes: day.Report{Coupons: 3, Arrived: 3}, Sends: n(3)}, Pass, Pass, Pass, Pass},
		{"log too old, one missing", Day{Over: true, Codes: day.Report{Coupons: 3, Arrived: 2, Lost: at(day.Unknown)}, Sends: n(2)}, Pass, Skip, Fail, Pass},
		{"events unread", Day{Codes: day.Report{Coupons: 3, Sent: 3}, EventsErr: away, Sends: n(3)}, Pass, Pass, Skip, Skip},
		{"fewer emails", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3}, Sends: n(2)}, Pass, Pass, Pass, Warn},
		{"fewer emails, over", Day{Over: true, Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3}, Sends: n(2)}, Pass, Pass, Pass, Fail},
		{"report unread", Day{Codes: day.Report{Coupons: 3, Sent: 3, Arrived: 3}, SendsWhy: "it is slow"}, Pass, Pass, Pass, Manual},
	} {
		got := Evidence{Day: &c.day}.day()
		for i, want := range []Status{c.coupons, c.deliveries, c.events, c.sends} {
			if got[i].Status != want || got[i].Detail == "" || (want == Fail || want == Warn || want == Manual) && got[i].Fix == "" {
				t.Errorf("%s: %s is %s (%s | %s), want %s", c.name, got[i].ID, got[i].Status, got[i].Detail, got[i].Fix, want)
			}
		}
	}
	if got := (Evidence{}).day(); got != nil {
		t.Errorf("before the day there are %v", got)
	}
}

func TestLostCodesAreNamedUpToAFewAndWholeInTheList(t *testing.T) {
	var lost []day.Code
	for i := range 12 {
		lost = append(lost, day.Code{Code: fmt.Sprintf("NY-%02d", i), Customer: "customer-1", Hop: day.Arrival, Why: "because"})
	}
	d := Day{Codes: day.Report{Coupons: 20, Sent: 20, Arrived: 8, Lost: lost}}
	c := d.events()
	if !strings.HasSuffix(c.Detail, "12 lost: NY-00 for customer-1 (because), NY-01 for customer-1 (because), NY-02 for customer-1 (because), NY-03 for customer-1 (because), NY-04 for customer-1 (because), 7 more") || len(c.Lost) != 12 {
		t.Errorf("%d codes, and in words %q", len(c.Lost), c.Detail)
	}
}
