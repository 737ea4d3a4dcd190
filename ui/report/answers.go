package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
)

const answersSchema = "talontap.answers/v1"

// Answers writes every answer with what it means, takes and is, and last which of
// the required ones are missing. Where says where secrets are kept on this machine.
func Answers(w io.Writer, style Style, all []steps.Entry, where string) error {
	s := newSheet(style)
	var missing []string
	for _, e := range all {
		s.heading(behind(string(e.Key), necessity(e)))
		s.prose("  ", text.Plain, e.Meaning)
		for _, line := range []struct{ label, value string }{
			{words.AnswersValue, valueNow(e)},
			{words.AnswersTakes, choices(e)},
			{words.AnswersDefault, e.Default},
			{words.AnswersVariable, e.Key.Variable()},
			{words.AnswersWhere, e.Where},
		} {
			if line.value != "" {
				s.put(row{lead: text.Pad("  "+line.label, 13), leadTone: text.Dim, text: line.value})
			}
		}
		if e.Required && e.From == setup.Nowhere {
			missing = append(missing, behind(string(e.Key), e.Key.Variable()))
		}
	}
	s.gap()
	s.prose("Secrets: ", text.Plain, where)
	s.list(words.AnswersStillMissing, missing)
	return s.flush(w)
}

func necessity(e steps.Entry) string {
	switch {
	case e.Required && e.Secret:
		return words.AnswersRequiredSecret
	case e.Secret:
		return words.AnswersSecret
	case e.Required:
		return words.AnswersRequired
	}
	return ""
}

// valueNow is what a run would take, and where it came from. A default stands in a
// line of its own.
func valueNow(e steps.Entry) string {
	switch {
	case e.From == setup.Nowhere || e.From == setup.FromDefault:
		return ""
	case e.Secret:
		return fmt.Sprintf(words.AnswersGiven, e.Whence)
	}
	return behind(e.Value, e.Whence)
}

func choices(e steps.Entry) string {
	if len(e.Values) > 0 {
		return strings.Join(e.Values, ", ")
	}
	return e.Takes
}

type answerView struct {
	Key      setup.Key `json:"key"`
	Title    string    `json:"title"`
	Meaning  string    `json:"meaning"`
	Variable string    `json:"variable"`
	Takes    string    `json:"takes"`
	Values   []string  `json:"values"`
	Default  string    `json:"default"`
	Where    string    `json:"where"`
	Required bool      `json:"required"`
	Secret   bool      `json:"secret"`
	InFile   bool      `json:"in_file"`         // it may stand in an answers file
	Value    string    `json:"value,omitempty"` // never of a secret
	From     string    `json:"from"`
}

// AnswersJSON writes the same for a script.
func AnswersJSON(w io.Writer, all []steps.Entry) error {
	view := struct {
		Schema  string       `json:"schema"`
		Answers []answerView `json:"answers"`
	}{answersSchema, []answerView{}}
	for _, e := range all {
		view.Answers = append(view.Answers, answerView{e.Key, e.Title, e.Meaning, e.Key.Variable(), e.Takes, list(e.Values), e.Default, e.Where,
			e.Required, e.Secret, e.InFile, e.Value, e.Whence})
	}
	return encode(w, view)
}

// AnswersFile writes an answers file to fill in: what somebody gave stands there, what
// nobody gave is a comment.
func AnswersFile(w io.Writer, all []steps.Entry) error {
	const width = 76
	var b strings.Builder
	comment := func(prose string) {
		for _, line := range text.Wrap(prose, width) {
			fmt.Fprintln(&b, strings.TrimRight("# "+line, " "))
		}
	}
	comment(words.AnswersFileHead)
	fmt.Fprintln(&b, "\nversion = 1")
	last := ""
	for _, e := range all {
		if !e.InFile {
			continue
		}
		table, name, _ := strings.Cut(string(e.Key), ".")
		if table != last {
			fmt.Fprintf(&b, "\n[%s]\n", table)
			last = table
		}
		fmt.Fprintln(&b)
		comment(behind(e.Meaning, necessity(e)))
		if len(e.Values) > 0 {
			comment(words.AnswersTakes + " " + choices(e))
		}
		if e.Where != "" {
			comment(words.AnswersWhere + " " + e.Where)
		}
		if e.From == setup.Nowhere || e.From == setup.FromDefault {
			fmt.Fprintf(&b, "# %s = %s\n", name, inTOML(e, example(e)))
			continue
		}
		fmt.Fprintf(&b, "%s = %s\n", name, inTOML(e, e.Value))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// example is what stands behind the comment sign: the default, or something of the
// right kind.
func example(e steps.Entry) string {
	ofKind := map[setup.Kind]string{
		setup.Command: words.AnswersExampleCommand, setup.Date: "never", setup.Integer: "1", setup.Boolean: "false",
	}
	says := cmp.Or(e.Default, ofKind[e.Kind])
	if says == "" && len(e.Values) > 0 {
		says = e.Values[0]
	}
	return says
}

// inTOML is a value as the file takes it. What JSON quotes, TOML reads too.
func inTOML(e steps.Entry, value string) string {
	if e.Kind != setup.Text && (e.Kind != setup.Date || value != "never") {
		return value
	}
	var b strings.Builder
	_ = encode(&b, value) // a Builder takes everything
	return strings.TrimSpace(b.String())
}
