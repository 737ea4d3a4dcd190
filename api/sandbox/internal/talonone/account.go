package talonone

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config is what one account starts from. The zero Config is a working account
// that nobody can enter: every credential left empty is refused.
type Config struct {
	// Now is the account's clock; nil is the machine's.
	Now func() time.Time

	// ManagementKey is the first Management API key, allowed on every published
	// endpoint.
	ManagementKey string
	// IntegrationKey is the first Integration API key, of Application ShopEU.
	IntegrationKey string
	// Email and Password are what an admin signs in with.
	Email, Password string

	// CleverTapUploadURL, CleverTapProjectID and CleverTapPasscode go into the
	// sample webhook, as an admin would have typed them there.
	CleverTapUploadURL string
	CleverTapProjectID string
	CleverTapPasscode  string

	// WebhooksTo are the hosts, with their ports, that webhooks may be sent to, all
	// on this machine.
	WebhooksTo []string

	// RefuseUnpublished makes every call that Talon.One does not publish today
	// answer 404.
	RefuseUnpublished bool
	// Hurry divides the second in which calls are counted; 0 and 1: as published.
	Hurry int
	// Bare starts without the sample webhook and campaign.
	Bare bool
}

// Account is one Talon.One account: its state, and the handler that answers for
// it. It is safe for concurrent use.
type Account struct {
	now               func() time.Time
	email, password   string
	refuseUnpublished bool

	mux      *http.ServeMux
	pace     *pace
	writers  *gate
	profiles *gate
	courier  *courier

	mu           sync.Mutex // guards all below
	ids          map[string]int
	keys         []key
	signIns      map[string]time.Time // when each Bearer token was given out
	applications []application
	webhooks     []webhook
	credentials  []credential
	cleverTap    cleverTapPolicy
	campaigns    []campaign
	rulesets     []ruleset
	attributes   []attribute
	customers    []customer
	sessions     []customerSession
	coupons      []coupon
	spends       []spend
	messages     []message
	accessLog    []accessLogEntry
}

// New opens an account. Close ends it.
func New(config Config) *Account {
	now := config.Now
	if now == nil {
		now = time.Now
	}
	account := &Account{
		now:               now,
		email:             config.Email,
		password:          config.Password,
		refuseUnpublished: config.RefuseUnpublished,
		pace:              &pace{now: time.Now, per: time.Second / time.Duration(max(config.Hurry, 1)), seen: map[string][]time.Time{}},
		writers:           newGate(1),
		profiles:          newGate(parallelPerProfile),
		courier:           newCourier(config.WebhooksTo),
		// Each kind begins in a range of its own, so that a client which mixes two kinds up
		// finds nothing rather than the wrong thing.
		ids:     map[string]int{"campaign": 100, "ruleset": 500, "customer": 3000, "coupon": 9000},
		signIns: map[string]time.Time{},
	}
	account.mux = routed(routes(), "endpoint", account.serve)
	account.furnish(config)
	return account
}

// ServeHTTP answers as Talon.One's Management and Integration APIs do.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mux.ServeHTTP(w, r)
}

// Close stops the webhook deliveries, those waiting for a retry too, and
// returns when none is left. The account still answers afterwards, but delivers
// nothing any more.
func (a *Account) Close() { a.courier.close() }

func (a *Account) nextID(kind string) int {
	a.ids[kind]++
	return a.ids[kind]
}

// first finds an element, to be read or changed where it is; nil where there is none.
func first[T any](list []T, fits func(T) bool) *T {
	at := slices.IndexFunc(list, fits)
	if at < 0 {
		return nil
	}
	return &list[at]
}

// withID finds a thing of the account, to be read or changed where it is.
func withID[T any](list []T, kind string, id int, idOf func(T) int) (*T, error) {
	if found := first(list, func(one T) bool { return idOf(one) == id }); found != nil {
		return found, nil
	}
	return nil, missing(kind, id)
}

func chosen[T any](list []T, fits func(T) bool) (found []T) {
	for _, one := range list {
		if fits(one) {
			found = append(found, one)
		}
	}
	return found
}

// mapped makes one thing out of each element; of no element it is [] in JSON, not null.
func mapped[T, U any](list []T, made func(T) U) []U {
	all := make([]U, 0, len(list))
	for _, one := range list {
		all = append(all, made(one))
	}
	return all
}

// The Applications of the account.
const (
	// ShopEU is the numeric ID of "Shop EU": a sandbox Application in
	// Europe/Berlin with EUR. The Integration API key belongs to it.
	ShopEU = 1
	// ShopUS is the numeric ID of "Shop US": a live Application in
	// America/New_York with USD.
	ShopUS = 2
)

// accountID and AccountName are the account itself.
const (
	accountID   = 4711
	AccountName = "Rehearsal"
)

type application struct {
	ID              int            `json:"id"`
	Created         time.Time      `json:"created"`
	Modified        time.Time      `json:"modified"`
	AccountID       int            `json:"accountId"`
	Name            string         `json:"name"`
	Description     string         `json:"description"`
	Timezone        string         `json:"timezone"`
	Currency        string         `json:"currency"`
	CaseSensitivity string         `json:"caseSensitivity"`
	Attributes      map[string]any `json:"attributes"`
	Limits          []limit        `json:"limits"`
	LoyaltyPrograms []any          `json:"loyaltyPrograms"`
	Sandbox         bool           `json:"sandbox"`

	zone *time.Location
}

func (a *Account) listApplications(c *call) (answer, error) {
	return okay(pageOf(c, a.applications).counted()), nil
}

func (a *Account) application(id int) (*application, error) {
	return withID(a.applications, "Application", id, func(one application) int { return one.ID })
}

// State is a snapshot of the account that JSON can hold: what is there, and
// which webhooks were sent. No header value of a webhook, no credential's
// value and no key is in it.
func (a *Account) State() any {
	a.mu.Lock()
	defer a.mu.Unlock()
	return map[string]any{
		"account":      AccountName,
		"applications": slices.Clone(a.applications),
		"campaigns":    a.views(a.now(), func(campaign) bool { return true }),
		"rulesets":     slices.Clone(listed(a.rulesets)),
		"webhooks":     mapped(a.webhooks, webhook.withoutValues),
		"credentials":  mapped(a.credentials, a.credentialView),
		"customers":    slices.Clone(listed(a.customers)),
		"coupons":      slices.Clone(listed(a.coupons)),
		"deliveries":   mapped(a.messages, message.outline),
		"keys":         slices.Clone(listed(a.keys)),
	}
}

// hidden stands for the value of every webhook header: one of them is a
// passcode, and which is not for the sandbox to guess.
const hidden = "[hidden]"

// sentWebhook is one attempt to deliver, without the bytes that were sent.
type sentWebhook struct {
	At        string `json:"at"`
	WebhookID int    `json:"webhookId"`
	Webhook   string `json:"webhook"`
	Status    int    `json:"status"`
}

func (m message) outline() sentWebhook {
	return sentWebhook{m.CreatedAt.Format("2006-01-02T15:04:05.000Z"), m.WebhookID, m.WebhookName, m.Response.Status}
}

func (w webhook) withoutValues() webhook {
	w.Headers = mapped(w.Headers, func(header string) string {
		name, _, _ := strings.Cut(header, ":")
		return name + ": " + hidden
	})
	return w
}
