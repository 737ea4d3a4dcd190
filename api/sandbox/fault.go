package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
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
	kind, unknown := kindOf(name)
	switch {
	case unknown != nil:
		return Fault{}, fmt.Errorf("fault %q: %w", text, unknown)
	case f.Service != "" && f.Service != cleverTap && f.Service != talonOne:
		return Fault{}, fmt.Errorf("fault %q: there is no service %q; known are %s, %s", text, f.Service, cleverTap, talonOne)
	case f.Of == "" && strings.HasSuffix(text, "@"):
		return Fault{}, fmt.Errorf("fault %q: no customer is named behind the @", text)
	case (kind.aboutUploads() || f.Of != "") && f.Service == talonOne:
		return Fault{}, fmt.Errorf("fault %q: %s is about uploads to CleverTap; leave out %q", text, name, ":"+talonOne)
	case hasDelay && !kind.delays:
		return Fault{}, fmt.Errorf("fault %q: %s takes no duration; only slow and late do", text, name)
	}
	if kind.delays {
		f.Delay = defaultDelay
	}
	if delay != "" {
		d, err := time.ParseDuration(delay)
		if err != nil || d <= 0 {
			return Fault{}, fmt.Errorf("fault %q: %q is not a duration above zero; write it like 2s or 500ms", text, delay)
		}
		f.Delay = d
	}
	if kind.aboutUploads() || f.Of != "" {
		f.Service, f.Path = cleverTap, cmp.Or(f.Path, "/1/upload")
	}
	return f, nil
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

// faultBoard is the set of faults in force.
type faultBoard struct {
	mu     sync.Mutex
	active []*armed
}

// armed is a fault in force, which may happen once only.
type armed struct {
	Fault
	spent atomic.Bool
}

// set replaces the faults by those that the texts name, or by none if one of
// them is wrong: then the old ones stay.
func (b *faultBoard) set(texts []string) error {
	var faults []*armed
	for _, text := range texts {
		f, err := ParseFault(text)
		if err != nil {
			return err
		}
		faults = append(faults, &armed{Fault: f})
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.active = faults
	return nil
}

func (b *faultBoard) list() []*armed {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.active)
}

// around puts the faults that concern a request between it and next. The first
// of the list is the outermost.
func (b *faultBoard) around(service string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		if service == cleverTap {
			_, path = clevertap.SplitRegion(path)
		}
		handler := next
		for _, f := range slices.Backward(b.list()) {
			if f.concerns(service, path) && f.isAbout(r) {
				handler = f.before(handler, service)
			}
		}
		handler.ServeHTTP(w, r)
	})
}

func (f *armed) before(next http.Handler, service string) http.Handler {
	kind, _ := kindOf(f.Name) // ParseFault has found it
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { kind.happen(hit{f, service, next, w, r}) })
}
