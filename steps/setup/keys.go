package setup

import (
	"strconv"
	"strings"
	"sync"

	"github.com/talontap/talontap/api/secret"
)

// Key names one answer, as it stands in a profile: "clevertap.region".
type Key string

// The answers of a setup.
const (
	Region           Key = "clevertap.region"
	ProjectID        Key = "clevertap.project_id"
	Passcode         Key = "clevertap.passcode"
	TalonOneURL      Key = "talonone.url"
	ManagementKey    Key = "talonone.management_key"
	IntegrationKey   Key = "talonone.integration_key"
	SignInEmail      Key = "talonone.email"
	SignInPassword   Key = "talonone.password"
	Unpublished      Key = "talonone.unpublished"
	Application      Key = "talonone.application"
	EventName        Key = "event.name"
	EventProperty    Key = "event.property"
	WebhookName      Key = "webhook.name"
	ProfileParameter Key = "webhook.profile_parameter"
	CouponParameter  Key = "webhook.coupon_parameter"
	CampaignName     Key = "campaign.name"
	CampaignSample   Key = "campaign.sample"
	RuleName         Key = "rule.name"
	RuleDate         Key = "rule.date"
	RedemptionLimit  Key = "rule.redemption_limit"
	CouponsEach      Key = "rule.coupons_per_customer"
	CodePattern      Key = "rule.code_pattern"
	Customers        Key = "rule.customers"
	// RedeemedElsewhere is the admin's word that codes which Talon.One refuses at a
	// checkout are taken all the same: by another system, or by a rule to come.
	RedeemedElsewhere Key = "rule.redeemed_elsewhere"
	EmailChannel      Key = "email.channel"
	EmailCampaign     Key = "email.campaign"
	EmailSender       Key = "email.sender"
	EmailSubject      Key = "email.subject"
	EmailDefaultText  Key = "email.default_text"
	TestIdentity      Key = "test.identity"
	TestAddress       Key = "test.address"

	// The last days of the three credentials, or Never, as the admin said: no API
	// shows them.
	PasscodeExpires       Key = "clevertap.passcode_expires"
	ManagementKeyExpires  Key = "talonone.management_key_expires"
	IntegrationKeyExpires Key = "talonone.integration_key_expires"
)

// Variable is the environment variable of a key: TALONTAP_CLEVERTAP_REGION.
func (k Key) Variable() string {
	return "TALONTAP_" + strings.ToUpper(strings.ReplaceAll(string(k), ".", "_"))
}

// Kind is the kind of an answer's value.
type Kind int

// The kinds of value.
const (
	Text Kind = iota
	Integer
	Boolean
	Date
	Command // a program and its words
)

// Field defines one answer: everything about it that does not depend on where
// it is asked.
type Field struct {
	Key      Key
	Kind     Kind
	Title    string
	Secret   bool // kept in the keychain or given as a variable; never in a file, flag or log
	Required bool // has no default: without it nothing can be planned
	Clean    func(string) string
	Check    func(string) error // never repeats the value: it may be a secret that was pasted in the wrong place
}

// Fields lists every answer in the order of a profile. It is one list for everybody,
// and never to be changed.
func Fields() []Field { return fields() }

