package trail

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// pageOfList is about how many coupons one call of a list brings.
const pageOfList = 500

// elsewhereCalls bounds the search in campaigns that are not this setup's: about
// twenty seconds at the vendor's pace of three requests a second.
const elsewhereCalls = 60

// coupons finds what was asked for: one by one where that takes fewer calls than
// the list has pages, else in the lists.
func (l *look) coupons(ctx context.Context) error {
	pages := 0
	for _, c := range l.Campaigns {
		pages += c.Coupons / pageOfList
	}
	find := l.inLists
	if len(l.asked) <= max(few, pages) {
		find = l.oneByOne
	}
	missed, err := find(ctx)
	if err != nil {
		return err
	}
	l.elsewhere(ctx, missed)
	return nil
}

func (l *look) oneByOne(ctx context.Context) (missed []string, err error) {
	for n, asked := range l.asked {
		l.Tell(words.TraceReadsCoupons, n)
		hits, err := l.single(ctx, asked)
		if err != nil {
			return nil, err
		}
		if len(hits) == 0 {
			missed = append(missed, asked)
		}
		l.found = append(l.found, hits...)
	}
	return missed, nil
}

// single finds one code in the setup's campaigns, or else the coupons of one
// customer, or else the code in capitals, as somebody may have typed it.
func (l *look) single(ctx context.Context, asked string) (hits []found, err error) {
	for _, c := range l.Campaigns {
		if hits, err = l.ask(ctx, asked, c, talonone.CouponFilter{Value: asked}); err != nil || len(hits) > 0 {
			return hits, err
		}
	}
	for _, c := range l.Campaigns {
		own, err := l.ask(ctx, asked, c, talonone.CouponFilter{Recipient: asked})
		if err != nil {
			return nil, err
		}
		hits = append(hits, own...)
	}
	if upper := strings.ToUpper(asked); len(hits) == 0 && upper != asked {
		for _, c := range l.Campaigns {
			if hits, err = l.ask(ctx, asked, c, talonone.CouponFilter{Value: upper}); err != nil || len(hits) > 0 {
				return hits, err
			}
		}
	}
	return hits, nil
}

func (l *look) ask(ctx context.Context, asked string, c Campaign, by talonone.CouponFilter) (hits []found, err error) {
	all, err := l.TalonOne.Coupons(ctx, l.Wanted.Application.ID, c.ID, by)
	if transport.KindOf(err) == transport.NotFound {
		return nil, nil // the campaign was deleted, and its codes with it
	}
	for _, k := range all {
		hits = append(hits, found{Coupon: k, asked: asked, campaign: c})
	}
	return hits, err
}

// tellEach is after how many rows of a list the progress is told.
const tellEach = 500

// inLists picks the codes and customers out of the campaigns' coupons.
func (l *look) inLists(ctx context.Context) (missed []string, err error) {
	wanted := make(map[string]string, 2*len(l.asked)) // as asked and in capitals → asked
	for _, asked := range l.asked {
		wanted[strings.ToUpper(asked)] = asked
	}
	for _, asked := range l.asked {
		wanted[asked] = asked
	}
	hit := make(map[string]bool, len(l.asked))
	read := 0
	for _, c := range l.Campaigns {
		for k, err := range l.TalonOne.EachCoupon(ctx, l.Wanted.Application.ID, c.ID) {
			if transport.KindOf(err) == transport.NotFound {
				break
			}
			if err != nil {
				return nil, err
			}
			if read++; read%tellEach == 0 {
				l.Tell(words.TraceReadsCoupons, read)
			}
			asked, is := wanted[k.Value]
			if !is {
				asked, is = wanted[k.Recipient]
				is = is && asked == k.Recipient
			}
			if is {
				hit[asked] = true
				l.found = append(l.found, found{Coupon: k, asked: asked, campaign: c})
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(l.asked), func(a string) bool { return hit[a] }), nil
}

// elsewhere looks for the rest in the Application's other campaigns and among its
// customers, as far as few calls go. What cannot be read there takes nothing from
// what was found.
func (l *look) elsewhere(ctx context.Context, missed []string) {
	if len(missed) == 0 {
		return
	}
	others, unread := l.others(ctx)
	may := min(len(others), elsewhereCalls/(2*len(missed)))
	for n, asked := range missed {
		l.Tell(words.TraceReadsOthers, n)
		hits, err := l.among(ctx, asked, others[:may])
		if l.found = append(l.found, hits...); len(hits) > 0 {
			continue
		}
		m := missing{asked: asked, looked: may, left: len(others) - may, err: cmp.Or(unread, err)}
		if len(missed) <= few {
			m.tried = true
			m.customer, err = l.known(ctx, asked)
			m.err = cmp.Or(m.err, err)
		}
		l.missing = append(l.missing, m)
	}
}

// among looks for a code or a customer in other campaigns. One that may not be read
// holds nothing that can be told.
func (l *look) among(ctx context.Context, asked string, others []Campaign) ([]found, error) {
	for _, c := range others {
		for _, by := range []talonone.CouponFilter{{Value: asked}, {Recipient: asked}} {
			hits, err := l.ask(ctx, asked, c, by)
			if transport.KindOf(err) == transport.Refused {
				continue
			}
			if err != nil {
				return nil, err
			}
			for i := range hits {
				hits[i].foreign = !c.ours
			}
			if len(hits) > 0 {
				return hits, nil
			}
		}
	}
	return nil, nil
}

// others are the campaigns that may have made codes and are not this setup's, the
// last changed first.
func (l *look) others(ctx context.Context) (out []Campaign, err error) {
	all, err := l.TalonOne.Campaigns(ctx, l.Wanted.Application.ID, "")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b talonone.Campaign) int { return cmp.Compare(b.Updated.UnixNano(), a.Updated.UnixNano()) })
	for _, c := range all {
		own := slices.ContainsFunc(l.Campaigns, func(o Campaign) bool { return o.ID == c.ID })
		if !own && (c.CouponsCreated > 0 || slices.Contains(c.Features, "coupons")) {
			out = append(out, Campaign{ID: c.ID, Name: c.Name, ours: slices.Contains(c.Tags, setup.MarkOf(l.Wanted.Profile))})
		}
	}
	return out, nil
}

func (l *look) known(ctx context.Context, asked string) (bool, error) {
	who, err := l.TalonOne.Customers(ctx, l.Wanted.Application.ID, asked, 1)
	return len(who) > 0, err
}
