package live

import (
	"context"
	"testing"

	"github.com/talontap/talontap/api/talonone"
)

// asked notes what a rule engine was asked for.
type asked struct{ queries []talonone.SessionQuery }

func (a *asked) Session(_ context.Context, q talonone.SessionQuery) (talonone.Evaluation, error) {
	a.queries = append(a.queries, q)
	return talonone.Evaluation{}, nil
}

func TestTwoProbesOfOneAccountShareNeitherSessionNorCustomer(t *testing.T) {
	engine := &asked{}
	for range 2 {
		if err := TryIntegrationKey(t.Context(), engine); err != nil {
			t.Fatal(err)
		}
	}
	one, two := engine.queries[0], engine.queries[1]
	if one.SessionID == two.SessionID || one.ProfileID == two.ProfileID || !one.Dry || !two.Dry {
		t.Errorf("asked were %+v and %+v, want dry runs of two customers", one, two)
	}
}
