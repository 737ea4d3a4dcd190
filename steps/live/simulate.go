package live

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Evaluator is the Rule Engine.
type Evaluator interface {
	Session(ctx context.Context, q talonone.SessionQuery) (talonone.Evaluation, error)
}

// TryIntegrationKey tries the key with a dry run for a customer that nobody has:
// nothing is stored by it, and no failed call stains the Application's health
// report, as a look-up of an unknown customer would.
func TryIntegrationKey(ctx context.Context, e Evaluator) error {
	id := own("talontap-looks")
	_, err := e.Session(ctx, talonone.SessionQuery{SessionID: id, ProfileID: id, Dry: true})
	return err
}

// own makes the ID of a session or customer one that no other run uses at the
// same time: Talon.One takes only three calls at once for the same one.
func own(id string) string { return id + "-" + rand.Text() }

// Simulated is what the rule did at one instant.
type Simulated struct {
	setup.Instant
	Made    int // coupons made by our campaign
	Called  int // webhook effects of ours; the vendor may list none in a dry run
	Reasons []string
}

// Right reports whether the rule made as many coupons as it must, and called the
// webhook for nothing else.
func (s Simulated) Right() bool { return s.Moot || s.Made == s.Coupons && s.Called <= s.Coupons }

// SimulateDay evaluates the campaign, disabled or not, at every edge of its day
// that is still ahead. Nothing is stored: each instant asks for a customer of
// its own that does not exist, so that no limit of an earlier one counts.
func (c Checker) SimulateDay(ctx context.Context, w setup.Wanted, made plan.Standing) ([]Simulated, error) {
	edges := w.Rule.Day.Edges(c.Now())
	out := make([]Simulated, len(edges))
	g, ctx := crash.WithContext(ctx)
	for i, edge := range edges {
		out[i].Instant = edge
		if edge.Moot {
			continue
		}
		g.Go(func() error {
			id := own(fmt.Sprintf("%s-simulated-%d", w.Test.Identity, i+1))
			e, err := c.TalonOne.Session(ctx, talonone.SessionQuery{
				SessionID: id, ProfileID: id, Dry: true, Now: edge.At, Campaigns: []int{made.Campaign.ID},
			})
			if err != nil {
				return fmt.Errorf(words.LiveSimulating, edge.At.Format("2 January 15:04:05"), err)
			}
			out[i].read(e, made)
			return nil
		})
	}
	return out, g.Wait()
}

func (s *Simulated) read(e talonone.Evaluation, made plan.Standing) {
	for _, f := range e.Effects {
		switch {
		case f.Type == "couponCreated" && f.CampaignID == made.Campaign.ID:
			s.Made++
		case f.Type == "triggerWebhook" && f.WebhookID == made.Webhook.ID && f.CampaignID == made.Campaign.ID:
			s.Called++
		case f.Type == "error":
			s.Reasons = append(s.Reasons, f.Reason)
		}
	}
	for _, f := range e.Failures {
		if f.CampaignID == made.Campaign.ID && f.Details != "" {
			s.Reasons = append(s.Reasons, f.Details)
		}
	}
}

func judge(all []Simulated, day setup.Day) (hop Hop, unseen []Item) {
	called := 0
	var wrong []string
	for _, s := range ahead(all) {
		called += s.Called
		if !s.Right() {
			wrong = append(wrong, s.words())
		}
	}
	switch {
	case len(ahead(all)) == 0:
		return Hop{Status: Skip, By: ByTalonOne, Detail: fmt.Sprintf(words.LiveSimulatedPast, day.Words())}, nil
	case len(wrong) > 0:
		return Hop{Status: Fail, By: ByTalonOne, Detail: strings.Join(wrong, "; "),
			Fix: fmt.Sprintf(words.LiveCompareDayZone, day.Words(), day.Zone().String())}, nil
	case called == 0:
		return Hop{Status: Warn, By: ByTalonOne, Detail: inWords(all, day) + words.LiveNoEffectListed,
			Fix: words.LiveNoEffectListedFix}, []Item{ItemOf(RuleWebhook)}
	}
	return Hop{Status: Pass, By: ByTalonOne, Detail: inWords(all, day)}, nil
}

