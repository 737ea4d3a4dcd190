package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Begin gives a new setup the answers of another one that serve here too.
func (s State) Begin(o setup.Origin) State {
	s.Origin, s.Answers = o, o.Begin(s.Answers, s.Now)
	return s
}

// Begun says line by line what a new setup has of another one, before anything is
// asked: what it took, what is still to be given, and what both share. There is none
// once the answers are its own.
func (s State) Begun() []string {
	keys := s.Answers.Begun()
	if len(keys) == 0 {
		return nil
	}
	var about []string
	for _, k := range keys {
		part, _, _ := strings.Cut(string(k), ".")
		if !slices.Contains(about, part) {
			about = append(about, part)
		}
	}
	lines := []string{fmt.Sprintf(words.BegunWith, s.Origin.Profile, phrase.Counted(len(keys), "answer"), strings.Join(about, ", "))}
	if on, came := s.Origin.DayCame(s.Now); came {
		lines = append(lines, fmt.Sprintf(words.BegunDayCame, on.Words()))
	}
	if anew := s.anew(); len(anew) > 0 {
		lines = append(lines, fmt.Sprintf(words.BegunAnew, strings.Join(anew, ", ")))
	}
	if s.SharesProject() {
		lines = append(lines, s.SharedProject())
	}
	return lines
}

// anew are what has to be given for every setup, as far as nothing gave it yet.
func (s State) anew() (titles []string) {
	for _, f := range setup.Missing(s.Answers) {
		if !s.Answers.Has(f.Key.Command()) {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// SharesDeployment reports whether the setup is at the Talon.One deployment of the one
// that it began with, so that its campaign may be copied.
func (s State) SharesDeployment() bool {
	at := s.Answers.Account().Deployment
	return at != "" && at == s.Origin.Answers.Account().Deployment
}

// SharesProject reports whether the setup sends to the CleverTap project of the one
// that it began with.
func (s State) SharesProject() bool {
	id := s.Answers.Text(setup.ProjectID)
	return id != "" && id == s.Origin.Answers.Text(setup.ProjectID)
}

// SharedProject says what follows from that.
func (s State) SharedProject() string {
	return s.Channel().Say(fmt.Sprintf(words.BegunSameProject, s.Answers.Text(setup.ProjectID), s.Origin.Profile))
}
