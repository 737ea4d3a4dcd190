package live

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
)

// Pending is a test coupon that was sent and has not been seen to arrive: all
// that a later check needs to wait on for that very one. It holds no secret.
type Pending struct {
	Code     string
	Sent     time.Time
	Baseline int    // events on the test customer before it
	Taken    bool   // CleverTap answered that it took it
	Identity string // the test customer
}

// pendingFor is how long a coupon may be on its way for a check to take it up.
const pendingFor = 24 * time.Hour

// String writes it as ParsePending reads it.
func (p Pending) String() string {
	return fmt.Sprintf("%s %s %d %t %s", p.Code, p.Sent.UTC().Format(time.RFC3339), p.Baseline, p.Taken, p.Identity)
}

// ParsePending reads what String wrote; anything else is none.
func ParsePending(text string) (p Pending, ok bool) {
	part := strings.SplitN(text, " ", 5)
	if len(part) != 5 || part[0] == "" || part[4] == "" {
		return Pending{}, false
	}
	sent, err := time.Parse(time.RFC3339, part[1])
	baseline, berr := strconv.Atoi(part[2])
	taken, terr := strconv.ParseBool(part[3])
	if err != nil || berr != nil || terr != nil || baseline < 0 {
		return Pending{}, false
	}
	return Pending{Code: part[0], Sent: sent, Baseline: baseline, Taken: taken, Identity: part[4]}, true
}

// MayTakeUp reports whether a check may wait on for it: it is this customer's,
// and not so old that it is lost for certain.
func (p Pending) MayTakeUp(identity string, now time.Time) bool {
	return p.Code != "" && p.Identity == identity && now.Sub(p.Sent) < pendingFor
}

// pending is what a later check can wait on for: this check's coupon, once it
// was sent and while it is kept.
func (r *check) pending() *Pending {
	if r.result.Depth != DepthRelay || r.result.Arrived || r.coupon.ID == 0 || r.sentAt.IsZero() || r.customer.real {
		return nil
	}
	return &Pending{Code: r.coupon.Value, Sent: r.sentAt, Baseline: r.customer.baseline, Taken: r.answer != nil && r.answer.Taken(), Identity: r.w.Test.Identity}
}

func (r *check) aCoupon(ctx context.Context) Hop {
	if r.TakeUp == nil {
		return r.makeCoupon(ctx)
	}
	all, err := r.coupons(ctx)
	if err != nil {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	i := slices.IndexFunc(all, func(c talonone.Coupon) bool { return c.Value == r.TakeUp.Code })
	if i < 0 {
		return r.blame(ByTalonOne, evidence{gone: r.TakeUp.Code})
	}
	c := all[i]
	r.made, r.sentAt = true, r.TakeUp.Sent
	r.follows(c)
	return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf(words.LiveTakenUp, c.Value, r.TakeUp.Sent.In(r.Now().Location()).Format("15:04"))}
}

func (r *check) sending(ctx context.Context) Hop {
	if r.TakeUp == nil {
		return r.send(ctx)
	}
	if r.TakeUp.Taken {
		r.answer = &clevertap.Receipt{Status: "success", Processed: 1}
	}
	return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf(words.LiveSentAgo, phrase.About(r.Now().Sub(r.sentAt)))}
}

func (r *check) sinceSent(waited time.Duration) time.Duration {
	if r.TakeUp == nil {
		return waited
	}
	return max(waited, r.Now().Sub(r.sentAt))
}
