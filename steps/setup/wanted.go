package setup

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
)

// Wanted is the whole setup as it should be.
type Wanted struct {
	Profile     string
	Project     Project
	UploadURL   string // where the webhook posts to
	Passcode    secret.Secret
	Application talonone.Application
	Event       Event
	Webhook     talonone.Webhook // without an ID
	Parameters  Parameters
	Campaign    Campaign
	Rule        Rule
	Email       Email
	Test        Test
	Unpublished bool // the admin allows unpublished calls
	Elsewhere   bool // codes are redeemed elsewhere, so that a refusal at the checkout is no fault
	Customers   int  // that the admin expects on the day; 0: those of the Application
	Adopt       bool // the admin lets talontap take over what it did not make
	Consoles    Consoles
	Past        []Past // campaigns of this setup that had their day, the last at the end
	Origin      Origin // the setup with whose answers this one began
}

// Event is what CleverTap receives.
type Event struct {
	Name     string
	Property string
}

// Parameters are the webhook's two parameters.
type Parameters struct {
	Profile string
	Coupon  string
}

// Campaign is the Talon.One campaign that carries the rule.
type Campaign struct {
	Name     string
	Sample   string // name of the campaign whose rule is the pattern; "" is none
	NoSample bool   // the admin wants none, so none is looked for
	Tags     []string
	Limits   []talonone.Limit
	Codes    talonone.CouponSettings
}

// Rule is the one rule of the campaign.
type Rule struct {
	Name            string
	Day             Day
	RedemptionLimit int // of each code; 0 is without limit
}

// Email is CleverTap's campaign, which a person makes. It may send something else
// than emails.
type Email struct {
	Channel     phrase.Channel // what it sends; email is the usual one
	Campaign    string
	Sender      string
	Subject     string
	DefaultText string
}

// Placeholder is what the email must hold where the code shall stand.
func (e Email) Placeholder(ev Event) string {
	return fmt.Sprintf(`{{ @%s - %s | default: "%s" }}`, ev.Name, ev.Property, e.DefaultText)
}

// Test is who receives the test coupon.
type Test struct {
	Identity string
	Address  string // or phone number, as the channel has it; "" where no message is to be sent
}

// Own reports whether an identity is one of talontap's own: the test customer, or one
// that talontap made up, for an earlier test or to look with.
func (t Test) Own(identity string) bool {
	return identity == t.Identity || strings.HasPrefix(identity, Mark+"-")
}

// TestCustomer is the name that a test customer carries in CleverTap, so that
// everybody, a later run too, knows it for one.
const TestCustomer = "talontap test"

// Mark is what the objects that talontap makes carry, so that a later run, on
// this machine or another, knows them.
const Mark = "talontap"

// MarkOf is the mark of one saved setup. Talon.One's tags hold 50 characters.
func MarkOf(profile string) string {
	mark := Mark + ":" + profile
	return mark[:min(len(mark), 50)]
}

// Marked reports whether a description or tag was written for this setup.
// The mark has to end where the profile's name does: shop is not shop-eu.
func Marked(text, profile string) bool {
	for {
		_, rest, found := strings.Cut(text, MarkOf(profile))
		if !found {
			return false
		}
		if end := strings.TrimLeft(rest, "."); end == "" || !strings.ContainsRune(inNames, rune(end[0])) {
			return true
		}
		text = rest
	}
}

// NotMade says who made a thing that does not carry this setup's mark, as far as
// its descriptions and tags tell: another saved setup, or not talontap.
func NotMade(texts ...string) string {
	for _, text := range texts {
		_, rest, found := strings.Cut(text, MarkOf(""))
		if name := rest[:len(rest)-len(strings.TrimLeft(rest, inNames+"."))]; found && name != "" {
			return fmt.Sprintf(words.NotMadeOtherSetup, strings.TrimRight(name, "."))
		}
	}
	return words.NotMade
}

// inNames are the characters of a profile's name beside the dot, which may also
// end a sentence.
const inNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// Addresses are the hosts that stand in for the vendors' in a rehearsal; empty
// means the vendors themselves.
type Addresses struct {
	CleverTap string // may hold {region}
	Consoles  string // of the page that plays both consoles
}

// From works out what is wanted. The answers must be complete; what is missing
// or unfit is returned as one error that names each.
func From(a Answers, profile string, app talonone.Application, at Addresses) (Wanted, error) {
	if err := errors.Join(Fit(a), unanswered(a)); err != nil {
		return Wanted{}, err
	}
	zone, err := Zone(app)
	if err != nil {
		return Wanted{}, err
	}
	base, err := clevertap.BaseURL(at.CleverTap, a.Text(Region))
	if err != nil {
		return Wanted{}, fmt.Errorf("working out CleverTap's address: %w", err)
	}
	day, err := ParseDay(a.Text(RuleDate), zone)
	if err != nil {
		return Wanted{}, err
	}
	w := Wanted{
		Profile:     profile,
		Project:     Project{Region: a.Text(Region), ID: a.Text(ProjectID)},
		UploadURL:   base + "/1/upload",
		Passcode:    a.Secret(Passcode),
		Application: app,
		Event:       Event{a.Text(EventName), a.Text(EventProperty)},
		Parameters:  Parameters{a.Text(ProfileParameter), a.Text(CouponParameter)},
		Rule:        Rule{a.Text(RuleName), day, number(a, RedemptionLimit)},
		Email:       email(a),
		Test:        Test{a.Text(TestIdentity), reach(a)},
		Unpublished: a.Text(Unpublished) == "true",
		Customers:   number(a, Customers),
		Elsewhere:   a.Text(RedeemedElsewhere) == "true",
	}
	w.Consoles = consoles(a, at)
	w.Webhook = webhook(a, w)
	w.Campaign = campaign(a, w)
	return w, nil
}

