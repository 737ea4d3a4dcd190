package setup

import (
	"maps"

	"github.com/talontap/talontap/api/secret"
)

// Source says where an answer came from. A greater source beats a lesser one.
type Source int

// The sources, weakest first.
const (
	Nowhere Source = iota
	FromDefault
	FromOrigin // the profile of another setup
	FromProfile
	FromFile
	FromKeychain
	FromCommand
	FromVariable
	FromFlag
	FromSandbox
	Typed
)

var sourceNames = [...]string{"not given", "default", "another profile", "profile", "answers file", "keychain", "command", "variable", "flag", "sandbox", "typed"}

func (s Source) String() string { return sourceNames[s] }

// Answers is what was answered so far. It is a value: With gives a new one and
// leaves the old as it was. The zero Answers is empty and useful.
type Answers struct {
	texts   map[Key]text
	secrets map[Key]hidden
}

type text struct {
	value  string
	from   Source
	origin string // the other setup's profile, of FromOrigin
}

type hidden struct {
	value secret.Secret
	from  Source
}

// Text is the answer to a key, or "".
func (a Answers) Text(k Key) string { return a.texts[k].value }

// Secret is the secret answer to a key, or the zero Secret.
func (a Answers) Secret(k Key) secret.Secret { return a.secrets[k].value }

// Has reports whether a key is answered, with a secret or a text.
func (a Answers) Has(k Key) bool {
	return a.texts[k].value != "" || !a.secrets[k].value.IsZero()
}

// From says where the answer to a key came from.
func (a Answers) From(k Key) Source {
	if h, ok := a.secrets[k]; ok {
		return h.from
	}
	return a.texts[k].from
}

// Whence says in words where the answer to a key came from.
func (a Answers) Whence(k Key) string {
	if a.From(k) == FromOrigin {
		return FromProfile.String() + " " + a.texts[k].origin
	}
	return a.From(k).String()
}

// With gives these answers and one more. An answer from a weaker source than
// the present one changes nothing; the same source replaces.
func (a Answers) With(k Key, value string, from Source) Answers {
	if a.texts[k].from > from {
		return a
	}
	return a.put(k, value, from)
}

func (a Answers) put(k Key, value string, from Source) Answers {
	a.texts = maps.Clone(a.texts)
	if a.texts == nil {
		a.texts = map[Key]text{}
	}
	a.texts[k] = text{value: value, from: from}
	return a
}

// begun is With for an answer of another setup's profile.
func (a Answers) begun(k Key, value, profile string) Answers {
	if a = a.With(k, value, FromOrigin); a.From(k) == FromOrigin {
		a.texts[k] = text{value, FromOrigin, profile} // With made them its own
	}
	return a
}

// WithSecret is With for a secret.
func (a Answers) WithSecret(k Key, value secret.Secret, from Source) Answers {
	if a.secrets[k].from > from {
		return a
	}
	a.secrets = maps.Clone(a.secrets)
	if a.secrets == nil {
		a.secrets = map[Key]hidden{}
	}
	a.secrets[k] = hidden{value, from}
	return a
}

// Settled gives these answers, and for what nobody answered the ones that were
// used, defaults too: a later run takes them, whatever its own defaults are.
func (a Answers) Settled(used Answers) Answers {
	for k, t := range used.texts {
		if a.texts[k].value == "" || a.texts[k].from == FromDefault {
			a = a.put(k, t.value, FromProfile)
		}
	}
	return a
}

// Texts lists the answers that may be written to a profile: no secrets, no
// sign-in, and nothing that is only a default of this moment.
func (a Answers) Texts() map[Key]string {
	out := map[Key]string{}
	for k, t := range a.texts {
		if k != SignInEmail && t.value != "" && t.from != FromDefault {
			out[k] = t.value
		}
	}
	return out
}
