package watch

import "github.com/talontap/talontap/steps/check"

// End is what a watch came to.
type End struct {
	Picture
	Over   bool       // the day was followed to its end, and read once more as a whole
	Checks check.List // of the day; none before its end
}

// Judge takes the codes as the last whole reading shows them.
func (e *End) Judge(r Report) { e.Report = r }

// Verdict is the exit status: what may still come, two hours after the day, was not
// seen.
func (e End) Verdict() check.Exit {
	v := e.Checks.Verdict()
	if v == check.Right && len(e.OnWay) > 0 {
		return check.Failed
	}
	return v
}
