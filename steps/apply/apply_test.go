package apply_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/plan"
)

func TestEverythingIsMadeOnceInItsOrderAndNothingGoesLive(t *testing.T) {
	t.Parallel()
	r, lines := newRig(t), &paper{room: 100}
	d := r.apply(r.talon, lines)
	r.must(d.err)
	if !d.standing.Complete() || d.standing.Campaign.State != "disabled" || len(d.standing.Differs) > 0 {
		t.Errorf("what stands: complete %v, %s, it differs by %v", d.standing.Complete(), d.standing.Campaign.State, d.standing.Differs)
	}
	for _, of := range []plan.Resource{plan.Webhook, plan.Campaign, plan.Rule} {
		running, made := slices.Index(d.told, string(of)+" running"), slices.Index(d.told, string(of)+" done")
		if running < 0 || made < running {
			t.Errorf("%s is not told to run and then to be done: %q", of, d.told)
		}
		begun, ended := slices.Index(lines.lines, "create "+string(of)), slices.Index(lines.lines, string(of)+" "+journal.Done)
		if of == plan.Rule {
			begun = slices.IndexFunc(lines.lines, func(l string) bool { return l == "create rule" || l == "update rule" })
		}
		if begun < 0 || ended < begun {
			t.Errorf("%s has no lines around it: %q", of, lines.lines)
		}
	}
	rule := slices.Index(d.told, "rule running")
	if rule < slices.Index(d.told, "webhook done") || rule < slices.Index(d.told, "campaign done") {
		t.Errorf("the rule came before what it needs: %q", d.told)
	}
	_, p := r.planned()
	for _, of := range []plan.Resource{plan.Event, plan.Webhook, plan.Campaign, plan.Rule} {
		if c := p.Of(of); c.Action != plan.Keep {
			t.Errorf("there is still something to make: %+v", c)
		}
	}
	again := r.apply(r.talon, lines)
	if again.err != nil || again.standing.Campaign.ID != d.standing.Campaign.ID || slices.Index(again.told, "webhook kept") < 0 {
		t.Errorf("a second run: %v, told %q", again.err, again.told)
	}
}

func TestANoInTheMiddleIsLeftToAPersonAndAFailureIsTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		call  string
		kind  transport.Kind
		of    plan.Resource
		left  []plan.Resource // beside those that are always a person's
		fails bool
	}{
		{"CreateWebhook", transport.Refused, plan.Webhook, []plan.Resource{plan.Webhook, plan.Rule}, false},
		{"CreateWebhook", transport.NotFound, plan.Webhook, []plan.Resource{plan.Webhook, plan.Rule}, false},
		{"CreateCampaign", transport.Rejected, plan.Campaign, []plan.Resource{plan.Campaign, plan.Rule}, false},
		{"CreateRuleset", transport.Unauthorised, plan.Rule, []plan.Resource{plan.Rule}, false},
		{"CreateRuleset", transport.Broken, plan.Rule, nil, true},
		{"CreateWebhook", transport.TimedOut, plan.Webhook, nil, true},
	} {
		t.Run(fmt.Sprintf("%s, %s", c.call, c.kind), func(t *testing.T) {
			t.Parallel()
			r, lines := newRig(t), &paper{room: 100}
			no := &transport.Failure{Kind: c.kind, Service: "Talon.One"}
			d := r.apply(refusing{r.talon, c.call, no}, lines)
			if c.fails != errors.Is(d.err, no) {
				t.Fatalf("it ends with %v", d.err)
			}
			want, left := string(c.of)+" by hand", []plan.Resource(nil)
			if c.fails {
				want = string(c.of) + " failed"
			}
			if !slices.Contains(d.told, want) || !slices.Contains(lines.lines, string(c.of)+" "+c.kind.String()) {
				t.Errorf("want it told as %q: %q, journal %q", want, d.told, lines.lines)
			}
			for _, change := range d.left {
				if change.Resource != plan.EmailCampaign && change.Resource != plan.Enable {
					left = append(left, change.Resource)
				}
			}
			if !slices.Equal(left, c.left) {
				t.Errorf("left to a person are %v, want %v", left, c.left)
			}
			if d = r.apply(r.talon, nil); d.err != nil || !d.standing.Complete() {
				t.Errorf("the next run, in which nothing is refused: complete %v (%v)", d.standing.Complete(), d.err)
			}
		})
	}
}

