package live

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/setup"
)

// logWait is how long the message log is watched for the delivery. How soon
// Talon.One logs one is unknown; the arrival decides in any case.
const logWait = 30 * time.Second

const logMargin = 5 * time.Second

// delivered watches Talon.One's message log until it shows the webhook
// delivered, or a failure that no repeat will mend.
func (r *check) delivered(ctx context.Context) Hop {
	var d delivery
	done, waited, err := r.await(ctx, min(r.Wait, logWait), func(ctx context.Context) (bool, error) {
		logs, err := r.TalonOne.MessageLogs(ctx, talonone.MessageLogQuery{WebhookID: r.standing.Webhook.ID, CreatedAfter: r.firedAt().Add(-logMargin)})
		d = r.readDeliveries(logs)
		return d.settled(), err
	})
	switch {
	case err != nil && ctx.Err() == nil:
		return r.blame(ByTalonOne, evidence{logErr: err})
	case !done && d.attempts == 0:
		return r.blame(ByTalonOne, evidence{delivery: &d, waited: waited})
	case !done:
		// Talon.One goes on trying, and an attempt whose answer was lost may have
		// arrived: the customer's profile decides.
		r.undelivered = &d
		return r.doubt(ByTalonOne, words.LiveTriesAgain, evidence{delivery: &d})
	case d.status/100 != 2:
		return r.blame(ByTalonOne, evidence{delivery: &d})
	}
	r.answer = cmp.Or(d.receipt, &clevertap.Receipt{})
	return Hop{Status: Pass, By: ByTalonOne, Detail: fmt.Sprintf(words.LiveLogged, d.status, phrase.Spelled(d.attempts, "attempt"))}
}

func (r *check) firedAt() time.Time {
	if !r.coupon.Created.IsZero() {
		return r.coupon.Created
	}
	return r.sentAt
}

// settled reports whether looking on would change nothing: it was taken as far
// as Talon.One knows, or refused for good. Anything else Talon.One repeats.
func (d delivery) settled() bool {
	return d.status/100 == 2 || d.status/100 == 4 && d.status != http.StatusTooManyRequests
}

// readDeliveries sums up the attempts that are ours. On the day other customers'
// deliveries stand in the log too, and what was sent tells them apart. Where the log
// does not show that, CleverTap's answer does if it is a refusal, since it echoes
// what it refuses; without one, a success is taken for ours.
func (r *check) readDeliveries(logs []talonone.MessageLog) (d delivery) {
	rank := -1
	for _, l := range logs {
		sent, readable := r.w.Sent(l.Sent)
		ours := slices.ContainsFunc(sent, func(s trace.Sent) bool { return s.Code == r.coupon.Value || s.Identity == r.w.Test.Identity })
		if readable && len(sent) > 0 && !ours {
			continue
		}
		d.attempts++
		one := delivery{status: l.Status, receipt: receiptIn(l.Response)}
		if n := one.weight(ours || r.named(l.Response)); n > rank {
			rank, d.status, d.receipt = n, one.status, one.receipt
		}
	}
	return d
}

func (r *check) named(response []byte) bool {
	code, identity := r.coupon.Value, r.w.Test.Identity
	return code != "" && bytes.Contains(response, []byte(code)) || identity != "" && bytes.Contains(response, []byte(identity))
}

func (d delivery) weight(ours bool) int {
	switch {
	case ours && d.arrived():
		return 4
	case ours:
		return 3
	case d.arrived():
		return 2
	case d.status != 0:
		return 1
	}
	return 0
}

// receiptIn finds CleverTap's answer in what was logged: the body alone, or the
// whole answer with its header lines (unknown which). Nil: there is none.
func receiptIn(response []byte) *clevertap.Receipt {
	if r, found := clevertap.ReceiptIn(response); found {
		return &r
	}
	return nil
}

// WhyNotTaken says why a logged delivery did not get through, without a full stop; ""
// where the receiver took it. HTTP 200 alone does not say that.
func WhyNotTaken(l talonone.MessageLog, w setup.Wanted) string {
	d := delivery{attempts: 1, status: l.Status, receipt: receiptIn(l.Response)}
	if d.status/100 == 2 && d.arrived() {
		return ""
	}
	return strings.TrimSuffix(diagnose(evidence{w: w, delivery: &d}).Sentence, ".")
}
