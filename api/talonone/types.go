package talonone

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/talontap/talontap/api/secret"
)

// Application is one Talon.One Application.
type Application struct {
	ID       int    `json:"id"`
	Name     string `json:"name"`
	TimeZone string `json:"timezone"` // IANA name, e.g. "Europe/Berlin"
	Sandbox  bool   `json:"sandbox"`
}

// Webhook is a webhook as stored in the account.
//
// Facts: required on write are applicationIds, title, verb, url, headers,
// params, draft and enabled (published Management API, schema NewWebhook).
type Webhook struct {
	ID             int       `json:"id"`
	ApplicationIDs []int     `json:"applicationIds"` // empty: all Applications
	Title          string    `json:"title"`
	Description    string    `json:"description"`
	Draft          bool      `json:"draft"`
	Enabled        bool      `json:"enabled"` // "Display in Rule Builder"
	Verb           string    `json:"verb"`
	URL            string    `json:"url"`
	Headers        []Header  `json:"-"`
	Payload        string    `json:"payload,omitempty"`
	Params         []Param   `json:"params"`
	CredentialID   int       `json:"authenticationId,omitempty"` // 0: none
	Modified       time.Time `json:"modified"`
	// Integration names the outgoing integration from whose template it was made;
	// "": none. Only the list of webhooks shows it (certain); reading one does not.
	Integration string                     `json:"outgoingIntegrationTypeName,omitempty"`
	Further     map[string]json.RawMessage `json:"-"` // what else it holds
}

// OfCleverTap reports whether the webhook belongs to Talon.One's own CleverTap
// integration. Its type has a number that is not published, so its name decides
// (that it holds the vendor's is likely).
func (w Webhook) OfCleverTap() bool {
	return strings.Contains(strings.ToLower(w.Integration), "clevertap")
}

// Header is one "Name: value" line of a webhook. Every value is held as a
// secret: Talon.One returns them in clear, and one of them is the passcode.
type Header struct {
	Name  string
	Value secret.Secret
}

// public are the headers whose values are no secrets.
func public(name string) bool {
	return strings.EqualFold(name, "Content-Type") || strings.EqualFold(name, "X-CleverTap-Account-Id")
}

// Shown is the header's value where it may be shown, else secret.Redacted.
// Only a content type and a project ID may.
func (h Header) Shown() string {
	if public(h.Name) {
		return h.Value.Reveal()
	}
	return secret.Redacted
}

// Param is one parameter of a webhook.
type Param struct {
	Type        string                     `json:"type"` // string, boolean, number, time, (list string), (list number)
	Title       string                     `json:"title"`
	Description string                     `json:"description"`
	UI          json.RawMessage            `json:"ui"` // passed through as it was read; empty: {}
	Further     map[string]json.RawMessage `json:"-"`
}

// Campaign is one campaign of an Application.
type Campaign struct {
	ID              int             `json:"id"`
	ApplicationID   int             `json:"applicationId"`
	Name            string          `json:"name"`
	Description     string          `json:"description"`
	State           string          `json:"state"`         // enabled, disabled, archived: what is set
	FrontendState   string          `json:"frontendState"` // running, scheduled, expired, disabled, archived, staged: what it is
	ActiveRulesetID int             `json:"activeRulesetId"`
	Tags            []string        `json:"tags"`
	Features        []string        `json:"features"`
	Limits          []Limit         `json:"limits"`
	CouponSettings  *CouponSettings `json:"couponSettings"`
	StartTime       time.Time       `json:"startTime"` // zero: none
	EndTime         time.Time       `json:"endTime"`   // zero: none
	Updated         time.Time       `json:"updated"`
	CouponsCreated  int             `json:"couponCreationCount"`
	WebhooksCalled  int             `json:"callApiEffectCount"`
	Raw             json.RawMessage `json:"-"` // the whole object as it came; an update starts from it, so that what we do not know survives
}

// CampaignChange is what an update sets. Every field left nil keeps its value:
// the client reads the campaign's Raw and sends it back whole, because the PUT
// replaces and an omitted state enables.
type CampaignChange struct {
	State           *string         `json:"state,omitzero"`
	Name            *string         `json:"name,omitzero"`
	Description     *string         `json:"description,omitzero"`
	ActiveRulesetID *int            `json:"activeRulesetId,omitzero"`
	Tags            []string        `json:"tags,omitzero"`
	Features        []string        `json:"features,omitzero"`
	Limits          []Limit         `json:"limits,omitzero"`
	CouponSettings  *CouponSettings `json:"couponSettings,omitzero"`
}

// CampaignCopy is what a copy has of its own. What is left empty is for the vendor
// to say.
type CampaignCopy struct {
	ApplicationIDs []int     `json:"applicationIds"` // the one that it is made in
	Name           string    `json:"name,omitempty"`
	Description    string    `json:"description,omitempty"`
	Tags           []string  `json:"tags,omitempty"`
	StartTime      time.Time `json:"startTime,omitzero"`
	EndTime        time.Time `json:"endTime,omitzero"`
}

// Limit is a campaign limit, e.g. createCoupon, 1, ["Profile"].
type Limit struct {
	Action   string   `json:"action"`
	Limit    float64  `json:"limit"`
	Entities []string `json:"entities"`
	Period   string   `json:"period,omitempty"`
}

// CouponSettings is how codes of a campaign look.
type CouponSettings struct {
	ValidCharacters []string `json:"validCharacters"`
	Pattern         string   `json:"couponPattern"`
}

