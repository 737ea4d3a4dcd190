package steps

import (
	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Entry is one answer as the list of all of them shows it: what it is, what it
// takes, and what it is now. It never holds the value of a secret.
type Entry struct {
	setup.Field
	Meaning string
	Where   string   // where to find it; "": nowhere to look it up
	Takes   string   // in words
	Values  []string // all there are; nil: too many to list
	Default string   // of today; "": none
	InFile  bool     // it may stand in an answers file
	Value   string   // "" of a secret, and where nobody gave one
	From    setup.Source
	Whence  string // From in words, with the profile where it is another setup's
}

// Catalogue lists every answer in the order of a profile, with what a state knows of it.
func Catalogue(s State) []Entry {
	asked := map[setup.Key]Question{}
	for _, step := range List() {
		for _, q := range step.Questions {
			asked[q.Key] = q
		}
	}
	used := setup.Complete(s.Answers, s.Surroundings())
	var out []Entry
	for _, f := range setup.Fields() {
		e := Entry{Field: f, Meaning: f.Title, Where: asked[f.Key].Where, Takes: takes(f), Values: Allowed(f.Key),
			InFile: !f.Secret && f.Key != setup.SignInEmail, Value: used.Text(f.Key), From: used.From(f.Key), Whence: used.Whence(f.Key)}
		if help := meaning(f, asked[f.Key]); help != "" {
			e.Meaning += ". " + help
		}
		if !f.Secret {
			e.Default = setup.Default(f.Key, s.Surroundings(), s.Answers)
		}
		out = append(out, e)
	}
	return out
}

// meaning is what the question says beside its title. Of a credential that is how
// to make one, which its place says too.
func meaning(f setup.Field, q Question) string {
	switch {
	case f.Key == setup.Customers:
		return words.AnswerCustomers
	case f.Key == setup.RedeemedElsewhere:
		return words.AnswerRedeemedElsewhere
	case f.Kind == setup.Command:
		return words.AnswerCommand
	case f.Secret:
		return ""
	}
	return q.Help
}

func takes(f setup.Field) string {
	switch {
	case f.Secret:
		return words.AnswerTakesSecret
	case f.Kind == setup.Integer:
		return words.FilesNumber
	case f.Kind == setup.Boolean:
		return words.FilesBool
	case f.Kind == setup.Date && f.Key == setup.RuleDate:
		return words.FilesDate
	case f.Kind == setup.Date:
		return words.AnswerTakesExpiry
	case f.Kind == setup.Command:
		return words.FilesCommand
	}
	return words.AnswerTakesText
}

// Allowed lists what an answer may be, where that is a short list.
func Allowed(k setup.Key) (all []string) {
	field, _ := setup.FieldOf(k)
	switch {
	case k == setup.Region:
		for _, r := range clevertap.Regions() {
			all = append(all, r.Code)
		}
	case field.Kind == setup.Boolean:
		all = []string{"true", "false"}
	}
	return all
}
