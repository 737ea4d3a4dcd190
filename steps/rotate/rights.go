package rotate

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
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
		return Proof{}, unsound(fmt.Sprintf(words.RotateRightsMissing, strings.Join(missing, ", ")),
			fmt.Sprintf(words.RotateRightsMissingFix, setup.WhereManagementKeys))
	}
	p := Proof{Detail: fmt.Sprintf(words.RotateRights, allowed, len(rights))}
	if len(lesser) > 0 {
		p.Warn, p.Fix = fmt.Sprintf(words.RotateRightsFewer, strings.Join(lesser, ", ")), words.RotateRightsFewerFix
	}
	return p, nil
}
