package talonone

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	couponsPath    = "/v1/applications/{applicationId}/campaigns/{campaignId}/coupons"
	couponListPath = "/v1/applications/{applicationId}/campaigns/{campaignId}/coupons/no_total"
	couponPath     = "/v1/applications/{applicationId}/campaigns/{campaignId}/coupons/{couponId}"

	mostUsage   = 999_999 // certain
	mostCoupons = 20_000  // in one call (certain)

	mostCouponPages = 10_000 // our own, as mostPages is
)

// Coupons lists a campaign's coupons that fit the filter.
//
// Published: GET …/campaigns/{campaignId}/coupons/no_total (Management API
// document, certain).
func (c *Client) Coupons(ctx context.Context, applicationID, campaignID int, filter CouponFilter) ([]Coupon, error) {
	p := at(couponListPath, applicationID, campaignID)
	all, err := collect(ctx, c, "reading coupons", p, filter.wire(), filter.Most, decoded[Coupon])
	if err != nil || filter.Value == "" {
		return all, err
	}
	return slices.DeleteFunc(all, func(c Coupon) bool { return c.Value != filter.Value }), nil
}

// EachCoupon reads a campaign's coupons one by one, so that a campaign of hundreds
// of thousands takes no more memory than a page. An error ends it.
//
// Published: the same call as Coupons (certain).
func (c *Client) EachCoupon(ctx context.Context, applicationID, campaignID int) iter.Seq2[Coupon, error] {
	p := at(couponListPath, applicationID, campaignID)
	return elements(ctx, c, "reading coupons", p, nil, 0, mostCouponPages, decoded[Coupon])
}

func (f CouponFilter) wire() url.Values {
	query := filters(map[string]string{
		"value": f.Value, "recipientIntegrationId": f.Recipient,
		"createdAfter": instant(f.CreatedAfter), "createdBefore": instant(f.CreatedBefore),
	})
	if f.Value != "" {
		query.Set("exactMatch", "true")
	}
	if f.Redeemed {
		query.Set("redeemed", "true")
	}
	return query
}

// instant writes a bound as the published filters take it; none is "".
func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

// CreateCoupons makes coupons and returns them: a usage limit of 0 (unlimited) to
// 999,999 each, 1 to 20,000 at once. It is never repeated once it may have been
// taken.
//
// Published: POST …/campaigns/{campaignId}/coupons (Management API document,
// certain).
func (c *Client) CreateCoupons(ctx context.Context, applicationID, campaignID int, coupons NewCoupons) ([]Coupon, error) {
	const doing = "creating coupons"
	if err := coupons.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	var answer struct {
		Data []Coupon `json:"data"`
	}
	call := transport.Call{Doing: doing, Query: url.Values{"silent": {"no"}}, Out: &answer}
	p := at(couponsPath, applicationID, campaignID)
	if err := c.manage(ctx, http.MethodPost, p, call, coupons); err != nil {
		return nil, err
	}
	if len(answer.Data) == 0 {
		return nil, c.caller.Garbled(doing, errors.New("a success without coupons"))
	}
	return answer.Data, nil
}

// DeleteCoupon removes one coupon by its ID. Removing many by a filter is left
// out on purpose: without a filter the vendor likely removes all of a campaign.
//
// Published: DELETE …/campaigns/{campaignId}/coupons/{couponId} (Management API
// document, certain).
func (c *Client) DeleteCoupon(ctx context.Context, applicationID, campaignID, couponID int) error {
	const doing = "deleting the coupon"
	if couponID <= 0 {
		return fmt.Errorf("%s: no coupon is named", doing)
	}
	return c.manage(ctx, http.MethodDelete, at(couponPath, applicationID, campaignID, couponID), transport.Call{Doing: doing}, nil)
}

func (n NewCoupons) check() error {
	if n.UsageLimit < 0 || n.UsageLimit > mostUsage {
		return fmt.Errorf("a usage limit of %d, where 0 (unlimited) to %d are allowed", n.UsageLimit, mostUsage)
	}
	if n.Number < 1 || n.Number > mostCoupons {
		return fmt.Errorf("%d coupons, where 1 to %d are allowed", n.Number, mostCoupons)
	}
	return nil
}
