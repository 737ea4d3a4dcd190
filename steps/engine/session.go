package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Session drives one setup against the two services. One call at a time touches them;
// what is known meanwhile can be asked for at once.
type Session struct {
	world World
	slot  chan struct{} // full while a call touches the services

	lock  sync.Mutex // of those who make the next snapshot; never held over the network
	knows atomic.Pointer[snapshot]
}

// New starts a session. Nothing is called before it is asked for.
func New(w World) *Session {
	s := &Session{world: w, slot: make(chan struct{}, 1)}
	s.knows.Store(&snapshot{wait: w.Wait})
	return s
}

func (s *Session) cleverTap(a setup.Answers) (CleverTap, error) {
	return s.world.CleverTap(a.Text(setup.Region), a.Text(setup.ProjectID), a.Secret(setup.Passcode))
}

func (s *Session) talonOne(a setup.Answers) (TalonOne, error) {
	return s.world.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.ManagementKey), a.Secret(setup.IntegrationKey))
}

func (s *Session) services(a setup.Answers) (CleverTap, TalonOne, error) {
	c, cerr := s.cleverTap(a)
	t, terr := s.talonOne(a)
	return c, t, cmp.Or(cerr, terr)
}

// maySignIn reports whether the admin allows unpublished calls and gave a
// sign-in for them.
func maySignIn(a setup.Answers) bool {
	return a.Text(setup.Unpublished) == "true" && a.Text(setup.SignInEmail) != "" && !a.Secret(setup.SignInPassword).IsZero()
}

// signedIn runs what needs a signed-in connection, and ends that right after it; without
// a sign-in, with the Management API key. A session that stays open undoes nothing.
func (s *Session) signedIn(ctx context.Context, a setup.Answers, do func(TalonOne) error) error {
	t, err := s.talonOne(a)
	if err != nil {
		return err
	}
	if !maySignIn(a) {
		return do(t)
	}
	in, err := t.SignIn(ctx, a.Text(setup.SignInEmail), a.Secret(setup.SignInPassword))
	if err != nil {
		return signInRefused(err)
	}
	done := crash.Guard(func() error { return do(in) })()
	out, cancel := context.WithTimeout(context.WithoutCancel(ctx), signOutTime)
	defer cancel()
	if err := in.SignOut(out); err != nil && transport.KindOf(err) != transport.Unauthorised {
		why := fmt.Sprintf(words.SessionOpen, err.Error())
		s.change(func(n *snapshot) { n.unended = why })
	}
	return done
}

// signOutTime is what a run that was cancelled still takes to end its session.
const signOutTime = 5 * time.Second

func (s *Session) application(ctx context.Context, t TalonOne, st steps.State) (app talonone.Application, _ steps.State, err error) {
	if st.Observed.Applications, err = t.Applications(ctx); err != nil {
		return app, st, s.managementKeyRefused(ctx, st.Answers, err)
	}
	app, found := st.Chosen()
	if !found {
		return app, st, noApplication(st.Answers)
	}
	return app, st, nil
}

func noApplication(a setup.Answers) error {
	return fmt.Errorf("choosing Application %s: %w", a.Text(setup.Application), steps.ErrNoApplication)
}

// workOut works out what is wanted. The answers come back complete.
func (s *Session) workOut(ctx context.Context, st steps.State) (t TalonOne, w setup.Wanted, _ steps.State, err error) {
	if err := steps.Missing(st); err != nil {
		return t, w, st, err
	}
	if t, err = s.talonOne(st.Answers); err != nil {
		return t, w, st, err
	}
	app, st, err := s.application(ctx, t, st)
	if err != nil {
		return t, w, st, err
	}
	w, err = s.want(&st, app)
	return t, w, st, err
}

// want is what the answers come to; what they lack is filled in.
func (s *Session) want(st *steps.State, app talonone.Application) (w setup.Wanted, err error) {
	if st.Observed.Zone, err = setup.Zone(app); err != nil {
		return w, err
	}
	st.Answers = setup.Complete(st.Answers, st.Surroundings())
	if err := steps.Fit(*st); err != nil {
		return w, err
	}
	w, err = setup.From(st.Answers, st.Profile, app, s.world.Addresses)
	w.Adopt = st.Adopt
	return w.After(st.Past()).Begun(st.Origin, st.Answers, st.Observed.Applications), err
}

