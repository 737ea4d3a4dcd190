package live

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/phrase"
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
		return Diagnosis{Cause: FiredTwice, Sentence: fmt.Sprintf("One call made %d coupons, so each customer gets as many emails.", f.made),
			Fix: "see in the Rule Builder that one rule alone makes coupons, and that the campaign's limit on coupons per customer is set"}
	case f.state != "" && f.state != "running":
		return Diagnosis{Cause: CampaignPaused, Sentence: "Talon.One made no coupon: the campaign is " + f.state + ".",
			Fix: "enable it again in the Campaign Manager, then run the check again"}
	case strings.Contains(why, "LimitReached"):
		return Diagnosis{Cause: LimitReached, Sentence: "Talon.One made no coupon: the campaign's limit is used up (" + why + "), for this test customer by an earlier real run.",
			Fix: "run it for a test customer who has had none: --set " + string(setup.TestIdentity) + "=" + e.w.Test.Identity + "-2"}
	}
	return Diagnosis{Cause: NoCoupon, Sentence: phrase.Sentence("Talon.One made no coupon: " + cmp.Or(why, "it gave no reason")),
		Fix: "compare the rule's condition with \"Current time is on exact day " + e.w.Rule.Day.Words() + "\", and the Application's time zone with " + e.w.Rule.Day.Zone().String()}
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
		return Diagnosis{Cause: NotLogged, Status: Warn, Sentence: "Talon.One's message log could not be read, so what CleverTap answered is not known: " + e.logErr.Error() + ".",
			Fix: "tick the endpoint message_logs for the Management API key; whether the coupon arrives shows below"}
	}
	d := *e.delivery
	switch {
	case d.attempts == 0:
		return Diagnosis{Cause: NotLogged, Status: Warn, Sentence: "The delivery did not stand in Talon.One's message log within " + phrase.About(e.waited) + ".",
			Fix: "look in the Campaign Manager under Account › Logs; whether the coupon arrives shows below"}
	case d.status == 0:
		return Diagnosis{Cause: UnreachableURL, Sentence: "Talon.One got no answer from the webhook's URL in " + phrase.Spelled(d.attempts, "attempt") + ".",
			Fix: "compare the webhook's URL with " + e.w.UploadURL + ", and look at CleverTap's status page"}
	case d.status == http.StatusUnauthorized:
		return Diagnosis{Cause: CredentialRevoked, Sentence: "CleverTap did not accept the passcode that Talon.One's webhook sent (HTTP 401).",
			Fix: "give the webhook, or the Credential it uses, a passcode that works: talontap setup"}
	case d.status == http.StatusTooManyRequests:
		return Diagnosis{Cause: RateLimited, Sentence: "CleverTap answered Talon.One that there are too many requests (HTTP 429), in " + phrase.Spelled(d.attempts, "attempt") + ".",
			Fix: "Talon.One tries again by itself; if many customers come at once, ask CleverTap for a higher limit before the day"}
	case d.status/100 == 5:
		return Diagnosis{Cause: VendorFailed, Sentence: fmt.Sprintf("CleverTap failed on its side in %s (HTTP %d).", phrase.Spelled(d.attempts, "attempt"), d.status),
			Fix: "Talon.One tries again by itself; look at CleverTap's status page"}
	case d.status/100 != 2:
		return Diagnosis{Cause: WrongWebhook, Sentence: fmt.Sprintf("The webhook's URL is not CleverTap's upload: it answered HTTP %d.", d.status),
			Fix: "the URL must be " + e.w.UploadURL}
	case d.receipt == nil:
		return Diagnosis{Cause: Garbled, Sentence: "Something answered Talon.One's webhook that is not CleverTap's upload, with HTTP 200.",
			Fix: "compare the webhook's URL with " + e.w.UploadURL}
	}
	return ofReceipt(*d.receipt)
}
