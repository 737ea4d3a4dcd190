package steps

import (
	"time"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
)

// typing is about how many minutes the questions take.
const typing = 2

// minutes are about how long things take by hand.
func minutes(resources ...plan.Resource) (sum int) {
	for _, r := range resources {
		sum += guide.Minutes(string(r))
	}
	return sum
}

// ReportWithin is how long CleverTap's message report may take where nothing else
// waits for it.
const ReportWithin = 45 * time.Second

// Waits is how long a task waits at most for each answer. Neither vendor says how long
// its answers take (unknown), so no usual time is claimed.
func (t Task) Waits() time.Duration {
	if t == Checking {
		return ReportWithin // the message report is among its answers
	}
	return transport.AnswerWithin
}
