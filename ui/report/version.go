package report

import (
	"cmp"
	"io"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/text"
)

const versionSchema = "talontap.version/v1"

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
