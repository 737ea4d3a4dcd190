package words

// The texts of help and of the manual page: groups, examples, and what no single
// command is about.
const (
	GroupSetUp     = "Set up"
	GroupCheck     = "Check"
	GroupLookAfter = "Look after"
	GroupTry       = "Try"
	GroupOther     = "Other"

	HelpUsage    = "Usage"
	HelpCommands = "Commands"
	HelpExamples = "Examples"
	HelpFlags    = "Flags"
	HelpEvery    = "Flags of every command"
	HelpDefault  = "%s (default %s)"
	HelpMore     = "talontap help COMMAND tells more of one, talontap help environment names variables and files."
	HelpMeant    = "%w; did you mean %s?"
	HelpUnknown  = "%q is not a command or flag of %s; did you mean %s?"
	HelpShort    = "Tell more about a command"
	HelpComplete = "Write the completions for a shell: bash, zsh, fish or powershell"

	SetupExample = `talontap
talontap setup --answers shop.toml
talontap setup --yes --json --profile shop
talontap setup --from staging --profile production`
	PlanExample = `talontap plan
talontap plan --from staging --profile production
talontap plan --set rule.date=2027-01-01
talontap plan --markdown`
	ApplyExample = `talontap apply
talontap apply --yes --no-enable`
	AgainExample  = "talontap again --date 2028-01-01"
	RotateExample = `talontap rotate clevertap
talontap rotate talonone-management --expires 2027-12-31
talontap rotate clevertap --undo`
	ProfilesExample = `talontap profiles
talontap profiles --json`
	ForgetExample = `talontap forget shop
talontap forget sandbox/shop --yes`
	RemoveExample = `talontap remove
talontap remove --yes --json`
	DemoExample = `talontap demo
talontap demo --guided
talontap demo --day    # the rule's day, with a crowd at midnight
talontap demo --json`
	SandboxExample = `talontap sandbox
talontap sandbox --env sandbox.env
talontap sandbox --env sandbox.ps1
talontap sandbox -- talontap setup --yes
talontap sandbox --fault help`
	VersionExample = `talontap version
talontap version --json`

	PauseExample  = "talontap pause --yes"
	ResumeExample = "talontap resume --yes"

	ManShort = "Write the manual page"

	EnvironmentShort = "Variables and files"
	EnvironmentLong  = `Every answer is a variable too: rule.date is TALONTAP_RULE_DATE. A flag beats a variable, a variable beats an
answers file, and that beats the saved setup.

Secrets, which are never flags and never in a file of talontap:

  TALONTAP_CLEVERTAP_PASSCODE         CleverTap's passcode
  TALONTAP_TALONONE_MANAGEMENT_KEY    Talon.One's Management API key
  TALONTAP_TALONONE_INTEGRATION_KEY   Talon.One's Integration API key
  TALONTAP_TALONONE_EMAIL             who signs in to Talon.One, where you allow that
  TALONTAP_TALONONE_PASSWORD          the password for it, used once and never kept

What stands in for the services, on this machine:

  TALONTAP_CLEVERTAP_URL              where CleverTap is, such as talontap sandbox writes it
  TALONTAP_TALONONE_URL               where Talon.One is: its address, or the sandbox's

How it draws and asks:

  NO_COLOR, CLICOLOR_FORCE            no colour, colour without a terminal
  TALONTAP_STILL                      no motion
  TALONTAP_PLAIN, ACCESSIBLE          line by line, as a screen reader wants it
  TERM, COLORFGBG                     what the terminal can do, and its background
  LC_ALL, LC_CTYPE, LANG              the C locale is drawn in ASCII
  USER                                who acknowledges a warning, where the system does not say
  BROWSER                             what opens a page; %s in it stands for the address

How it gets out:

  HTTPS_PROXY, ALL_PROXY, NO_PROXY    the proxy, and what goes without one

Files, readable by you alone:

  talontap/profiles/NAME.toml         the answers of a saved setup, without secrets
  talontap/journal                    what a run was about to make, so that the next one finds it
  talontap/locks                      keeps two runs of one setup apart
  talontap/sandbox                    the same of setups against a sandbox

They stand below $XDG_CONFIG_HOME or ~/.config on Linux, ~/Library/Application Support on macOS, and %AppData% on
Windows. Secrets are in the system's keychain, under the service talontap.`

	StatusShort = "What an exit status means"
	StatusLong  = `  0    every core check was made just now and is right
  1    talontap could not do its job, or could not make a core check
  2    cancelled, by a person or a signal
  3    a check fails, a test coupon did not arrive, or something is left to do by hand
  4    a credential was rejected
  64   a wrong flag, or answers that are missing or cannot be used`
)
