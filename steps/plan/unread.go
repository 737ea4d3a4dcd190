package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// Read names one look at an account. Each stands alone: one that fails takes
// nothing from the others.
type Read string

// The looks, in the order in which their failures are said.
const (
	ReadEvents    Read = "events"
	ReadWebhooks  Read = "webhooks"
	ReadCampaigns Read = "campaigns"
	ReadRule      Read = "rule"
	ReadSample    Read = "sample"
)

// Failed holds why a look failed; a look that did not fail is not in it.
type Failed map[Read]error

// noWebhooks reports whether webhooks could not be read, for whatever reason.
func (s Seen) noWebhooks() bool { return s.Failed[ReadWebhooks] != nil || s.WebhooksUnread != "" }

// Note keeps the failure of a look; nil is none.
func (f *Failed) Note(r Read, err error) {
	if err == nil {
		return
	}
	if *f == nil {
		*f = Failed{}
	}
	(*f)[r] = err
}

// Err is all of them as one error; nil where none failed.
func (f Failed) Err() error {
	var all []error
	for _, r := range []Read{ReadEvents, ReadWebhooks, ReadCampaigns, ReadRule, ReadSample} {
		if f[r] != nil {
			all = append(all, f[r])
		}
	}
	return unreadError(all)
}

// UnreadError says what could not be looked at. A rejected credential is the
// first of its causes.
type UnreadError struct{ causes []error }

func unreadError(all []error) error {
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b error) int { return rank(a) - rank(b) })
	return &UnreadError{all}
}

func rank(err error) int {
	if transport.KindOf(err) == transport.Unauthorised {
		return 0
	}
	return 1
}

// Error tells each cause once.
func (e *UnreadError) Error() string {
	var texts []string
	for _, cause := range e.causes {
		if text := cause.Error(); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}

func (e *UnreadError) Unwrap() []error { return e.causes }

// unread is the row of an object that could not be looked at.
func (c *Change) unread(err error) {
	c.Action, c.Route, c.Published, c.Why, c.Err = Unread, Found, Yes, fmt.Sprintf(words.PlanUnread, err), err
}

// Unread is why rows of the plan could not be looked at; nil where all were.
func (p Plan) Unread() error {
	return unreadError(errorsOf(p.Changes...))
}
