package talonone

import (
	"cmp"
	"context"
	"errors"
	"net/url"
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

// People are the customers of an Application: some of them, and how many there are.
type People struct {
	Some      []Customer
	Count     int
	Uncounted error // the answer does not say how many
}

// CustomerCount is how many customers an Application has.
func (c *Client) CustomerCount(ctx context.Context, applicationID int) (int, error) {
	p, err := c.People(ctx, applicationID, 1)
	return p.Count, cmp.Or(err, p.Uncounted)
}

// People reads some customers of an Application, most of them at most, and has all of
// them counted.
//
// Published: the parameter withTotalResultSize of the same call (certain).
func (c *Client) People(ctx context.Context, applicationID, most int) (People, error) {
	const doing = "reading customers"
	got, err := c.page(ctx, doing, at(customersPath, applicationID), url.Values{"withTotalResultSize": {"true"}}, 0, most)
	if err != nil {
		return People{}, err
	}
	var p People
	for _, element := range got.Data {
		one, err := decoded[Customer](element)
		if err != nil {
			return People{}, c.caller.Garbled(doing, err)
		}
		p.Some = append(p.Some, one)
	}
	if got.Total == nil {
		p.Uncounted = c.caller.Garbled("counting customers", errors.New("a list without its total"))
	} else {
		p.Count = *got.Total
	}
	return p, nil
}
