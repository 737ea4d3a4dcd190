package transport

import (
	"io"
	"slices"
	"sync"

	"github.com/talontap/talontap/api/secret"
)

// Scrubber is a log that takes out of each line every secret that a call has
// used so far, in whatever form it is written. Lines of ours name none; this
// holds also where a secret was entered in a place that is shown, such as an
// address. Callers that share one hide each other's.
type Scrubber struct {
	to io.Writer

	lock    sync.Mutex
	secrets []secret.Secret
}

// NewScrubber writes to w; nil gives nil, which is no log.
func NewScrubber(w io.Writer) *Scrubber {
	if w == nil {
		return nil
	}
	if shared, is := w.(*Scrubber); is {
		return shared
	}
	return &Scrubber{to: w}
}

func (s *Scrubber) hide(secrets []secret.Secret) {
	if s == nil {
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, fresh := range secrets {
		if !fresh.IsZero() && !slices.ContainsFunc(s.secrets, fresh.Equal) {
			s.secrets = append(s.secrets, fresh)
		}
	}
}

// Write implements io.Writer. A line has to come in one call.
func (s *Scrubber) Write(line []byte) (int, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, err := io.WriteString(s.to, secret.Scrub(string(line), s.secrets...)); err != nil {
		return 0, err
	}
	return len(line), nil
}
