package talonone

import (
	"context"

	"github.com/talontap/talontap/api/transport"
)

type wireApplication struct {
	ID       int    `json:"id"`
	Name     string `json:"name"`
	TimeZone string `json:"timezone"`
	Currency string `json:"currency"`
	Sandbox  bool   `json:"sandbox"`
}

// Applications lists all Applications that the credential sees.
//
// Published: GET /v1/applications (Management API document, certain).
func (c *Client) Applications(ctx context.Context) ([]Application, error) {
	return collect(ctx, c, "reading Applications", at("/v1/applications").offered(transport.OnAll), nil, 0,
		func(w wireApplication) Application {
			w.Name = transport.Line(w.Name)
			return Application(w)
		})
}
