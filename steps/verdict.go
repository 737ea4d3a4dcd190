package steps

import (
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
)

// Verdict is what a checklist and the live check beside it come to; r may be nil.
func Verdict(l check.List, r *live.Result) check.Exit {
	return l.Verdict().Worse(verdictOf(r))
}

// verdictOf is what a live check comes to by itself. One that was kept from its
// end has shown nothing, right or wrong.
func verdictOf(r *live.Result) check.Exit {
	switch {
	case r == nil:
		return check.Right
	case r.Rejected():
		return check.Rejected
	case r.Kept():
		return check.Failed
	case len(r.Failing()) > 0, r.Depth != live.DepthSimulate && !r.Arrived:
		return check.Wrong
	}
	return check.Right
}
