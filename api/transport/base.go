package transport

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// ParseBase reads the address that calls start from: https, or http on the
// loopback interface; no user name, no query, no fragment. Slashes at the end
// are cut. Its errors never repeat the address, which may hold a password.
func ParseBase(base string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return nil, errors.New(words.NetAddressUnreadable)
	}
	switch {
	case u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http"):
		return nil, errors.New(words.NetAddressShape)
	case u.User != nil:
		return nil, errors.New(words.NetAddressUser)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New(words.NetAddressQuery)
	case u.Scheme == "http" && !Loopback(u.Hostname()):
		return nil, fmt.Errorf(words.NetNeedsHTTPS, Sanitise(u.Host))
	}
	u.Host = strings.ToLower(u.Host)
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	return u, nil
}

// Loopback reports whether a host name (without port) is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}

// Within reports whether a host name (without port) lies below a domain; the
// domain itself does not.
func Within(host, domain string) bool {
	return len(host) > len(domain)+1 && strings.HasSuffix(strings.ToLower(host), "."+domain)
}
