package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// LookAtCards reads once what the open cards are about, and marks their fields.
func (s *Session) LookAtCards(ctx context.Context, st steps.State) (steps.Watched, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return steps.Watched{}, err
	}
	defer end()
	at := s.last()
	if at.planned.Changes == nil {
		return steps.Watched{}, steps.ErrNoPlan
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return steps.Watched{}, err
	}
	seen, err := s.lookForCards(ctx, t, at)
	if err != nil {
		return steps.Watched{}, err
	}
	return at.watched(seen), nil
}

// Watch tells the marks of every card that is left for a person, again and again, until
// all that can be seen is right or the context ends. A look that fails is told and
// followed by the next; a credential that is no longer accepted ends it.
func (s *Session) Watch(ctx context.Context, st steps.State, every time.Duration, tell func(steps.Watched)) error {
	for {
		seen, err := s.LookAtCards(ctx, st)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, steps.ErrNoPlan), transport.KindOf(err) == transport.Unauthorised:
			return err
		case err != nil:
			seen = steps.Watched{Err: err.Error()}
		}
		tell(seen)
		if seen.Done {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(every):
		}
	}
}

func (n *snapshot) watched(seen plan.Seen) steps.Watched {
	out := steps.Watched{Done: true}
	any := false
	for _, c := range n.open() {
		card := n.marked(c, seen)
		out.Early = out.Early || slices.ContainsFunc(card.Marks, func(m guide.Mark) bool {
			return m.Field == guide.StateField && m.State == guide.Wrong && m.Seen == "enabled"
		})
		out.Done = out.Done && (card.Right || card.Blind || card.Waits)
		any = any || card.Right && !card.Blind
		out.Cards = append(out.Cards, card)
	}
	out.Done = out.Done && any
	return out
}

// open are the changes left for a person that have a card.
func (n *snapshot) open() []plan.Change {
	left := n.left
	if left == nil {
		left = n.planned.ByHand()
	}
	return slices.DeleteFunc(slices.Clone(left), func(c plan.Change) bool { return c.Card.IsZero() })
}

// marked compares a whole card, also where only a part of it is to be mended:
// what was right may be changed by mistake.
func (n *snapshot) marked(c plan.Change, seen plan.Seen) steps.WatchedCard {
	shown := plan.ShownOf(c.Resource, n.wanted, seen)
	was := n.seen.Campaign.Campaign
	shown.Running = was != nil && was.State == "enabled"
	marks := guide.Marks(c.Card, n.wanted, shown)
	switch c.Resource {
	case plan.Webhook, plan.Campaign, plan.Rule:
		marks = guide.Marks(plan.CardFor(c.Resource, n.wanted, seen), n.wanted, shown)
		if now := plan.Make(n.wanted, seen).Of(c.Resource); now.ByHand() && len(now.Card.Fields) == 0 {
			marks = []guide.Mark{{Field: "Name", State: guide.Wrong, Seen: words.MarkMoreThanOne, Wanted: c.Name, Says: now.Why, Mend: now.Card.After}}
		}
	}
	out := steps.WatchedCard{Card: c.Card, Marks: marks, Right: guide.Done(marks), Blind: guide.Hidden(marks)}
	out.Waits = c.Resource == plan.Rule && seen.Sample.Rule != nil && n.wanted.Unpublished && seen.SignedIn
	return out
}

// lookForCards reads what the open cards are about; the rest stays as the plan saw it.
func (s *Session) lookForCards(ctx context.Context, t TalonOne, at *snapshot) (plan.Seen, error) {
	seen := at.seen
	about := map[plan.Resource]bool{}
	for _, c := range at.open() {
		about[c.Resource] = true
	}
	o := s.observer(nil, t, false)
	g, ctx := crash.WithContext(ctx)
	if about[plan.Webhook] || about[plan.Rule] {
		g.Go(func() error { return o.Webhooks(ctx, at.wanted, &seen) })
	}
	if about[plan.Campaign] || about[plan.Rule] || about[plan.Enable] {
		g.Go(func() error { return o.Campaign(ctx, at.wanted, &seen) })
	}
	err := g.Wait()
	return seen, err
}

// TakeBack disables the setup's campaign, which a person activated before its
// rule was proven: the published update, on the admin's word.
func (s *Session) TakeBack(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	at := s.last()
	if at.planned.Changes == nil {
		return steps.ErrNoPlan
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return err
	}
	_, err = s.standDown(ctx, t, at.wanted, at.seen, func(n *notes, _ int) { n.enabled, n.off = note.Enabled{}, true })
	return err
}

// Pause disables the setup's campaign until the admin resumes it; one that does not run
// stays so until then. That it ran stays noted, and that a person wanted it off. It looks
// at Talon.One alone: who has to stop the coupons must not wait for CleverTap.
// ErrNoCampaign: there is none.
func (s *Session) Pause(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	t, w, _, err := s.workOut(ctx, st)
	if err != nil {
		return err
	}
	paused := func(n *notes, campaign int) {
		if n.resumed || n.paused.Campaign != campaign {
			n.paused, n.resumed = note.Enabled{On: note.On(s.world.Now()), Campaign: campaign}, false
		}
	}
	now, err := s.standDown(ctx, t, w, plan.Seen{}, paused)
	switch {
	case !errors.Is(err, steps.ErrNothingToTakeBack):
		return err
	case now.ID == 0:
		return steps.ErrNoCampaign
	}
	s.change(func(n *snapshot) { paused(&n.notes, now.ID) })
	return nil
}

// standDown disables the campaign as it is now, and gives it.
func (s *Session) standDown(ctx context.Context, t TalonOne, w setup.Wanted, seen plan.Seen, noted func(*notes, int)) (now talonone.Campaign, err error) {
	if err := s.observer(nil, t, false).Campaign(ctx, w, &seen); err != nil {
		return now, err
	}
	if seen.CampaignsUnread != "" {
		return now, errors.New(seen.CampaignsUnread)
	}
	if now = plan.StandingOf(w, seen).Campaign; now.State != "enabled" {
		return now, steps.ErrNothingToTakeBack
	}
	a := &apply.Applier{TalonOne: t, Journal: s.world.Journal, Now: s.world.Now}
	if now, err = a.Disable(ctx, w, now); err != nil {
		return now, fmt.Errorf("disabling the campaign: %w", err)
	}
	s.change(func(n *snapshot) {
		noted(&n.notes, now.ID)
		if n.standing.Campaign.ID == now.ID {
			n.standing.Campaign = now
		}
	})
	return now, nil
}

// CopySecret puts the secret of a card's field on this machine's clipboard,
// without showing it to anybody on the way. Only a person's own key may ask. It
// waits for nothing that runs.
func (s *Session) CopySecret(f guide.Field) error {
	if !f.Secret {
		return errors.New(words.CardNoSecret)
	}
	if s.world.CopySecret == nil {
		return steps.ErrNoClipboard
	}
	passcode := s.last().wanted.Passcode // the one secret that stands on cards
	if passcode.IsZero() {
		return steps.ErrNoPlan
	}
	return s.world.CopySecret(passcode)
}
