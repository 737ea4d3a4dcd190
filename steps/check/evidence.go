package check

import (
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// Evidence is everything the checklist judges. What was not looked at is zero.
type Evidence struct {
	Now         time.Time
	Channel     phrase.Channel
	Wanted      *setup.Wanted // nil: it could not be worked out, the probes say why
	Project     setup.Project
	CleverTap   Probe
	Management  Probe
	Integration Probe
	Application Probe
	Seen        *plan.Seen
	SeenTook    time.Duration
	SeenErr     error // why nothing could be looked at; a single look that failed is in Seen
	Plan        *plan.Plan
	Simulated   *Check // judged by the live check; nil: not simulated
	Arrived     *Check // likewise
	Delivered   bool   // a code that Talon.One sent itself was seen on its customer
	Received    *Check // the test's email; nil: nobody has read it
	Redeemable  *Check // whether a shop would take the code; nil: not tried
	SharedID    *Check // tried on real customers; nil: not tried
	ShopCalls   *Check // judged from the Application's access log; nil: not read
	Day         *Day   // from the rule's day on; nil: before it, or not looked at
	Secrets     []Kept
	Terms       []Term                     // how long each credential is good for
	Ticked      map[string]string          // prerequisites, by ID: the day on which the admin confirmed them, in words
	Accepted    map[string]Acknowledgement // of warnings, by the ID of the check: those that hold now
	Paused      string                     // the day on which the admin paused the campaign, in words; "": never
	Enabled     string                     // the day on which the campaign was seen enabled, in words; "": never
}

// Probe is one look at a service.
type Probe struct {
	Done   bool
	Err    error
	Wrong  bool // it was looked at and is wrong, whatever kind the error is of
	Took   time.Duration
	Detail string
}

// Kept says where one secret came from and whether the keychain holds it.
type Kept struct {
	Title    string
	From     setup.Source
	Differs  bool // variable and keychain hold different values
	Variable string
}

// The checks that others depend on.
const (
	cleverTapID   = "clevertap.credentials"
	managementID  = "talonone.management_key"
	integrationID = "talonone.integration_key"
	applicationID = "talonone.application"
	eventID       = "event.known"
	webhookID     = "webhook.matches"
	campaignID    = "campaign.matches"
	ruleID        = "rule.matches"
	enabledID     = "campaign.enabled"
	arrivalID     = "live.arrival"
	emailID       = "email.campaign"
	redeemableID  = "coupon.redeemable"
)

// Checks judges the evidence.
func Checks(e Evidence) List {
	checks := []Check{
		e.CleverTap.judge(cleverTapID, words.CheckPasscode, words.CheckPasscodeFix),
		e.Management.judge(managementID, words.CheckManagementKey, fmt.Sprintf(words.CheckManagementKeyFix, setup.WhereManagementKeys)),
		e.Integration.judge(integrationID, words.CheckIntegrationKey, fmt.Sprintf(words.CheckIntegrationKeyFix, setup.WhereIntegrationKeys)),
		e.Application.judge(applicationID, words.CheckApplication, words.CheckApplicationFix),
		e.sameKind(),
		e.event(),
		e.webhook(),
		e.object(campaignID, words.CheckCampaign, plan.Campaign),
		e.object(ruleID, words.CheckRule, plan.Rule),
		e.date(),
		e.capacity(),
		given(e.Simulated, "rule.simulated", words.CheckSimulated, words.CheckNotSimulated),
		e.enabled(),
		e.email(),
		e.arrived(),
		given(e.Received, "email.received", e.say(words.CheckReceived), e.notReceived()),
		given(e.Redeemable, redeemableID, words.CheckRedeemable, words.CheckNotRedeemable),
		e.secrets(),
	}
	checks = append(checks, e.day()...)
	for _, t := range e.Terms {
		checks = append(checks, e.term(t))
	}
	l := Listed(append(checks, e.byPerson()...))
	for _, p := range []Probe{e.CleverTap, e.Management, e.Integration} {
		l.Rejected = l.Rejected || transport.KindOf(p.Err) == transport.Unauthorised
	}
	l.acknowledge(e.Accepted)
	return l
}

// say puts a sentence about the email into the words of what is sent.
func (e Evidence) say(sentence string) string { return e.Channel.Say(sentence) }

func (e Evidence) notReceived() string {
	if !setup.HasAddress(e.Channel) {
		return words.CheckNoDevice
	}
	return e.say(words.CheckNotReceived)
}

func (p Probe) judge(id, title, fix string) Check {
	c := Check{ID: id, Title: title, Status: Pass, Detail: p.Detail, Took: p.Took}
	switch {
	case !p.Done:
		c.Status, c.Detail = Skip, words.NotLookedAt
	case p.Err != nil && p.wrong():
		c.Status, c.Detail, c.Fix = Fail, p.Err.Error(), remedy.For(p.Err, fix)
	case p.Err != nil:
		c.Status, c.Detail, c.Fix = Skip, fmt.Sprintf(words.NotSeen, p.Err), remedy.For(p.Err, "")
	}
	return c
}

func (p Probe) wrong() bool {
	no := []transport.Kind{transport.Unauthorised, transport.Refused, transport.NotFound, transport.Rejected}
	return p.Wrong || slices.Contains(no, transport.KindOf(p.Err))
}

// sameKind warns where a test account on one side meets a live one on the other.
func (e Evidence) sameKind() Check {
	c := Check{ID: "accounts.same_kind", Title: words.CheckSameKind, Status: Pass}
	if e.Wanted == nil || e.Application.Err != nil {
		c.Status, c.Detail = Skip, words.NotLookedAt
		return c
	}
	test, sandbox := e.Project.Test(), e.Wanted.Application.Sandbox
	kinds := map[bool]string{true: "test", false: "live"}
	c.Detail = fmt.Sprintf(words.CheckSameKindBoth, kinds[test], kinds[sandbox])
	if test != sandbox {
		c.Status, c.Fix = Warn, words.CheckSameKindFix
	}
	return c
}
