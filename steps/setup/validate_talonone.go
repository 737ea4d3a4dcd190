package setup

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
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
		return errors.New("this is not a web address; copy it from the browser while the Campaign Manager is open: https://shop.europe-west1.talon.one")
	}
	if u.User != nil {
		return errors.New("there is a user name in the address; leave it out, sign-in comes separately")
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case loopback(host):
		if u.Scheme != "http" && u.Scheme != "https" {
			return errors.New("this is no way to reach a server; write http:// or https://")
		}
		return nil
	case strings.HasSuffix(host, "clevertap.com"):
		return errors.New("this is CleverTap's address; here Talon.One's is wanted: https://shop.europe-west1.talon.one")
	case !deployment.MatchString(host):
		return errors.New("this is not a Talon.One deployment; its address ends in .talon.one, such as https://shop.europe-west1.talon.one")
	case host == "docs.talon.one" || host == "www.talon.one" || host == "integration.talon.one":
		return fmt.Errorf("%q is not your Campaign Manager; copy the address from the browser while you are signed in there", host)
	case u.Scheme != "https":
		return errors.New("the address must begin with https://, else the keys would travel in clear")
	}
	return nil
}

// deployment is a host below talon.one; regions are not listed, since new ones
// come and names may be nested (likely).
var deployment = regexp.MustCompile(`^([a-z0-9-]+\.)+talon\.one$`)

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// webhookTitle is the pattern that Talon.One publishes for webhook names
// (Management API, schema NewWebhook).
var webhookTitle = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.!~*'() -]*$`)

// CheckWebhookName accepts what Talon.One takes as a webhook's name.
func CheckWebhookName(s string) error {
	if err := CheckLine(s); err != nil {
		return err
	}
	if !webhookTitle.MatchString(s) {
		return errors.New("Talon.One takes a webhook name only if it begins with a letter a-z and holds nothing but a-z, digits, spaces and _ . ! ~ * ' ( ) -")
	}
	return nil
}

var parameterTitle = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// CheckParameter accepts a webhook parameter. How Talon.One names a title with
// spaces inside a template is not known, so such titles are not used.
func CheckParameter(s string) error {
	if parameterTitle.MatchString(s) && len(s) <= 50 {
		return nil
	}
	return errors.New("a parameter begins with a letter and holds only letters, digits and _ (50 at most): it is written into the payload as ${$Name}")
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
		return fmt.Errorf("%s is over; a rule for it would never make a coupon. Give today or a later day", d.Words())
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
func CheckRedemptionLimit(s string) error {
	return checkWhole(s, "how often each code may be redeemed")
}

// CheckCouponsEach accepts how many codes one customer may receive; 0 is
// without limit.
func CheckCouponsEach(s string) error { return checkWhole(s, "how many codes one customer may get") }

func checkWhole(s, what string) error {
	n, err := strconv.Atoi(s)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return fmt.Errorf("this number is out of range; Talon.One takes 1 to %d, or 0 for no limit", maxLimit)
	case s == "":
		return fmt.Errorf("this cannot be empty; give %s, 1 to %d, or 0 for no limit", what, maxLimit)
	case err != nil:
		return fmt.Errorf("this is not a whole number; give %s, 1 to %d, or 0 for no limit", what, maxLimit)
	case n < 0 || n > maxLimit:
		return fmt.Errorf("%d is out of range; Talon.One takes 1 to %d, or 0 for no limit", n, maxLimit)
	}
	return nil
}

// codePattern is what Talon.One publishes for coupon patterns; # stands for one
// random character.
var codePattern = regexp.MustCompile(`^[A-Za-z0-9._%+@#-]+$`)

const minRandom = 4

// CheckCodePattern accepts a pattern that gives codes nobody guesses.
func CheckCodePattern(s string) error {
	switch {
	case len(s) < 3 || len(s) > 100:
		return errors.New("a code pattern has 3 to 100 characters, such as NY-####-####")
	case !codePattern.MatchString(s):
		return errors.New("a code pattern holds only letters, digits and . _ % + @ # -, with # for each random character")
	case strings.Count(s, "#") < minRandom:
		return fmt.Errorf("with fewer than %d random characters (#) codes run out and can be guessed; write NY-####-####, say", minRandom)
	}
	return nil
}