func (s Simulated) words() string {
	text := fmt.Sprintf("%s (%s) ", s.At.Format("2 Jan 15:04:05"), s.Name)
	if s.Made == s.Coupons {
		return text + fmt.Sprintf(words.LiveCallsTimes, s.Called, s.Coupons)
	}
	text += fmt.Sprintf(words.LiveMakesInstead, phrase.Spelled(s.Made, "coupon"), s.Coupons)
	if len(s.Reasons) > 0 {
		text += ", because " + s.Reasons[0]
	}
	return text
}

// inWords says what was simulated, and no more: what is past was not.
func inWords(all []Simulated, day setup.Day) string {
	var parts []string
	if !all[0].Moot {
		parts = append(parts, all[0].At.Format("2 Jan 15:04:05")+" nothing")
	}
	if inside := ahead(all[1 : len(all)-1]); len(inside) > 0 {
		first, last := inside[0].At.Format("15:04"), inside[len(inside)-1].At.Format("15:04")
		if first != last {
			first += "–" + last
		}
		parts = append(parts, day.Start().Format("2 Jan ")+first+" one")
	}
	return strings.Join(append(parts, day.End().Format("2 Jan 15:04")+" nothing"), " · ")
}

func proven(all []Simulated, day setup.Day) string {
	outside := words.LiveNoneAround
	if all[0].Moot {
		outside = words.LiveNoneAfter
	}
	where := day.Words() + " in " + day.Zone().String()
	if len(ahead(all[1:len(all)-1])) == 0 {
		return fmt.Sprintf(words.LiveRuleOver, where)
	}
	return fmt.Sprintf(words.LiveRuleOn, where, outside)
}

func ahead(all []Simulated) []Simulated {
	return slices.DeleteFunc(slices.Clone(all), func(s Simulated) bool { return s.Moot })
}

// held is what the rule does for a customer who has a coupon of its campaign
// already: a limit per customer counts over all the days of a campaign, so that a
// rule that was moved to another day makes none for those of the day before.
type held struct {
	Simulated
	customer string // "": none was found to try it with
}

const mostHolders = 50

// simulateHeld asks at noon of the day for such a customer; nil where the rule
// has made no coupon yet, or its day has begun and the coupons are that day's. It
// is a dry run: nothing is stored for the customer, who may be a real one.
func (c Checker) simulateHeld(ctx context.Context, w setup.Wanted, made plan.Standing) (*held, error) {
	edges := w.Rule.Day.Edges(c.Now())
	if made.Campaign.CouponsCreated == 0 || edges[1].Moot {
		return nil, nil
	}
	h := &held{}
	h.Instant = edges[2]
	coupons, err := c.TalonOne.Coupons(ctx, w.Application.ID, made.Campaign.ID, talonone.CouponFilter{Most: mostHolders})
	if err != nil {
		return nil, fmt.Errorf(words.LiveLookingForHolder, err)
	}
	coupons = slices.DeleteFunc(coupons, func(k talonone.Coupon) bool { return k.Recipient == "" })
	if len(coupons) == 0 {
		return h, nil
	}
	i := max(0, slices.IndexFunc(coupons, func(k talonone.Coupon) bool { return k.Recipient != w.Test.Identity }))
	h.customer = coupons[i].Recipient
	e, err := c.TalonOne.Session(ctx, talonone.SessionQuery{
		SessionID: w.Test.Identity + "-simulated-again", ProfileID: h.customer, Dry: true, Now: h.At, Campaigns: []int{made.Campaign.ID},
	})
	if err != nil {
		return nil, fmt.Errorf(words.LiveSimulatingHolder, h.At.Format("2 January 15:04:05"), err)
	}
	h.read(e, made)
	return h, nil
}

func (h *held) into(hop *Hop, unseen []Item) []Item {
	switch {
	case h == nil || hop.Status == Fail:
	case h.customer == "":
		hop.Status = Warn
		hop.Detail += "; " + ItemOf(RuleHolders).Says
		return append(unseen, ItemOf(RuleHolders))
	case !h.Right():
		hop.Status = Fail
		hop.Detail = fmt.Sprintf(words.LiveForHolder, h.customer, h.words())
		hop.Fix = fmt.Sprintf(words.LiveForHolderFix, h.day())
	}
	return unseen
}

func (h *held) day() string { return setup.DayOf(h.At).ISO() }
