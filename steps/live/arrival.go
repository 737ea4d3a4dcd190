package live

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/plan"
)

func (r *check) accepted(context.Context) Hop {
	switch {
	case r.answer == nil:
		return Hop{Status: Skip, By: ByCleverTap, Detail: words.LiveNoAnswerToRead}
	case r.answer.Taken():
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf(words.LiveUploadStatus, r.answer.Status, r.answer.Processed)}
	case r.answer.Status == "":
		// An answer in Talon.One's log that is not CleverTap's, or half of it.
		r.answer, r.undelivered = nil, &delivery{attempts: 1, status: http.StatusOK}
		return r.doubt(ByCleverTap, words.LiveShowsOnCustomer, evidence{delivery: r.undelivered})
	}
	return r.blame(ByCleverTap, evidence{receipt: r.answer})
}

// The least time that is given to what hangs on another: an event that may have
// been taken, and the list of events once one is counted.
const (
	doubtWait = 20 * time.Second
	listWait  = 10 * time.Second
)

func (r *check) onProfile(ctx context.Context) Hop {
	now, seen := r.customer.baseline, time.Time{}
	most := r.Wait
	if r.unanswered != nil {
		most = min(most, doubtWait)
	}
	done, waited, err := r.await(ctx, most, func(ctx context.Context) (bool, error) {
		r.beside()
		p, _, err := r.CleverTap.Profile(ctx, r.w.Test.Identity)
		if err == nil {
			r.customer.know(p)
			now, seen = count(p, r.w.Event.Name)
		}
		if err == nil && r.TakeUp == nil && now < r.customer.baseline { // CleverTap deleted the customer in the night
			r.customer.baseline = now
		}
		if err == nil && now <= r.customer.baseline && r.begunAnew(ctx) {
			r.customer.baseline = now - 1
		}
		return now > r.customer.baseline || r.TakeUp != nil && now < r.customer.baseline, err
	})
	switch {
	case err != nil:
		return r.blame(ByCleverTap, evidence{err: err})
	case now < r.customer.baseline:
		r.late = true
		return Hop{Status: Warn, By: ByCleverTap, Detail: words.LiveGoneOvernight, Fix: words.LiveGoneOvernightFix}
	case !done:
		return r.notOnProfile(ctx, waited)
	}
	hop := Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("%s %d → %d", r.w.Event.Name, r.customer.baseline, now)}
	if age := r.Now().Add(-r.skew).Sub(seen); !seen.IsZero() && outOfWindow(age) {
		return r.but(hop, evidence{age: age})
	}
	return hop
}

// begunAnew reports whether the coupon of an earlier check is on the customer, whose
// count is no larger for it: CleverTap deleted the customer in the meantime, as an
// earlier check asked it to, and counts from the beginning.
func (r *check) begunAnew(ctx context.Context) bool {
	if r.TakeUp == nil {
		return false
	}
	f, err := r.find(r.ofCode(ctx, r.coupon.Value))
	return err == nil && f.copies > 0
}

// notOnProfile looks for the reason: the code on another customer, or a project
// that does not know the event. Finding none, it is late.
func (r *check) notOnProfile(ctx context.Context, waited time.Duration) Hop {
	m := &missing{elsewhere: r.elsewhere(ctx), schema: r.schema(ctx)}
	hop := r.blame(ByCleverTap, evidence{missing: m, unanswered: r.unanswered, delivery: r.undelivered, waited: r.sinceSent(waited)})
	r.late = hop.Status == Warn
	return hop
}

// schema is what the project knows of the event; not every CleverTap plan shows it.
func (r *check) schema(ctx context.Context) plan.EventSeen {
	events, err := r.CleverTap.Schema(ctx)
	if err != nil {
		return plan.EventSeen{}
	}
	seen := plan.EventSeen{Read: true}
	for _, e := range events {
		seen.Add(e, r.w.Event)
	}
	return seen
}

// sameCode waits until an event of the test customer holds the very code, which
// CleverTap is asked for by it. Where none does for some time, all events of these
// days are read: one of ours may hold another code, and one that holds another may
// be that of a check that was left, with ours behind it.
func (r *check) sameCode(ctx context.Context) Hop {
	if r.late {
		return Hop{Status: Skip, By: ByCleverTap, Detail: words.LiveNothingToCompare}
	}
	var f finding
	began, patience := r.Now(), min(r.Wait, listWait)
	_, waited, err := r.await(ctx, r.leftToWait(), func(ctx context.Context) (bool, error) {
		var err error
		f, err = r.find(r.ofCode(ctx, r.coupon.Value))
		if err == nil && f.copies == 0 && r.Now().Sub(began) >= patience {
			f, err = r.find(r.all(ctx))
		}
		return f.copies > 0 || f.other != nil, err
	})
	switch {
	case err != nil:
		return r.blame(ByCleverTap, evidence{err: err})
	case f.copies > 0:
		return r.arrived(ctx, f)
	case f.other != nil:
		return r.blame(ByCleverTap, evidence{other: f.other})
	}
	r.late = true
	hop := r.blame(ByCleverTap, evidence{waited: r.sinceSent(waited)})
	if f.earlier != "" {
		hop.Detail = fmt.Sprintf(words.LiveOursNotListed, f.words(), phrase.About(waited))
	}
	return hop
}

