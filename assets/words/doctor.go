package words

// The texts about the machine that talontap runs on.
const (
	DoctorShort = "Look at this machine: terminal, keychain, network, proxy, clock, settings"
	DoctorLong  = `doctor looks at what talontap needs of this machine, and says of each thing how to fix it. It changes
nothing and sends no credential. Where the saved setup or variables say which, it also tries the way to the
two services and compares the clock with theirs. It ends with 1 where something fails.`
	DoctorExample = `talontap doctor
talontap doctor --profile shop --json`
	DoctorVersion         = "Version"
	DoctorTerminal        = "Terminal"
	DoctorNoTerminal      = "there is none here, so nothing is drawn and nothing asked"
	DoctorSize            = "%d columns, %d rows"
	DoctorSizeFix         = "make the window at least %d columns wide and %d rows high, or use --plain"
	DoctorNoColour        = ", no colour"
	DoctorASCII           = ", nothing but ASCII"
	DoctorASCIIFix        = "set LANG to a locale with UTF-8, such as C.UTF-8, to see all signs"
	DoctorKeychain        = "Keychain"
	DoctorKeychainAnswers = "the %s answers"
	DoctorOrCommand       = "; or name commands that read the secrets (talontap help secrets)"
	DoctorFolder          = "Settings"
	DoctorFolderFix       = "let this user write there, or set XDG_CONFIG_HOME (on Windows AppData) to a folder where it may"
	DoctorProxy           = "Proxy"
	DoctorNoProxy         = "no variable names one"
	DoctorProxySet        = "named by %s"
	DoctorProxyUnread     = "%s does not hold an address"
	DoctorProxyFix        = "write it as http://HOST:PORT, or unset it"
	DoctorNetwork         = "Network"
	DoctorNoProfile       = "not tried: neither the setup %q nor a variable says where to"
	DoctorSettingsFirst   = "not tried: see to the settings first"
	DoctorAnswerFix       = "correct it, then run talontap doctor again"
	DoctorNoProfileFix    = "name one with --profile NAME"
	DoctorReaching        = "reaching it"
	DoctorAnswers         = "%s answers"
	DoctorAddressFix      = "check the address in the saved setup"
	DoctorClock           = "Clock"
	DoctorClockUntold     = "not compared: no service told its time"
	DoctorClockRight      = "as at %s"
	DoctorClockOff        = "%s %s %s"
	DoctorAhead           = "ahead of"
	DoctorBehind          = "behind"
	DoctorClockFix        = "set this machine's clock by a time server: CleverTap starts no campaign for an event of another time"
)
