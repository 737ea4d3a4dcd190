package rotate

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/setup"
)

// Right is one reading call that a Management API key may be allowed or not.
type Right struct {
	Name   string // the endpoint, as Talon.One publishes it
	Needed bool   // nothing works without it
	Try    func(ctx context.Context) error
}

// TryRights tries each call, one after the other, and tells which are not
// allowed. A right that is needed and missing is an error; what fails otherwise
// is one too, as it proves nothing. Writing calls are not tried.
func TryRights(ctx context.Context, rights []Right) (Proof, error) {
	var allowed int
	var missing, lesser []string
	for _, r := range rights {
		err := r.Try(ctx)
		switch kind := transport.KindOf(err); {
		case err == nil, kind == transport.NotFound:
			allowed++
		case kind != transport.Unauthorised && kind != transport.Refused:
			return Proof{}, fmt.Errorf("trying the new key: %w", err)
		case r.Needed:
			missing = append(missing, r.Name)
		default:
			lesser = append(lesser, r.Name)
		}
	}
	if len(missing) > 0 {
		return Proof{}, unsound("the new key is accepted, but may not call "+strings.Join(missing, ", ")+"; nothing was changed",
			"tick these endpoints for the key under "+setup.WhereManagementKeys+", or make another key")
	}
	p := Proof{Detail: fmt.Sprintf("it may make %d of the %d reading calls; writing ones (coupons, campaign) are tried by talontap verify --live=relay", allowed, len(rights))}
	if len(lesser) > 0 {
		p.Warn, p.Fix = "it may not call "+strings.Join(lesser, ", "), "talontap works without, and checks less; tick them for the key to have them"
	}
	return p, nil
}