// Ruleset is a ruleset in the Talang form. Body is the object as it came, so
// that nothing unknown in it is lost.
type Ruleset struct {
	ID         int             `json:"id"`
	CampaignID int             `json:"campaignId"`
	Activated  time.Time       `json:"activatedAt"` // zero: never
	Body       json.RawMessage `json:"-"`
}

// RulesetV2 is the typed, read-only form of a ruleset (published, marked
// experimental by the vendor). Fingerprints that profiles keep are made of its
// JSON, so its fields and theirs stay as they are, without tags.
type RulesetV2 struct {
	ID         int
	CampaignID int
	Rules      []RuleV2
	Others     int             // strikethrough rules, selectors, bundles and parameters beside the rules
	Raw        json.RawMessage `json:"-"` // the whole object as it came
}

// RuleV2 is one promotion rule.
type RuleV2 struct {
	ID     string
	Title  string
	Blocks []Block
}

// Block is one condition or effect; which fields hold something depends on Type.
type Block struct {
	ID   string
	Type string // group, checkAttribute, createCoupon, triggerWebhook, passthrough, …

	// group and checkAttribute
	Operator  string
	Blocks    []Block
	OnFailure []Block

	// checkAttribute
	Attribute           string
	Start, End          string
	Value               json.RawMessage
	StartInclusive      bool
	EndInclusive        bool
	TimezoneInsensitive bool

	// createCoupon
	Campaign       json.RawMessage // a number, or a template such as "{{$Campaign.Id}}"
	Recipient      string
	StoreInSession bool
	UsageLimit     json.RawMessage // a number or a template; empty: none
	Pattern        string

	// triggerWebhook
	WebhookID    int
	WebhookTitle string
	Params       map[string]string // key: the parameter's title in lower case, spaces as _

	// passthrough
	Expression json.RawMessage
}

// Coupon is one coupon code.
type Coupon struct {
	ID         int       `json:"id"`
	CampaignID int       `json:"campaignId"`
	Value      string    `json:"value"`
	UsageLimit int       `json:"usageLimit"` // 0: unlimited
	Used       int       `json:"usageCounter"`
	Recipient  string    `json:"recipientIntegrationId"`
	Created    time.Time `json:"created"`
	Starts     time.Time `json:"startDate"`  // zero: at once
	Expires    time.Time `json:"expiryDate"` // zero: never
}

// NewCoupons asks for coupons.
type NewCoupons struct {
	UsageLimit int      `json:"usageLimit"` // 0..999999, 0 is unlimited
	Number     int      `json:"numberOfCoupons"`
	Recipient  string   `json:"recipientIntegrationId,omitempty"`
	Pattern    string   `json:"couponPattern,omitempty"` // empty: the campaign's
	Characters []string `json:"validCharacters,omitempty"`
}

// CouponFilter bounds a list of coupons; an empty filter lists all.
type CouponFilter struct {
	Value     string // exact
	Recipient string

	CreatedAfter, CreatedBefore time.Time // zero: no bound
	Redeemed                    bool      // only those that were redeemed at least once
	Most                        int       // how many are read; 0: all
}

// SessionQuery is a customer session sent to the Rule Engine.
type SessionQuery struct {
	SessionID string    `json:"-"`
	ProfileID string    `json:"profileId,omitempty"`
	State     string    `json:"state,omitempty"` // empty: open
	Dry       bool      `json:"-"`
	Now       time.Time `json:"-"`                              // only with Dry, only in the future; zero: none
	Campaigns []int     `json:"evaluableCampaignIds,omitempty"` // only with Dry: disabled campaigns too
	Coupons   []string  `json:"couponCodes,omitempty"`          // an empty list would clear them (certain)
}

// Evaluation is what the Rule Engine answered.
type Evaluation struct {
	Effects  []Effect
	Created  []Coupon
	Failures []RuleFailure
}

// Effect is one effect of an evaluation.
type Effect struct {
	CampaignID int    `json:"campaignId"`
	RuleName   string `json:"ruleName"`
	Type       string `json:"effectType"` // couponCreated, triggerWebhook, rejectCoupon, acceptCoupon, error, …
	Value      string `json:"-"`          // couponCreated, acceptCoupon, rejectCoupon: the code
	WebhookID  int    `json:"-"`          // triggerWebhook
	Reason     string `json:"-"`          // rejectCoupon: rejectionReason; error: message
}

// RuleFailure says why a rule did not fire.
type RuleFailure struct {
	CampaignID int    `json:"campaignID"` // capital ID here, not in an effect (certain)
	Details    string `json:"details"`
}

// MessageLog is one delivery that Talon.One logged. The raw request is left out:
// it may hold the passcode.
type MessageLog struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
	WebhookID int       `json:"webhookId"`
	URL       string    `json:"url"`
	Sent      []byte    `json:"-"` // the request's body, decoded; capped, never with header lines
	Answered  time.Time `json:"-"` // when the receiver answered, as Talon.One logged it; zero: not told
	Status    int       `json:"-"` // the receiver's HTTP status as Talon.One logged it; 0: no answer
	Response  []byte    `json:"-"` // decoded; capped
}

// MessageLogQuery bounds the delivery log of webhooks.
type MessageLogQuery struct {
	WebhookID     int
	CreatedAfter  time.Time
	CreatedBefore time.Time // zero: no bound
}

// Customer is one customer profile of an Application.
type Customer struct {
	IntegrationID string `json:"integrationId"`
}

// SignIn is the outcome of a sign-in: a Bearer token, valid for three months
// unless the session is ended.
type SignIn struct {
	Token secret.Secret
}
