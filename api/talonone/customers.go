package talonone

import (
	"context"
	"net/url"
)

type wireCustomer struct {
	IntegrationID string `json:"integrationId"`
}

// Customers lists customers of an Application, most of them at most (0: all). An
// integration ID narrows the list to that customer.
//
// Published: GET /v1/applications/{applicationId}/customers (Management API
// document, certain).
func (c *Client) Customers(ctx context.Context, applicationID int, integrationID string, most int) ([]Customer, error) {
	query := url.Values{}
	if integrationID != "" {
		query.Set("integrationId", integrationID)
	}
	p := at("/v1/applications/{applicationId}/customers", applicationID)
	return collect(ctx, c, "reading customers", p, query, most,
		func(w wireCustomer) Customer { return Customer(w) })
}