// Plan reads both accounts and works out what would change. Where something could
// not be looked at it gives the rest of the plan with the error.
func (s *Session) Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return plan.Plan{}, setup.Wanted{}, err
	}
	defer end()
	_, w, st, err := s.workOut(ctx, st)
	if err != nil {
		return plan.Plan{}, w, err
	}
	p, err := s.plan(ctx, st, w)
	return p, w, err
}

// plan works out what would change of what both accounts hold. What could not be
// looked at is a row of the plan and the error; the rest is judged all the same.
func (s *Session) plan(ctx context.Context, st steps.State, w setup.Wanted) (plan.Plan, error) {
	c, t, err := s.services(st.Answers)
	if err != nil {
		return plan.Plan{}, err
	}
	seen, err := s.look(ctx, st, c, t, &w)
	if err != nil {
		return plan.Plan{}, s.refused(ctx, st.Answers, err)
	}
	p := s.take(st.Answers, w, seen)
	return p, s.refused(ctx, st.Answers, p.Unread())
}

// take makes the plan, and keeps it with what it was made of where all of it was
// seen: a look that failed must not take the place of what an earlier one saw.
func (s *Session) take(a setup.Answers, w setup.Wanted, seen plan.Seen) plan.Plan {
	p, standing, now := plan.Make(w, seen), plan.StandingOf(w, seen), s.world.Now()
	s.change(func(n *snapshot) {
		n.wanted = w
		n.notes.foundEmail(seen.Email)
		if standing.Enabled() {
			n.notes.runs(standing.Campaign.ID, now)
		}
		if p.Unread() == nil {
			n.unsure = false
			n.seen, n.planned, n.standing, n.answers = seen, p, standing, a
		}
	})
	return p
}

// look reads what there is of the wanted setup. Looks that failed are in what was
// seen; an error is a fault of our own.
func (s *Session) look(ctx context.Context, st steps.State, c observe.CleverTap, t observe.TalonOne, w *setup.Wanted) (plan.Seen, error) {
	s.change(func(n *snapshot) { n.notes.recall(st, w.Email.Noted()) })
	seen, err := s.glancing(s.observer(c, t, maySignIn(st.Answers))).Look(ctx, *w)
	if seen.WebhooksUnread+seen.CampaignsUnread != "" && maySignIn(st.Answers) {
		err = s.lookSignedIn(ctx, st, c, *w, &seen)
	}
	s.add(st, *w, &seen)
	if len(seen.Failed) > 0 {
		err = nil
	}
	return seen, err
}

// add adds to what was seen what a person said and earlier looks found.
func (s *Session) add(st steps.State, w setup.Wanted, seen *plan.Seen) {
	s.change(func(n *snapshot) {
		seen.Event.Sent = n.notes.eventSent(st, w.Event)
		n.notes.emailText(st, w, &seen.Email)
	})
	at := plan.StandingOf(w, *seen)
	seen.Campaign.Compared, seen.Judged = comparedNow(st, w, at), judged(st.Noted)
	seen.Campaign.Paused = since(st.Noted.Paused, at.Campaign.ID)
}

// lookSignedIn looks again with a session, where the Management API key may not read all
// that the plan is about; where nobody is let in, what was seen without one stays.
func (s *Session) lookSignedIn(ctx context.Context, st steps.State, c observe.CleverTap, w setup.Wanted, seen *plan.Seen) error {
	in := false
	err := s.signedIn(ctx, st.Answers, func(t TalonOne) (err error) {
		in = true
		*seen, err = s.glancing(s.observer(c, t, true)).Look(ctx, w)
		return err
	})
	if in {
		return err
	}
	if seen.WebhooksUnread != "" {
		seen.Failed.Note(plan.ReadWebhooks, err)
	}
	if seen.CampaignsUnread != "" {
		seen.Failed.Note(plan.ReadCampaigns, err)
	}
	return nil
}

func (s *Session) observer(c observe.CleverTap, t observe.TalonOne, maySignIn bool) observe.Observer {
	at := s.last()
	return observe.Observer{CleverTap: c, TalonOne: t, Now: s.world.Now(), SignedIn: maySignIn, EmailWait: s.world.EmailWait, EmailDays: at.notes.email.Days, Sample: at.seen.Sample, Accepted: true}
}

