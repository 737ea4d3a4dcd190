package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// setting is one key with its value, as it stands in the file.
type setting struct {
	name  string
	key   uint32 // the offset of the key
	at    uint32 // the offset of the value
	kind  unstable.Kind
	text  string   // the value without quotes
	items []string // of a list
	mixed bool     // the list holds other things than texts
}

// texts gives the members of a list.
func texts(list *unstable.Node) (items []string, mixed bool) {
	for members := list.Children(); members.Next(); {
		mixed = mixed || members.Node().Kind != unstable.String
		items = append(items, string(members.Node().Data))
	}
	return items, mixed
}

// version refuses a newer format before anything else is said about the file.
func (r *reader) version(s setting) error {
	version, err := strconv.ParseInt(s.text, 0, 64)
	switch {
	case s.kind != unstable.Integer || err != nil || version < 1:
		r.complain(s.at, "version takes %d, the version of this format", Version)
		return nil
	case version > Version:
		newer := r.problem(int(s.at), fmt.Sprintf("%v: its format is version %s, and this one reads up to %d; update talontap (the file is left as it is)", ErrNewer, s.text, Version))
		newer.Err = ErrNewer
		return newer
	}
	return nil
}

func (r *reader) setting(s setting) {
	if topic, noted := strings.CutPrefix(s.name, "noted."); noted {
		r.noted(topic, s)
		return
	}
	switch s.name {
	case "progress.confirmed":
		r.confirmed(s)
	case "progress.verified":
		r.verified(s)
	default:
		r.answer(s)
	}
}

func (r *reader) noted(topic string, s setting) {
	if s.kind != unstable.String {
		r.complain(s.at, "%s takes %s", told(s.name), Text.wants())
		return
	}
	r.profile.Noted[topic] = s.text
}

func (r *reader) confirmed(s setting) {
	if s.kind != unstable.Array || s.mixed {
		r.complain(s.at, `%s takes a list of texts, like ["welcome"]`, told(s.name))
		return
	}
	r.profile.Confirmed = s.items
}

func (r *reader) verified(s setting) {
	at, err := time.Parse(time.RFC3339Nano, strings.ToUpper(strings.Replace(s.text, " ", "T", 1)))
	at = at.UTC()
	if err != nil || at.Year() < 0 || at.Year() > 9999 || s.kind != unstable.DateTime && s.kind != unstable.String {
		r.complain(s.at, "%s takes a time with its zone, like 2026-11-30T09:00:00Z", told(s.name))
		return
	}
	r.profile.Verified = at
}

func (r *reader) answer(s setting) {
	kind := r.schema.kind(s.name)
	switch {
	case r.schema.looksSecret(s.name):
		r.complain(s.key, "%s: secrets are never kept in a file; set the variable %s or let talontap ask, and take it out of here", told(s.name), variableFor(s.name))
	case kind == Unknown:
		r.complain(s.key, "%s is not a key of a profile%s", told(s.name), r.hint(s.name))
	default:
		r.accept(s, kind)
	}
}

func (r *reader) hint(name string) string {
	if near := r.schema.Nearest(name); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// accept takes the value of a known key.
func (r *reader) accept(s setting, kind KeyKind) {
	native := map[KeyKind]unstable.Kind{Text: unstable.String, Integer: unstable.Integer, Boolean: unstable.Bool, Date: unstable.LocalDate}
	if s.kind != unstable.String && s.kind != native[kind] {
		r.complain(s.at, "%s takes %s", s.name, kind.wants())
		return
	}
	if s.text == "" && kind != Text {
		return
	}
	text, ok := canonical(s, kind)
	if !ok {
		r.complain(s.at, "%s takes %s", s.name, kind.wants())
		return
	}
	r.profile.Answers[s.name] = text
}

// canonical gives the one text that stands for a value.
func canonical(s setting, kind KeyKind) (string, bool) {
	text := s.text
	switch kind {
	case Integer:
		base := 10
		if s.kind == unstable.Integer {
			base = 0 // TOML has 1_000 and 0x64 too
		}
		n, err := strconv.ParseInt(strings.TrimSpace(text), base, 64)
		return strconv.FormatInt(n, 10), err == nil
	case Boolean:
		text = strings.ToLower(strings.TrimSpace(text))
		return text, text == "true" || text == "false"
	case Date:
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
		return day.Format(time.DateOnly), err == nil
	}
	return text, true
}
