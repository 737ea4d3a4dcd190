package live

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// fired is what the real run made, where that is not one coupon.
type fired struct {
	made    int
	reasons []string // Talon.One's, for our campaign
	state   string   // of the campaign afterwards: running, disabled, …; "" where it could not be read
}

// ofFired reads a real run that made no coupon, or more than one.
func ofFired(e evidence) Diagnosis {
	f := *e.fired
	why := strings.Join(f.reasons, "; ")
	switch {
	case f.made > 1:
		return Diagnosis{Cause: FiredTwice, Sentence: fmt.Sprintf(words.LiveManyCoupons, f.made),
			Fix: words.LiveManyCouponsFix}
	case f.state != "" && f.state != "running":
		return Diagnosis{Cause: CampaignPaused, Sentence: fmt.Sprintf(words.LiveNoCouponState, f.state),
			Fix: words.LiveEnableAgain}
	case strings.Contains(why, "LimitReached"):
		return Diagnosis{Cause: LimitReached, Sentence: fmt.Sprintf(words.LiveLimitUsed, why),
			Fix: fmt.Sprintf(words.LiveLimitUsedFix, string(setup.TestIdentity), e.w.Test.Identity)}
	}
	return Diagnosis{Cause: NoCoupon, Sentence: phrase.Sentence(fmt.Sprintf(words.LiveNoCouponBecause, cmp.Or(why, words.LiveNoReason))),
		Fix: fmt.Sprintf(words.LiveCompareDay, e.w.Rule.Day.Words(), e.w.Rule.Day.Zone().String())}
}

// delivery is what Talon.One's message log says about the webhook since the run.
type delivery struct {
	attempts int
	status   int // the last attempt's HTTP status; 0: no answer
	receipt  *clevertap.Receipt
}

// arrived reports whether the receiver took it. Talon.One counts every 2xx as
// delivered; what CleverTap's answer means is another matter.
func (d delivery) arrived() bool { return d.receipt != nil && d.receipt.Taken() }

// ofDelivery reads the log of a delivery that did not get through, or is not in it.
func ofDelivery(e evidence) Diagnosis {
	if e.logErr != nil {
		return Diagnosis{Cause: NotLogged, Status: Warn, Sentence: fmt.Sprintf(words.LiveLogUnread, e.logErr.Error()),
			Fix: words.LiveLogUnreadFix}
	}
	d := *e.delivery
	switch {
	case d.attempts == 0:
		return Diagnosis{Cause: NotLogged, Status: Warn, Sentence: fmt.Sprintf(words.LiveNotLogged, phrase.About(e.waited)),
			Fix: words.LiveNotLoggedFix}
	case d.status == 0:
		return Diagnosis{Cause: UnreachableURL, Sentence: fmt.Sprintf(words.LiveNoAnswerFrom, phrase.Spelled(d.attempts, "attempt")),
			Fix: fmt.Sprintf(words.LiveNoAnswerFromFix, e.w.UploadURL)}
	case d.status == http.StatusUnauthorized:
		return Diagnosis{Cause: CredentialRevoked, Sentence: words.LiveOldPasscode,
			Fix: words.LiveOldPasscodeFix}
	case d.status == http.StatusTooManyRequests:
		return Diagnosis{Cause: RateLimited, Sentence: fmt.Sprintf(words.LiveTooMany, phrase.Spelled(d.attempts, "attempt")),
			Fix: words.LiveTooManyFix}
	case d.status/100 == 5:
		return Diagnosis{Cause: VendorFailed, Sentence: fmt.Sprintf(words.LiveCleverTapFailed, phrase.Spelled(d.attempts, "attempt"), d.status),
			Fix: words.LiveCleverTapFailedFix}
	case d.status/100 != 2:
		return Diagnosis{Cause: WrongWebhook, Sentence: fmt.Sprintf(words.LiveNotUpload, d.status),
			Fix: fmt.Sprintf(words.LiveURLMustBe, e.w.UploadURL)}
	case d.receipt == nil:
		return Diagnosis{Cause: Garbled, Sentence: words.LiveSomethingAnswered,
			Fix: fmt.Sprintf(words.LiveCompareURL, e.w.UploadURL)}
	}
	return ofReceipt(*d.receipt)
}
