package talonone

import (
	"context"
	"encoding/json"

	"github.com/talontap/talontap/api/transport"
)

// Applications lists all Applications that the credential sees.
//
// Published: GET /v1/applications (Management API document, certain).
func (c *Client) Applications(ctx context.Context) ([]Application, error) {
	return collect(ctx, c, "reading Applications", at("/v1/applications").offered(transport.OnAll), nil, 0,
		func(raw json.RawMessage) (Application, error) {
			a, err := decoded[Application](raw)
			a.Name = transport.Line(a.Name)
			return a, err
		})
}
