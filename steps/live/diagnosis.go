package live

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// Cause names why a coupon did not arrive, or what is wrong although it did.
// The names are stable; reports and scripts rely on them.
type Cause string

// The causes. Where several warnings are given, the one that stands first here
// is the diagnosis.
const (
	// Nothing could be asked, or was answered as it should be.
	Unreachable        Cause = "unreachable"
	NoAnswer           Cause = "no-answer"
	Garbled            Cause = "garbled"
	VendorFailed       Cause = "vendor-failed"
	RateLimited        Cause = "rate-limited"
	CredentialRejected Cause = "credential-rejected" // from the start: a wrong region looks the same
	CredentialRevoked  Cause = "credential-revoked"  // it was accepted a moment ago
	WrongProject       Cause = "wrong-project"
	NotAllowed         Cause = "not-allowed"
	NotThere           Cause = "not-there"
	Failed             Cause = "failed"
	Beside             Cause = "beside-another" // another check of this setup runs
	Left               Cause = "left"

	// The setup is not as it should be.
	NotSetUp         Cause = "not-set-up"
	IdentityTaken    Cause = "identity-taken"
	WrongDay         Cause = "wrong-day"
	WrongRegion      Cause = "wrong-region"
	WrongIdentity    Cause = "wrong-identity"
	WrongProperty    Cause = "wrong-property"
	WrongWebhook     Cause = "wrong-webhook"
	WrongPlaceholder Cause = "wrong-placeholder"

	// Talon.One's part.
	CampaignPaused Cause = "campaign-paused"
	LimitReached   Cause = "limit-reached"
	NoCoupon       Cause = "no-coupon"
	FiredTwice     Cause = "fired-twice"
	UnreachableURL Cause = "unreachable-url"
	NotLogged      Cause = "not-logged"

	// CleverTap's part.
	Rejected      Cause = "rejected" // with a code
	Dropped       Cause = "dropped"
	OtherCode     Cause = "other-code"
	TooOld        Cause = "too-old"
	Late          Cause = "late"
	EmailPaused   Cause = "email-campaign-paused"
	EmailNotFound Cause = "email-campaign-not-found"
	NoEmail       Cause = "no-email"

	// It arrived, and something is to be said all the same.
	ClockSkew        Cause = "clock-skew"
	HiddenCredential Cause = "hidden-credential"
	Unproven         Cause = "unproven"
	NotCleanedUp     Cause = "not-cleaned-up"
	NotRedeemable    Cause = "not-redeemable"
)

// Causes lists all of them, the gravest first.
func Causes() []Cause {
	return []Cause{Unreachable, NoAnswer, Garbled, VendorFailed, RateLimited, CredentialRejected, CredentialRevoked, WrongProject,
		NotAllowed, NotThere, Failed, Beside, Left, NotSetUp, IdentityTaken, WrongDay, WrongRegion, WrongIdentity, WrongProperty, WrongWebhook,
		WrongPlaceholder, CampaignPaused, LimitReached, NoCoupon, FiredTwice, UnreachableURL, NotLogged, Rejected, Dropped, OtherCode,
		TooOld, Late, EmailPaused, EmailNotFound, NoEmail, ClockSkew, HiddenCredential, Unproven, NotCleanedUp, NotRedeemable}
}

// Diagnosis is one cause in a sentence, with what to do about it.
type Diagnosis struct {
	Cause    Cause  `json:"cause"`
	Hop      HopID  `json:"hop"`    // where it showed
	Status   Status `json:"status"` // fail or warn
	Code     int    `json:"code,omitempty"`
	Sentence string `json:"sentence"`
	Fix      string `json:"fix"`
}

// evidence is what one hop saw that was not as it should be. What was not seen
// is zero; diagnose decides what it means.
type evidence struct {
	depth    Depth
	w        setup.Wanted
	code     string        // the coupon's
	waited   time.Duration // for what did not come
	accepted bool          // every credential was accepted earlier in this check
	answered bool          // CleverTap's answer was read, and was a yes
	keeps    bool          // a later check can wait on for this very coupon

	err        error                  // a call that failed
	unanswered error                  // the sending of the webhook, where it failed so that it may have been taken
	receipt    *clevertap.Receipt     // an upload's answer that was no success
	delivery   *delivery              // what Talon.One logged
	logErr     error                  // why the log could not be read
	fields     []plan.Field           // the stored webhook's, that differ
	payload    string                 // as stored
	render     error                  // why the webhook cannot be filled in
	taken      string                 // whose identity the test has
	incomplete bool                   // webhook, campaign and rule are not all there
	gone       string                 // the coupon that was to be taken up
	fired      *fired                 // what the real run made
	missing    *missing               // taken, and not on the customer
	other      *clevertap.EventRecord // the event that came instead
	age        time.Duration          // of the event, by its own time; 0: not known
	copies     int                    // of the event with this very code
	email      *plan.EmailSeen
	subject    string // of an email that came without the code
	noEmail    bool
	skew       time.Duration // this machine's clock less Talon.One's
	hidden     bool          // the webhook's passcode is in a Credential, or in the integration
	left       []string      // what could not be removed
	redeem     *Redeem

	integration bool // Talon.One's own CleverTap integration sends the webhook
}

