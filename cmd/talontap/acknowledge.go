package main

import (
	"cmp"
	"os/user"
	"strings"
	"unicode"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// acknowledgement is what is said on the command line about a warning.
type acknowledgement struct{ id, why, until string }

func (k acknowledgement) fit() error {
	given := []bool{k.id != "", strings.TrimSpace(k.why) != "", k.until != ""}
	switch {
	case given[0] != given[1], given[0] != given[2]:
		return usage(words.AcknowledgeAll)
	case !given[0]:
		return nil
	}
	if err := setup.CheckDate(k.until); err != nil {
		return usage("--until: %w", err)
	}
	return nil
}

// acknowledge takes the word of whoever runs this, and judges again.
func (a *app) acknowledge(session *engine.Session, st steps.State, k acknowledgement) (steps.State, check.List, error) {
	word := note.Acknowledgement{By: a.who(), Why: oneLine(k.why), On: note.On(st.Now), Until: note.Day(setup.CleanDate(k.until))}
	switch {
	case !st.Saved:
		return st, check.List{}, usage(words.AcknowledgeUnsaved, a.profile)
	case !word.Holds(word.On):
		return st, check.List{}, usage(words.AcknowledgePast)
	}
	st, err := session.Acknowledge(st, k.id, word)
	if err != nil {
		return st, check.List{}, usage("--acknowledge: %w", err)
	}
	return st, session.Judged(), nil
}

// who runs this, as the machine calls them.
func (a *app) who() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return oneLine(u.Username)
	}
	return cmp.Or(oneLine(a.env("USER")), words.AcknowledgeSomebody)
}

// oneLine is a text without line breaks and signs that nobody sees.
func oneLine(s string) string {
	shown := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(shown), " ")
}
