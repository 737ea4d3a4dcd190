package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/trail"
)

// Trace follows codes and customers through both services, reading only. tell hears
// what is read meanwhile.
func (s *Session) Trace(ctx context.Context, st steps.State, asked []string, tell func(doing string, so int)) (trail.Report, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return trail.Report{}, err
	}
	defer end()
	t, w, st, err := s.workOut(ctx, st)
	if err != nil {
		return trail.Report{}, err
	}
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return trail.Report{}, err
	}
	seen, err := s.look(ctx, st, c, t, &w)
	if err != nil {
		return trail.Report{}, err
	}
	tracer, err := tracerOf(w, seen)
	if err != nil {
		return trail.Report{}, s.refused(ctx, st.Answers, err)
	}
	tracer.CleverTap, tracer.TalonOne, tracer.Now, tracer.Tell = c, t, s.world.Now, tell
	tracer.NoEvents = passcodeRefused(tracer.NoEvents, st.Answers)
	r, err := tracer.Trace(ctx, asked)
	return r, s.refused(ctx, st.Answers, err)
}

// tracerOf picks what a trace needs out of what was seen: the campaigns of this
// setup, those that had their day too, and its webhook.
func tracerOf(w setup.Wanted, seen plan.Seen) (trail.Tracer, error) {
	t := trail.Tracer{Wanted: w, Webhook: plan.StandingOf(w, seen).Webhook.ID,
		Sends: trail.Sends{Why: cmp.Or(seen.Email.Why, words.DayNoCampaign)}}
	if err := seen.Failed[plan.ReadCampaigns]; err != nil {
		return t, err
	}
	if seen.CampaignsUnread != "" {
		return t, errors.New(seen.CampaignsUnread)
	}
	t.Campaigns = campaignsOf(w, seen)
	if len(t.Campaigns) == 0 {
		return t, steps.ErrNoCampaign
	}
	if t.Webhook == 0 {
		t.NoWebhook = cmp.Or(seen.Failed[plan.ReadWebhooks], errors.New(words.DayNoWebhook))
	}
	if err := seen.Failed[plan.ReadEvents]; transport.KindOf(err) == transport.Unauthorised {
		t.NoEvents = err
	}
	if seen.Email.Row != nil {
		t.Sends.Count = &seen.Email.Row.Sent
	}
	return t, nil
}

// campaignsOf are the setup's campaigns: the one at hand, others of its name, where
// only the admin knows which is meant, and those of days before, the last one first.
func campaignsOf(w setup.Wanted, seen plan.Seen) (out []trail.Campaign) {
	add := func(c talonone.Campaign) {
		if !slices.ContainsFunc(out, func(o trail.Campaign) bool { return o.ID == c.ID }) {
			out = append(out, trail.Campaign{ID: c.ID, Name: c.Name, Coupons: c.CouponsCreated})
		}
	}
	if c := seen.Campaign.Campaign; c != nil {
		add(*c)
	}
	for _, c := range seen.Campaign.Others {
		add(c)
	}
	for _, p := range slices.Backward(w.Past) {
		if p.ID != 0 {
			add(talonone.Campaign{ID: p.ID, Name: p.Name})
		}
	}
	return out
}