// Apply makes the last plan's changes and returns what is left. Nothing goes live by it.
func (s *Session) Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) ([]plan.Change, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	at := s.last()
	if at.planned.Changes == nil {
		return nil, steps.ErrNoPlan
	}
	s.change(func(n *snapshot) { n.used = at.answers })
	c, t, err := s.services(st.Answers)
	if err != nil {
		return nil, err
	}
	change := func(t TalonOne) error { return s.apply(ctx, c, t, at, tell) }
	if len(at.planned.Automatic()) == 0 {
		err = change(t)
	} else {
		err = s.signedIn(ctx, st.Answers, change)
	}
	return s.last().left, err
}

func (s *Session) apply(ctx context.Context, c CleverTap, t TalonOne, at *snapshot, tell func(apply.Progress)) error {
	a := &apply.Applier{CleverTap: c, TalonOne: t, Journal: s.world.Journal, Now: s.world.Now}
	a.Tell = func(p apply.Progress) {
		if p.State == apply.Done || p.State == apply.Failed {
			s.change(func(n *snapshot) { n.applied = append(n.applied, p) })
		}
		if tell != nil {
			tell(p)
		}
	}
	standing, left, err := a.Apply(ctx, at.wanted, at.seen, at.planned)
	now := s.world.Now()
	s.change(func(n *snapshot) {
		n.standing, n.left = standing, left
		if err == nil && !at.seen.Event.Read && at.planned.Of(plan.Event).Action == plan.Create {
			n.notes.event = note.Event{Event: at.wanted.Event, On: note.On(now)}
		}
	})
	return err
}

// Enabled reports whether the campaign runs.
func (s *Session) Enabled() bool { return s.last().standing.Enabled() }

// Enable switches the campaign on. It refuses while the gate is closed.
func (s *Session) Enable(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	at := s.last()
	if !at.mayEnable() {
		return steps.ErrNotProven
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return err
	}
	a := &apply.Applier{TalonOne: t, Journal: s.world.Journal, Now: s.world.Now}
	if err := a.Enable(ctx, at.wanted, at.standing); err != nil && !s.enabledAllTheSame(ctx, t, at, err) {
		return s.enableByHand(at, fmt.Errorf("enabling the campaign: %w", err))
	}
	now := s.world.Now()
	s.change(func(n *snapshot) {
		n.standing.Campaign.State = "enabled"
		n.notes.runs(n.standing.Campaign.ID, now)
	})
	return nil
}

// enabledAllTheSame looks whether the campaign runs, where it was asked for and the
// answer did not come. Where that cannot be seen either, nothing is said of it.
func (s *Session) enabledAllTheSame(ctx context.Context, t TalonOne, at *snapshot, why error) bool {
	if f := (*transport.Failure)(nil); !errors.As(why, &f) || !f.Sent {
		return false
	}
	look, cancel := context.WithTimeout(context.WithoutCancel(ctx), signOutTime)
	defer cancel()
	now, err := t.Campaign(look, at.wanted.Application.ID, at.standing.Campaign.ID)
	s.change(func(n *snapshot) { n.unsure = err != nil })
	return err == nil && now.State == "enabled" && now.ActiveRulesetID == at.standing.RulesetID
}

// enableByHand turns an account's no into what a person does: an Application with
// campaign staging and revisions takes no update (published), and a key may lack
// the right.
func (s *Session) enableByHand(at *snapshot, err error) error {
	if !slices.Contains([]transport.Kind{transport.Refused, transport.Rejected, transport.Unauthorised}, transport.KindOf(err)) {
		return err
	}
	c := plan.ByHandInstead(at.planned.Of(plan.Enable), at.wanted, at.seen, fmt.Sprintf(words.EnableRefused, err.Error()))
	s.change(func(n *snapshot) { n.left = append(n.left, c) })
	return &steps.ByHandError{Change: c, Err: err}
}

// Unended is why a session that was opened at Talon.One is still open; "": none is.
func (s *Session) Unended() string { return s.last().unended }

// Wanted is what the last plan was made for.
func (s *Session) Wanted() setup.Wanted { return s.last().wanted }

// since is how long something took, by the world's clock.
func (s *Session) since(began time.Time) time.Duration { return s.world.Now().Sub(began) }
