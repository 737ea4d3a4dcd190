package report

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/ui/text"
)

// What is told of this program, of the machine that it runs on, and of what it packs
// there for a vendor's support.

const (
	versionSchema = "talontap.version/v1"
	doctorSchema  = "talontap.doctor/v1"
)

// Build says which build of the program this is.
type Build struct {
	Version string    `json:"version"`          // "1.4.0"; dev where nobody gave it one
	Commit  string    `json:"commit,omitempty"` // empty: the build did not record it
	Date    time.Time `json:"date,omitzero"`
	Changed bool      `json:"changed"` // built from files that differ from the commit's
	Go      string    `json:"go"`
	OS      string    `json:"os"`
	Arch    string    `json:"arch"`
}

// Version writes the version on a line of its own, then what else tells builds
// apart.
func Version(w io.Writer, style Style, b Build) error {
	s := newSheet(style)
	s.line("talontap " + b.Version)
	s.prose("  commit    ", text.Plain, b.commit())
	s.prose("  date      ", text.Plain, b.day())
	s.prose("  Go        ", text.Plain, b.Go)
	s.prose("  platform  ", text.Plain, b.OS+"/"+b.Arch)
	return s.flush(w)
}

func (b Build) commit() string {
	if b.Changed {
		return behind(b.Commit, words.VersionChanged)
	}
	return cmp.Or(b.Commit, words.VersionUnrecorded)
}

func (b Build) day() string {
	if b.Date.IsZero() {
		return words.VersionUnrecorded
	}
	return b.Date.Format("2 January 2006")
}

// VersionJSON writes the same for a script.
func VersionJSON(w io.Writer, b Build) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		Build
	}{versionSchema, b})
}

// Doctor writes what was seen of this machine, with what to do.
func Doctor(w io.Writer, style Style, l check.List) error {
	s := newSheet(style)
	s.checks(l)
	s.again(l.Failing())
	return s.flush(w)
}

// again names what must not be overlooked at the end of a long list.
func (s *sheet) again(failing []check.Check) {
	if len(failing) == 0 {
		return
	}
	s.gap()
	s.prose("", text.Bad, fmt.Sprintf(words.ReportChecksFail, phrase.Counted(len(failing), "check")))
	for _, c := range failing {
		s.put(shouted(check.Fail, c.Title))
	}
}

// DoctorJSON writes the same for a script.
func DoctorJSON(w io.Writer, l check.List) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		checklistView
	}{doctorSchema, viewOfChecks(l)})
}

// Packed is one file of a bundle for a vendor's support.
type Packed struct {
	Name, What string
	Size       int
}

// Bundle lists what is in a bundle, and what is left out of it.
func Bundle(w io.Writer, style Style, files []Packed) error {
	s := newSheet(style)
	s.heading(words.BundleIn)
	for _, f := range files {
		s.prose(fmt.Sprintf("  %-15s %8s  ", f.Name, bytesOf(f.Size)), text.Plain, f.What)
	}
	s.gap()
	s.prose("", text.Plain, words.BundleLeftOut)
	return s.flush(w)
}

func bytesOf(n int) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1000)
}
