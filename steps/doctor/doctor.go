// Package doctor judges the machine that talontap runs on: its terminal, its
// keychain, its way to the two services, its clock and its folder for settings.
//
// It is pure: what others saw goes in, checks come out, each with its mend. It must
// never look at anything itself, and it says nothing of a setup: that is what the
// checklist is for.
package doctor

import (
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/remedy"
)

// Seen is what was seen of a machine.
type Seen struct {
	Version  string // with the system
	Terminal Terminal
	Keychain Keychain
	Proxies  []string // the variables that are set; never their values
	Proxy    error    // why one of them cannot be read; nil: none
	Folder   string   // for settings
	Unusable error    // why nothing can be kept there, or read; nil: it can
	Profile  string   // the setup that says which hosts
	Hosts    []Host   // none where nothing says which
}

// Terminal is where it draws.
type Terminal struct {
	There         bool
	Width, Height int
	Colour, ASCII bool
}

// Keychain is whether secrets can be kept; Problem and Fix are empty where they can.
type Keychain struct{ Kind, Problem, Fix string }

// Host is one service as it was reached.
type Host struct {
	Service string
	Host    string
	Err     error
	Took    time.Duration
	Ahead   time.Duration // how far this machine's clock is ahead of the host's
	Told    bool          // the host told its time
}

// Judge makes the checks, in a fixed order.
func Judge(s Seen) check.List {
	checks := []check.Check{
		{ID: "version", Title: words.DoctorVersion, Status: check.Pass, Detail: s.Version},
		terminal(s.Terminal), keychain(s.Keychain), folder(s), proxies(s),
	}
	for _, h := range s.Hosts {
		checks = append(checks, reached(h))
	}
	if len(s.Hosts) == 0 {
		checks = append(checks, untried(s))
	}
	return check.Listed(append(checks, clock(s.Hosts)))
}

func untried(s Seen) check.Check {
	c := check.Check{ID: "network", Title: words.DoctorNetwork, Status: check.Skip, Detail: words.DoctorSettingsFirst}
	if s.Unusable == nil {
		c.Detail, c.Fix = fmt.Sprintf(words.DoctorNoProfile, s.Profile), words.DoctorNoProfileFix
	}
	return c
}

// The smallest window that the wizard draws well in.
const width, height = 80, 24

func terminal(t Terminal) check.Check {
	c := check.Check{ID: "terminal", Title: words.DoctorTerminal, Status: check.Pass}
	if !t.There {
		c.Status, c.Detail = check.Skip, words.DoctorNoTerminal
		return c
	}
	c.Detail = fmt.Sprintf(words.DoctorSize, t.Width, t.Height)
	if !t.Colour {
		c.Detail += words.DoctorNoColour
	}
	switch {
	case t.Width < width || t.Height < height:
		c.Status, c.Fix = check.Warn, fmt.Sprintf(words.DoctorSizeFix, width, height)
	case t.ASCII:
		c.Status, c.Fix = check.Warn, words.DoctorASCIIFix
		c.Detail += words.DoctorASCII
	}
	return c
}

// keychain is a warning where there is none: variables and commands serve as well.
func keychain(k Keychain) check.Check {
	if k.Problem == "" {
		return check.Check{ID: "keychain", Title: words.DoctorKeychain, Status: check.Pass, Detail: fmt.Sprintf(words.DoctorKeychainAnswers, k.Kind)}
	}
	return check.Check{ID: "keychain", Title: words.DoctorKeychain, Status: check.Warn, Detail: k.Problem, Fix: k.Fix + words.DoctorOrCommand}
}

func folder(s Seen) check.Check {
	c := check.Check{ID: "settings", Title: words.DoctorFolder, Status: check.Pass, Detail: s.Folder}
	if s.Unusable != nil {
		c.Status, c.Detail, c.Fix = check.Fail, s.Unusable.Error(), remedy.For(s.Unusable, words.DoctorFolderFix)
	}
	return c
}

func proxies(s Seen) check.Check {
	c := check.Check{ID: "proxy", Title: words.DoctorProxy, Status: check.Pass, Detail: words.DoctorNoProxy}
	switch {
	case s.Proxy != nil:
		c.Status, c.Detail, c.Fix = check.Fail, s.Proxy.Error(), words.DoctorProxyFix
	case len(s.Proxies) > 0:
		c.Detail = fmt.Sprintf(words.DoctorProxySet, strings.Join(s.Proxies, ", "))
	}
	return c
}

func reached(h Host) check.Check {
	c := check.Check{ID: "network." + strings.ToLower(strings.ReplaceAll(h.Service, ".", "")), Title: h.Service, Status: check.Pass,
		Took: h.Took, TookMS: h.Took.Milliseconds(), Detail: fmt.Sprintf(words.DoctorAnswers, h.Host)}
	if h.Err != nil {
		c.Status, c.Detail, c.Fix = check.Fail, h.Err.Error(), remedy.For(h.Err, words.DoctorAddressFix)
	}
	return c
}

// How far a clock may be off. CleverTap starts no campaign for an event that is more
// than two minutes ahead (see facts of the upload: certain).
const (
	noted   = 30 * time.Second
	wrongBy = 2 * time.Minute
	nearby  = 2 * time.Second // a host tells whole seconds
)

func clock(hosts []Host) check.Check {
	c := check.Check{ID: "clock", Title: words.DoctorClock, Status: check.Skip, Detail: words.DoctorClockUntold}
	for _, h := range hosts {
		if !h.Told {
			continue
		}
		off, way := h.Ahead, words.DoctorAhead
		if off < 0 {
			off, way = -off, words.DoctorBehind
		}
		c.Status, c.Detail = check.Pass, fmt.Sprintf(words.DoctorClockRight, h.Service)
		if off > nearby {
			c.Detail = fmt.Sprintf(words.DoctorClockOff, phrase.Took(off.Round(time.Second)), way, h.Service)
		}
		if off > wrongBy {
			c.Status, c.Fix = check.Fail, words.DoctorClockFix
		} else if off > noted {
			c.Status, c.Fix = check.Warn, words.DoctorClockFix
		}
		return c
	}
	return c
}
