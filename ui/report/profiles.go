package report

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

const profilesSchema = "talontap.profiles/v1"

// SavedSecret is where one credential of a saved setup is. It never holds it.
type SavedSecret struct {
	Name     string `json:"name"`     // "clevertap-passcode"
	Kept     string `json:"kept"`     // keychain, command, variable, nowhere, or unknown
	Next     bool   `json:"next"`     // a rotation is not finished
	Previous bool   `json:"previous"` // the old one waits to be revoked
}

// Saved is one saved setup, as a list shows it.
type Saved struct {
	Name        string        `json:"name"`
	Sandbox     bool          `json:"sandbox"` // set up against a sandbox, and kept apart
	File        string        `json:"file"`
	Project     string        `json:"project"`
	Region      string        `json:"region"`
	Account     string        `json:"account"` // Talon.One's address
	Application string        `json:"application"`
	Date        string        `json:"date"`     // of the rule
	Verified    time.Time     `json:"verified"` // zero: never
	Secrets     []SavedSecret `json:"secrets"`
	Problem     string        `json:"problem,omitempty"` // why it cannot be read
}

// Profiles writes the saved setups; where says where secrets are kept on this
// machine.
func Profiles(w io.Writer, style Style, saved []Saved, where string) error {
	s := newSheet(style)
	if len(saved) == 0 {
		s.prose("", text.Plain, words.ReportNoProfile)
		return s.flush(w)
	}
	for _, p := range saved {
		s.heading(p.heading())
		if p.Problem != "" {
			r := marked(status.Fail, p.Problem)
			r.lead = " " + r.lead
			s.put(r)
			continue
		}
		s.prose("  CleverTap project: ", text.Plain, behind(cmp.Or(p.Project, words.ReportNotAnswered), p.Region))
		s.prose("  Talon.One Application: ", text.Plain, cmp.Or(p.Application, words.ReportNotAnswered)+" at "+cmp.Or(p.Account, words.ReportNoAddress))
		s.prose("  Rule's date: ", text.Plain, cmp.Or(p.Date, words.ReportNotAnswered))
		s.prose("  Last verification that passed: ", text.Plain, verified(p.Verified))
		for _, secret := range p.Secrets {
			s.prose("  "+secret.Name+": ", text.Plain, secret.words())
		}
	}
	s.gap()
	s.prose("Secrets: ", text.Plain, where)
	return s.flush(w)
}

// heading is the name by which forget takes it.
func (p Saved) heading() string {
	if p.Sandbox {
		return fmt.Sprintf(words.ReportSandbox, p.Name)
	}
	return p.Name
}

func verified(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.Local().Format("2 January 2006 15:04")
}

func (s SavedSecret) words() string {
	says := s.Kept
	if says == "unknown" {
		says = words.ReportKeychainUnread
	}
	if s.Next {
		says += words.ReportRotating
	}
	if s.Previous {
		says += words.ReportOldKept
	}
	return says
}

// ProfilesJSON writes the same for a script.
func ProfilesJSON(w io.Writer, saved []Saved) error {
	out := make([]Saved, 0, len(saved))
	for _, p := range saved {
		p.Secrets = list(p.Secrets)
		out = append(out, p)
	}
	return encode(w, struct {
		Schema   string  `json:"schema"`
		Profiles []Saved `json:"profiles"`
	}{profilesSchema, out})
}