// Zone is the Application's time zone, in which the rule's day is counted.
func Zone(app talonone.Application) (*time.Location, error) {
	zone, err := time.LoadLocation(app.TimeZone)
	if err != nil || app.TimeZone == "" || strings.EqualFold(app.TimeZone, "local") { // "Local" is where this machine is
		return nil, fmt.Errorf(words.ZoneUnknown, app.Name, app.TimeZone)
	}
	return zone, nil
}

// Fit checks every answer, and that none of the required ones is missing.
func Fit(a Answers) error {
	var wrong []error
	for _, f := range Missing(a) {
		wrong = append(wrong, fmt.Errorf(words.AnswerMissing, f.Title, f.Key.Variable()))
	}
	for _, f := range Fields() {
		if !f.Secret && a.Has(f.Key) {
			if err := f.Checked(a.Text(f.Key)); err != nil {
				wrong = append(wrong, fmt.Errorf("%s (%s): %w", f.Title, a.Whence(f.Key), err))
			}
		}
	}
	if p := a.Text(ProfileParameter); p != "" && SameParameter(p, a.Text(CouponParameter)) {
		wrong = append(wrong, fmt.Errorf(words.ParametersSame, p))
	}
	if err := CheckReach(a, a.Text(TestAddress)); err != nil {
		wrong = append(wrong, fmt.Errorf("%s (%s): %w", TestAddress, a.Whence(TestAddress), err))
	}
	if err := Misplaced(a); err != nil {
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}

// Misplaced refuses a secret that was also given where answers are shown and
// saved, such as a passcode as the project ID, which looks much the same.
func Misplaced(a Answers) error {
	for _, f := range Fields() {
		if !f.Secret {
			continue
		}
		if err := f.Misplaced(a); err != nil {
			return err
		}
	}
	return nil
}

// Misplaced refuses a secret among the answers that is also given as this one, or
// the other way round.
func (f Field) Misplaced(a Answers) error {
	if !a.Has(f.Key) {
		return nil
	}
	for _, other := range Fields() {
		if other.Secret == f.Secret || !a.Has(other.Key) {
			continue
		}
		shown, hidden := f, other
		if f.Secret {
			shown, hidden = other, f
		}
		if a.Secret(hidden.Key).Equal(secret.New(a.Text(shown.Key))) {
			return fmt.Errorf(words.SecretMisplaced, shown.Title, hidden.Title)
		}
	}
	return nil
}

// unanswered names what has a default that nobody filled in (see Complete).
func unanswered(a Answers) error {
	var wrong []error
	for _, f := range Fields() {
		if f.Secret || f.Required || a.Has(f.Key) {
			continue
		}
		if err := f.Checked(""); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", f.Title, err))
		}
	}
	return errors.Join(wrong...)
}

// The headers of CleverTap's upload.
const (
	HeaderProject  = "X-CleverTap-Account-Id"
	HeaderPasscode = "X-CleverTap-Passcode"
	headerType     = "Content-Type"
	contentType    = "application/json; charset=utf-8"
)

// HeaderAt is where the header of a name is, whatever its case; -1: it is not there.
func HeaderAt(all []talonone.Header, name string) int {
	return slices.IndexFunc(all, func(h talonone.Header) bool { return strings.EqualFold(h.Name, name) })
}

func webhook(a Answers, w Wanted) talonone.Webhook {
	return talonone.Webhook{
		ApplicationIDs: []int{w.Application.ID},
		Title:          a.Text(WebhookName),
		Description:    fmt.Sprintf("Sends a generated coupon code to CleverTap. Made by %s; change it there.", MarkOf(w.Profile)),
		Enabled:        true,
		Verb:           "POST",
		URL:            w.UploadURL,
		Headers: []talonone.Header{
			{Name: HeaderProject, Value: secret.New(w.Project.ID)},
			{Name: HeaderPasscode, Value: w.Passcode},
			{Name: headerType, Value: secret.New(contentType)},
		},
		Payload: Payload(w.Event.Name, w.Event.Property, w.Parameters.Profile, w.Parameters.Coupon),
		Params: []talonone.Param{
			{Type: "string", Title: w.Parameters.Profile},
			{Type: "string", Title: w.Parameters.Coupon},
		},
	}
}

// characters of a generated code: capitals and digits, as the tutorial's.
const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func campaign(a Answers, w Wanted) Campaign {
	c := Campaign{
		Name:     a.Text(CampaignName),
		Sample:   a.Text(CampaignSample),
		NoSample: a.Text(CampaignSample) == "" && a.From(CampaignSample) != Nowhere,
		Tags:     []string{Mark, MarkOf(w.Profile)},
		Codes:    talonone.CouponSettings{ValidCharacters: strings.Split(characters, ""), Pattern: a.Text(CodePattern)},
	}
	if each := number(a, CouponsEach); each > 0 {
		c.Limits = []talonone.Limit{{Action: "createCoupon", Limit: float64(each), Entities: []string{"Profile"}}}
	}
	return c
}

// OtherRegion is the region whose upload address this is, where it is another
// one than the project's; empty for every other address.
func (w Wanted) OtherRegion(address string) string {
	for _, r := range clevertap.Regions() {
		theirs := strings.Replace(w.Webhook.URL, w.Project.Region, r.Code, 1)
		if r.Code != w.Project.Region && theirs != w.Webhook.URL && clevertap.SameAddress(address, theirs) {
			return r.Code + " (" + r.Name + ")"
		}
	}
	return ""
}
