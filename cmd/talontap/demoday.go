package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/report"
)

// A rehearsed day is short: the pauses for the vendors' limits, and the limits of
// the sandbox with them, pass so many times as fast, and it is looked at twice a
// second.
const (
	dayHurry = 10
	dayPoll  = 500 * time.Millisecond
	dayCalls = 6 // of the shop at a time
)

// rush is a number of customers who come at a moment of the day.
type rush struct {
	after     time.Duration // since the day began
	customers int
}

// rushes are the day of a shop: most come at midnight.
func rushes() []rush {
	return []rush{{0, 260}, {9 * time.Hour, 30}, {12 * time.Hour, 30}, {20 * time.Hour, 20}, {24*time.Hour - 30*time.Second, 10}}
}

// losses are the faults of a rehearsed day, and of which customer each takes the
// code. The last two take none: those codes come late, or twice.
func losses() (faults, planted []string) {
	for _, lost := range []struct {
		fault    string
		customer int
	}{
		{"success-without-arrival", 7}, {"other-code", 41}, {"500", 133},
		{"success-without-arrival", 270}, // in the morning
	} {
		guest := guestOf(lost.customer)
		faults, planted = append(faults, lost.fault+"@"+guest), append(planted, guest)
	}
	return append(faults, "late=3m@"+guestOf(60), "twice@"+guestOf(80)), planted
}

func guestOf(n int) string { return fmt.Sprintf("guest-%03d", n) }

// demoDay sets the tutorial's campaign up in the sandbox and rehearses its day.
func (a *app) demoDay(ctx context.Context, line bool) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a.hurry = max(a.hurry, dayHurry)
	box, err := sandbox.Start(ctx, sandbox.Options{Hurry: a.sandboxHurry()})
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	defer box.Close()
	world := a.rehearsal(box)
	world.Poll = dayPoll
	session := engine.New(world)
	a.say(words.DemoDaySetup)
	flow := steps.NewSetup(session, tutorialState(box), steps.SetupOptions{Answered: true})
	r, err := steps.Alone{Enable: true}.Run(ctx, flow)
	if err == nil && r.Verdict() != check.Right {
		err = errors.New(words.DemoDayFailed)
	}
	if err != nil {
		return err
	}
	faults, planted := losses()
	if err := box.SetFaults(faults...); err != nil {
		return err
	}
	shop, err := world.TalonOne(box.TalonOneURL(), flow.State().Answers.Secret(setup.ManagementKey), flow.State().Answers.Secret(setup.IntegrationKey))
	if err != nil {
		return err
	}
	day := rehearsedDay{box: box, shop: shop, on: session.Wanted().Rule.Day, seen: make(chan watch.Picture, 1)}
	box.SetClock(day.on.Start().Add(-2 * time.Second))
	end, err := a.follows(ctx, line, func(ctx context.Context, tell func(watch.Picture)) (end watch.End, err error) {
		g, ctx := crash.WithContext(ctx)
		over, enough := context.WithCancel(ctx)
		g.Go(func() error {
			if err := day.pass(over); over.Err() == nil {
				return err
			}
			return nil // the watch has ended
		})
		g.Go(func() error {
			defer enough()
			end, err = session.WatchDay(ctx, flow.State(), func(p watch.Picture) { day.show(p); tell(p) })
			return err
		})
		return end, errors.Join(g.Wait())
	})
	found := report.Compare(planted, end)
	return a.watched(ctx, end, &found, err)
}

// rehearsedDay has the customers come and the clock go on.
type rehearsedDay struct {
	box  *sandbox.Sandbox
	shop engine.TalonOne
	on   setup.Day
	seen chan watch.Picture // the latest
}

func (d *rehearsedDay) show(p watch.Picture) {
	select {
	case <-d.seen:
	default:
	}
	d.seen <- p
}

// pass goes through the day, and on in steps until the watch has ended.
func (d *rehearsedDay) pass(ctx context.Context) error {
	came := 0
	for _, r := range rushes() {
		if err := d.reach(ctx, d.on.Start().Add(r.after)); err != nil {
			return err
		}
		if err := d.visit(ctx, came, came+r.customers); err != nil {
			return err
		}
		came += r.customers
		if err := d.await(ctx, came); err != nil {
			return err
		}
	}
	for at := d.on.End().Add(time.Minute); ; at = at.Add(7 * time.Minute) {
		d.box.SetClock(at)
		if err := wait(ctx, 3*dayPoll); err != nil {
			return err
		}
	}
}

// reach moves the clock on; midnight comes by itself.
func (d *rehearsedDay) reach(ctx context.Context, at time.Time) error {
	if left := at.Sub(d.box.Now()); left < 5*time.Second {
		return wait(ctx, left)
	}
	d.box.SetClock(at)
	return nil
}

// visit has the shop call Talon.One for some customers, as on any day.
func (d *rehearsedDay) visit(ctx context.Context, first, last int) error {
	g, ctx := crash.WithContext(ctx)
	g.SetLimit(dayCalls)
	for n := first; n < last; n++ {
		d.box.Welcome(guestOf(n), guestOf(n)+"@example.com")
		g.Go(func() error {
			_, err := d.shop.UpdateProfile(ctx, guestOf(n), true)
			return err
		})
	}
	return g.Wait()
}

// await waits until the watch has seen all coupons, and what was sent has settled.
func (d *rehearsedDay) await(ctx context.Context, coupons int) error {
	const patience = 30 * time.Second
	late := time.After(patience)
	seen := 0
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-late:
			return fmt.Errorf(words.DemoDayStill, seen, coupons)
		case p := <-d.seen:
			if seen = p.Coupons; seen >= coupons && p.Backlog <= len(rushes()) {
				return wait(ctx, dayPoll)
			}
		}
	}
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
