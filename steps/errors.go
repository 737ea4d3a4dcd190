package steps

import "errors"

// ErrNoInbox says that no live check waits for what a person reads in an inbox.
var ErrNoInbox = errors.New("no test email is waited for")

// ErrNoRehearsal says that real accounts cannot be taken to another day.
var ErrNoRehearsal = errors.New("only a rehearsal can travel to the rule's day")

// ErrNoApplication says that the chosen Application is not in the account.
var ErrNoApplication = errors.New("this account has no such Application")

// ErrNoPlan says that something was asked for that needs a plan first.
var ErrNoPlan = errors.New("nothing was planned yet")

// ErrNotProven says that the gate is closed: what keeps it is in the live
// check's result.
var ErrNotProven = errors.New("the rule is not proven, so the campaign stays disabled")

// ErrNothingOnItsWay says that no earlier test coupon can be waited on for.
var ErrNothingOnItsWay = errors.New("no test coupon of an earlier check is on its way")

// ErrNothingToTakeBack says that the campaign does not run.
var ErrNothingToTakeBack = errors.New("the campaign is not activated")

// ErrNoClipboard says that a secret can be copied nowhere from here.
var ErrNoClipboard = errors.New("there is no clipboard that a secret may be put on; enter it from where you keep it")
