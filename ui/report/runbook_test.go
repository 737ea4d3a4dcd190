package report_test

import (
	"bytes"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/runbook"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// source is a setup whose webhook stands with a wrong verb and whose campaign is
// as wanted and enabled; all else is still to be made.
func source(t testing.TB, name string) runbook.Source {
	t.Helper()
	var a setup.Answers
	for k, v := range map[setup.Key]string{setup.Region: "eu1", setup.ProjectID: "R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.talon.one",
		setup.Application: "1", setup.CampaignName: name, setup.EmailSubject: name} {
		a = a.With(k, v, setup.Typed)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		a = a.WithSecret(k, secret.New(rand.Text()), setup.Typed)
	}
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	a = setup.Complete(a, setup.Surroundings{Now: now, Profile: "shop-eu"})
	w, err := setup.From(a, "shop-eu", talonone.Application{ID: 1, Name: "Shop " + name, TimeZone: "Europe/Berlin"}, setup.Addresses{})
	if err != nil {
		t.Fatal(err)
	}
	hook := w.Webhook
	hook.ID, hook.Verb = 11, "PUT"
	seen := plan.Seen{At: now, Webhooks: []talonone.Webhook{hook}, Event: plan.EventSeen{Read: true, Known: true, Property: true, Name: w.Event.Name},
		Campaign: plan.CampaignSeen{Ours: true, Campaign: &talonone.Campaign{ID: 21, ApplicationID: 1, Name: w.Campaign.Name, State: "enabled", FrontendState: "running",
			Tags: w.Campaign.Tags, Features: []string{"coupons"}, Limits: w.Campaign.Limits, CouponSettings: &w.Campaign.Codes}},
		Email: plan.EmailSeen{Looked: true}}
	e := check.Evidence{Now: now, Wanted: &w, Seen: &seen, Terms: []check.Term{{Key: setup.Passcode, Expires: "2026-12-31", Rotate: "rotate it: talontap rotate clevertap"}}}
	p := plan.Make(w, seen)
	e.Plan = &p
	return runbook.Source{Now: now, Wanted: w, Seen: seen, Plan: p, Checks: check.Checks(e), Known: true}
}

// pages are the book in both markups.
func pages(t testing.TB, s runbook.Source) (markdown, page string) {
	t.Helper()
	var m, h bytes.Buffer
	book := runbook.Of(s)
	if err := errors.Join(report.Runbook(&m, book), report.RunbookHTML(&h, book)); err != nil {
		t.Fatal(err)
	}
	return m.String(), h.String()
}

func TestTheWholeRunbookIsAsItsGoldenFilesShowIt(t *testing.T) {
	markdown, page := pages(t, source(t, "Coupon by email"))
	golden(t, "runbook-whole.md", markdown)
	golden(t, "runbook-whole.html", page)
}

func TestARunbookHoldsNoSecret(t *testing.T) {
	s := source(t, "Coupon by email")
	markdown, page := pages(t, s)
	for _, text := range []string{markdown, page} {
		if secret.Scrub(text, s.Wanted.Passcode) != text {
			t.Error("the passcode stands in the runbook")
		}
	}
}

// hostile is a name that every markup would take for its own.
const hostile = "</code><script>alert(1)</script> & \"x\" 'y' `z` ]]> <!-- **b** é"

func TestThePageIsWellFormedWhateverStandsInIt(t *testing.T) {
	for _, name := range []string{"Coupon by email", hostile} {
		_, page := pages(t, source(t, name))
		text := textOf(t, page)
		if !strings.Contains(text, name) {
			t.Errorf("%q does not stand in the page as it is", name)
		}
		if strings.Contains(page, "<script") {
			t.Error("a name became a script")
		}
	}
}

// textOf reads a page as strictly as XML is read, and gives what a person reads.
func textOf(t testing.TB, page string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		if chars, is := token.(xml.CharData); is {
			text.Write(chars)
		}
	}
}

func TestThePageNeedsNothingFromElsewhere(t *testing.T) {
	_, page := pages(t, source(t, hostile))
	if found := regexp.MustCompile(`(?i)\ssrc=|url\(|@import|<link|<script|<img|<iframe`).FindString(page); found != "" {
		t.Errorf("the page has %q", found)
	}
	links := regexp.MustCompile(`<a href="([^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(links) == 0 || slices.ContainsFunc(links, func(l []string) bool { return !strings.HasPrefix(l[1], "https://") }) {
		t.Errorf("links of the page: %v", links)
	}
}

func TestBothMarkupsSayTheSame(t *testing.T) {
	markdown, page := pages(t, source(t, "Coupon by email"))
	_, body, _ := strings.Cut(page, "<body>")
	text := strings.Fields(textOf(t, "<body>"+strings.TrimSuffix(strings.TrimSpace(body), "</html>")))
	bare := regexp.MustCompile(`(?m)^ *(- (\[.\] )?|#+ |> )`).ReplaceAllString(markdown, "")
	bare = regexp.MustCompile(`\\(.)`).ReplaceAllString(strings.NewReplacer("**", "", "`", "", "<https", "https").Replace(bare), "$1")
	bare = regexp.MustCompile(`(https:[^\s>]+)>`).ReplaceAllString(bare, "$1")
	if want := strings.Fields(bare); !slices.Equal(text, want) {
		for i := range min(len(text), len(want)) {
			if text[i] != want[i] {
				t.Fatalf("HTML says %q where Markdown says %q", text[max(0, i-5):i+1], want[max(0, i-5):i+1])
			}
		}
		t.Fatalf("HTML has %d words, Markdown %d", len(text), len(want))
	}
}

func TestEveryBoxThatIsTickedWasSeenToBeRight(t *testing.T) {
	markdown, page := pages(t, source(t, "Coupon by email"))
	for _, line := range []string{"- [ ] Verb: `POST`, seen now: `PUT`", "- [x] URL: `https://eu1.api.clevertap.com/1/upload`", "- [x] State: `disabled`, seen now: `enabled`",
		"- [ ] Rule name: ", "- [ ] Publish; the campaign sends only"} {
		if !strings.Contains(markdown, line) {
			t.Errorf("%q is not in\n%s", line, markdown)
		}
	}
	if in, on := strings.Count(markdown, "- [x]"), strings.Count(page, "checked="); in != on || in == 0 {
		t.Errorf("Markdown has %d boxes ticked, HTML %d", in, on)
	}
}
