package words

// The texts about many setups at once, and about telling others how they stand.
const (
	AllFlag          = "every saved setup, side by side; or some of them by a pattern: --profile 'shop-*'"
	AllAndProfile    = "--all is every saved setup and --profile is some of them; choose one"
	AllNoneSaved     = "there is no saved setup to verify; talontap setup makes one"
	AllNoMatch       = "--profile %q: no saved setup has such a name; there is %s"
	AllPattern       = "--profile %q: such a pattern cannot be read; * is any text, ? one character, [ab] one of these"
	AllPatternNot    = "--profile %q: only verify takes a pattern; this command works on one setup"
	AllOneOnly       = "--%s is for one setup; leave out --all, and name that one with --profile"
	AllOneForMany    = "%s is set, and the setups that are to be verified are of %d different %s: it would be sent to all of them; unset it, so that each is read from the keychain"
	AllProjects      = "CleverTap projects"
	AllDeployments   = "Talon.One deployments"
	AllApplications  = "Talon.One Applications"
	AllHead          = "%s: %s."
	AllRejected      = "a credential is not accepted"
	AllUnseen        = "not seen: %s could not be made"
	AllUnread        = "not looked at: %s"
	AllRight         = "right: %s"
	AllStopped       = "stopped before its end"
	AllCountRejected = "%d with a credential that is not accepted"
	AllCountWrong    = "%d with a check that fails"
	AllCountUnseen   = "%d that could not be looked at"
	AllCountStopped  = "%d left out, as it was stopped"
	AllCountRight    = "%d right"
)
