package steps

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// Unfinished is an earlier run of the setup that did not come to its end, as its
// journal tells. The zero Unfinished is none.
type Unfinished struct {
	Began time.Time
	Cut   []string // the changes it was cut off at: only a look tells whether they were made
	Made  []string // the changes that it made
}

// IsZero reports whether there is none.
func (u Unfinished) IsZero() bool { return len(u.Cut)+len(u.Made) == 0 }

// Words says what became of the run.
func (u Unfinished) Words() string {
	text := fmt.Sprintf(words.UnfinishedRun, u.Began.Format("2 January 2006, 15:04"))
	if len(u.Cut) > 0 {
		text += fmt.Sprintf(words.UnfinishedCut, listed(u.Cut))
	} else {
		text += words.UnfinishedStopped
	}
	if len(u.Made) > 0 {
		text += fmt.Sprintf(words.UnfinishedMade, listed(u.Made))
	}
	return text + "."
}

// GoingOn is what going on with it does.
const GoingOn = words.UnfinishedGoOn

// listed names resources as a journal does, each once, in a person's words.
func listed(resources []string) string {
	var names []string
	for _, r := range resources {
		name := "the " + r
		switch r {
		case "event":
			name = words.UnfinishedEvent
		case "enable":
			name = words.UnfinishedEnable
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}
