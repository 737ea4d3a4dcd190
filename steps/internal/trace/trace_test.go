package trace_test

import (
	"context"
	"iter"
	"reflect"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/internal/trace"
)

// project is a CleverTap project in which it is a certain day.
type project struct {
	today     string
	noFilters bool
	asked     []string
}

func (p *project) Events(_ context.Context, q clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error] {
	const day = "20060102"
	from, to, filter := q.From.Format(day), q.To.Format(day), q.Properties["CouponCode"]
	p.asked = append(p.asked, from+"-"+to+" "+filter)
	return func(yield func(clevertap.EventRecord, error) bool) {
		if to > p.today || filter != "" && p.noFilters {
			yield(clevertap.EventRecord{}, &transport.Failure{Kind: transport.Rejected})
			return
		}
		for _, code := range []string{"NY-1", "NY-2"} {
			if filter == "" || filter == code {
				if !yield(clevertap.EventRecord{Properties: map[string]any{"CouponCode": code}}, nil) {
					return
				}
			}
		}
	}
}

func TestTheProjectsTodayIsFoundOnceAndKeptTo(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2027, 1, day, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name  string
		p     project
		asked []string
		codes []string
	}{
		{"ahead of UTC", project{today: "20270103"}, []string{"20261231-20270103 NY-1", "20261231-20270103 "}, []string{"NY-1", "NY-1", "NY-2"}},
		{"on the same day", project{today: "20270102"}, []string{"20261231-20270103 NY-1", "20261231-20270102 NY-1", "20261231-20270102 "}, []string{"NY-1", "NY-1", "NY-2"}},
		{"behind it", project{today: "20270101"}, []string{"20261231-20270103 NY-1", "20261231-20270102 NY-1", "20261231-20270101 NY-1", "20261231-20270101 "}, []string{"NY-1", "NY-1", "NY-2"}},
		{"without filters", project{today: "20270103", noFilters: true},
			[]string{"20261231-20270103 NY-1", "20261231-20270102 NY-1", "20261231-20270101 NY-1", "20261231-20270101 ", "20261231-20270101 "}, []string{"NY-1", "NY-2", "NY-1", "NY-2"}},
	} {
		r := &trace.Events{CleverTap: &c.p, Now: func() time.Time { return at(2) }, Event: "Coupon Generated", Property: "CouponCode"}
		var codes []string
		for _, read := range []iter.Seq2[clevertap.EventRecord, error]{r.Of(t.Context(), "NY-1", at(1).AddDate(0, 0, -1), at(9)), r.All(t.Context(), at(1).AddDate(0, 0, -1), at(9))} {
			for e, err := range read {
				if err != nil {
					t.Fatalf("%s: %v", c.name, err)
				}
				codes = append(codes, r.Code(e))
			}
		}
		if !reflect.DeepEqual(c.p.asked, c.asked) || !reflect.DeepEqual(codes, c.codes) {
			t.Errorf("%s: asked %q and read %v, want %q and %v", c.name, c.p.asked, codes, c.asked, c.codes)
		}
	}
}

func TestDaysToComeAreNotAskedForAndARefusalOfThePastIsOne(t *testing.T) {
	p := &project{today: "20260101"}
	now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
	r := &trace.Events{CleverTap: p, Now: func() time.Time { return now }, Event: "Coupon Generated", Property: "CouponCode"}
	for range r.All(t.Context(), now.AddDate(0, 0, 5), now.AddDate(0, 0, 6)) {
		t.Error("there are events of a day to come")
	}
	var got error
	for _, err := range r.All(t.Context(), now.AddDate(0, 0, -3), now) {
		got = err
	}
	if transport.KindOf(got) != transport.Rejected {
		t.Errorf("got %v, want rejected", got)
	}
}

func TestWhatALoggedRequestWasAboutIsReadAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []trace.Sent
		readable   bool
	}{
		{"one event", `{"d":[{"identity":"c1","evtName":"Coupon Generated","evtData":{"CouponCode":"NY-1"}}]}`, []trace.Sent{{Identity: "c1", Code: "NY-1"}}, true},
		{"numbers", `{"d":[{"identity":61026032,"evtName":"Coupon Generated","evtData":{"CouponCode":123}}]}`, []trace.Sent{{Identity: "61026032", Code: "123"}}, true},
		{"two", `{"d":[{"identity":"c1","evtName":"Coupon Generated","evtData":{"CouponCode":"NY-1"}},{"identity":"c2","evtName":"Coupon Generated","evtData":{"CouponCode":"NY-2"}}]}`, []trace.Sent{{Identity: "c1", Code: "NY-1"}, {Identity: "c2", Code: "NY-2"}}, true},
		{"another event", `{"d":[{"identity":"c1","evtName":"Charged","evtData":{"CouponCode":"NY-1"}}]}`, nil, true},
		{"another property", `{"d":[{"identity":"c1","evtName":"Coupon Generated","evtData":{"Code":"NY-1"}}]}`, nil, true},
		{"nothing logged", "", nil, false},
		{"no JSON", "CouponCode=NY-1", nil, false},
		{"half of it", `{"d":[{"identity":"c1"`, nil, false},
	} {
		got, readable := trace.SentIn([]byte(c.body), func(name string) bool { return name == "Coupon Generated" }, "CouponCode")
		if !reflect.DeepEqual(got, c.want) || readable != c.readable {
			t.Errorf("%s: got %+v, readable %v", c.name, got, readable)
		}
	}
}
