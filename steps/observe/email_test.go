package observe_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// messages is a message report: it shows each campaign on the day on which it
// started.
type messages struct {
	rows    []clevertap.MessageRow
	asked   []clevertap.ReportQuery
	patient int       // how many questions it answers; 0: all
	today   time.Time // days after it are rejected; zero: none are
}

func (m *messages) read(q clevertap.ReportQuery) (shown []clevertap.MessageRow, err error) {
	m.asked = append(m.asked, q)
	if m.patient > 0 && len(m.asked) > m.patient {
		return nil, errors.New("it took too long")
	}
	if !m.today.IsZero() && q.To.After(m.today) {
		return nil, failure(transport.Rejected)
	}
	from, to := q.From.Format("20060102"), q.To.Format("20060102")
	for _, r := range m.rows {
		if from <= r.Start && r.Start <= to {
			shown = append(shown, r)
		}
	}
	return shown, nil
}

// days are how many days were asked for in each question.
func (m *messages) days() (out []int) {
	for _, q := range m.asked {
		out = append(out, 1+int(q.To.Sub(q.From)/(24*time.Hour)))
	}
	return out
}

func daysAgo(n int) string { return autumn.AddDate(0, 0, -n).Format("20060102") }

func started(n int, name, status string) clevertap.MessageRow {
	return clevertap.MessageRow{Name: name, Status: status, Start: daysAgo(n)}
}

func emailIn(t testing.TB, m *messages, known plan.Days) plan.EmailSeen {
	t.Helper()
	o := observe.Observer{CleverTap: &project{report: m}, Now: autumn, EmailWait: time.Minute, EmailDays: known}
	return o.Email(t.Context(), wanted(t))
}

func TestTheEmailCampaignIsLookedForFromTodayBackwards(t *testing.T) {
	for _, c := range []struct {
		name  string
		start int
		days  []int
	}{
		{"made today", 0, []int{3}},
		{"made in the project's tomorrow", -1, []int{3}},
		{"made last week", 5, []int{3, 6}},
		{"made last month", 36, []int{3, 6, 23, 92, 30}},
		{"to start after the rule's day", -70, []int{3, 6, 23, 92}},
		{"made for last year's day", 390, []int{3, 6, 23, 92, 30, 60, 120, 160}},
	} {
		m := &messages{rows: []clevertap.MessageRow{started(0, "Other", "running"), started(c.start, "coupon EMAIL ", "running")}}
		s := emailIn(t, m, plan.Days{})
		if s.Row == nil || s.Days.String() != fmt.Sprintf("%s to %[1]s", autumn.AddDate(0, 0, -c.start).Format(time.DateOnly)) || !slices.Equal(m.days(), c.days) {
			t.Errorf("%s: seen is %+v after asking for %v days, want %v", c.name, s, m.days(), c.days)
		}
		if q := m.asked[0]; fmt.Sprint(q.Channels, q.Delivery) != "[email] [action]" {
			t.Errorf("%s: asked was %+v", c.name, q)
		}
		again := &messages{rows: m.rows}
		if s := emailIn(t, again, s.Days); s.Row == nil || !slices.Equal(again.days(), []int{1}) {
			t.Errorf("%s: the next look sees %+v after asking for %v days, want one", c.name, s, again.days())
		}
	}
}

func TestACampaignThatIsNotWhereItWasIsLookedForEverywhere(t *testing.T) {
	known := plan.ParseDays("2026-09-01 to 2026-09-01")
	m := &messages{rows: []clevertap.MessageRow{started(3, "Coupon email", "running")}}
	if s := emailIn(t, m, known); s.Row == nil || len(m.asked) != 3 {
		t.Errorf("seen is %+v after %v", s, m.days())
	}
	m = &messages{patient: 2}
	if s := emailIn(t, m, known); !s.Looked || !s.Since.Equal(time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("seen is %+v, want what was looked through without a gap", s)
	}
}

func TestOfTwoEmailCampaignsOfOneNameTheOneThatRunsIsMeant(t *testing.T) {
	m := &messages{rows: []clevertap.MessageRow{started(0, "Coupon email", "stopped"), started(1, "Coupon email", "running"), started(1, "Coupon email", "completed")}}
	if s := emailIn(t, m, plan.Days{}); s.Row == nil || s.Row.Status != "running" {
		t.Errorf("seen is %+v", s)
	}
	m.rows = m.rows[:1]
	if s := emailIn(t, m, plan.Days{}); s.Row == nil || s.Row.Status != "stopped" {
		t.Errorf("seen is %+v, want the stopped one rather than none", s)
	}
}

func TestAProjectThatHasNotReachedTomorrowIsAskedForToday(t *testing.T) {
	m := &messages{rows: []clevertap.MessageRow{started(0, "Coupon email", "running")}, today: autumn.Truncate(24 * time.Hour)}
	if s := emailIn(t, m, plan.Days{}); s.Row == nil || len(m.asked) != 2 {
		t.Errorf("seen is %+v after %v", s, m.days())
	}
}

func TestWhatTheReportHadNoTimeForIsSaid(t *testing.T) {
	m := &messages{patient: 2}
	s := emailIn(t, m, plan.Days{})
	if said := s.NotFound(setup.Email{Campaign: "Coupon email"}); !s.Looked || !strings.Contains(said, "since 25 October 2026") || !strings.Contains(said, "it took too long") {
		t.Errorf("seen is %+v, and says %q", s, said)
	}
	s = emailIn(t, &messages{}, plan.Days{})
	if said := s.NotFound(setup.Email{Campaign: "Coupon email"}); !strings.Contains(said, "since 27 September 2025") || strings.Contains(said, "further back") {
		t.Errorf("where all of it was read it says %q", said)
	}
}

func TestAReportThatIsNotReadIsNoFailure(t *testing.T) {
	m := messages{rows: []clevertap.MessageRow{started(0, "Coupon email", "running")}, patient: 1, today: autumn.AddDate(0, 0, -9)}
	if s := seen(t, &project{report: &m}, &account{}).Email; s.Looked || !strings.Contains(s.Why, "it took too long") {
		t.Errorf("seen is %+v", s)
	}
	unasked := &messages{}
	o := observe.Observer{CleverTap: &project{report: unasked}, Now: autumn}
	if s := o.Email(t.Context(), wanted(t)); s.Looked || s.Why == "" || len(unasked.asked) != 0 {
		t.Errorf("without time for it, seen is %+v", s)
	}
}

func TestDaysAreReadAsTheyWereWritten(t *testing.T) {
	for _, text := range []string{"2026-11-25 to 2026-11-26", "2026-11-25 to 2026-11-25"} {
		if got := plan.ParseDays(text).String(); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
	for _, text := range []string{"", "yesterday", "2026-11-25", "2026-11-25 to ", "2026-11-26 to 2026-11-25"} {
		if d := plan.ParseDays(text); !d.IsZero() {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}