func TestARunThatDiesBetweenAWriteAndItsLineIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	whole := &paper{room: 100}
	first := newRig(t)
	first.must(first.apply(first.talon, whole).err)
	for room := range len(whole.lines) {
		t.Run(fmt.Sprintf("after %d lines", room), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			if d := r.apply(refusing{TalonOne: r.talon}, &paper{room: room}); !errors.Is(d.err, journal.ErrUnwritten) || !errors.Is(d.err, errFull) {
				t.Fatalf("the run was not cut off: %v", d.err)
			}
			if d := r.apply(r.talon, nil); d.err != nil || !d.standing.Complete() {
				t.Errorf("the next run: complete %v (%v)", d.standing.Complete(), d.err)
			}
			if hooks, campaigns := r.ours(); hooks != 1 || campaigns != 1 {
				t.Errorf("there are %d webhooks and %d campaigns of this setup, want one of each", hooks, campaigns)
			}
		})
	}
}

func TestWhatSomebodyChangedSinceThePlanIsLeftAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.must(r.apply(r.talon, nil).err)
	r.w.Webhook.Title += " again"
	r.w.Rule.RedemptionLimit++
	seen, p := r.planned()
	if !p.Of(plan.Webhook).Made() {
		t.Fatalf("the webhook is not to be changed: %+v", p.Of(plan.Webhook))
	}
	mine, _, _ := plan.OurWebhook(r.w, seen)
	r.box.Advance(1e9)
	mine.Description += " Seen."
	theirs, err := r.talon.UpdateWebhook(t.Context(), mine)
	r.must(err)
	d := r.make(r.talon, nil, seen, p)
	now, err := r.talon.Webhook(t.Context(), mine.ID)
	r.must(err)
	if !errors.Is(d.err, apply.ErrChanged) || now.Description != theirs.Description {
		t.Errorf("it ends with %v, and the webhook says %q", d.err, now.Description)
	}
	if d = r.apply(r.talon, nil); d.err != nil || len(d.standing.Differs) > 0 {
		t.Errorf("planned anew it ends with %v, differing by %v", d.err, d.standing.Differs)
	}
}

func TestEnablingIsTheLastActAndNeverOfARuleThatChanged(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	d := r.apply(r.talon, nil)
	r.must(d.err)
	lines := &paper{room: 100}
	a := &apply.Applier{TalonOne: r.talon, Journal: journal.New(lines), Now: r.box.Now}
	edited := d.standing
	edited.Fingerprint = "of another rule"
	if err := a.Enable(t.Context(), r.w, edited); !errors.Is(err, apply.ErrChanged) || len(lines.lines) > 0 {
		t.Fatalf("a rule that is not the proven one: %v, with %q written", err, lines.lines)
	}
	for range 2 {
		r.must(a.Enable(t.Context(), r.w, d.standing))
	}
	if want := []string{"update enable", "enable done"}; !slices.Equal(lines.lines, want) {
		t.Errorf("enabled twice, the journal is %q, want it made once: %q", lines.lines, want)
	}
	now, err := r.talon.Campaign(t.Context(), r.w.Application.ID, d.standing.Campaign.ID)
	r.must(err)
	if now.State != "enabled" {
		t.Fatalf("it is %s", now.State)
	}
	r.w.Rule.RedemptionLimit++
	if d = r.apply(r.talon, nil); d.err != nil || d.standing.Campaign.State != "disabled" {
		t.Errorf("a new rule in a campaign that runs: %v, and the campaign is %s", d.err, d.standing.Campaign.State)
	}
}

// stubborn takes every change of a campaign and makes none.
type stubborn struct{ apply.TalonOne }

func (stubborn) UpdateCampaign(_ context.Context, was talonone.Campaign, _ talonone.CampaignChange) (talonone.Campaign, error) {
	return was, nil
}

func TestACampaignIsSwitchedOnlyWhereTheAnswerShowsIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	d := r.apply(r.talon, nil)
	r.must(d.err)
	a := &apply.Applier{TalonOne: stubborn{r.talon}, Journal: journal.New(&paper{room: 100}), Now: r.box.Now}
	if err := a.Enable(t.Context(), r.w, d.standing); err == nil || !strings.Contains(err.Error(), "disabled, not enabled") {
		t.Errorf("a campaign that stays off is called enabled: %v", err)
	}
	running := d.standing.Campaign
	running.State = "enabled"
	if now, err := a.Disable(t.Context(), r.w, running); err == nil || now.State != "enabled" {
		t.Errorf("a campaign that runs on is called disabled: %v, %s", err, now.State)
	}
}
