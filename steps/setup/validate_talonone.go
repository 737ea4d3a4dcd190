package setup

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// CleanDeploymentURL cuts a pasted Campaign Manager address down to its
// deployment: https://shop.europe-west1.talon.one.
func CleanDeploymentURL(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil {
		return s
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

// CheckDeploymentURL accepts https on *.talon.one, and loopback for rehearsals.
func CheckDeploymentURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return errors.New(words.DeploymentNoAddress)
	}
	if u.User != nil {
		return errors.New(words.DeploymentUser)
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case loopback(host):
		if u.Scheme != "http" && u.Scheme != "https" {
			return errors.New(words.DeploymentScheme)
		}
		return nil
	case strings.HasSuffix(host, "clevertap.com"):
		return errors.New(words.DeploymentIsCleverTap)
	case !deployment().MatchString(host):
		return errors.New(words.DeploymentIsNot)
	case host == "docs.talon.one" || host == "www.talon.one" || host == "integration.talon.one":
		return fmt.Errorf(words.DeploymentIsOther, host)
	case u.Scheme != "https":
		return errors.New(words.DeploymentClear)
	}
	return nil
}

// deployment is a host below talon.one; regions are not listed, since new ones
// come and names may be nested (likely).
var deployment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([a-z0-9-]+\.)+talon\.one$`) })

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// webhookTitle is the pattern that Talon.One publishes for webhook names
// (Management API, schema NewWebhook).
var webhookTitle = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.!~*'() -]*$`) })

// CheckWebhookName accepts what Talon.One takes as a webhook's name.
func CheckWebhookName(s string) error {
	return cmp.Or(CheckLine(s), unless(webhookTitle().MatchString(s), words.WebhookNamePattern))
}

var parameterTitle = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`) })

// CheckParameter accepts a webhook parameter. How Talon.One names a title with
// spaces inside a template is not known, so such titles are not used.
func CheckParameter(s string) error {
	return unless(parameterTitle().MatchString(s) && len(s) <= 50, words.ParameterPattern)
}

// SameParameter reports whether two parameters can't be told apart: the typed
// form of a rule writes their titles in lower case (published).
func SameParameter(a, b string) bool { return strings.EqualFold(a, b) }

// CleanDate turns a date as typed into 2027-01-01 where it can be read.
func CleanDate(s string) string {
	d, err := ParseDay(s, nil)
	if err != nil {
		return strings.TrimSpace(s)
	}
	return d.ISO()
}

// CheckDate accepts a date that exists.
func CheckDate(s string) error {
	_, err := ParseDay(s, nil)
	return err
}

// Never is the last day of a credential that has none.
const Never = "never"

func cleanExpiry(s string) string {
	if strings.EqualFold(strings.TrimSpace(s), Never) {
		return Never
	}
	return CleanDate(s)
}

func checkExpiry(s string) error {
	if s == Never {
		return nil
	}
	return CheckDate(s)
}

// CheckDateAhead accepts a date that is not over yet in the Application's zone.
// Where the zone is not known, only what is over everywhere is refused.
func CheckDateAhead(s string, now time.Time, zone *time.Location) error {
	if zone == nil {
		zone = time.FixedZone("latest", -12*60*60)
	}
	d, err := ParseDay(s, zone)
	if err != nil {
		return err
	}
	if d.Past(now) {
		return fmt.Errorf(words.DateOver, d.Words())
	}
	return nil
}

// maxLimit is the greatest usageLimit that Talon.One publishes.
const maxLimit = 999999

// Unlimited is what a person writes for a limit of 0, as Talon.One stores it.
const Unlimited = "unlimited"

func cleanLimit(s string) string {
	if s = cleanNumber(s); strings.EqualFold(s, Unlimited) {
		return "0"
	}
	return s
}

// CheckRedemptionLimit accepts how often each code may be redeemed; 0 is
// without limit.
func CheckRedemptionLimit(s string) error { return checkWhole(s, words.LimitOfCode) }

// CheckCouponsEach accepts how many codes one customer may receive; 0 is
// without limit.
func CheckCouponsEach(s string) error { return checkWhole(s, words.LimitOfCustomer) }

// CheckCustomers accepts how many customers may come on the rule's day.
func CheckCustomers(s string) error {
	n, err := strconv.Atoi(s)
	return unless(err == nil && n >= 1 && n <= 999_999_999, words.CustomersAre)
}

func checkWhole(s, what string) error {
	n, err := strconv.Atoi(s)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return fmt.Errorf(words.NumberTooLong, maxLimit)
	case s == "":
		return fmt.Errorf(words.NumberEmpty, what, maxLimit)
	case err != nil:
		return fmt.Errorf(words.NumberIsNot, what, maxLimit)
	case n < 0 || n > maxLimit:
		return fmt.Errorf(words.NumberOutOfRange, n, maxLimit)
	}
	return nil
}

// codePattern is what Talon.One publishes for coupon patterns; # stands for one
// random character.
var codePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._%+@#-]+$`) })

const minRandom = 4

// CheckCodePattern accepts a pattern that gives codes nobody guesses.
func CheckCodePattern(s string) error {
	switch {
	case len(s) < 3 || len(s) > 100:
		return errors.New(words.PatternLength)
	case !codePattern().MatchString(s):
		return errors.New(words.PatternCharacters)
	case strings.Count(s, "#") < minRandom:
		return fmt.Errorf(words.PatternTooShort, minRandom)
	}
	return nil
}
