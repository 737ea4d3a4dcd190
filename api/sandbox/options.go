package sandbox

import "time"

// Options say how a sandbox begins. The zero value is the tutorial's starting
// point: an account on each side that meets every prerequisite.
type Options struct {
	// Clock is where the sandbox's clock starts; it runs on from there. Zero: the
	// real time.
	Clock time.Time
	// Bare begins without the sample campaign and without the email campaign.
	Bare bool
	// RefuseUnpublished makes Talon.One refuse every call that it does not
	// publish, as most real accounts would.
	RefuseUnpublished bool
	// SingleSignOn makes Talon.One an account in which nobody can sign in by
	// password. modelled: such a sign-in is answered like a wrong password.
	SingleSignOn bool
	// WebhooksTo are hosts of this machine, with their ports, that webhooks may be
	// sent to beside the sandbox's own CleverTap.
	WebhooksTo []string
	// Latency is added to every answer of both vendors, and to none of /_sandbox/.
	Latency time.Duration
	// Hurry divides the stretch of time in which Talon.One counts requests, so that
	// a client in a hurry meets the same limits; 0 and 1: as published.
	Hurry int
	// Faults are what goes wrong, each as NAME[=DURATION][:SERVICE][/PATH][@IDENTITY], for
	// example "500", "slow=2s:talonone" or "429-once:clevertap/1/counts". The
	// names are those of FaultNames, the services clevertap and talonone; without
	// one a fault concerns both. The path is a beginning, as the vendor documents
	// it: for CleverTap without the region. With an identity the fault is about the
	// uploads of that customer alone.
	Faults []string
}