// leftToWait is what remains of the wait, but enough for a list that lags.
func (r *check) leftToWait() time.Duration {
	return max(r.Wait-r.Now().Sub(r.sentAt), min(r.Wait, listWait))
}

func (r *check) arrived(ctx context.Context, f finding) Hop {
	r.result.Arrived = true
	if f.copies > 1 {
		return r.blame(ByCleverTap, evidence{copies: f.copies})
	}
	hop := Hop{Status: Pass, By: ByCleverTap, Detail: r.w.Event.Property + " = " + r.coupon.Value}
	if f.under != "" {
		hop.Detail += fmt.Sprintf(words.LiveListedUnder, f.under)
	}
	for _, code := range r.earlier {
		if one, err := r.find(r.ofCode(ctx, code)); err == nil && one.earlier != "" {
			hop.Detail += "; " + one.words()
			break
		}
	}
	return hop
}

type finding struct {
	copies  int                    // with the very code
	under   string                 // the identity that it is listed under, where that is another
	earlier string                 // the code of an earlier check, which came late
	other   *clevertap.EventRecord // one with anything else
}

func (f finding) words() string { return fmt.Sprintf(words.LiveEarlierArrived, f.earlier) }

func (r *check) find(records iter.Seq2[clevertap.EventRecord, error]) (f finding, err error) {
	others, _ := r.beside()
	for e, err := range records {
		if err != nil {
			return finding{}, err
		}
		if _, seen := r.before[fingerprint(e)]; seen || !r.ours(e) {
			continue
		}
		switch value := r.events.Code(e); {
		case value == r.coupon.Value:
			f.copies++
			if e.Identity != r.w.Test.Identity {
				f.under = e.Identity
			}
		case slices.Contains(r.earlier, value):
			f.earlier = value
		case slices.Contains(others, value):
		default:
			f.other = &e
		}
	}
	return f, nil
}

// ours reports whether an event is the test customer's. A customer may have
// several identities, of which an event names one: so the profile's own word for
// it counts too, and its object IDs.
func (r *check) ours(e clevertap.EventRecord) bool {
	return e.Identity == r.w.Test.Identity || e.Identity != "" && e.Identity == r.customer.listed || slices.Contains(r.customer.objects, e.ObjectID)
}

func (r *check) elsewhere(ctx context.Context) string {
	for e, err := range r.ofCode(ctx, r.coupon.Value) {
		if err == nil && !r.ours(e) && r.events.Code(e) == r.coupon.Value {
			return cmp.Or(e.Identity, e.Email, words.LiveNoIdentity)
		}
	}
	return ""
}

// ofCode reads the events of these days that hold a code; all reads all of them.
// The days are those around today, wherever the project is.
func (r *check) ofCode(ctx context.Context, code string) iter.Seq2[clevertap.EventRecord, error] {
	return r.events.Of(ctx, code, r.Now().UTC().AddDate(0, 0, -2), r.Now().UTC().AddDate(0, 0, 1))
}

func (r *check) all(ctx context.Context) iter.Seq2[clevertap.EventRecord, error] {
	return r.events.All(ctx, r.Now().UTC().AddDate(0, 0, -2), r.Now().UTC().AddDate(0, 0, 1))
}

// remember notes the test customer's earlier events, so that none of them is
// taken for the new one.
func (r *check) remember(ctx context.Context) error {
	r.before = map[string]clevertap.EventRecord{}
	for e, err := range r.all(ctx) {
		if err != nil {
			return err
		}
		if r.ours(e) && (r.TakeUp == nil || r.events.Code(e) != r.TakeUp.Code) {
			r.before[fingerprint(e)] = e
		}
	}
	return nil
}

func fingerprint(e clevertap.EventRecord) string {
	return e.Identity + " " + e.At + " " + properties(e.Properties)
}

func holds(e clevertap.EventRecord, code string) bool {
	for _, v := range e.Properties {
		if trace.Value(v) == code {
			return true
		}
	}
	return false
}

func properties(p map[string]any) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		out = append(out, name+" = "+trace.Value(p[name]))
	}
	if len(out) == 0 {
		return words.LiveNoProperty
	}
	return strings.Join(out, ", ")
}
