package words

// What to do about a call that failed.
const (
	FixDiskFull           = "make room on the disk of %s, then try again"
	FixReadOnly           = "%s is on a disk that can only be read: choose another place (XDG_CONFIG_HOME for settings)"
	FixPipe               = "let the program that reads the output read all of it, then try again"
	FixPermission         = `give this user the right to %s, or run talontap as its owner. If a run with sudo made it: sudo chown -R "$(id -un)" FOLDER`
	FixNoFile             = "check that the name is right: %s"
	FixOutOfTime          = "give it more time (--timeout, --wait), or find out why the service is slow; talontap finds what it made and makes nothing twice"
	FixUnreachable        = "check the address, and that this machine can reach it (network, VPN, proxy); then try again: nothing is lost, and nothing is made twice"
	FixSlow               = "try again; if it stays, find out what slows %s or the connection to it, or give it more time with --timeout if you set that"
	FixLimited            = "wait a minute and try again: another program uses up the account's limit"
	FixBroken             = "try again in a few minutes; if it stays, look at %s's status page"
	FixGarbled            = "find out what answers in place of %s, such as a proxy or a network's sign-in page, then try again; if nothing does, look at %s's status page"
	FixConflict           = "wait until nobody else changes the same thing, then try again"
	FixRejectedCredential = "compare the credential with %s's console: it may have ended or been revoked"
	FixRight              = "give the key the right to this call in %s, or use a key that has it"
	FixGone               = "look whether it was deleted in %s, then try again: talontap makes a new plan"
	FixReason             = "change what the reason names, then try again: talontap finds what it made and makes nothing twice"
)
