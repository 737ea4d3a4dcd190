package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// maxJournal is the largest journal that is read, in bytes: thousands of runs.
const maxJournal = 16 << 20

// Entry is one remote write: what was about to be done, and how it ended. All of
// it comes from the caller, who must put no secret in: the journal writes what it
// is given.
type Entry struct {
	At       time.Time `json:"at"`
	Run      string    `json:"run"`               // which run of talontap
	Action   string    `json:"action"`            // "create", "update", …
	Resource string    `json:"resource"`          // "webhook", "campaign", "coupon", …
	Mark     string    `json:"mark"`              // what the remote object will carry, to find it again
	Outcome  string    `json:"outcome,omitempty"` // how it ended; for Done
}

// identity is what joins the end of a write to its beginning.
func (e Entry) identity() [4]string { return [4]string{e.Run, e.Action, e.Resource, e.Mark} }

// Journal records the remote writes of one profile, so that a killed run leaves
// word of what it may have made: Begin comes before the write and is on the disk
// when it returns, Done after it. It is used under the profile's Lock.
type Journal struct {
	store *Store
	name  string
}

// Journal names the journal of a profile and touches nothing.
func (s *Store) Journal(name string) *Journal { return &Journal{store: s, name: name} }

func (j *Journal) folder() string { return filepath.Join(j.store.dir, "journal") }

func (j *Journal) path() string { return j.store.file("journal", j.name, ".jsonl") }

type line struct {
	Phase string `json:"phase"` // "begin" or "done"
	Entry
}

// Begin records a write that is about to be made. When it fails, the write must
// not be made.
func (j *Journal) Begin(e Entry) error { return j.add(line{"begin", e}) }

// Done records how a write ended. It belongs to the begin with the same Run,
// Action, Resource and Mark, also one of an earlier run.
func (j *Journal) Done(e Entry) error { return j.add(line{"done", e}) }

func (j *Journal) add(l line) error {
	before, err := j.text()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(l)
	if err == nil {
		err = makeFolders(j.store.dir, j.folder())
	}
	if err == nil {
		err = j.append(before, append(raw, '\n'))
	}
	return of("writing the journal of", j.name, err)
}

// append puts a line behind the whole ones, for good. A last one that a crash has
// left without its end goes: it was never on the disk for certain, so nothing was
// done on the strength of it.
func (j *Journal) append(before, line []byte) error {
	file, err := os.OpenFile(j.path(), os.O_WRONLY|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	whole := int64(bytes.LastIndexByte(before, '\n') + 1)
	err = file.Truncate(whole)
	if err == nil {
		_, err = file.WriteAt(line, whole)
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close(), syncFolder(j.folder()))
}

// Entries lists all writes in the order of their last line. One that was begun and
// has no end has no Outcome: the remote side may or may not have it, and its Mark
// tells where to look. A torn last line is passed over; damage anywhere else is an
// error, as a forgotten beginning could lead to a second object.
func (j *Journal) Entries() ([]Entry, error) {
	lines, err := j.read()
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, l := range lines {
		if l.Outcome = cmp.Or(l.Outcome, "ended"); l.Phase == "begin" {
			l.Outcome = ""
		}
		same := func(other Entry) bool { return other.identity() == l.identity() }
		all = append(slices.DeleteFunc(all, same), l.Entry)
	}
	return all, nil
}

// Begun lists the writes of some marks that were begun, ended or not, in their
// order. A run that comes to its end forgets them, so one of those marks did not.
func (j *Journal) Begun(marks ...string) (entries []Entry, err error) {
	lines, err := j.read()
	for _, l := range lines {
		if l.Phase == "begin" && slices.Contains(marks, l.Mark) {
			entries = append(entries, l.Entry)
		}
	}
	return entries, err
}

func (j *Journal) text() ([]byte, error) {
	if err := ValidName(j.name); err != nil {
		return nil, err
	}
	err := checkFolders(j.store.dir, j.folder())
	var text []byte
	if err == nil {
		text, err = readTrusted(j.path(), maxJournal)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, of("reading the journal of", j.name, err)
}

func (j *Journal) read() (lines []line, err error) {
	text, err := j.text()
	for raw := range bytes.Lines(text) {
		if !bytes.HasSuffix(raw, []byte("\n")) {
			break
		}
		var l line
		if err := json.Unmarshal(raw, &l); err != nil || l.Phase != "begin" && l.Phase != "done" {
			return nil, of("reading the journal of", j.name, refuse(words.FilesJournalFix, words.FilesJournalLine, j.path(), len(lines)+1))
		}
		lines = append(lines, l)
	}
	return lines, err
}

// Forget drops the lines of some marks: what those writes were about has come to
// its end. The lines of others stay.
func (j *Journal) Forget(marks ...string) error {
	lines, err := j.read()
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(lines, func(l line) bool { return slices.Contains(marks, l.Mark) })
	if len(others) == 0 {
		return j.Clear()
	}
	var text []byte
	for _, l := range others {
		raw, _ := json.Marshal(l) // as it was read from JSON
		text = append(append(text, raw...), '\n')
	}
	return of("writing the journal of", j.name, writeFile(j.path(), text))
}

// Clear forgets everything. It is no error when there is nothing.
func (j *Journal) Clear() error {
	err := ValidName(j.name)
	if err == nil {
		err = removeLeftovers(j.path())
	}
	if err == nil {
		err = removeFile(j.path())
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return of("clearing the journal of", j.name, err)
}
