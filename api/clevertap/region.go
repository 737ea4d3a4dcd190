package clevertap

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// Region is one of CleverTap's data centres.
type Region struct{ Code, Name string }

// Regions lists the six regions of CleverTap's own table (common API
// components, certain), the default first.
func Regions() []Region {
	return []Region{
		{"eu1", "Europe"},
		{"in1", "India"},
		{"sg1", "Singapore"},
		{"us1", "United States"},
		{"aps3", "Indonesia"},
		{"mec1", "Middle East (UAE)"},
	}
}

// unlisted is South Korea: named on some of CleverTap's pages but not in the
// table (likely). It is accepted, not offered.
const unlisted = "sk1"

// KnownRegion reports whether a code is a region's.
func KnownRegion(code string) bool {
	return code == unlisted || slices.ContainsFunc(Regions(), func(r Region) bool { return r.Code == code })
}

const placeholder = "{region}"

// BaseURL gives the address a region is called at, without a slash at its end.
//
// An empty base stands for https://{region}.api.clevertap.com, the form that the
// tutorial uses. For Europe that is an alias (likely, near certain) of the
// documented https://api.clevertap.com. Accepted are this machine and hosts
// below clevertap.com, with https except on this machine.
func BaseURL(base, region string) (string, error) {
	if base == "" {
		base = "https://" + placeholder + ".api.clevertap.com"
	}
	if strings.Contains(base, placeholder) {
		if region == "" {
			return "", errors.New(words.NetNoRegion)
		}
		// Codes of the shape that all regions have are taken, so that a new region works
		// before the list knows it.
		if !regexp.MustCompile(`^[a-z]{2,4}[0-9]{1,2}$`).MatchString(region) {
			return "", fmt.Errorf(words.NetNoSuchRegion, transport.Sanitise(region))
		}
		base = strings.ReplaceAll(base, placeholder, region)
	}
	u, err := transport.ParseBase(base)
	if err != nil {
		return "", fmt.Errorf("using CleverTap's address: %w", err)
	}
	if !transport.Loopback(u.Hostname()) && !transport.Within(u.Hostname(), "clevertap.com") {
		return "", fmt.Errorf(words.NetNotCleverTap, transport.Sanitise(u.Host))
	}
	return u.String(), nil
}

// SameAddress reports whether two addresses are one: the host that CleverTap
// names for Europe without a region, api.clevertap.com, is that of eu1 (likely,
// near certain).
func SameAddress(a, b string) bool {
	if a == b {
		return true
	}
	one, err := url.Parse(a)
	other, oerr := url.Parse(b)
	if err != nil || oerr != nil {
		return false
	}
	one.Host, other.Host = europe(one.Host), europe(other.Host)
	return one.String() == other.String()
}

// europe gives Europe's two names of a host as one.
func europe(host string) string {
	if host = strings.ToLower(host); host == "api.clevertap.com" {
		return "eu1." + host
	}
	return host
}
