package steps

import (
	"errors"

	"github.com/talontap/talontap/assets/words"
)

// ErrNoInbox says that no live check waits for what a person reads in an inbox.
var ErrNoInbox = errors.New(words.FlowNoTestEmail)

// ErrNoRehearsal says that real accounts cannot be taken to another day.
var ErrNoRehearsal = errors.New(words.FlowOnlyRehearsal)

// ErrNoApplication says that the chosen Application is not in the account.
var ErrNoApplication = errors.New(words.FlowNoApplication)

// ErrNoPlan says that something was asked for that needs a plan first.
var ErrNoPlan = errors.New(words.FlowNoPlan)

// ErrNotProven says that the gate is closed: what keeps it is in the live
// check's result.
var ErrNotProven = errors.New(words.FlowRuleNotProven)

// ErrNothingOnItsWay says that no earlier test coupon can be waited on for.
var ErrNothingOnItsWay = errors.New(words.FlowNoTestCoupon)

// ErrNothingToTakeBack says that the campaign does not run.
var ErrNothingToTakeBack = errors.New(words.FlowNotActivated)

// ErrNoClipboard says that a secret can be copied nowhere from here.
var ErrNoClipboard = errors.New(words.ClipboardNone)
