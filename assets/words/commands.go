package words

// The texts about the commands: what help says of each and of its flags, and what is wrong with them.
const (
	AgainShort = "Set up another day, with a campaign of its own"
	AgainLong  = `again moves a saved setup whose day has come to another day. The campaign that had its day stays as it
is, with its coupons, counters and limits: a copy of it is made, what differs is changed in that, it is
proven like the first, and enabled last.`
	AgainDate        = "the other day, such as 2028-01-01"
	CommandYes       = "do not ask"
	AgainNeedsDate   = "again needs the other day: --date 2028-01-01"
	AnswersNoFile    = "there is no file %s"
	AnswersNoFileFix = "check the name"
	SetForm          = "--set needs key=value, such as rule.date=2027-01-01, not %q"
	SetSecret        = "--set: %s is a secret, and everybody on this machine can see a flag; set %s or let talontap ask"
	SetDidYouMean    = "--set: no answer is called %q; did you mean %s?"
	SetUnknown       = "--set: no answer is called %q"
	CommandStopped   = "talontap: stopped"
	ColorValues      = "--color is auto, always or never, not %q"
	MarkdownOrJSON   = "--markdown and --json are two forms of one report; choose one"
	RootShort        = "Bring coupon codes from Talon.One to customers in CleverTap, and prove that they arrive"
	RootLong         = `talontap sets up one thing and proves that it works: a coupon code that Talon.One generates
reaches the right customer through CleverTap. Without a command it opens the wizard.

To try it without any account: talontap demo

It draws by its terminal: NO_COLOR for no colour, TALONTAP_STILL=1 for no motion, and
TALONTAP_PLAIN=1 or ACCESSIBLE=1 for one line after the other, as a screen reader wants it.`
	FlagProfile      = "name of the saved setup"
	FlagDetails      = "at the end, the full text too: checklist, live check, all lists and steps"
	FlagTheme        = "of the terminal's background: auto, light or dark"
	ThemeValues      = "--theme: %q is none of auto, light and dark"
	FlagASCII        = "draw with nothing but ASCII, as in a C locale and on the Linux console"
	FlagColor        = "auto, always or never"
	FlagDebug        = "append every call to `FILE`, without headers and bodies"
	FlagTimeout      = "give up after this long, such as 5m (0: never)"
	FlagVersion      = "print the version"
	FlagDuration     = "%s: it needs a duration, such as 30s or 5m"
	FlagBool         = "%s: it is true or false"
	FlagNegative     = "--%s needs a duration that is not negative, such as 30s or 5m, not %s"
	CommandUnknown   = "%[1]q is not a command or flag of %[2]s; %[2]s --help lists them"
	FlagAnswers      = "read answers from `FILE`, in the format of a profile"
	FlagSet          = "answer one question: --set rule.date=2027-01-01 (never a secret)"
	FlagFrom         = "begin with the answers of another `PROFILE` that serve here too (never its secrets)"
	FromThere        = "the profile %s is there already, with answers of its own"
	FromThereFix     = "go on with it without --from; or give the new one another name: --profile NAME; or remove this one first: talontap forget %s"
	FromItself       = "a setup cannot begin with its own answers: %s is both"
	FromItselfFix    = "name the new one: --profile NAME"
	FromNone         = "no setup is saved as %s in %s"
	FromNoneFix      = "talontap profiles lists those that are saved"
	FlagJSON         = "report as JSON on standard output"
	ApplyShort       = "Change what the plan shows, prove it, and enable it last"
	ApplyNoTerminal  = "there is no terminal to ask in, so nothing was changed; look at the plan, then run it with --yes"
	AskOnlyYes       = "%s Type yes to agree: "
	AskNothing       = "you entered nothing, so talontap did nothing"
	BrowserNoDesktop = "there is no desktop here to open a browser on"
	DebugNoFile      = "%s is not a file"
	DebugNoFileFix   = "name a file, which may be new: talontap writes no log into a pipe or a folder"
	WriteNoFileFix   = "name a file, which may be new"
	DebugIncomplete  = "talontap: --debug: the log is incomplete: %v"
	DemoShort        = "Try it all against an embedded sandbox: no account, nothing installed, nothing kept"
	DemoLong         = `demo runs the whole setup against an embedded sandbox with the tutorial's values.

  --guided  an account that lets talontap create nothing: you click, in a page that plays both
            consoles, and talontap looks over your shoulder. Without a terminal it prints the cards`
	DemoJSON      = "run unattended, line by line"
	DemoFast      = "at once, without a pause to follow each hop"
	DemoGuided    = "rehearse what is done by hand; with --plain line by line"
	DemoPage      = "The page that plays both consoles: %s"
	DemoPasscode  = "The passcode to enter there, of this rehearsal alone: %s"
	DemoDay       = "rehearse the rule's day: a crowd at midnight, a few codes lost, every one of them found"
	DemoDayAlone  = "--day goes with --plain and --json only"
	DemoDaySetup  = "Setting up the campaign in the sandbox …"
	DemoDayFailed = "the setup in the sandbox did not come to its end, so there is no day to rehearse"
	DemoDayStill  = "the sandbox's day did not go on: %d of %d coupons were seen"
	DemoKeeps     = "nowhere: the demo keeps nothing"
	UsageFix      = "correct it and run it again; talontap help lists commands and flags"
	ForgetShort   = "Remove a saved setup from this machine, with its secrets"
	ForgetLong    = `forget removes a profile, its journal and its entries in the keychain. It changes nothing at Talon.One
and CleverTap; talontap remove takes back there what talontap made.

A setup against a sandbox is called sandbox/NAME.`
	ForgetWhich      = "say which saved setup: talontap forget NAME; talontap profiles lists them"
	ForgetUnknown    = "%w; talontap profiles lists the saved setups"
	ForgetQuestion   = "Forget the saved setup %s and its secrets on this machine?"
	ForgetDone       = "Forgotten: %s%s.\n"
	ForgetNoTerminal = "there is no terminal to ask in"
	ForgetSayYes     = "add --yes: then talontap does not ask"
	ForgetUnchanged  = "talontap: nothing changed"
	ForgetNoSecrets  = "; none of its secrets was ever put into the keychain"
	ForgetSecrets    = ", with its secrets in the keychain"
	ForgetKept       = "forgetting %s: talontap did not see that its secrets are gone, so it keeps the setup: %v"
	ForgetElsewhere  = "run it where the keychain can be reached and answers, such as the desktop of the user it belongs to"
	ForgetUnlock     = "unlock the keychain"
	ForgetAgain      = "%s; then run talontap forget %s again. If no secret of it was ever put into a keychain, delete %s"
	ForgetStays      = "Nothing was changed at the vendors. What of this setup may still be there:\n"
	ForgetTalonOne   = "  Talon.One: the webhook %s (it holds the passcode), the campaign with its rule, and the keys\n"
	ForgetCleverTap  = "  CleverTap: the event %s, the email campaign %s, and the passcode\n"
	ForgetRevoke     = "Revoke the passcode and the keys there if nothing else uses them.\n"
	InboxEnter       = "Enter alone leaves it open: "
	KeeperNotKept    = "%s (%s). Set the variables for each run"
	KeeperWhere      = "in the %s of this machine"
	FlagMarkdown     = "write what is left to do by hand as Markdown, for a colleague"
	PlanShort        = "Show what would change, and change nothing"
	ProfilesShort    = "List the saved setups, and where their secrets are"
	PauseShort       = "Stop the campaign until you resume it"
	PauseLong        = `pause disables the campaign in Talon.One: it makes no more coupons, and codes that exist stay valid.
CleverTap still sends the email for an event that it has. To stop that too, stop the email campaign
in CleverTap under Messages › Campaigns, and start it there again afterwards: no API of CleverTap
stops a campaign that was made in its dashboard. verify says "paused by you" until talontap resume.`
	PauseDone   = "The campaign is paused: it makes no more coupons. Resume it with: talontap resume\nTo stop the email for events that CleverTap has already, stop %q there, under Messages › Campaigns.\n"
	ResumeShort = "Start a paused campaign again, once its rule is proven anew"
	ResumeLong  = `resume simulates the rule at the edges of its day, as it is now, and enables the campaign. It starts
nothing in CleverTap: if you stopped the email campaign, start it there under Messages › Campaigns.`
	ResumeQuestion  = "Prove the rule as it is now, and enable the campaign?"
	ResumeRuns      = "The campaign runs already; nothing was changed.\n"
	ResumeDone      = "The campaign is enabled again. If you stopped the email campaign in CleverTap, start it there too: Messages › Campaigns.\n"
	ResumeNotProven = "the campaign stays paused: %w. talontap verify lists what is wrong"
	RemoveShort     = "Take back at Talon.One what talontap made and may take back"
	RemoveLong      = "remove disables the campaign, and deletes it if talontap made it and no customer has a code of it.\nIt lists everything else, with where to click. The saved setup stays: talontap forget removes it."
	RotateShort     = "Bring a new credential in and let the old one go, without a gap"
	RotateLong      = `rotate tries a new credential, gives it to whoever uses it, proves it with a test coupon, and only
then puts it in place of the old one. If anything fails before that, it puts both sides back. It keeps
the old one until you say that it is revoked.

  talontap rotate clevertap                       asks for the new passcode, and shows each step
  … | talontap rotate clevertap --secret-stdin    reads it and asks nobody
  talontap rotate clevertap --undo                goes back
  talontap rotate clevertap --revoked             forgets the old one

If an earlier rotation was stopped, rotate without a new credential goes on with it.`
	RotateWhich             = "say which credential: talontap rotate clevertap, talonone-management or talonone-integration"
	RotateStdin             = "read the new credential from standard input"
	RotateUndoFlag          = "go back: take an unfinished rotation back, or return to the one before"
	RotateRevokedFlag       = "the old one is revoked at the vendor: forget it here"
	RotateSwitchedFlag      = "you changed it by hand in a Talon.One Credential or integration, which nobody can read: talontap notes that you say so"
	RotateYesFlag           = "with --revoked: forget the old one even if the vendor still accepts it"
	RotateExpiresFlag       = "the last day of the new one, such as 2027-12-31"
	RotateWaitFlag          = "how long to wait for the test coupon"
	RotateWatchFlag         = "how long to watch for a change made by hand (in a terminal: until it is there)"
	RotateNoWords           = "%s takes no words after it; talontap asks for the new credential, or reads it with --secret-stdin; it is never one of them"
	RotateUndoAlone         = "--undo goes with neither --revoked nor --secret-stdin"
	RotateNotThat           = "what came on standard input cannot be the new %s"
	RotateNotThatFix        = "copy it again from where it was made: %s"
	RotateLeftUnchanged     = "talontap: left. Nothing changed."
	RotateNoTerminal        = "there is no terminal to ask in, and no unfinished rotation to go on with; give the new credential on standard input with --secret-stdin"
	RotateRevokedQuestion   = "The one before the current is still kept. Is it revoked at %s?"
	RotateUnfinishedEarlier = "An earlier rotation was not finished."
	RotateUnfinishedAsk     = `Press Enter to go on with it, or type "take back".`
	RotateWouldLose         = "nothing changed: the one before would be lost; revoke it, or go back to it with --undo"
	RunbookShort            = "Put the whole setup on one page, with every value and how it stands"
	RunbookLong             = `runbook looks at both services, reading only, and writes the whole tutorial with the values of this
setup as Markdown: what is there, what is made by hand, what happens on the day, what to do if something
goes wrong, whom it concerns, and when credentials end. No secret stands in it.`
	RunbookExample = `talontap runbook > runbook.md
talontap runbook --html runbook.html   # one page to print`
	RunbookHTMLFlag = "write it as an HTML page to `FILE` instead, in place of an older one"
	RunbookWritten  = "The runbook stands in %s; open it in a browser to read or print it."
	BundleShort     = "Put what a vendor's support asks for into one file, without secrets"
	BundleLong      = `bundle looks at both services, reading only, and packs what it saw with the plan, the answers, the state
of this machine and a log of the calls it made for that. It shows what is in the file before it writes it.
A file that is there already stays as it is.`
	BundleExample = `talontap bundle support.zip
talontap bundle --yes support.tar.gz   # without asking`
	MCPShort = "Let an agent look at a setup, reading only, over MCP on standard input and output"
	MCPLong  = `mcp serves four tools to an agent that speaks the Model Context Protocol: plan, verify, trace and runbook. They
give the documents of the commands of the same name (plan, verify and trace as with --json). None of them changes
anything, at the vendors or here, and none takes or gives a secret.`
	MCPExample      = `talontap mcp --profile shop   # the command to name in an agent's settings`
	MCPTerminal     = "talontap mcp answers an agent on standard input: name the command in the agent's settings. Ctrl-D ends it."
	MCPInstructions = "Looks at one setup of talontap, which has coupon codes of Talon.One reach customers through CleverTap. All tools only read. What is left to do is for a person: tell them the command, such as talontap apply, and do not run it yourself."
	MCPPlan         = "What would change at Talon.One and CleverTap, and what is left to do by hand, as JSON (talontap.plan/v1)."
	MCPVerify       = "The checklist of the setup: what was seen right, seen wrong, or not seen, with what to do, as JSON (talontap.checklist/v1). It may take a minute."
	MCPTrace        = "Where a customer's coupon code is, hop by hop: made, delivered, shown in CleverTap, redeemed, and which hop lost it, as JSON (talontap.trace/v1)."
	MCPRunbook      = "The whole setup on one page of Markdown: what is there, what is made by hand with every value, the day, what to do if something goes wrong."
	SandboxShort    = "Run both services on this machine until Ctrl-C, or around a command"
	SandboxLong     = `sandbox stands in for Talon.One and CleverTap on this machine, so that everything can be
rehearsed. With a command behind -- it runs that with the variables set and exits with its status.

Rehearsal: --bare, --unpublished=false, --sso, --latency, --clock, --webhooks-to and --fault make it an account, a line
or a day of another kind. --fault help lists the faults.`
	SandboxUnknown     = "%q is not a flag of sandbox; put a command to run in it after --: talontap sandbox -- COMMAND"
	SandboxEnv         = "write the variables to `FILE`: export lines, or what PowerShell (.ps1) or cmd (.cmd, .bat) reads"
	SandboxHowToRead   = "variables  %s\n"
	WindowHeld         = "Press Enter to close this window."
	SandboxBare        = "rehearsal: begin without the sample and the email campaign"
	SandboxUnpublished = "rehearsal: whether Talon.One takes calls that it does not publish"
	SandboxSSO         = "rehearsal: an account with single sign-on, where nobody signs in by password"
	SandboxLatency     = "rehearsal: how long every answer takes on the way"
	SandboxClock       = "rehearsal: the sandbox's time, such as 2027-01-01T00:00:00+01:00"
	SandboxWebhooks    = "rehearsal: let webhooks go to `HOST:PORT` on this machine too"
	SandboxFault       = "rehearsal: what goes wrong; help lists them; @CUSTOMER at its end for the uploads of one customer alone"
	SandboxEnds        = "Ctrl-C ends it"
	SandboxClockForm   = "--clock needs a time with its zone, such as 2027-01-01T00:00:00+01:00, not %q"
	SandboxNoFolder    = "there is no folder %s"
	SandboxCommandFix  = "check that %s is the name of a program, and that it may be run (chmod +x) and says what runs it (#!/bin/sh)"
	SandboxNoFolderFix = "make it, or name another"
	SetupShort         = "Set up, step by step (the default)"
	SetupLong          = `setup leads through the whole setup and proves it with a test coupon. With --yes it runs unattended,
from variables, keychain, answers file and profile. It then says yes to every change that is proven,
enabling included, and to nothing that a person has to see.

With --from it begins with another setup's answers, as production does with staging's: what is sent and how it
is called. Accounts, secrets, ends of credentials and everybody's word are given anew. It says what it took.`
	SetupYes           = "run unattended"
	SetupNoTerminal    = "there is no terminal to ask in; all answers are there, so add --yes to run unattended"
	FlagPlain          = "ask line by line: for screen readers, logs and slow lines"
	SetupNoEnable      = "leave the campaign disabled"
	SetupAdopt         = "take over and change a webhook, campaign or rule of that name that talontap did not make"
	SetupMixed         = "let a test account on one side meet a live one on the other"
	SetupSecretsNot    = "%s. %s"
	SetupLeftRehearsal = "talontap: left. It was a rehearsal: nothing is kept."
	SetupLeft          = "talontap: left. Your answers are saved; talontap goes on from there."
	VerifyShort        = "Go through the checklist, reading only"
	VerifyLong         = `verify looks at everything and changes nothing. On the rule's day and after it, it also compares the coupons
made, the webhooks delivered and the events in CleverTap. More on request:

%s
On a terminal it ends with one screen: what is left to do, and the verdict. --details shows the whole checklist
before it. Without a terminal, as in a log or a pipe, the whole checklist is always written.

Many setups: --all, or a pattern such as --profile 'shop-*', goes through them side by side and tells each in
one line. Each has the answers of its own profile alone; variables and files of answers are left out. One that
fails stops none of the others; the exit status is the gravest: 4 before 3 before 1.

--notify tells a change since what was last told of a setup; of one that nothing was told of, that it is not
right. If nobody can be told, the verdict and the exit status stand.

talontap help schedule has recipes for a verification every morning.`
	VerifyLive        = "simulate, relay to send one test coupon, or fire for the real run"
	VerifyTakeUp      = "go on waiting for the test coupon of a check that was stopped or too short, instead of sending one"
	VerifyInsist      = "let the test customer be one that looks like a real customer in CleverTap"
	VerifyLiveValues  = "--live is simulate, relay or fire, not %q"
	VerifyTakeUpAlone = "--take-up goes on waiting for a test coupon that was sent, so it needs --live=relay"
	VersionShort      = "Say which version this is: commit, date, Go, platform"
	VersionChanged    = "and uncommitted changes"
	VersionUnrecorded = "not recorded in this build"
)
