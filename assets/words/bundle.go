package words

// The texts of a bundle for a vendor's support.
const (
	BundleWhich     = "name the file to write: talontap bundle FILE.zip, or FILE.tar.gz"
	BundleForm      = "its name has to end in .zip or .tar.gz"
	BundleThere     = "%s is there already; name another file, or delete it"
	BundleHolds     = "a credential stands in %s, so talontap wrote nothing. Look whether one of your answers is a credential (talontap plan shows them), and report this at https://github.com/talontap/talontap/issues if none is"
	BundleAddress   = "[email address]"
	BundleIn        = "In the file"
	BundleLeftOut   = "Left out: every credential, the headers and bodies of calls, what the keychain holds, and email addresses. IDs of customers and coupon codes stand in it where a check names them."
	BundleQuestion  = "Write them to %s?"
	BundleWritten   = "Written to %s, readable by you alone. Give it to nobody but the support that asks for it."
	BundleAbout     = "what this file is"
	BundleChecklist = "every check, with what was seen"
	BundlePlan      = "what would change, or is left by hand"
	BundleAnswers   = "the answers, and where each came from"
	BundleMachine   = "this machine, as talontap doctor sees it"
	BundleCalls     = "the calls made for this, one a line"
	BundleReadme    = `This file was made by talontap (https://github.com/talontap/talontap), which sets up that a coupon code of
Talon.One reaches a customer through CleverTap. It is what talontap saw of one setup on %s.

%s
`
)
