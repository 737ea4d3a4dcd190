package tui

import (
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
)

// rotationScenes are the screens of a rotation.
func rotationScenes() []scene {
	passcode := func(change func(*accounts)) func() *accounts {
		return func() *accounts { return newAccounts(rotate.CleverTap).with(change) }
	}
	good := passcode(func(*accounts) {})
	byHand := passcode(func(a *accounts) { a.byHand = true })
	kept := passcode(func(a *accounts) { a.slots[rotate.Previous] = a.made() })
	unfinished := passcode(func(a *accounts) { a.slots[rotate.Next] = a.made() })
	paused := passcode(func(a *accounts) { a.pause = make(chan struct{}) })
	// enter lets one come in that the vendor made, and looks on for a while.
	enter := func(keys ...string) func(*rig) {
		return func(r *rig) {
			r.enters(madeFor(r))
			time.Sleep(4 * time.Second)
			r.settle()
			r.press(keys...)
		}
	}
	press := func(keys ...string) func(*rig) { return func(r *rig) { r.press(keys...) } }
	return []scene{
		{name: "rotate-looking", rotates: passcode(func(a *accounts) { a.gate = make(chan struct{}) }), play: press()},
		{name: "rotate-start", rotates: good, play: press()},
		{name: "rotate-start-key", rotates: func() *accounts { return newAccounts(rotate.Management) }, play: press()},
		{name: "rotate-nothing-to-rotate", rotates: passcode(func(a *accounts) { a.absent = errNoSetup }), play: press()},
		{name: "rotate-unfinished", rotates: unfinished, play: press()},
		{name: "rotate-kept", rotates: kept, play: press("down")},
		{name: "rotate-still-kept", rotates: kept, play: press("enter")},
		{name: "rotate-still-accepted", rotates: kept, play: press("down", "enter")},
		{name: "rotate-not-forgotten", rotates: kept, play: press("down", "enter", "enter")},
		{name: "rotate-entry", rotates: good, play: press("enter")},
		{name: "rotate-unfit", rotates: good, play: func(r *rig) { r.press("enter"); r.typed("half a passcode"); r.press("enter") }},
		{name: "rotate-no-date", rotates: good, play: func(r *rig) {
			r.press("enter")
			r.typed("AAA-BBB-CCCC")
			r.press("enter")
			r.typed("soon")
			r.press("enter")
		}},
		{name: "rotate-rejected", rotates: good, play: func(r *rig) { r.enters(secret.New("AAA-BBB-CCCC")) }},
		{name: "rotate-running", rotates: paused, play: enter()},
		{name: "rotate-running-detail", rotates: paused, play: enter("up", "up")},
		{name: "rotate-leaving", rotates: paused, play: enter("ctrl+c")},
		{name: "rotate-stopping", rotates: passcode(func(a *accounts) { a.pause, a.back = make(chan struct{}), make(chan struct{}) }), play: enter("ctrl+c", "ctrl+c")},
		{name: "rotate-by-hand", rotates: byHand, play: enter("down")},
		{name: "rotate-copying", rotates: byHand, play: enter("s")},
		{name: "rotate-copied", rotates: byHand, play: enter("s", "s")},
		{name: "rotate-later", rotates: byHand, play: enter("l")},
		{name: "rotate-question", rotates: passcode(func(a *accounts) { a.hidden = true }), play: enter("down")},
		{name: "rotate-done", rotates: good, play: enter()},
		{name: "rotate-done-key", rotates: func() *accounts { return newAccounts(rotate.Integration) }, play: enter()},
		{name: "rotate-restored", rotates: passcode(func(a *accounts) { a.refuses = errLost }), play: enter()},
		{name: "rotate-help", rotates: good, play: press("?")},
	}
}

// madeFor is a new credential in the accounts that a rig's rotation is between.
func madeFor(r *rig) secret.Secret {
	r.t.Helper()
	r.until(steps.NewCredential)
	return r.accounts.made()
}
