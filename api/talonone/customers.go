package talonone

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/talontap/talontap/api/transport"
)

const customersPath = "/v1/applications/{applicationId}/customers"

// Customers lists customers of an Application, most of them at most (0: all). An
// integration ID narrows the list to that customer.
//
// Published: GET /v1/applications/{applicationId}/customers (Management API
// document, certain).
func (c *Client) Customers(ctx context.Context, applicationID int, integrationID string, most int) ([]Customer, error) {
	query, p := filters(map[string]string{"integrationId": integrationID}), at(customersPath, applicationID)
	return collect(ctx, c, "reading customers", p, query, most, decoded[Customer])
}

// CustomerCount is how many customers an Application has.
//
// Published: the parameter withTotalResultSize of the same call (certain).
func (c *Client) CustomerCount(ctx context.Context, applicationID int) (int, error) {
	const doing = "counting customers"
	var got page
	query := url.Values{"pageSize": {"1"}, "withTotalResultSize": {"true"}}
	if err := c.manage(ctx, http.MethodGet, at(customersPath, applicationID), transport.Call{Doing: doing, Query: query, Out: &got}, nil); err != nil {
		return 0, err
	}
	if got.Total == nil {
		return 0, c.caller.Garbled(doing, errors.New("a list without its total"))
	}
	return *got.Total, nil
}
