package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The two services, as faults name them.
const (
	cleverTap = "clevertap"
	talonOne  = "talonone"
)

// Fault is one thing that goes wrong, and where.
type Fault struct {
	Name    string
	Delay   time.Duration // of slow and late
	Service string        // clevertap, talonone; empty: both
	Path    string        // begins with this, as the vendor documents the path; empty: any
	Of      string        // uploads about this identity alone; empty: anybody
}

// FaultName is one fault that the sandbox knows.
type FaultName struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// FaultNames lists what can go wrong. Those marked as uploads concern
// CleverTap's /1/upload unless a path says otherwise.
func FaultNames() []FaultName {
	return []FaultName{
		{"down", "closes the connection without an answer; nothing is done"},
		{"slow", "does as asked and answers late: slow=2s, 5s if nothing is said"},
		{"html", "answers an HTML page with status 200, as a proxy in between would; nothing is done"},
		{"truncated", "does as asked and answers the first half of the body"},
		{"500", "answers HTTP 500; nothing is done"},
		{"401", "rejects every credential"},
		{"429", "answers that there are too many requests; nothing is done"},
		{"429-once", "the same for the first request only"},
		{"drop-after-success", "uploads: takes the event, then closes the connection without an answer"},
		{"success-without-arrival", "uploads: answers success and stores nothing"},
		{"other-code", "uploads: takes the event with other characters in its string properties"},
		{"twice", "uploads: takes the event twice, as when a delivery is repeated"},
		{"late", "uploads: answers success, the event shows later: late=5s, 5s if nothing is said"},
	}
}

// defaultDelay is that of slow and late.
const defaultDelay = 5 * time.Second

// ParseFault reads what Options.Faults describes:
// NAME[=DURATION][:SERVICE][/PATH][@IDENTITY].
// Errors name what is wrong and what would be right.
func ParseFault(text string) (Fault, error) {
	var f Fault
	head := text
	if at := strings.LastIndex(text, "@"); at >= 0 {
		head, f.Of = text[:at], text[at+1:]
	}
	if slash := strings.Index(head, "/"); slash >= 0 {
		head, f.Path = head[:slash], head[slash:]
	}
	head, f.Service, _ = strings.Cut(head, ":")
	name, delay, hasDelay := strings.Cut(head, "=")
	f.Name = name
	if err := f.check(text, hasDelay); err != nil {
		return Fault{}, err
	}
	if err := f.setDelay(delay); err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	if f.aboutUploads() || f.Of != "" {
		f.Service = cleverTap
		if f.Path == "" {
			f.Path = "/1/upload"
		}
	}
	return f, nil
}

func (f Fault) check(text string, hasDelay bool) error {
	names := FaultNames()
	switch {
	case !slices.ContainsFunc(names, func(n FaultName) bool { return n.Name == f.Name }):
		return fmt.Errorf("fault %q: there is no %q; known are %s", text, f.Name, joined(names))
	case f.Service != "" && f.Service != cleverTap && f.Service != talonOne:
		return fmt.Errorf("fault %q: there is no service %q; known are %s, %s", text, f.Service, cleverTap, talonOne)
	case (f.aboutUploads() || f.Of != "") && f.Service == talonOne:
		return fmt.Errorf("fault %q: %s is about uploads to CleverTap; leave out %q", text, f.Name, ":"+talonOne)
	case f.Of == "" && strings.HasSuffix(text, "@"):
		return fmt.Errorf("fault %q: no customer is named behind the @", text)
	case hasDelay && !f.takesDelay():
		return fmt.Errorf("fault %q: %s takes no duration; only slow and late do", text, f.Name)
	}
	return nil
}

func (f *Fault) setDelay(text string) error {
	if !f.takesDelay() {
		return nil
	}
	f.Delay = defaultDelay
	if text == "" {
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return fmt.Errorf("%q is not a duration above zero; write it like 2s or 500ms", text)
	}
	f.Delay = d
	return nil
}

func (f Fault) takesDelay() bool { return f.Name == "slow" || f.Name == "late" }

func (f Fault) aboutUploads() bool {
	switch f.Name {
	case "drop-after-success", "success-without-arrival", "other-code", "twice", "late":
		return true
	}
	return false
}

// String writes the fault as ParseFault reads it.
func (f Fault) String() string {
	text := f.Name
	if f.Delay > 0 {
		text += "=" + f.Delay.String()
	}
	if f.Service != "" {
		text += ":" + f.Service
	}
	if f.Of != "" {
		return text + f.Path + "@" + f.Of
	}
	return text + f.Path
}

func (f Fault) concerns(service, path string) bool {
	return (f.Service == "" || f.Service == service) && strings.HasPrefix(path, f.Path)
}

func joined(names []FaultName) string {
	var all []string
	for _, n := range names {
		all = append(all, n.Name)
	}
	return strings.Join(all, ", ")
}
