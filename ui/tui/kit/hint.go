package kit

import "charm.land/bubbles/v2/key"

// Hint is one key and what it does, for the footer and the help page.
type Hint = key.Binding

// Key is a hint of its name and its meaning.
func Key(name, does string) Hint {
	return key.NewBinding(key.WithKeys(name), key.WithHelp(name, does))
}

// Keys are hints of keys and what each does, in turn.
func Keys(pairs ...string) (out []Hint) {
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Key(pairs[i], pairs[i+1]))
	}
	return out
}
