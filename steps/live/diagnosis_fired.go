package live

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
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

func ofFired(e evidence) Diagnosis {
	f := *e.fired
	why := strings.Join(f.reasons, "; ")
	switch {
	case f.made > 1:
		return fails(FiredTwice, fmt.Sprintf(e.w.Email.Channel.Say(words.LiveManyCoupons), f.made), words.LiveManyCouponsFix)
	case f.state != "" && f.state != "running":
		return fails(CampaignPaused, fmt.Sprintf(words.LiveNoCouponState, f.state), words.LiveEnableAgain)
	case strings.Contains(why, "LimitReached"):
		return fails(LimitReached, fmt.Sprintf(words.LiveLimitUsed, why),
			fmt.Sprintf(words.LiveLimitUsedFix, string(setup.TestIdentity), e.w.Test.Identity))
	}
	return fails(NoCoupon, phrase.Sentence(fmt.Sprintf(words.LiveNoCouponBecause, cmp.Or(why, words.LiveNoReason))),
		fmt.Sprintf(words.LiveCompareDay, e.w.Rule.Day.Words(), e.w.Rule.Day.Zone().String()))
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
// Of a webhook of the integration, that decides where it goes and as whom.
func ofDelivery(e evidence) Diagnosis {
	d := ofLog(e)
	if e.integration && slices.Contains([]Cause{UnreachableURL, CredentialRevoked, WrongWebhook, Garbled}, d.Cause) {
		d.Fix = words.IntegrationFix
	}
	return d
}

// in counts the attempts, where there was more than one.
func (d delivery) in() string {
	if d.attempts < 2 {
		return ""
	}
	return fmt.Sprintf(words.LiveInAttempts, phrase.Spelled(d.attempts, "attempt"))
}

func ofLog(e evidence) Diagnosis {
	if e.logErr != nil {
		return warns(NotLogged, fmt.Sprintf(words.LiveLogUnread, e.logErr.Error()), words.LiveLogUnreadFix)
	}
	d := *e.delivery
	switch {
	case d.attempts == 0:
		return warns(NotLogged, fmt.Sprintf(words.LiveNotLogged, phrase.About(e.waited)), words.LiveNotLoggedFix)
	case d.status == 0:
		return fails(UnreachableURL, fmt.Sprintf(words.LiveNoAnswerFrom, d.in()),
			fmt.Sprintf(words.LiveNoAnswerFromFix, e.w.UploadURL))
	case d.status == http.StatusUnauthorized:
		return fails(CredentialRevoked, words.LiveOldPasscode, words.LiveOldPasscodeFix)
	case d.status == http.StatusTooManyRequests:
		return fails(RateLimited, fmt.Sprintf(words.LiveTooMany, d.in()),
			words.LiveTooManyFix)
	case d.status/100 == 5:
		return fails(VendorFailed, fmt.Sprintf(words.LiveCleverTapFailed, d.in(), d.status),
			words.LiveCleverTapFailedFix)
	case d.status/100 != 2:
		return fails(WrongWebhook, fmt.Sprintf(words.LiveNotUpload, d.status),
			fmt.Sprintf(words.LiveURLMustBe, e.w.UploadURL))
	case d.receipt == nil:
		return fails(Garbled, words.LiveSomethingAnswered, fmt.Sprintf(words.LiveCompareURL, e.w.UploadURL))
	}
	return ofReceipt(*d.receipt)
}
