package steps

import (
	"context"
	"iter"
	"time"

	"github.com/talontap/talontap/api/talonone"
)

// What is read in a session, and what a live check does, is renewed like the
// changes are.

// Applications lists the account's Applications.
func (r *renewing) Applications(ctx context.Context) ([]talonone.Application, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Application, error) { return t.Applications(ctx) })
}

// LastAccess finds the last call that fits.
func (r *renewing) LastAccess(ctx context.Context, application int, from, to time.Time, fits func(talonone.Access) bool) (last talonone.Access, found bool, err error) {
	last, err = again(ctx, r, func(t TalonOne) (talonone.Access, error) {
		last, found, err = t.LastAccess(ctx, application, from, to, fits)
		return last, err
	})
	return last, found, err
}

// Webhooks lists the webhooks.
func (r *renewing) Webhooks(ctx context.Context, application int) ([]talonone.Webhook, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Webhook, error) { return t.Webhooks(ctx, application) })
}

// Campaigns lists the campaigns.
func (r *renewing) Campaigns(ctx context.Context, application int, name string) ([]talonone.Campaign, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Campaign, error) { return t.Campaigns(ctx, application, name) })
}

// Rulesets lists the rulesets of a campaign.
func (r *renewing) Rulesets(ctx context.Context, application, campaign int) ([]talonone.Ruleset, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Ruleset, error) { return t.Rulesets(ctx, application, campaign) })
}

// Customers looks customers up.
func (r *renewing) Customers(ctx context.Context, application int, integrationID string, most int) ([]talonone.Customer, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Customer, error) {
		return t.Customers(ctx, application, integrationID, most)
	})
}

// Coupons lists coupons.
func (r *renewing) Coupons(ctx context.Context, application, campaign int, f talonone.CouponFilter) ([]talonone.Coupon, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Coupon, error) { return t.Coupons(ctx, application, campaign, f) })
}

// CreateCoupons makes coupons.
func (r *renewing) CreateCoupons(ctx context.Context, application, campaign int, n talonone.NewCoupons) ([]talonone.Coupon, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.Coupon, error) { return t.CreateCoupons(ctx, application, campaign, n) })
}

// UpdateProfile changes a customer profile.
func (r *renewing) UpdateProfile(ctx context.Context, integrationID string, runRuleEngine bool) (talonone.Evaluation, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Evaluation, error) {
		return t.UpdateProfile(ctx, integrationID, runRuleEngine)
	})
}

// MessageLogs lists what a webhook sent.
func (r *renewing) MessageLogs(ctx context.Context, q talonone.MessageLogQuery) ([]talonone.MessageLog, error) {
	return again(ctx, r, func(t TalonOne) ([]talonone.MessageLog, error) { return t.MessageLogs(ctx, q) })
}

// Deliveries reads what a webhook sent, a page at a time. What was read before a
// session ended is not read again, so that one is not renewed here.
func (r *renewing) Deliveries(ctx context.Context, q talonone.MessageLogQuery) iter.Seq2[talonone.MessageLog, error] {
	return r.current().Deliveries(ctx, q)
}

// DeleteCoupon deletes a coupon.
func (r *renewing) DeleteCoupon(ctx context.Context, application, campaign, coupon int) error {
	return repeat(ctx, r, func(t TalonOne) error { return t.DeleteCoupon(ctx, application, campaign, coupon) })
}

// DeleteCustomer deletes a customer.
func (r *renewing) DeleteCustomer(ctx context.Context, integrationID string) error {
	return repeat(ctx, r, func(t TalonOne) error { return t.DeleteCustomer(ctx, integrationID) })
}

// DeleteCampaign deletes a campaign.
func (r *renewing) DeleteCampaign(ctx context.Context, application, id int) error {
	return repeat(ctx, r, func(t TalonOne) error { return t.DeleteCampaign(ctx, application, id) })
}

// Session evaluates a customer session.
func (r *renewing) Session(ctx context.Context, q talonone.SessionQuery) (talonone.Evaluation, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Evaluation, error) { return t.Session(ctx, q) })
}