// missing is what CleverTap shows of an event that it took and that is not on
// the customer.
type missing struct {
	elsewhere string         // another customer that has the code
	schema    plan.EventSeen // what the project knows of the event
}

// diagnose turns what was seen into its cause, a sentence, and what to do.
func diagnose(e evidence) Diagnosis {
	switch {
	case e.taken != "":
		return fails(IdentityTaken, fmt.Sprintf(words.LiveRealCustomer, e.taken),
			fmt.Sprintf(words.LiveRealCustomerFix, string(setup.TestIdentity)))
	case e.incomplete:
		return fails(NotSetUp, words.LiveNothingToFollow, words.LiveApplyOrByHand)
	case e.gone != "":
		return fails(NotThere, fmt.Sprintf(words.LiveCouponGone, e.gone), words.LiveMakesAnother)
	case e.missing != nil:
		return ofMissing(e)
	case e.err != nil:
		return ofFailure(e.err, e.accepted)
	case len(e.fields) > 0 || e.render != nil:
		return ofWebhook(e)
	case e.fired != nil:
		return ofFired(e)
	case e.delivery != nil || e.logErr != nil:
		return ofDelivery(e)
	case e.receipt != nil:
		return ofReceipt(*e.receipt)
	}
	return e.lateCause()
}

// lateCause is what shows only once the event is on its way to a customer.
func (e evidence) lateCause() Diagnosis {
	switch {
	case e.other != nil:
		return ofOther(e)
	case e.copies > 1:
		return warns(FiredTwice, fmt.Sprintf(e.w.Email.Channel.Say(words.LiveArrivedTwice), e.copies), words.LiveWhyTwice)
	case e.age != 0:
		return ofAge(e)
	case e.email != nil || e.subject != "" || e.noEmail:
		return ofEmail(e)
	case e.skew != 0:
		return ofSkew(e.skew)
	case e.hidden && e.integration:
		return warns(HiddenCredential, words.LiveHiddenIntegration, words.IntegrationFix)
	case e.hidden:
		return warns(HiddenCredential, words.LiveHiddenPasscode, words.LiveHiddenPasscodeFix)
	case len(e.left) > 0:
		return warns(NotCleanedUp, fmt.Sprintf(words.LiveRemainder, strings.Join(e.left, "; ")), words.LiveRemainderFix)
	case e.redeem != nil:
		return warns(NotRedeemable, fmt.Sprintf(words.LiveShopRefuses, e.redeem.Detail), e.redeem.Fix)
	}
	return ofWaiting(e)
}

func fails(cause Cause, sentence, fix string) Diagnosis {
	return Diagnosis{Cause: cause, Status: Fail, Sentence: sentence, Fix: fix}
}

func warns(cause Cause, sentence, fix string) Diagnosis {
	return Diagnosis{Cause: cause, Status: Warn, Sentence: sentence, Fix: fix}
}

// ofFailure reads a call that failed. accepted: the credentials were good a
// moment ago.
func ofFailure(err error, accepted bool) Diagnosis {
	d := fails(Failed, phrase.Sentence(err.Error()), words.LiveSeeReason)
	if errors.Is(err, errBeside) {
		d.Cause, d.Fix = Beside, words.LiveWaitForOther
	}
	if f, ok := errors.AsType[*transport.Failure](err); ok {
		d.Code = f.Code
		d.Cause, d.Fix = ofKind(f, accepted)
	}
	return d
}

// causes are those of the failures that have the same remedy everywhere.
var causes = map[transport.Kind]Cause{
	transport.Unreachable: Unreachable,
	transport.TimedOut:    NoAnswer,
	transport.Garbled:     Garbled,
	transport.Broken:      VendorFailed,
	transport.Limited:     RateLimited,
	transport.Refused:     NotAllowed,
}

// ofKind names the cause, and says what to do about a no.
func ofKind(f *transport.Failure, accepted bool) (Cause, string) {
	switch {
	case f.Kind == transport.Unauthorised:
		return ofUnauthorised(f, accepted)
	case f.Kind == transport.NotFound:
		return NotThere, fmt.Sprintf(words.LiveWasDeleted, f.Service)
	case f.Kind == transport.Rejected:
		return Rejected, words.LiveWholeRequest
	case f.Kind == transport.Unreachable && f.Sent:
		return NoAnswer, remedy.For(f, "")
	}
	return cmp.Or(causes[f.Kind], Failed), remedy.For(f, "")
}

// ofUnauthorised tells a credential that was never right from one that stopped
// being right. CleverTap names a project that it does not know; a wrong region
// looks like a wrong passcode (likely).
func ofUnauthorised(f *transport.Failure, accepted bool) (Cause, string) {
	switch {
	case f.Service == "CleverTap" && strings.Contains(f.Message, words.LiveAccountID):
		return WrongProject, words.LiveCompareProject
	case f.Service == "CleverTap" && accepted:
		return CredentialRevoked, words.LivePasscodeEnded
	case accepted:
		return CredentialRevoked, words.LiveKeyEnded
	case f.Service == "CleverTap":
		return CredentialRejected, words.LiveComparePasscode
	}
	return CredentialRejected, words.LiveCompareKey
}