var fields = sync.OnceValue(func() []Field {
	all := []Field{
		{Key: Region, Title: "CleverTap region", Required: true, Clean: cleanWord, Check: CheckRegion},
		{Key: ProjectID, Title: "CleverTap project ID", Required: true, Clean: CleanProjectID, Check: CheckProjectID},
		{Key: Passcode, Title: "CleverTap passcode", Secret: true, Required: true, Clean: strings.TrimSpace, Check: CheckCredential},
		{Key: PasscodeExpires, Kind: Date, Title: "CleverTap passcode ends on", Clean: cleanExpiry, Check: optional(checkExpiry)},
		{Key: TalonOneURL, Title: "Talon.One Campaign Manager URL", Required: true, Clean: CleanDeploymentURL, Check: CheckDeploymentURL},
		{Key: ManagementKey, Title: "Talon.One Management API key", Secret: true, Required: true, Clean: cleanKey(managementPrefix), Check: checkKey(integrationPrefix, "an Integration API key")},
		{Key: ManagementKeyExpires, Kind: Date, Title: "Talon.One Management API key ends on", Clean: cleanExpiry, Check: optional(checkExpiry)},
		{Key: IntegrationKey, Title: "Talon.One Integration API key", Secret: true, Required: true, Clean: cleanKey(integrationPrefix), Check: checkKey(managementPrefix, "a Management API key")},
		{Key: IntegrationKeyExpires, Kind: Date, Title: "Talon.One Integration API key ends on", Clean: cleanExpiry, Check: optional(checkExpiry)},
		{Key: SignInEmail, Title: "Talon.One sign-in email", Clean: strings.TrimSpace, Check: optional(CheckAddress)},
		{Key: SignInPassword, Title: "Talon.One sign-in password", Secret: true, Check: optional(checkPassword)},
		{Key: Unpublished, Kind: Boolean, Title: "Unpublished Talon.One calls allowed", Clean: cleanWord, Check: CheckBoolean},
		{Key: Application, Kind: Integer, Title: "Talon.One Application", Required: true, Clean: cleanNumber, Check: CheckApplication},
		{Key: EventName, Title: "CleverTap event", Clean: strings.TrimSpace, Check: CheckEventName},
		{Key: EventProperty, Title: "Event property", Clean: strings.TrimSpace, Check: CheckPropertyName},
		{Key: WebhookName, Title: "Webhook name", Clean: strings.TrimSpace, Check: CheckWebhookName},
		{Key: ProfileParameter, Title: "Webhook parameter for the customer", Clean: strings.TrimSpace, Check: CheckParameter},
		{Key: CouponParameter, Title: "Webhook parameter for the code", Clean: strings.TrimSpace, Check: CheckParameter},
		{Key: CampaignName, Title: "Talon.One campaign", Clean: strings.TrimSpace, Check: CheckLine},
		{Key: CampaignSample, Title: "Sample campaign", Clean: strings.TrimSpace, Check: optional(CheckLine)},
		{Key: RuleName, Title: "Rule name", Clean: strings.TrimSpace, Check: CheckLine},
		{Key: RuleDate, Kind: Date, Title: "Rule date", Clean: CleanDate, Check: CheckDate},
		{Key: RedemptionLimit, Kind: Integer, Title: "Redemption limit", Clean: cleanLimit, Check: CheckRedemptionLimit},
		{Key: CouponsEach, Kind: Integer, Title: "Coupons per customer", Clean: cleanNumber, Check: CheckCouponsEach},
		{Key: CodePattern, Title: "Code pattern", Clean: strings.TrimSpace, Check: CheckCodePattern},
		{Key: Customers, Kind: Integer, Title: "Customers on the day", Clean: cleanNumber, Check: optional(CheckCustomers)},
		{Key: RedeemedElsewhere, Kind: Boolean, Title: "Codes are redeemed elsewhere", Clean: cleanWord, Check: optional(CheckBoolean)},
		{Key: EmailChannel, Title: "Channel", Clean: cleanWord, Check: CheckChannel},
		{Key: EmailCampaign, Title: "CleverTap campaign", Clean: strings.TrimSpace, Check: CheckLine},
		{Key: EmailSender, Title: "Sender", Clean: strings.TrimSpace, Check: CheckLine},
		{Key: EmailSubject, Title: "Subject", Clean: strings.TrimSpace, Check: CheckLine},
		{Key: EmailDefaultText, Title: "Default text", Clean: strings.TrimSpace, Check: checkDefaultText},
		{Key: TestIdentity, Title: "Test identity", Clean: strings.TrimSpace, Check: CheckIdentity},
		{Key: TestAddress, Title: "Test address", Clean: cleanReach, Check: optional(checkReach)},
	}
	return append(all, commands(all)...)
})

// FieldOf finds a field by its key.
func FieldOf(k Key) (Field, bool) {
	for _, f := range Fields() {
		if f.Key == k {
			return f, true
		}
	}
	return Field{}, false
}

// Cleaned applies the field's Clean.
func (f Field) Cleaned(value string) string {
	if f.Clean == nil {
		return value
	}
	return f.Clean(value)
}

// Checked applies the field's Check to a cleaned value.
func (f Field) Checked(value string) error {
	if f.Check == nil {
		return nil
	}
	return f.Check(value)
}

// Fitting is a secret that was kept, cleaned and checked as one that is entered
// now: a person may have put it into the keychain in another way.
func (f Field) Fitting(kept secret.Secret) (secret.Secret, error) {
	value := f.Cleaned(kept.Reveal())
	return secret.New(value), f.Checked(value)
}

// cleanNumber writes a number in the one way that a profile takes it: 0100 is 100.
func cleanNumber(s string) string {
	s = strings.TrimSpace(s)
	if n, err := strconv.Atoi(s); err == nil {
		return strconv.Itoa(n)
	}
	return s
}

func cleanWord(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func optional(check func(string) error) func(string) error {
	return func(s string) error {
		if s == "" {
			return nil
		}
		return check(s)
	}
}

// Named are the answers that lines of text name, as a file of variables or an answers
// file does: "TALONTAP_CLEVERTAP_REGION=eu1", "export …", "clevertap.region = eu1".
// Values come as they are written, without quotes around them; what names no answer
// is left out.
func Named(text string) map[Key]string {
	out := map[Key]string{}
	for _, line := range strings.Split(text, "\n") {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if !ok {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		for _, f := range Fields() {
			if strings.EqualFold(name, f.Key.Variable()) || strings.EqualFold(name, string(f.Key)) {
				out[f.Key] = unquoted(value)
			}
		}
	}
	return out
}

func unquoted(s string) string {
	if len(s) > 1 && s[0] == s[len(s)-1] && strings.ContainsRune("\"'", rune(s[0])) {
		return s[1 : len(s)-1]
	}
	return s
}
