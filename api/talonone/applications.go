package talonone

import (
	"context"
	"net/http"
	"time"

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

// Health says whether anything calls the Application's Integration API, and when
// it last did.
//
// Published: GET /v1/applications/{applicationId}/health_report (Management API
// document, certain).
func (c *Client) Health(ctx context.Context, application int) (Health, error) {
	var answer struct {
		Summary  string    `json:"summary"`
		LastUsed time.Time `json:"lastUsed"`
	}
	call := transport.Call{Doing: "reading the Application's health report", Out: &answer}
	err := c.manage(ctx, http.MethodGet, at("/v1/applications/{applicationId}/health_report", application), call, nil)
	if err != nil {
		return Health{}, err
	}
	return Health(answer), nil
}
