package sandbox

import (
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
)

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

func newFaultBoard(texts []string) (*faultBoard, error) {
	b := &faultBoard{}
	return b, b.set(texts)
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
