// Package status says how far something is, and how it came out: one set of
// values for checks, hops, findings, changes and the steps of a rotation, so that
// each face of talontap shows them by one table.
//
// It must never know what it is the status of.
package status

// Status is how something stands.
type Status string

// The statuses. Waiting and Running are seen only on the way.
const (
	Waiting Status = ""
	Running Status = "running"
	Pass    Status = "pass"
	Fail    Status = "fail"
	Warn    Status = "warn"
	Manual  Status = "manual" // a person has to look, or to do it
	Skip    Status = "skip"   // not looked at, not done
	Unseen  Status = "unseen" // what has to be seen could not be
)
