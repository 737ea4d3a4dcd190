package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
)

// What a pipeline shows as its tests, in the form that JUnit began. A failure is what
// was seen to be wrong, and an error is what could not be seen.

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	Time    string     `xml:"time,attr"`
	Failure *junitSays `xml:"failure"`
	Error   *junitSays `xml:"error"`
	Skipped *junitSays `xml:"skipped"`
	Out     string     `xml:"system-out,omitempty"`
}

type junitSays struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// ChecklistJUnit writes one verification: a test for each check, for each hop of the
// live check, and for what kept it from its end; r may be nil.
func ChecklistJUnit(w io.Writer, o fleet.Outcome, l check.List, r *live.Result) error {
	s := junitSuite{Name: "talontap verify " + o.Profile, Time: seconds(o.Took)}
	for _, c := range l.Checks {
		s.add(junitOf(o.Profile, c))
	}
	if r != nil {
		for _, h := range r.Hops {
			s.add(junitOf(o.Profile, check.Check{Title: words.LiveCheckTitle + ": " + h.ID.Title(), Status: h.Status, Detail: h.Detail, Fix: h.Fix, Took: h.Took}))
		}
	}
	if o.Err != nil {
		what, why, fix := ErrorText(o.Err)
		s.add(junitCase{Class: o.Profile, Name: "talontap verify", Time: seconds(o.Took), Error: &junitSays{joined(what, why), fix}})
	}
	return s.write(w)
}

func junitOf(profile string, c check.Check) junitCase {
	t := junitCase{Class: profile, Name: c.Title, Time: seconds(c.Took)}
	says := &junitSays{c.Detail, c.Fix}
	switch {
	case c.Status == check.Fail:
		t.Failure = says
	case c.Unseen():
		t.Error = says
	case c.Status == check.Skip, c.Status == check.Manual:
		t.Skipped = says
	default:
		t.Out = c.Detail
	}
	return t
}

// AllJUnit writes many setups, each a test.
func AllJUnit(w io.Writer, all []fleet.Outcome, took time.Duration) error {
	s := junitSuite{Name: "talontap verify", Time: seconds(took)}
	for _, o := range all {
		t := junitCase{Class: "talontap", Name: o.Profile, Time: seconds(o.Took)}
		says := &junitSays{outcomeWords(o), strings.Join(pointsOf(o), "\n")}
		switch o.Verdict {
		case check.Right:
			t.Out = says.Message
		case check.Cancelled:
			t.Skipped = says
		case check.Failed:
			t.Error = says
		default:
			t.Failure = says
		}
		s.add(t)
	}
	return s.write(w)
}

// pointsOf lists what is amiss with a setup, each in one line.
func pointsOf(o fleet.Outcome) (points []string) {
	for _, c := range o.Failing {
		points = append(points, c.Title+": "+c.Detail)
	}
	for _, c := range o.Unseen {
		points = append(points, fmt.Sprintf(words.ReportNotSeen, c.Title)+": "+c.Detail)
	}
	return points
}

func (s *junitSuite) add(t junitCase) {
	s.Cases = append(s.Cases, t)
	s.Tests++
	switch {
	case t.Failure != nil:
		s.Failures++
	case t.Error != nil:
		s.Errors++
	case t.Skipped != nil:
		s.Skipped++
	}
}

func (s *junitSuite) write(w io.Writer) error {
	whole := struct {
		XMLName xml.Name      `xml:"testsuites"`
		Suites  []*junitSuite `xml:"testsuite"`
	}{Suites: []*junitSuite{s}}
	text, err := xml.MarshalIndent(whole, "", "  ")
	if err == nil {
		_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	}
	return err
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
